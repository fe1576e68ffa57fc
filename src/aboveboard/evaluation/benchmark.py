"""How fast drafts are read, with everything on, and how fast others read the same drafts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import cycle
from statistics import median
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Any, Final

from aboveboard.evaluation.peers import PEERS
from aboveboard.reading.benchmark import POSTS
from aboveboard.reading.boundaries.benchmark import made_boundaries
from aboveboard.reading.boundaries.boundary import About
from aboveboard.reading.boundaries.matcher import compiled
from aboveboard.reading.draft import DraftText, Known
from aboveboard.reading.fact import Fact, FactKind, record_of
from aboveboard.reading.quantities.periods import period_of
from aboveboard.reading.read import CHECKS, read, read_many
from aboveboard.reading.usual import learn_usual

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

LONG: Final = 3000
"""Characters of the draft that is read while somebody writes."""
_AT_ONCE: Final = 200


def reading_speed(
    *, times: int = 200, seconds: float = 3.0, with_peers: bool = False
) -> dict[str, Any]:
    """Return how long one draft of :data:`LONG` characters takes, and how many posts a second.

    ``draft``: milliseconds of wall time by language, each of ``times`` readings of another text.
    ``batch``: posts of about 490 characters a second of one core. ``hostile``: milliseconds for
    texts made to be slow. ``checks``: microseconds a post that each check adds.
    """
    known = made_knowledge()
    figures: dict[str, Any] = {
        "checks_on": list(CHECKS),
        "known": dict(_KNOWN),
        "draft": {
            language: _milliseconds(lambda text: read(DraftText(text), known), drafts)
            for language, drafts in _drafts(times).items()
        },
        "batch": _batch(known, seconds),
        "hostile_ms": {name: _once(text, known) for name, text in hostile_texts().items()},
    }
    if with_peers:
        figures["peers"] = _peers(times)
    return figures


def made_knowledge() -> Known:
    """Return what the product knows of a busy writer: rules, people, targets, moments, own habits.

    The sizes are those the goals are set for; nothing of it stands in the drafts.
    """
    boundaries = made_boundaries(2 * _KNOWN["people"])
    people = [one for one in boundaries if one.about is About.PERSON][: _KNOWN["people"]]
    terms = [one for one in boundaries if one.about is About.TERM][: _KNOWN["rules"]]
    facts = [
        Fact(
            str(number),
            FactKind.TARGET,
            f"{subject} {number}",
            Decimal(1000 + 37 * number),
            unit,
            period_of(str(2018 + number % 9)),
        )
        for number, (subject, unit) in zip(range(_KNOWN["targets"]), cycle(_TARGETS))
    ]
    return Known(
        boundaries=compiled([*terms, *people]),
        record=record_of(facts),
        today=date(2026, 11, 24),
        usual=learn_usual([f"{post} {number}" for number in range(10) for post in POSTS]),
    )


_KNOWN: Final = {"rules": 200, "people": 500, "targets": 200}
_TARGETS: Final = (
    ("omzet", "EUR"), ("nieuwe klanten", "klanten"), ("marge", "%"), ("winkels", "winkels"),
    ("revenue", "EUR"), ("orders", "orders"), ("churn", "%"), ("hires", "people"),
    ("ventes", "EUR"), ("clients", "clients"), ("magasins", "magasins"), ("retours", "colis"),
    ("levertijd", "days"), ("kosten", "EUR"),
)  # fmt: skip
"""What a writer's targets are about, and in what they are counted."""


def hostile_texts() -> Mapping[str, str]:
    """Return texts that make a careless reader slow, by what they are made of."""
    return {
        "a megabyte": "\n\n".join(POSTS * 700)[:1_000_000],
        "100,000 digits": "0" * 100_000,
        "100,000 grouped digits": "06 12 " * 16_667,
        "nested brackets": "(" * 50_000 + ")" * 50_000,
        "zero-width": "a\u200bb\u200d" * 25_000,
        "bidi": "\u202eabc\u202c \u2067def\u2069 " * 8_000,
        "10,000 emoji": "👩‍🍳🎉" * 5_000,
        "one word": "erwten" * 20_000,
        "capitals": "RAAD EENS WAT ER GEBEURDE " * 4_000,
        "hashtags": "#authentiek " * 8_000,
        "at signs": "a@b@" * 25_000,
        "empty lines": "Zin.\n\n" * 15_000,
        "quantities": "van 12 naar 1.250.000 euro, " * 3_500,
    }


def _drafts(times: int) -> dict[str, Sequence[str]]:
    """Return texts in each language that differ from each other in every paragraph."""
    drafts: dict[str, Sequence[str]] = {}
    for language, post in zip(("nl", "en", "fr"), POSTS, strict=True):
        drafts[language] = [
            "\n\n".join(f"{post} {number}.{part}" for part in range(7))[:LONG]
            for number in range(times)
        ]
    return drafts


def _milliseconds(work: Callable[[str], object], texts: Sequence[str]) -> dict[str, float]:
    work(texts[0])
    taken: list[float] = []
    for text in texts:
        started = perf_counter()
        work(text)
        taken.append((perf_counter() - started) * 1000)
    taken.sort()
    return {
        "n": len(taken),
        "median_ms": round(median(taken), 2),
        "p95_ms": round(taken[int(len(taken) * 0.95)], 2),
    }


def _once(text: str, known: Known) -> float:
    started = perf_counter()
    read(DraftText(text), known)
    return round((perf_counter() - started) * 1000, 1)


def _batch(known: Known, seconds: float) -> dict[str, Any]:
    def rate(skipped: frozenset[str]) -> tuple[float, int]:
        beside = Known(**{**_fields(known), "skipped": skipped})
        read_many([DraftText(post) for post in POSTS], beside)
        n, started, worked = 0, perf_counter(), process_time()
        while not n or perf_counter() - started < seconds:
            posts = [f"{POSTS[k % len(POSTS)]} {k}" for k in range(n, n + _AT_ONCE)]
            read_many([DraftText(post) for post in posts], beside)
            n += _AT_ONCE
        return n / max(process_time() - worked, 1e-9), n

    everything, n = rate(frozenset())
    every_check = frozenset(CHECKS)
    nothing, _ = rate(every_check)
    return {
        "posts_per_second": round(everything, 1),
        "n": n,
        "microseconds_without_checks": round(1e6 / nothing, 1),
        "microseconds_a_check": {
            check: round(1e6 / rate(every_check - {check})[0] - 1e6 / nothing, 1)
            for check in CHECKS
        },
    }


def _fields(known: Known) -> dict[str, Any]:
    return {name: getattr(known, name) for name in Known.__dataclass_fields__}


def _peers(times: int) -> dict[str, Any]:
    """Return the same figures for others' readers of the same drafts, where they are installed."""
    figures: dict[str, Any] = {}
    drafts = _drafts(min(times, 30))
    for name, peer in PEERS.items():
        try:
            work = peer.load()
        except ImportError:
            figures[name] = "not installed"
            continue
        texts = drafts[peer.language]
        posts = [f"{POSTS[('nl', 'en', 'fr').index(peer.language)]} {k}" for k in range(200)]
        started = process_time()
        for post in posts:
            work(post)
        figures[name] = {
            "covers": peer.covers,
            **_milliseconds(work, texts),
            "posts_per_second": round(len(posts) / max(process_time() - started, 1e-9), 1),
        }
    return figures
