"""Wiring."""

from __future__ import annotations

from django.apps import AppConfig


class MirrorConfig(AppConfig):
    """The mirror room."""

    name = "aboveboard.rooms.mirror"
    label = "mirror"

    def ready(self) -> None:
        """Tell the record where moments were shown, and listen for finished imports."""
        # Models can only be imported once all apps are there.
        from aboveboard.rooms.library import finished  # noqa: PLC0415
        from aboveboard.rooms.mirror.ask_for_links import ask_after_import  # noqa: PLC0415
        from aboveboard.rooms.mirror.shown_where import shown_where, was_shown  # noqa: PLC0415
        from aboveboard.rooms.record import shown  # noqa: PLC0415

        shown.SHOWN, shown.WAS_SHOWN = shown_where, was_shown
        if ask_after_import not in finished.FINISHED:
            finished.FINISHED.append(ask_after_import)
