"""Addresses of imports."""

from django.urls import path

from plazamayor.analytics.imports import views

IMPORT = "a/<slug:organisation>/measure/<str:domain>/import/"

urlpatterns = [
    path(IMPORT, views.show, name="imports"),
    path(IMPORT + "list/", views.listed, name="imports_list"),
    path(IMPORT + "begin/", views.begin, name="import_begin"),
    path(IMPORT + "<int:upload_id>/piece/", views.piece, name="import_piece"),
    path(IMPORT + "<int:upload_id>/drop/", views.drop, name="import_drop"),
    path(IMPORT + "<int:upload_id>/retry/", views.retry, name="import_retry"),
]
