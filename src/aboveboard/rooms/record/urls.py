"""Addresses of the record."""

from __future__ import annotations

from django.urls import path

from aboveboard.rooms.record import views

app_name = "record"
urlpatterns = [
    path("", views.timeline, name="timeline"),
    path("capture/", views.capture_line, name="capture"),
    path("moments/<int:moment_id>/", views.moment, name="moment"),
    path("moments/<int:moment_id>/kind/", views.kind, name="set_kind"),
    path("moments/<int:moment_id>/remove/", views.remove_moment, name="remove"),
    path("moments/<int:moment_id>/restore/", views.restore_moment, name="restore"),
    path("moments/<int:moment_id>/attach/", views.attach_file, name="attach"),
    path("attachments/<int:attachment_id>/", views.attachment, name="attachment"),
    path("attachments/<int:attachment_id>/remove/", views.detach_file, name="detach"),
    path("csv/", views.csv_download, name="csv_out"),
    path("csv/in/", views.csv_upload, name="csv_in"),
    path("csv/rejected/", views.rejected, name="rejected"),
    path("csv/rejected/clear/", views.clear_rejected, name="clear_rejected"),
    path("targets/", views.targets, name="targets"),
    path("targets/<int:target_id>/", views.target, name="target"),
    path("targets/<int:target_id>/settle/", views.settle_target, name="settle_target"),
    path("targets/<int:target_id>/drop/", views.drop_target, name="drop_target"),
    path("targets/<int:target_id>/reopen/", views.reopen_target, name="reopen_target"),
    path("targets/<int:target_id>/remove/", views.remove_target, name="remove_target"),
    path("targets/<int:target_id>/restore/", views.restore_target, name="restore_target"),
    path("perceptions/", views.perceptions, name="perceptions"),
    path(
        "perceptions/<int:note_id>/remove/", views.remove_perception, name="remove_perception"
    ),
    path(
        "perceptions/<int:note_id>/restore/",
        views.restore_perception,
        name="restore_perception",
    ),
]
