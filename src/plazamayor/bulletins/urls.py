"""Addresses of the room."""

from django.urls import path

from plazamayor.bulletins.views import acts, day, sources, subscriptions

GAZETTES = "a/<slug:organisation>/gazettes/"

urlpatterns = [
    path(GAZETTES, day.show, name="gazettes"),
    path(f"{GAZETTES}acts.<str:form>", day.export, name="gazettes_file"),
    path(f"{GAZETTES}left", day.left, name="gazettes_left"),
    path(f"{GAZETTES}left/<int:item_id>/bring", acts.bring, name="gazette_bring"),
    path(f"{GAZETTES}acts/<int:match_id>/piece", acts.piece, name="gazette_piece"),
    path(f"{GAZETTES}acts/<int:match_id>/settle", acts.settle, name="gazette_settle"),
    path(f"{GAZETTES}acts/<int:match_id>/term", acts.say, name="gazette_say_term"),
    path(f"{GAZETTES}terms/<int:term_id>/confirm", acts.confirm, name="gazette_confirm"),
    path(f"{GAZETTES}follow", subscriptions.every, name="gazette_subscriptions"),
    path(f"{GAZETTES}follow/add", subscriptions.add, name="gazette_subscription_add"),
    path(f"{GAZETTES}follow/<int:follow_id>", subscriptions.change, name="gazette_subscription"),
    path(f"{GAZETTES}follow/<int:follow_id>/remove", subscriptions.remove, name="gazette_subscription_remove"),
    path(f"{GAZETTES}sources", sources.every, name="gazette_sources"),
    path(f"{GAZETTES}sources/fills", sources.fills, name="gazette_fills"),
    path(f"{GAZETTES}sources/add", sources.add, name="gazette_add"),
    path(f"{GAZETTES}sources/<int:source_id>", sources.change, name="gazette_source"),
    path(f"{GAZETTES}sources/<int:source_id>/remove", sources.remove, name="gazette_source_remove"),
    path(f"{GAZETTES}sources/<int:source_id>/fill", sources.fill, name="gazette_fill"),
    path(f"{GAZETTES}sources/fills/<int:fill_id>/stop", sources.stop, name="gazette_fill_stop"),
    path(f"{GAZETTES}sources/fills/<int:fill_id>/resume", sources.resume, name="gazette_fill_resume"),
]
