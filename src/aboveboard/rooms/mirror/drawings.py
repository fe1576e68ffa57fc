"""The mirror's drawings, made of its figures; every one has its table on the page too."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Final

from django.utils.formats import date_format, number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from aboveboard.core.kinds import Kind
from aboveboard.measures.small import too_few
from aboveboard.rooms.mirror.figures import SIGNED, Told
from aboveboard.rooms.mirror.wording import board_summary, figure, kind_name, of
from aboveboard.web.plots.board import BoardWords, Month, Stack, board
from aboveboard.web.plots.delay import DelayWords, Strip, delay
from aboveboard.web.plots.topics import Shown, Topic, TopicWords, topics

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aboveboard.rooms.mirror.figures import Mirror, MonthRow

MOST_TOPICS: Final = 8
"""Topics drawn; the table under the plot has them all."""
_MOST_SIGNS: Final = 400
"""Above this many moments a sign stands for several."""
_MOST_MONTHS: Final = 24
"""Above this many months the board goes by quarter."""
_MOST_QUARTERS: Final = 24
"""Above this many quarters it goes by year."""
_PLAIN: Final = 6
_MOST_DAYS: Final = 100
"""Delays drawn of one kind; more are drawn evenly thinned, and counted in full."""


@dataclass(frozen=True, slots=True)
class Board:
    """The board, what one sign stands for, and how many months a column holds."""

    svg: SafeString
    unit: int
    months: int
    has_lessons: bool


def board_of(mirror: Mirror) -> Board | None:
    """Return the board, or None without a win, setback or lesson in the period."""
    n = sum(mirror.record[kind].n for kind in SIGNED)
    if not n:
        return None
    first, last = _with_moments(mirror.months)
    months = mirror.months[first : last + 1]
    grain = _grain(months)
    columns = _columns(months, grain)
    fullest = max(
        max(told[kind].shown, told[kind].kept) for _, told in columns for kind in SIGNED
    )
    unit = ceil(fullest / _PLAIN) if n > _MOST_SIGNS else 1
    drawn = [
        Month(
            name=name,
            initial=name[:1].upper() if grain == 1 else name,
            wins=_stack(told[Kind.WIN], unit),
            setbacks=_stack(told[Kind.SETBACK], unit),
            lessons=_stack(told[Kind.LESSON], unit),
        )
        for name, told in columns
    ]
    words = BoardWords(
        summary=board_summary(mirror), shown=gettext("shown"), kept=gettext("kept")
    )
    return Board(board(drawn, words), unit, grain, bool(mirror.record[Kind.LESSON].n))


def topics_of(mirror: Mirror) -> SafeString:
    """Return the plot of topics, or nothing when there are none."""
    rows = [row for row in mirror.topics if row.name and _signed(row.told)][:MOST_TOPICS]
    if not rows:
        return SafeString()
    told = [(row.name, row.told[Kind.WIN], row.told[Kind.SETBACK]) for row in rows]
    summary = [gettext("Share shown by topic, with 95 % intervals.")]
    summary += [
        gettext("%(topic)s: wins %(wins)s, setbacks %(setbacks)s.")
        % {"topic": name, "wins": of(w.shown, w.n), "setbacks": of(s.shown, s.n)}
        for name, w, s in told
    ]
    words = TopicWords(
        summary=" ".join(summary),
        axis=("0", "50", gettext("100 % shown")),
        of=of,
        few_wins=gettext("wins: too few to say"),
        few_setbacks=gettext("setbacks: too few to say"),
    )
    return topics(
        [
            Topic(name=name, wins=Shown(w.shown, w.n), setbacks=Shown(s.shown, s.n))
            for name, w, s in told
        ],
        words,
    )


def delay_of(mirror: Mirror) -> SafeString:
    """Return the plot of delays, or nothing when nothing was shown."""
    kinds = [kind for kind in SIGNED if mirror.record[kind].n]
    if not any(mirror.delays[kind] for kind in kinds):
        return SafeString()
    strips = [_strip(mirror, kind) for kind in kinds]
    return delay(strips, _delay_words(mirror, kinds))


def _strip(mirror: Mirror, kind: Kind) -> Strip:
    days = mirror.delays[kind]
    drawn = thinned(days)
    name = kind_name(kind)
    if len(drawn) < len(days):
        name = gettext("%(kind)s: %(drawn)s of %(n)s drawn") % {
            "kind": name,
            "drawn": figure(len(drawn)),
            "n": figure(len(days)),
        }
    return Strip(kind=kind, name=name, days=drawn, not_shown=mirror.record[kind].kept)


def days_words(days: float) -> str:
    """Return "41 days", with a half where the middle falls between two days."""
    shown = number_format(days if days % 1 else int(days))
    return ngettext("%(n)s day", "%(n)s days", ceil(days)) % {"n": shown}


def _delay_words(mirror: Mirror, kinds: Sequence[Kind]) -> DelayWords:
    summary = [gettext("Days between happening and showing.")]
    for kind in kinds:
        found, kept = mirror.delay[kind], mirror.record[kind].kept
        if found is None or too_few(found.n):
            middle = gettext("too few to say")
        else:
            middle = gettext("middle %(days)s") % {"days": days_words(found.middle)}
        summary.append(
            gettext("%(kind)s: %(middle)s, %(kept)s not shown yet.")
            % {"kind": kind_name(kind), "middle": middle, "kept": figure(kept)}
        )
    # Of thinned delays the plot knows only those it was given; the name of the strip counts all.
    is_whole = all(len(mirror.delays[kind]) <= _MOST_DAYS for kind in kinds)
    return DelayWords(
        summary=" ".join(summary),
        too_few=gettext("too few to say"),
        middle=lambda days: gettext("middle: %(days)s") % {"days": days_words(days)},
        not_shown=lambda n: gettext("%(n)s not shown yet") % {"n": figure(n)},
        day=days_words,
        more=lambda n: gettext("and %(n)s more") % {"n": figure(n)} if is_whole else "…",
    )


def _stack(told: Told, unit: int) -> Stack:
    return Stack.of(ceil(told.shown / unit), ceil(told.kept / unit))


def _signed(told: dict[Kind, Told]) -> int:
    return told[Kind.WIN].n + told[Kind.SETBACK].n


def _with_moments(months: Sequence[MonthRow]) -> tuple[int, int]:
    places = [
        place for place, row in enumerate(months) if any(row.told[kind].n for kind in SIGNED)
    ]
    return places[0], places[-1]


def _month_name(row: MonthRow, months: Sequence[MonthRow]) -> str:
    # Three letters are one too few in French: "jui" is two months.
    name = date_format(row.first, "N").rstrip(".")
    is_many_years = months[0].first.year != months[-1].first.year
    is_new_year = row is months[0] or row.first.month == 1
    return f"{name} {row.first:%y}" if is_many_years and is_new_year else name


def _grain(months: Sequence[MonthRow]) -> int:
    """Return how many months one column holds: 1, 3 or 12."""
    if len(months) <= _MOST_MONTHS:
        return 1
    return 3 if len(months) <= 3 * _MOST_QUARTERS else 12


def _columns(months: Sequence[MonthRow], grain: int) -> list[tuple[str, dict[Kind, Told]]]:
    if grain == 1:
        return [(_month_name(row, months), row.told) for row in months]
    columns: dict[str, list[MonthRow]] = {}
    for row in months:
        quarter = (row.first.month + 2) // 3
        name = str(row.first.year)
        if grain == 3:
            facts = {"quarter": quarter, "year": f"{row.first:%y}"}
            name = gettext("Q%(quarter)s %(year)s") % facts
        columns.setdefault(name, []).append(row)
    return [(name, _summed(rows)) for name, rows in columns.items()]


def _summed(rows: Sequence[MonthRow]) -> dict[Kind, Told]:
    return {
        kind: Told(
            sum(row.told[kind].shown for row in rows), sum(row.told[kind].n for row in rows)
        )
        for kind in Kind
    }


def thinned(days: tuple[int, ...]) -> tuple[int, ...]:
    """Return at most about a hundred of the sorted delays, with the same middle.

    Ranks are taken in mirrored pairs from both ends, and those in the middle always, so that
    the median of what is drawn is the median of all.
    """
    n = len(days)
    if n <= _MOST_DAYS:
        return days
    half = [
        round(place * (n // 2 - 1) / (_MOST_DAYS // 2 - 1)) for place in range(_MOST_DAYS // 2)
    ]
    ranks = sorted({*half, *(n - 1 - rank for rank in half), n // 2, (n - 1) // 2})
    return tuple(days[rank] for rank in ranks)
