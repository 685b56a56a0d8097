"""Addresses of the catalogue."""

from django.urls import path

from plazamayor.procedures.catalogue import views

PROCEDURES = "a/<slug:organisation>/procedures/"

urlpatterns = [path(PROCEDURES, views.every, name="procedures")]
