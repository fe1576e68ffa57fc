"""Wiring."""

from __future__ import annotations

from django.apps import AppConfig


class BoundariesConfig(AppConfig):
    """The boundaries room."""

    name = "aboveboard.rooms.boundaries"
    label = "boundaries"
