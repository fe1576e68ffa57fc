"""A word after a deed, with a way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from django.http import HttpRequest


def say(request: HttpRequest, words: str, *, undo: str = "") -> None:
    """Show ``words`` on the next page or part, with *Undo* posting to the address ``undo``."""
    messages.success(request, words, extra_tags=undo)


def came_in(taken: str, known: int, rejected: str) -> str:
    """Return what came of a list in sentences: taken, there already, and, if any, not taken."""
    there = ngettext("%(n)s was there already.", "%(n)s were there already.", known)
    return " ".join(filter(None, (taken, there % {"n": known} if known else "", rejected)))
