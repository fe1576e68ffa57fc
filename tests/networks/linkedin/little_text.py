r"""What LinkedIn makes of a commentary: its "little text".

Reserved are ``\ | { } @ [ ] ( ) < > # * _ ~`` and each needs a backslash (D little-text-format).
A reserved character without one silently ends the published text while the call succeeds
(C linkedctl issue 194, ComposioHQ/composio#2710).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import regex

if TYPE_CHECKING:
    from collections.abc import Mapping

RESERVED: Final = frozenset("\\|{}@[]()<>#*_~")
_MENTION: Final = regex.compile(
    r"@\[((?:\\.|[^\]\\])*)\]\((urn:li:(?:organization|person):[^)]+)\)"
)
_HASHTAG: Final = regex.compile(r"#(\w+)")
_TEMPLATE: Final = regex.compile(r"\{hashtag\|\\?#\|(\w+)\}")


@dataclass(slots=True)
class Shown:
    """A commentary as people see it, and how much of what was sent that is."""

    text: str = ""
    kept: int = 0
    mentions: list[str] = field(default_factory=list)
    hashtags: list[str] = field(default_factory=list)


def show(commentary: str, names: Mapping[str, str]) -> Shown:
    """Return what is published; ``names`` holds the name of every page and person there is."""
    shown = Shown()
    while shown.kept < len(commentary):
        used = _step(commentary, shown, names)
        if not used:
            break
        shown.kept += used
    return shown


def _step(text: str, shown: Shown, names: Mapping[str, str]) -> int:
    """Return how many characters the next element takes, none when the text ends here."""
    here = text[shown.kept]
    if here == "\\":
        return _escaped(text, shown)
    if here not in RESERVED:
        shown.text += here
        return 1
    if found := _MENTION.match(text, shown.kept):
        name = regex.sub(r"\\(.)", r"\1", found[1])
        if _is_called(names.get(found[2], ""), name, found[2]):
            shown.mentions.append(found[2])
        shown.text += name
        return len(found[0])
    if found := _HASHTAG.match(text, shown.kept) or _TEMPLATE.match(text, shown.kept):
        shown.hashtags.append(found[1])
        shown.text += f"#{found[1]}"
        return len(found[0])
    return 0


def _escaped(text: str, shown: Shown) -> int:
    """Return 2 after a backslash: before another character it shows itself (C, seen with a quote)."""
    after = text[shown.kept + 1 : shown.kept + 2]
    if not after:
        return 0
    shown.text += after if after in RESERVED else f"\\{after}"
    return 2


def _is_called(name: str, given: str, urn: str) -> bool:
    """Return whether a mention names whom it points to: pages wholly, people by one name (C)."""
    if urn.startswith("urn:li:organization:"):
        return bool(name) and name == given
    return bool(set(name.split()) & set(given.split()))
