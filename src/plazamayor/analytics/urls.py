"""Addresses of the analytics room."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
