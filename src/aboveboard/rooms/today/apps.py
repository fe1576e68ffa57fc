"""Wiring."""

from __future__ import annotations

from django.apps import AppConfig


class TodayConfig(AppConfig):
    """The today room."""

    name = "aboveboard.rooms.today"
    label = "today"
