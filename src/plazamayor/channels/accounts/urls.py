"""Addresses of the accounts."""

from django.urls import path

from plazamayor.channels.accounts import views

urlpatterns = [
    path("a/<slug:organisation>/channels/", views.listing, name="channel_list"),
    path("a/<slug:organisation>/channels/add/", views.add, name="channel_add"),
    path("a/<slug:organisation>/channels/add/<slug:network>/", views.connect, name="channel_connect"),
    path("a/<slug:organisation>/channels/<int:channel_id>/", views.channel, name="channel"),
    path("a/<slug:organisation>/channels/<int:channel_id>/reconnect/", views.reconnect, name="channel_reconnect"),
    path("a/<slug:organisation>/channels/<int:channel_id>/remove/", views.remove, name="channel_remove"),
    path("a/<slug:organisation>/channels/<int:channel_id>/<slug:doing>/", views.act, name="channel_act"),
]
