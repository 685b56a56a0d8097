"""Addresses of the measures, the burden, the monthly file and what fails now."""

from django.urls import path

from plazamayor.procedures.kpis import api, views

EVERY = "a/<slug:organisation>/procedures/all/"
ONE = "a/<slug:organisation>/procedures/<slug:code>/"

urlpatterns = [
    path("api/v1/procedures/kpis", api.measures, name="api_kpis"),
    path("api/v1/procedures/months/<str:month>", api.month, name="api_month"),
    path(EVERY + "now/", views.now_page, name="procedures_now"),
    path(EVERY + "measures/", views.measures, name="measures"),
    path(EVERY + "kpis.<slug:form>", views.file_of_all, name="kpis_all"),
    path(EVERY + "burden/", views.prices, name="burden_prices"),
    path(EVERY + "burden/<slug:burden>/", views.price, name="burden_price"),
    path(EVERY + "month/", views.month, name="month"),
    path(EVERY + "month/<slug:what>.<slug:form>", views.month_file, name="month_file"),
    path(ONE + "channels/", views.channels, name="channels"),
    path(ONE + "kpis.<slug:form>", views.file_of_one, name="kpis_one"),
    path(ONE + "burden/", views.burden, name="burden"),
    path(ONE + "burden/change/", views.burden_change, name="burden_change"),
    path(ONE + "burden/<int:number>/remove/", views.burden_remove, name="burden_remove"),
]
