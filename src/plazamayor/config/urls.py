"""Every address of the installation."""

from django.urls import include, path

from plazamayor.config import views

urlpatterns = [
    path("health", views.health, name="installation_health"),
    path("metrics", views.metrics, name="metrics"),
    path("accounts/", include("plazamayor.organisation.sign_in_urls")),
    path("", include("plazamayor.core.urls")),
    path("", include("plazamayor.organisation.urls")),
    path("", include("plazamayor.guards.urls")),
    path("", include("plazamayor.channels.urls")),
    path("", include("plazamayor.campaigns.urls")),
    path("", include("plazamayor.publishing.urls")),
    path("", include("plazamayor.bulletins.urls")),
    path("", include("plazamayor.procedures.urls")),  # before those of analytics, which answer any other call of the interface
    path("", include("plazamayor.analytics.urls")),
    path("", include("plazamayor.public.urls")),
]
