"""Addresses of the room."""

from django.urls import include, path

urlpatterns = [
    path("", include("plazamayor.publishing.pieces.urls")),
    path("", include("plazamayor.publishing.media.urls")),
    path("", include("plazamayor.publishing.drawers.urls")),
    path("", include("plazamayor.publishing.approval.urls")),
    path("", include("plazamayor.publishing.register.urls")),
    path("", include("plazamayor.publishing.orders.urls")),
    path("", include("plazamayor.publishing.calendar.urls")),
]
