"""Wiring."""

from __future__ import annotations

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """The publishing room."""

    name = "aboveboard.rooms.publishing"
    label = "publishing"
