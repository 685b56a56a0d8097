"""Addresses of the calendar."""

from django.urls import path

from plazamayor.publishing.calendar import views

CALENDAR = "a/<slug:organisation>/calendar/"

urlpatterns = [
    path(CALENDAR, views.month, name="calendar"),
    path(CALENDAR + "month/<slug:month>/", views.month, name="calendar_month"),
    path(CALENDAR + "week/", views.week, name="calendar_this_week"),
    path(CALENDAR + "week/<slug:day>/", views.week, name="calendar_week"),
    path(CALENDAR + "list/", views.listed, name="calendar_from_today"),
    path(CALENDAR + "list/<slug:day>/", views.listed, name="calendar_list"),
    path("a/<slug:organisation>/pieces/<int:piece_id>/move/", views.move, name="piece_move"),
    path("calendar/<str:token>.ics", views.ics, name="calendar_feed"),
]
