"""Addresses of the outbox."""

from django.urls import path

from plazamayor.channels.outbox import views

urlpatterns = [
    path("a/<slug:organisation>/channels/outbox/", views.listing, name="outbox"),
    path("a/<slug:organisation>/channels/outbox/export.<slug:form>", views.export, name="outbox_file"),
    path("a/<slug:organisation>/channels/outbox/<int:delivery_id>/", views.delivery, name="delivery"),
    path("a/<slug:organisation>/channels/outbox/<int:delivery_id>/<slug:deed>/", views.act, name="delivery_act"),
]
