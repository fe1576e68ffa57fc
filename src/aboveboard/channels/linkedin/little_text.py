r"""LinkedIn's "little text", the form in which it takes the words of a post.

Reserved are ``\ | { } @ [ ] ( ) < > # * _ ~``; each needs a backslash (D little-text-format). One
without ends the published text at that place, and the call succeeds all the same (C linkedctl
issue 194, ComposioHQ/composio#2710). So all are escaped, in web addresses too; bare stay only
``#`` before a hashtag and what makes a mention.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aboveboard.channels.port import MarkKind
from aboveboard.core.limits import is_bare_hashtag

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aboveboard.channels.port import Mark

URN: Final = re.compile(r"urn:li:(?:organization|person):[\w-]+\Z", re.ASCII)
"""Whom a mention can point to."""
_RESERVED: Final = re.compile(r"[\\|{}@\[\]()<>#*_~]")
_READ: Final = re.compile(
    r"@\[(?P<name>(?:\\.|[^\]\\])*)\]\([^)]*\)"
    r"|\{hashtag\|\\?#\|(?P<tag>[^}]*)\}"
    r"|\\(?P<sign>[\\|{}@\[\]()<>#*_~])",
    re.DOTALL,
)


def written(text: str, marks: Iterable[Mark]) -> str:
    """Return the text in which readers will see ``text``, its hashtags and mentions alive.

    A hashtag that begins with an underscore is shown, but leads nowhere.
    """
    pieces, place = [], 0
    for mark in sorted(marks, key=lambda mark: mark.span):
        start, end = mark.span
        if mark.kind is MarkKind.MENTION and URN.match(mark.target):
            name = _escaped(text[start:end])
            pieces += [_escaped(text[place:start]), f"@[{name}]({mark.target})"]
            place = end
        elif mark.kind is MarkKind.HASHTAG and is_bare_hashtag(text, start):
            pieces += [_escaped(text[place:start]), "#"]
            place = start + 1
    return "".join([*pieces, _escaped(text[place:])])


def read(commentary: str) -> str:
    """Return what readers see of a commentary as LinkedIn gives it back."""
    return _READ.sub(_shown, commentary)


def _escaped(text: str) -> str:
    return _RESERVED.sub(r"\\\g<0>", text)


def _shown(found: re.Match[str]) -> str:
    if found["sign"] is not None:
        return found["sign"]
    return f"#{found['tag']}" if found["name"] is None else read(found["name"])
