"""The address at which other programs read the calendar; nobody signs in there."""

from __future__ import annotations

from django.urls import path

from aboveboard.rooms.publishing.views import feed

app_name = "publishing_feed"
urlpatterns = [path("calendar-feed/<str:token>.ics", feed.calendar_of, name="feed")]
