"""Addresses of approvals."""

from django.urls import path

from plazamayor.publishing.approval import views

ORGANISATION = "a/<slug:organisation>/"

urlpatterns = [
    path(ORGANISATION + "approvals/", views.waiting, name="approvals"),
    path(ORGANISATION + "approvals/stages/", views.stages, name="approval_stages"),
    path(ORGANISATION + "approvals/stages/<int:stage_id>/remove/", views.remove_stage, name="approval_stage_remove"),
    path(ORGANISATION + "pieces/<int:piece_id>/ask/", views.ask, name="piece_ask"),
    path(ORGANISATION + "pieces/<int:piece_id>/decide/", views.decide, name="piece_decide"),
    path("approve/<slug:token>/", views.by_link, name="approve_by_link"),
]
