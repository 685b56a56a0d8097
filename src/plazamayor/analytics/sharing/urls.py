"""Addresses of shared views, and of the page of a site's links."""

from django.urls import path

from plazamayor.analytics.sharing import pages, public

SITE = "a/<slug:organisation>/measure/<str:domain>/shares/"

urlpatterns = [
    path("s/<str:secret>", public.shared, name="shared"),
    path("s/<str:secret>/password", public.password, name="shared_password"),
    path("s/<str:secret>/figures.<slug:form>", public.shared_file, name="shared_file"),
    path(SITE, pages.shares, name="shares"),
    path(SITE + "<int:link_id>/stop/", pages.stop, name="share_stop"),
]
