"""Addresses of the room."""

from django.urls import path

from plazamayor.campaigns import following, views
from plazamayor.campaigns.thread import api
from plazamayor.campaigns.thread import views as thread

CAMPAIGNS = "a/<slug:organisation>/campaigns/"
CAMPAIGN = f"{CAMPAIGNS}<slug:code>/"

urlpatterns = [
    path("l/<slug:code>", following.follow, name="tracked_link"),
    path("api/v1/campaigns", api.every, name="api_campaigns"),
    path("api/v1/campaigns/<slug:code>", api.one, name="api_campaign"),
    path(CAMPAIGNS, views.every, name="campaigns"),
    path(f"{CAMPAIGNS}add", views.add, name="campaign_add"),
    path(CAMPAIGN, thread.campaign, name="campaign"),
    path(f"{CAMPAIGN}edit", views.change, name="campaign_edit"),
    path(f"{CAMPAIGN}archive", views.archive, name="campaign_archive"),
    path(f"{CAMPAIGN}export.<slug:form>", thread.file, name="campaign_file"),
]
