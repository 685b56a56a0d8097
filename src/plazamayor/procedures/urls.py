"""Addresses of the room."""

from django.urls import include, path

urlpatterns = [
    path("", include("plazamayor.procedures.calls.urls")),
    path("", include("plazamayor.procedures.channels.urls")),
    path("", include("plazamayor.procedures.kpis.urls")),
    path("", include("plazamayor.procedures.catalogue.urls")),
    path("", include("plazamayor.procedures.surveys.urls")),
    path("", include("plazamayor.procedures.report.urls")),
]
