"""Wiring."""

from __future__ import annotations

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """The library room."""

    name = "aboveboard.rooms.library"
    label = "library"
