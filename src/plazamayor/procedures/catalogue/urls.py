"""Addresses of the catalogue."""

from django.urls import path

from plazamayor.procedures.catalogue.views import editing, files, listing, steps

PROCEDURES = "a/<slug:organisation>/procedures/"
CATALOGUE = "a/<slug:organisation>/catalogue/"
PROCEDURE = f"{PROCEDURES}<slug:code>/"

urlpatterns = [
    path(PROCEDURES, listing.every, name="procedures"),
    path(f"{CATALOGUE}add", editing.add, name="procedure_add"),
    path(f"{CATALOGUE}import", files.bring_file, name="catalogue_import"),
    path(f"{CATALOGUE}import/apply", files.apply, name="catalogue_apply"),
    path(f"{CATALOGUE}procedures.<str:form>", files.export, name="catalogue_export"),
    path(f"{CATALOGUE}template.<str:form>", files.template, name="catalogue_template"),
    path(f"{PROCEDURE}edit", editing.change, name="procedure_edit"),
    path(f"{PROCEDURE}remove", editing.remove, name="procedure_remove"),
    path(f"{PROCEDURE}steps", steps.steps, name="procedure_steps"),
    path(f"{PROCEDURE}steps/tried", steps.tried, name="procedure_tried"),
    path(f"{PROCEDURE}changes", editing.changes, name="procedure_changes"),
    path(f"{PROCEDURE}changes/<int:change_id>/remove", editing.remove_change, name="procedure_change_remove"),
]
