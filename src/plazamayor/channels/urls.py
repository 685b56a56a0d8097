"""Addresses of the room."""

from django.urls import include, path

urlpatterns = [
    path("", include("plazamayor.channels.outbox.urls")),
    path("", include("plazamayor.channels.accounts.urls")),
]
