"""Addresses of files."""

from django.urls import path

from plazamayor.publishing.media import views

MEDIA = "a/<slug:organisation>/media/"
PIECE = "a/<slug:organisation>/pieces/<int:piece_id>/"

urlpatterns = [
    path(MEDIA, views.every, name="media"),
    path(f"{MEDIA}video", views.add_video, name="media_video"),
    path(f"{MEDIA}<int:media_id>/", views.one, name="media_one"),
    path(f"{MEDIA}<int:media_id>/remove", views.remove, name="media_remove"),
    path(f"{MEDIA}<int:media_id>/file", views.file, name="media_file"),
    path(f"{PIECE}media", views.put_in, name="piece_media"),
    path(f"{PIECE}media/<int:used_id>/remove", views.take_out, name="piece_media_remove"),
    path("p/<slug:organisation>/media/<slug:digest>", views.public_file, name="public_media"),
]
