"""Every address of the installation."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("", include("plazamayor.core.urls")),
    path("", include("plazamayor.organisation.urls")),
    path("", include("plazamayor.analytics.urls")),
]
