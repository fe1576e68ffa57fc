"""What a network would refuse or cut, counted as that network counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aboveboard.core.limits import LIMITS, hashtags_of, mentions_of, use_of
from aboveboard.core.text import Span
from aboveboard.reading.finding import Finding, Weight

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aboveboard.core.limits import Limits, Use
    from aboveboard.reading.draft import DraftText, Known
    from aboveboard.reading.pages import Pages


def find_limits(pages: Pages, known: Known) -> Iterator[tuple[int, Finding]]:
    """Yield a finding for each limit of a draft's networks that it passes.

    A network that is not known has no limits. ``known.limits`` holds those a server has set itself.
    """
    for number, draft in enumerate(pages.drafts):
        for network in draft.networks:
            limits = known.limits.get(network) or LIMITS.get(network)
            if limits is not None:
                for finding in _of_network(draft, network, limits):
                    yield number, finding


def _of_network(draft: DraftText, network: str, limits: Limits) -> Iterator[Finding]:
    if draft.text:
        use = use_of(draft.text, limits)
        yield from _length(draft.text, network, limits, use)
        yield from _counted(draft.text, network, limits, use)
    for place, text in enumerate(draft.alt_texts, 1):
        if limits.description is not None and len(text) > limits.description:
            yield _finding(
                "limits.description", network, Span(limits.description, len(text)),
                used=len(text), limit=limits.description, part=f"alt {place}",
            )  # fmt: skip


def _length(text: str, network: str, limits: Limits, use: Use) -> Iterator[Finding]:
    whole = len(text)
    if use.past is not None:
        span = Span(use.past, whole)
        yield _finding(
            "limits.length", network, span, used=use.characters, limit=limits.characters
        )
    elif limits.bytes is not None and use.bytes > limits.bytes:
        span = Span(
            len(text.encode("utf-8", "replace")[: limits.bytes].decode("utf-8", "ignore")),
            whole,
        )
        yield _finding("limits.bytes", network, span, used=use.bytes, limit=limits.bytes)
    elif use.escaped > limits.characters:
        span = Span(max(0, whole - (use.escaped - limits.characters)), whole)
        yield _finding(
            "limits.escaped", network, span, used=use.escaped, limit=limits.characters,
            weight=Weight.CONSIDER,
        )  # fmt: skip


def _counted(text: str, network: str, limits: Limits, use: Use) -> Iterator[Finding]:
    for rule, used, limit, places in (
        ("limits.hashtags", use.hashtags, limits.hashtags, hashtags_of),
        ("limits.mentions", use.mentions, limits.mentions, mentions_of),
    ):
        if limit is not None and used > limit:
            yield _finding(rule, network, Span(*places(text)[limit]), used=used, limit=limit)


def _finding(
    rule: str,
    network: str,
    span: Span,
    *,
    used: int,
    limit: int,
    part: str = "text",
    weight: Weight = Weight.STOP,
) -> Finding:
    return Finding(
        rule,
        weight,
        span,
        rule.replace(".", "_"),
        "shorten" if rule in _LONG else "fewer",
        evidence={
            "network": network, "used": str(used), "limit": str(limit), "over": str(used - limit),
        },
        part=part,
    )  # fmt: skip


_LONG = frozenset({"limits.length", "limits.bytes", "limits.escaped", "limits.description"})
