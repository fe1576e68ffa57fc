"""The sentences of the mirror: calm, with their counts, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext, pgettext

from aboveboard.core.kinds import Kind
from aboveboard.rooms.mirror.figures import SIGNED
from aboveboard.web.dates import date_format
from aboveboard.web.templatetags.parts import mark

if TYPE_CHECKING:
    from datetime import date

    from django.utils.safestring import SafeString

    from aboveboard.measures.gap import Gap
    from aboveboard.measures.rate import Rate
    from aboveboard.rooms.mirror.figures import Counts, Mirror, MonthRow, Told
    from aboveboard.rooms.mirror.period import Period

_MINUS = "\u2212"
_HALF_YEAR = 6
"""Months a period needs before its last three are set beside those before."""


def points(value: float) -> str:
    """Return a difference of shares in whole points, with a true minus."""
    whole = round(value * 100)
    return f"{_MINUS}{-whole}" if whole < 0 else str(whole)


def percent(value: float) -> str:
    """Return a share in whole percent, without the sign."""
    return str(round(value * 100))


def figure(n: int) -> str:
    """Return a count in the reader's notation."""
    # Only from a thousand on do notations differ, and asking for one takes its time.
    return str(n) if n < 1000 else number_format(n)


def of(hits: int, n: int) -> str:
    """Return "3 of 7"."""
    return gettext("%(hits)s of %(n)s") % {"hits": figure(hits), "n": figure(n)}


def share_words(rate: Rate | None) -> str:
    """Return "85 % (66 to 94)", or that there are too few to say."""
    if rate is None:
        return gettext("too few to say")
    return gettext("%(value)s %% (%(low)s to %(high)s)") % {
        "value": percent(rate.value),
        "low": percent(rate.low),
        "high": percent(rate.high),
    }


def gap_words(gap: Gap | None) -> str:
    """Return "+12 points (3 to 20)", with whether there is a clear difference."""
    if gap is None:
        return gettext("too few to say")
    words = gettext("%(value)s points (%(low)s to %(high)s)") % {
        "value": points(gap.value),
        "low": points(gap.low),
        "high": points(gap.high),
    }
    unclear = gettext("no clear difference")
    return words if gap.clear else f"{words} · {unclear}"


def count_words(kind: str, n: int) -> str:
    """Return "3 setbacks"."""
    match Kind(kind):
        case Kind.WIN:
            words = ngettext("%(n)s win", "%(n)s wins", n)
        case Kind.SETBACK:
            words = ngettext("%(n)s setback", "%(n)s setbacks", n)
        case Kind.LESSON:
            words = ngettext("%(n)s lesson", "%(n)s lessons", n)
        case _:
            words = ngettext("%(n)s neutral", "%(n)s neutral", n)
    return words % {"n": figure(n)}


def kind_name(kind: str) -> str:
    """Return the name of a kind as a heading of a row."""
    return {
        Kind.WIN: gettext("Wins"),
        Kind.SETBACK: gettext("Setbacks"),
        Kind.LESSON: gettext("Lessons"),
        Kind.NEUTRAL: gettext("Neutral"),
    }[Kind(kind)]


def counts_words(counts: Counts) -> str:
    """Return "3 wins, 1 lesson": every kind that is there."""
    return ", ".join(count_words(kind, n) for kind, n in counts.items() if n)


def told_words(kind: Kind, told: Told) -> str:
    """Return "22 of 26 wins"."""
    counted = {
        Kind.WIN: ngettext("%(shown)s of %(n)s win", "%(shown)s of %(n)s wins", told.n),
        Kind.SETBACK: ngettext(
            "%(shown)s of %(n)s setback", "%(shown)s of %(n)s setbacks", told.n
        ),
        Kind.LESSON: ngettext(
            "%(shown)s of %(n)s lesson", "%(shown)s of %(n)s lessons", told.n
        ),
        Kind.NEUTRAL: gettext("%(shown)s of %(n)s neutral"),
    }[kind]
    return counted % {"shown": figure(told.shown), "n": figure(told.n)}


def headline(mirror: Mirror) -> SafeString:
    """Return "You showed 22 of 26 wins and 5 of 19 setbacks.", each with its sign."""
    parts = [
        format_html(
            '<span class="{}">{} {}</span>',
            {Kind.WIN: "w", Kind.SETBACK: "s"}.get(kind, "l"),
            mark(kind, is_shown=True),
            told_words(kind, mirror.record[kind]),
        )
        for kind in _named(mirror)
    ]
    if not parts:
        return format_html("{}", gettext("No win, setback or lesson in this period."))
    if len(parts) == 1:
        return format_html(gettext("You showed {}."), parts[0])
    return format_html(gettext("You showed {} and {}."), *parts)


def _named(mirror: Mirror) -> list[Kind]:
    both = [kind for kind in (Kind.WIN, Kind.SETBACK) if mirror.record[kind].n]
    return both or ([Kind.LESSON] if mirror.record[Kind.LESSON].n else [])


def period_name(period: Period, today: date) -> str:
    """Return the period in words."""
    if period.choice == "days90":
        return gettext("Last 90 days")
    if period.start is None or period.last is None:
        return gettext("All time")
    if period.choice in {"year", "last_year"}:
        return str(period.start.year)
    return gettext("%(first)s to %(last)s") % {
        "first": date_format(period.start, "j M Y"),
        "last": date_format(period.last, "j M Y"),
    }


def month_name(day: date) -> str:
    """Return "March 2026"."""
    return date_format(day, "F Y")


def then_and_now(mirror: Mirror) -> str:
    """Return how the last three months stand beside those before, for setbacks; or nothing."""
    with_moments = [row for row in mirror.months if any(told.n for told in row.told.values())]
    if len(with_moments) < _HALF_YEAR:
        return ""
    months = mirror.months[: mirror.months.index(with_moments[-1]) + 1]
    before, last = months[:-3], months[-3:]
    then, now = _setbacks(before), _setbacks(last)
    if not then[1] or not now[1]:
        return ""
    return gettext(
        "Of the setbacks since %(month)s you showed %(now)s. Before that it was %(then)s."
    ) % {"month": month_name(last[0].first), "now": of(*now), "then": of(*then)}


def _setbacks(months: tuple[MonthRow, ...]) -> tuple[int, int]:
    told = [row.told[Kind.SETBACK] for row in months]
    return sum(one.shown for one in told), sum(one.n for one in told)


def board_summary(mirror: Mirror) -> str:
    """Return what the board shows, for who cannot see it."""
    shown = {kind: mirror.record[kind].shown for kind in SIGNED}
    kept = {kind: mirror.record[kind].kept for kind in SIGNED}
    return gettext(
        "Month by month from %(first)s to %(last)s. Above the line what was shown: %(shown)s. "
        "Below the line what was kept: %(kept)s."
    ) % {
        "first": month_name(mirror.months[0].first),
        "last": month_name(mirror.months[-1].first),
        "shown": counts_words(shown) or pgettext("no moments", "none"),
        "kept": counts_words(kept) or pgettext("no moments", "none"),
    }


def reason_words(code: str, word: str) -> str:
    """Return one reason of a proposal in words."""
    if code == "days":
        days = int(word)
        if days == 0:
            return gettext("the same day")
        return ngettext("%(n)s day later", "%(n)s days later", days) % {"n": days}
    if code == "date":
        return gettext("the same date")
    names = {
        "name": gettext("name: %(word)s"),
        "number": gettext("number: %(word)s"),
        "topic": gettext("topic: %(word)s"),
        "word": gettext("word: %(word)s"),
    }
    return names[code] % {"word": word} if code in names else gettext("tied by hand")
