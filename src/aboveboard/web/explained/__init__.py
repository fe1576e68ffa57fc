"""The rules explained to readers of the product: what each looks for, why, and after which source.

One module a check, with ``NAME`` of the check, ``WHAT`` by rule, ``WHY`` by rule or, under an
empty name, for all its rules, and ``SOURCES`` likewise, where there are any: each a reference as it
is cited, with its address or an empty string.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aboveboard.web.explained import (
    ask,
    backing,
    bait,
    boundaries,
    humblebrag,
    layout,
    limits,
    personal_data,
    see_more,
    sensitivity,
    stock,
    tone,
)

if TYPE_CHECKING:
    from types import ModuleType

CHECKS: dict[str, ModuleType] = {
    "boundaries": boundaries,
    "limits": limits,
    "personal_data": personal_data,
    "backing": backing,
    "bait": bait,
    "humblebrag": humblebrag,
    "sensitivity": sensitivity,
    "stock": stock,
    "see_more": see_more,
    "ask": ask,
    "layout": layout,
    "tone": tone,
}
"""The explanations of each check, by its name."""


def check_name(check: str) -> str:
    """Return what a check is called, in the reader's language; one that is gone, by its own name."""
    words = CHECKS.get(check)
    return str(words.NAME) if words else check.replace("_", " ").capitalize()


def what_of(rule: str) -> str:
    """Return what a rule looks for."""
    return str(_of(rule).WHAT[rule])


def why_of(rule: str) -> str:
    """Return why a rule is there."""
    why = _of(rule).WHY
    return str(why.get(rule) or why[""])


def sources_of(rule: str) -> tuple[tuple[str, str], ...]:
    """Return what a rule rests on: references with their addresses, where there are any."""
    found: dict[str, tuple[tuple[str, str], ...]] = _of(rule).SOURCES
    return found.get(rule) or found.get("", ())


def _of(rule: str) -> ModuleType:
    return CHECKS[rule.partition(".")[0]]
