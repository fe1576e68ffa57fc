"""Addresses of what goes out."""

from __future__ import annotations

from django.urls import path

from aboveboard.rooms.publishing.views import (
    calendar,
    media,
    moving,
    publication,
    release,
)

app_name = "publishing"
_ONE = "publications/<int:publication_id>/"
urlpatterns = [
    path("", calendar.calendar, name="calendar"),
    path(_ONE, publication.publication, name="publication"),
    path(_ONE + "progress/", publication.progress, name="progress"),
    path(_ONE + "settle/", publication.settle, name="settle"),
    path(_ONE + "send/", publication.send_now, name="send"),
    path(_ONE + "cancel/", publication.call_off, name="cancel"),
    path(_ONE + "withdraw/", publication.take_back, name="withdraw"),
    path(_ONE + "move/", moving.move_to, name="move"),
    path(_ONE + "edit/", publication.other_words, name="edit"),
    path("releases/<int:release_id>/", release.release, name="release"),
    path("releases/<int:release_id>/withdraw/", release.take_back_all, name="withdraw_all"),
    path("pictures/<int:media_id>/", media.picture, name="picture"),
]
