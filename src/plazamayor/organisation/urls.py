"""Addresses of the organisation room."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
