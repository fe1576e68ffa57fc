"""Pages of the record."""

from __future__ import annotations

from aboveboard.rooms.record.views.attachments import attach_file, attachment, detach_file
from aboveboard.rooms.record.views.csv_files import (
    clear_rejected,
    csv_download,
    csv_upload,
    rejected,
)
from aboveboard.rooms.record.views.moments import kind, moment, remove_moment, restore_moment
from aboveboard.rooms.record.views.perceptions import (
    perceptions,
    remove_perception,
    restore_perception,
)
from aboveboard.rooms.record.views.targets import (
    drop_target,
    remove_target,
    reopen_target,
    restore_target,
    settle_target,
    target,
    targets,
)
from aboveboard.rooms.record.views.timeline import capture_line, timeline

__all__ = [
    "attach_file",
    "attachment",
    "capture_line",
    "clear_rejected",
    "csv_download",
    "csv_upload",
    "detach_file",
    "drop_target",
    "kind",
    "moment",
    "perceptions",
    "rejected",
    "remove_moment",
    "remove_perception",
    "remove_target",
    "reopen_target",
    "restore_moment",
    "restore_perception",
    "restore_target",
    "settle_target",
    "target",
    "targets",
    "timeline",
]
