"""Wiring."""

from __future__ import annotations

from django.apps import AppConfig


class RecordConfig(AppConfig):
    """The record room."""

    name = "aboveboard.rooms.record"
    label = "record"
