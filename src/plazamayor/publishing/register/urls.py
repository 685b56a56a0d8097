"""Addresses of the register of publications."""

from django.urls import path

from plazamayor.publishing.register import views

REGISTER = "a/<slug:organisation>/register/"

urlpatterns = [
    path(REGISTER, views.register, name="register"),
    path(REGISTER + "export.<slug:form>", views.export, name="register_export"),
]
