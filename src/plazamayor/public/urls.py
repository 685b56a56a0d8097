"""Addresses of the citizens' side. All are public."""

from django.urls import path

from plazamayor.public import views

urlpatterns = [
    path("p/<slug:organisation>/", views.square, name="square"),
    path("p/<slug:organisation>/accessibility/", views.accessibility, name="accessibility"),
]
