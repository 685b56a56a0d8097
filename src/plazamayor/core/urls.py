"""Addresses that belong to no room. The name `home` is the organisation room's."""

from django.urls import path

from plazamayor.core import views

urlpatterns = [
    path("language", views.language, name="language"),
    path("search", views.search, name="search"),
    path("components", views.components, name="components"),
]
