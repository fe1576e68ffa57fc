"""Wiring."""

from __future__ import annotations

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo room. It has no tables: what it makes belongs to the other rooms."""

    name = "aboveboard.rooms.demo"
    label = "demo"
