"""Wiring."""

from __future__ import annotations

from django.apps import AppConfig


class ReadingsConfig(AppConfig):
    """The room of readings."""

    name = "aboveboard.rooms.readings"
    label = "readings"
