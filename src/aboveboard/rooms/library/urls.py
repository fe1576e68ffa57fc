"""Addresses of the library."""

from __future__ import annotations

from django.urls import path

from aboveboard.rooms.library.views import imports, messages, posts, uploads

app_name = "library"
urlpatterns = [
    path("", posts.page, name="page"),
    path("posts/<int:post_id>/", posts.post, name="post"),
    path("posts/<int:post_id>/kind/", posts.set_kind, name="set_kind"),
    path("messages/", messages.page, name="messages"),
    path("uploads/", uploads.upload, name="upload"),
    path("uploads/begin/", uploads.begin, name="begin"),
    path("uploads/<int:import_id>/piece/", uploads.piece, name="piece"),
    path("uploads/<int:import_id>/start/", uploads.start, name="start"),
    path("uploads/<int:import_id>/drop/", uploads.drop, name="drop"),
    path("imports/<int:import_id>/", imports.page, name="import"),
    path("imports/<int:import_id>/progress/", imports.progress, name="progress"),
    path("imports/<int:import_id>/skipped.csv", imports.skipped, name="skipped"),
    path("imports/<int:import_id>/undo/", imports.undo, name="undo"),
]
