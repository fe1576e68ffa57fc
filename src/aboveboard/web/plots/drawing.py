"""What every drawing is made of: signs, lines, words and the frame around them."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString

from aboveboard.core.kinds import Kind
from aboveboard.web.plots.wording import cut, plain, width_of

if TYPE_CHECKING:
    from collections.abc import Iterable

SMALL = 12
"""Size of words in a drawing; the stylesheet sets it for every ``text``."""
NAME = 14
"""Size of the name of a row."""


class Size(StrEnum):
    """Which of the two drawings; also the class by which the stylesheet shows one of them."""

    DESK = "desk"
    PHONE = "phone"


@lru_cache(maxsize=4096)  # a drawing made again has most of its signs where they were
def sign(kind: Kind, x: float, y: float, radius: float, *, shown: bool = True) -> SafeString:
    """Return one moment, or the point of one share: filled when shown, hollow when not.

    Raises:
        ValueError: ``kind`` has no sign (a neutral post is not a moment).
    """
    # A board holds hundreds of signs and escaping would take most of its time. Nothing here
    # comes from outside: a member of Kind and numbers.
    look = kind.value if shown else f"{kind.value} hollow"
    left, top, r = number(x), number(y - radius), number(radius)
    if kind is Kind.WIN:
        # A circle of the same radius looks larger than a diamond: it is drawn a little smaller.
        small = number(radius * 0.93)
        return SafeString(f'<circle class="{look}" cx="{left}" cy="{number(y)}" r="{small}"/>')
    if kind is Kind.SETBACK:
        outline = f"M{left} {top}l{r} {r}l-{r} {r}l-{r} -{r}z"
    elif kind is Kind.LESSON:
        outline = f"M{left} {top}l{r} {number(1.8 * radius)}l-{number(2 * radius)} 0z"
    else:
        raise ValueError(f"no sign for {kind.value}")
    return SafeString(f'<path class="{look}" stroke-linejoin="round" d="{outline}"/>')


def line(look: str, outline: str) -> SafeString:
    """Return a line of class ``look`` along the path ``outline``."""
    return SafeString(f'<path class="{escape(look)}" d="{escape(outline)}"/>')


def words(
    text: str,
    x: float,
    y: float,
    *,
    look: str = "",
    anchor: str = "start",
    size: int = SMALL,
    room: float | None = None,
) -> SafeString:
    """Return ``text`` at a place; cut to ``room``, with the whole of it as a title."""
    whole = plain(text)
    seen = whole if room is None else cut(whole, room, size)
    title = "" if seen == whole else f"<title>{escape(whole)}</title>"
    # A style attribute is forbidden by the content policy and the stylesheet decides for
    # ``text``; a ``tspan`` inside may still say its own size.
    drawn: str = escape(seen)
    if size != SMALL:
        drawn = f'<tspan font-size="{size}">{drawn}</tspan>'
    place = f'x="{number(x)}" y="{number(y)}"'
    if anchor != "start":
        place += f' text-anchor="{escape(anchor)}"'
    if look:
        place = f'class="{escape(look)}" {place}'
    return SafeString(f"<text {place}>{title}{drawn}</text>")


def inside(text: str, x: float, low: float, high: float, *, room: float) -> float:
    """Return where near ``x`` to centre ``text`` so that it stays from ``low`` to ``high``."""
    half = min(room, width_of(plain(text))) / 2
    return max(low + half, min(high - half, x))


def picture(
    parts: Iterable[SafeString],
    *,
    width: float,
    height: float,
    label: str,
    size: Size | None = None,
    linked: bool = False,
) -> SafeString:
    """Return the whole drawing with the label that states its result.

    ``linked`` drawings hold links, so they are a group to a screen reader: inside an image
    nothing can be reached.
    """
    return format_html(
        '<svg class="{}" viewBox="0 0 {} {}" role="{}" aria-label="{}">{}</svg>',
        f"plot {size}" if size else "plot",
        number(width),
        number(height),
        "group" if linked else "img",
        plain(label),
        SafeString("".join(parts)),
    )


def both(desk: SafeString, phone: SafeString) -> SafeString:
    """Return the two drawings of one plot side by side; the stylesheet hides one."""
    return format_html("{}{}", desk, phone)


@lru_cache(maxsize=8192)
def number(value: float) -> str:
    """Return a coordinate with at most one decimal: "82", "5.2"."""
    # Adding zero turns minus zero into zero.
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")
