"""Wiring."""

from __future__ import annotations

from django.apps import AppConfig


class MirrorConfig(AppConfig):
    """The mirror room."""

    name = "aboveboard.rooms.mirror"
    label = "mirror"
