"""Addresses of what was done by other channels."""

from django.urls import path

from plazamayor.procedures.channels import api, views
from plazamayor.procedures.channels.rows import Kind

EVERY = "a/<slug:organisation>/procedures/all/"
ONE = "a/<slug:organisation>/procedures/<slug:code>/channels/"

urlpatterns = [
    path("api/v1/counts", api.counts, name="api_counts"),
    path(EVERY + "counts/", views.sheet, {"kind": Kind.COUNTS}, name="counts_file"),
    path(EVERY + "counts/apply/", views.apply, {"kind": Kind.COUNTS}, name="counts_apply"),
    path(EVERY + "counts/blank.csv", views.blank, {"kind": Kind.COUNTS}, name="counts_blank"),
    path(EVERY + "costs/", views.sheet, {"kind": Kind.COSTS}, name="costs_file"),
    path(EVERY + "costs/apply/", views.apply, {"kind": Kind.COSTS}, name="costs_apply"),
    path(EVERY + "costs/blank.csv", views.blank, {"kind": Kind.COSTS}, name="costs_blank"),
    path(ONE + "counts/", views.told, {"kind": Kind.COUNTS}, name="counts"),
    path(ONE + "counts/<int:number>/remove/", views.remove, {"kind": Kind.COUNTS}, name="count_remove"),
    path(ONE + "costs/", views.told, {"kind": Kind.COSTS}, name="costs"),
    path(ONE + "costs/<int:number>/remove/", views.remove, {"kind": Kind.COSTS}, name="cost_remove"),
]
