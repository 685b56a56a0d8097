"""Addresses of what is told of procedures."""

from django.urls import path

from plazamayor.procedures.report import views

PROCEDURE = "a/<slug:organisation>/procedures/<slug:code>/"

urlpatterns = [
    path(PROCEDURE, views.procedure, name="procedure"),
    path(f"{PROCEDURE}waiting/paper.pdf", views.procedure, name="procedure_paper"),
    path(f"{PROCEDURE}export.<slug:form>", views.procedure, name="procedure_file"),
]
