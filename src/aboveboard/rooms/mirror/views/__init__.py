"""Pages of the mirror."""

from __future__ import annotations

from aboveboard.rooms.mirror.views.figures import csv_file, definitions, json_file, page, untold
from aboveboard.rooms.mirror.views.links import decide, links, look, moment, post, tie

__all__ = [
    "csv_file",
    "decide",
    "definitions",
    "json_file",
    "links",
    "look",
    "moment",
    "page",
    "post",
    "tie",
    "untold",
]
