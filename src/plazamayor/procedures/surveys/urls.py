"""Addresses of surveys: the citizens', as short as can be, and the console's."""

from django.urls import path

from plazamayor.procedures.surveys import api, fragment, public, views

SURVEY = "a/<slug:organisation>/procedures/<slug:code>/survey/"

urlpatterns = [
    path("api/v1/procedures/<slug:code>/survey", api.survey, name="api_survey"),
    path("s.js", fragment.script, name="survey_script"),
    path("o/<str:address>", public.begin, name="survey"),
    path("o/<str:address>/invitation", fragment.invitation, name="survey_invitation"),
    path("o/<str:address>/<str:ticket>/<str:question>", public.question, name="survey_question"),
    path(SURVEY, views.show, name="survey_results"),
    path(f"{SURVEY}results.<str:form>", views.results_file, name="survey_results_file"),
    path(f"{SURVEY}open/", views.open_, name="survey_open"),
    path(f"{SURVEY}settings/", views.settings, name="survey_settings"),
    path(f"{SURVEY}place/", views.place, name="survey_place"),
    path(f"{SURVEY}code.svg", views.counter_code, name="survey_code"),
    path(f"{SURVEY}poster/", views.poster, name="survey_poster"),
    path(f"{SURVEY}texts/", views.texts, name="survey_texts"),
    path(f"{SURVEY}texts.csv", views.texts_file, name="survey_texts_file"),
    path(f"{SURVEY}texts/<int:reply_id>/tags/", views.tag, name="survey_tag"),
]
