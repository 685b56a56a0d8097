"""Addresses of what is told of procedures."""

from django.urls import path

from plazamayor.procedures.report import views

PROCEDURE = "a/<slug:organisation>/procedures/<slug:code>/"

urlpatterns = [
    path(PROCEDURE, views.procedure, name="procedure"),
    path(f"{PROCEDURE}director.pdf", views.director, name="procedure_paper"),
    path(f"{PROCEDURE}export.<slug:form>", views.file, name="procedure_file"),
]
