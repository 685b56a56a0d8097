"""Addresses of the citizens' side, which are public, and of the page where it is given its look."""

from django.urls import path

from plazamayor.public import settings_page, views

SQUARE = "p/<slug:organisation>/"
PIECE = f"{SQUARE}n/<slug:slug>/"

urlpatterns = [
    path("a/<slug:organisation>/square/", settings_page.change, name="square_settings"),
    path(SQUARE, views.news, name="news"),
    path(f"{SQUARE}measured/", views.square, name="square"),
    path(f"{SQUARE}accessibility/", views.accessibility, name="accessibility"),
    path(f"{SQUARE}look.css", views.look, name="public_look"),
    path(f"{SQUARE}crest.png", views.crest, name="public_crest"),
    path(f"{SQUARE}sitemap.xml", views.sitemap, name="public_sitemap"),
    path(f"{SQUARE}feeds/<str:form>", views.feed, name="public_feed"),
    path(PIECE, views.piece, name="public_piece"),
    path(f"{PIECE}event.ics", views.event, name="public_event"),
    path(f"{PIECE}picture.svg", views.picture, name="public_picture"),
    path(f"{PIECE}preview.png", views.preview, name="public_preview"),
]
