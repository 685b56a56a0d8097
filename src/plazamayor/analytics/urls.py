"""Addresses of the analytics room."""

from django.urls import include, path

from plazamayor.analytics.views import audience, definitions, mode, notes, setup, sites, tables

MEASURE = "a/<slug:organisation>/measure/"
SITE = MEASURE + "<str:domain>/"

urlpatterns = [
    path("", include("plazamayor.analytics.api.urls")),
    path("", include("plazamayor.analytics.imports.urls")),
    path("", include("plazamayor.analytics.sharing.urls")),
    path("", include("plazamayor.analytics.mailing.urls")),
    path(MEASURE, sites.every, name="sites"),
    path(MEASURE + "add/", sites.add, name="site_add"),
    path(MEASURE + "definitions/", definitions.definitions, name="definitions"),
    path(SITE, audience.show, name="audience"),
    path(SITE + "told/", audience.told_part, name="told_part"),
    path(SITE + "table/<slug:dimension>/", tables.whole, name="table"),
    path(SITE + "export/all.<slug:form>", tables.export_all, name="export_all"),
    path(SITE + "export/<slug:dimension>.<slug:form>", tables.export_one, name="export_one"),
    path(SITE + "live/", setup.now_page, name="live"),
    path(SITE + "live/now/", setup.now_part, name="live_now"),
    path(SITE + "mode/", mode.mode, name="mode"),
    path(SITE + "mode/declare/", mode.declare, name="mode_declare"),
    path(SITE + "mode/exempt/", mode.back_to_exempt, name="mode_exempt"),
    path(SITE + "mode/document/", mode.document, name="mode_document"),
    path(SITE + "settings/", sites.settings, name="site_settings"),
    path(SITE + "delete/", sites.delete, name="site_delete"),
    path(SITE + "snippet/", setup.snippet, name="snippet"),
    path(SITE + "snippet/arrival/", setup.arrived, name="arrival"),
    path(SITE + "health/", setup.what_arrives, name="health"),
    path(SITE + "segments/", notes.segments, name="segments"),
    path(SITE + "segments/add/", notes.add_segment, name="segment_add"),
    path(SITE + "segments/<int:segment_id>/remove/", notes.remove_segment, name="segment_remove"),
    path(SITE + "notes/", notes.notes, name="notes"),
    path(SITE + "notes/add/", notes.add_note, name="note_add"),
    path(SITE + "notes/<int:note_id>/", notes.change_note, name="note"),
    path(SITE + "notes/<int:note_id>/remove/", notes.remove_note, name="note_remove"),
    path(SITE + "goals/", notes.goals, name="goals"),
    path(SITE + "goals/part/", audience.goals_part, name="goals_part"),
    path(SITE + "goals/add/", notes.add_goal, name="goal_add"),
    path(SITE + "goals/<int:goal_id>/remove/", notes.remove_goal, name="goal_remove"),
]
