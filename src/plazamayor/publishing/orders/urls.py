"""Addresses of the orders of removal."""

from django.urls import path

from plazamayor.publishing.orders import views

ORDERS = "a/<slug:organisation>/removals/"
ORDER = ORDERS + "<int:order_id>/"

urlpatterns = [
    path(ORDERS, views.orders, name="removal_orders"),
    path(ORDERS + "add/", views.receive, name="removal_order_add"),
    path(ORDER, views.order, name="removal_order"),
    path(ORDER + "reach/", views.reach, name="removal_order_reach"),
    path(ORDER + "publications/<int:publication_id>/", views.let_be, name="removal_order_publication"),
    path(ORDER + "withdraw/", views.withdraw, name="removal_order_withdraw"),
    path(ORDER + "close/", views.close, name="removal_order_close"),
    path(ORDER + "evidence.zip", views.evidence_file, name="removal_order_evidence"),
]
