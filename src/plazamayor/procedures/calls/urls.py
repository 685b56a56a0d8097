"""Addresses that an e-office's server calls."""

from django.urls import path

from plazamayor.procedures.calls import api

urlpatterns = [path(api.ADDRESS.removeprefix("/"), api.steps, name="api_steps")]
