"""Addresses of letters, alerts and of what is kept."""

from django.urls import path

from plazamayor.analytics.mailing import views

SITE = "a/<slug:organisation>/measure/<str:domain>/"

urlpatterns = [
    path(SITE + "letters/", views.letters, name="letters"),
    path(SITE + "letters/end/", views.end_own, name="letters_end_own"),
    path(SITE + "letters/<int:subscription_id>/end/", views.end, name="letters_end"),
    path(SITE + "letters/watch/", views.watch, name="alerts_watch"),
    path(SITE + "kept/", views.kept, name="kept"),
    path("letters/stop/<str:token>", views.stop, name="letters_stop"),
]
