"""Wiring."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Layout, parts and words of every page."""

    name = "aboveboard.web"
    label = "web"
