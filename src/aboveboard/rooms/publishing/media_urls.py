"""Addresses under which networks fetch pictures."""

from __future__ import annotations

from django.urls import path

from aboveboard.rooms.publishing.views import media

app_name = "publishing_media"
urlpatterns = [
    path("media/<str:token>.<slug:ending>", media.fetch, name="fetch"),
]
