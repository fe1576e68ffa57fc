"""Wiring."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The accounts room."""

    name = "aboveboard.rooms.accounts"
    label = "accounts"
