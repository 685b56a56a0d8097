"""Addresses of the room."""

from django.urls import URLPattern, URLResolver, path

from plazamayor.guards.views import calls, overrides, rules, silences, trying

GUARDS = "a/<slug:organisation>/guards/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(GUARDS, rules.every, name="guards"),
    path(f"{GUARDS}rules/<slug:guard>", rules.change, name="guard"),
    path(f"{GUARDS}elections", calls.every, name="guard_elections"),
    path(f"{GUARDS}elections/<int:call_id>", calls.change, name="guard_election"),
    path(f"{GUARDS}elections/<int:call_id>/remove", calls.remove, name="guard_election_remove"),
    path(f"{GUARDS}silences", silences.every, name="guard_silences"),
    path(f"{GUARDS}emergency", silences.emergency, name="guard_emergency"),
    path(f"{GUARDS}silences/<int:silence_id>/end", silences.end, name="guard_silence_end"),
    path(f"{GUARDS}exceptions", overrides.every, name="guard_overrides"),
    path(f"{GUARDS}exceptions/<int:override_id>", overrides.decide, name="guard_override"),
    path(f"{GUARDS}try", trying.attempt, name="guards_try"),
]
