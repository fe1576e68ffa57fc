"""Wiring."""

from __future__ import annotations

from django.apps import AppConfig


class WorkspacesConfig(AppConfig):
    """The workspaces room."""

    name = "aboveboard.rooms.workspaces"
    label = "workspaces"
