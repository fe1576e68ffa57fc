"""A word after a deed, with a way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages

if TYPE_CHECKING:
    from django.http import HttpRequest


def say(request: HttpRequest, words: str, *, undo: str = "") -> None:
    """Show ``words`` on the next page or part, with *Undo* posting to the address ``undo``."""
    messages.success(request, words, extra_tags=undo)
