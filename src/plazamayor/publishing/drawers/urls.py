"""Addresses of ideas, templates and the evergreen shelf."""

from django.urls import path

from plazamayor.publishing.drawers import views

HOUSE = "a/<slug:organisation>/"

urlpatterns = [
    path(f"{HOUSE}ideas/", views.ideas, name="ideas"),
    path(f"{HOUSE}ideas/<int:idea_id>/take", views.take, name="idea_take"),
    path(f"{HOUSE}ideas/<int:idea_id>/answer", views.answer, name="idea_answer"),
    path(f"{HOUSE}shelf/", views.templates, name="shelf"),
    path(f"{HOUSE}shelf/<int:template_id>/remove", views.remove, name="template_remove"),
    path(f"{HOUSE}pieces/<int:piece_id>/template", views.keep, name="piece_template"),
]
