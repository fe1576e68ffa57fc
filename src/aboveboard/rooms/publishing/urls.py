"""Addresses of what goes out."""

from __future__ import annotations

from django.urls import path

from aboveboard.rooms.publishing.views import (
    calendar,
    feed,
    media,
    moving,
    pausing,
    publication,
    release,
    slots,
    write,
)

app_name = "publishing"
_ONE = "publications/<int:publication_id>/"
urlpatterns = [
    path("", calendar.calendar, name="calendar"),
    path("pause/", pausing.pause, name="pause"),
    path("go-on/", pausing.go_on, name="go_on"),
    path("slots/", slots.slots, name="slots"),
    path("slots/restore/", slots.restore, name="restore_slot"),
    path("slots/<int:slot_id>/remove/", slots.remove, name="remove_slot"),
    path("feed/", feed.feed, name="feed"),
    path("feed/revoke/", feed.revoke, name="revoke_feed"),
    path("write/", write.write, name="write"),
    path("write/look/", write.look, name="look"),
    path("brought/<int:picture_id>/", media.brought, name="brought"),
    path(_ONE, publication.publication, name="publication"),
    path(_ONE + "progress/", publication.progress, name="progress"),
    path(_ONE + "settle/", publication.settle, name="settle"),
    path(_ONE + "own/", publication.own, name="own"),
    path(_ONE + "send/", publication.send_now, name="send"),
    path(_ONE + "cancel/", publication.call_off, name="cancel"),
    path(_ONE + "withdraw/", publication.take_back, name="withdraw"),
    path(_ONE + "move/", moving.move_to, name="move"),
    path(_ONE + "edit/", publication.other_words, name="edit"),
    path("releases/<int:release_id>/", release.release, name="release"),
    path("releases/<int:release_id>/withdraw/", release.take_back_all, name="withdraw_all"),
    path("pictures/<int:media_id>/", media.picture, name="picture"),
]
