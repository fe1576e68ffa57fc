"""Addresses: those of every room, under the workspace they belong to."""

from __future__ import annotations

from django.urls import include, path

from aboveboard.web import errors

urlpatterns = [
    path("", include("aboveboard.web.urls")),
    path("", include("aboveboard.rooms.workspaces.urls")),
    path("", include("aboveboard.rooms.demo.urls")),
    path("", include("aboveboard.rooms.accounts.return_urls")),
    path("w/<int:workspace_id>/", include("aboveboard.rooms.today.urls")),
    path("w/<int:workspace_id>/record/", include("aboveboard.rooms.record.urls")),
    path("w/<int:workspace_id>/library/", include("aboveboard.rooms.library.urls")),
    path("w/<int:workspace_id>/read/", include("aboveboard.rooms.readings.urls")),
    path("w/<int:workspace_id>/boundaries/", include("aboveboard.rooms.boundaries.urls")),
    path("", include("aboveboard.rooms.publishing.media_urls")),
    path("", include("aboveboard.rooms.publishing.feed_urls")),
    path("w/<int:workspace_id>/calendar/", include("aboveboard.rooms.publishing.urls")),
    path("w/<int:workspace_id>/accounts/", include("aboveboard.rooms.accounts.urls")),
    path("w/<int:workspace_id>/mirror/", include("aboveboard.rooms.mirror.urls")),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
