"""Addresses of what is told of procedures."""

from django.urls import path

from plazamayor.procedures.report import api, views

PROCEDURE = "a/<slug:organisation>/procedures/<slug:code>/"

urlpatterns = [
    path("api/v1/procedures", api.catalogue, name="api_procedures"),
    path("api/v1/procedures/<slug:code>/funnel", api.funnel_of, name="api_funnel"),
    path("api/v1/procedures/<slug:code>/frictions", api.frictions_of, name="api_frictions"),
    path(PROCEDURE, views.procedure, name="procedure"),
    path(f"{PROCEDURE}director.pdf", views.director, name="procedure_paper"),
    path(f"{PROCEDURE}export.<slug:form>", views.file, name="procedure_file"),
]
