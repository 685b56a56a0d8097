"""Addresses of surveys: the citizens', as short as can be, and the console's."""

from django.urls import path

from plazamayor.procedures.surveys import fragment, public

urlpatterns = [
    path("s.js", fragment.script, name="survey_script"),
    path("s/<str:address>", public.begin, name="survey"),
    path("s/<str:address>/invitation", fragment.invitation, name="survey_invitation"),
    path("s/<str:address>/<str:ticket>/<str:question>", public.question, name="survey_question"),
]
