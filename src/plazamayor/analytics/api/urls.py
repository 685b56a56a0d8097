"""Addresses of the API and of the page of its tokens."""

from django.urls import path

from plazamayor.analytics.api import pages, readings, views

CALLS = "api/v1/"
GOVERN = "a/<slug:organisation>/govern/tokens/"

urlpatterns = [
    path(CALLS + "sites", views.sites, name="api_sites"),
    path(CALLS + "sites/<str:domain>/stats", views.stats, name="api_stats"),
    path(CALLS + "sites/<str:domain>/series", views.series, name="api_series"),
    path(CALLS + "sites/<str:domain>/panels/<str:name>", views.panel, name="api_panel"),
    path(CALLS + "sites/<str:domain>/load-times/<str:metric>", readings.load_times, name="api_load_times"),
    path(CALLS + "sites/<str:domain>/scroll-depth", readings.depths, name="api_depths"),
    path(CALLS + "sites/<str:domain>/event-properties", readings.properties, name="api_properties"),
    path(CALLS + "sites/<str:domain>/live", views.live, name="api_live"),
    path(CALLS + "events", views.events, name="api_events"),
    path(CALLS + "openapi.json", views.openapi, name="api_openapi"),
    path(CALLS + "problems/<slug:kind>", views.problem, name="api_problem"),
    path(CALLS + "<path:path>", views.nothing, name="api_nothing"),
    path(GOVERN, pages.tokens, name="api_tokens"),
    path(GOVERN + "<int:token_id>/revoke/", pages.revoke, name="api_token_revoke"),
]
