"""Looking at a drawing the way a browser does: parsed, with every edge of every part."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from hypothesis import strategies as st

from aboveboard.web.plots.wording import width_of

if TYPE_CHECKING:
    from collections.abc import Iterator

HOSTILE = '"><script>alert(1)</script><a onclick=\'x\' style="y">&amp; & \x00\x0b'
TEXTS = st.text(max_size=60)
_STEP = re.compile(r"([MHVlhv])([^MHVlhv]*)")
_PLACE = re.compile(r"-?\d+(?:\.\d+)?")
_ALLOWED = {
    "svg": {"class", "viewBox", "role", "aria-label"},
    "circle": {"class", "cx", "cy", "r"},
    "path": {"class", "d", "stroke", "stroke-width", "stroke-linejoin"},
    "text": {"class", "x", "y", "text-anchor"},
    "tspan": {"font-size"},
    "title": set[str](),
    "a": {"href", "tabindex", "aria-label"},
}
"""Every tag and attribute a drawing may hold: no style, no script, no event."""


def drawings(markup: str) -> list[ET.Element]:
    """Return the drawings of a plot; fails where the markup is not well-formed XML."""
    return list(ET.fromstring(f"<plots>{markup}</plots>"))  # noqa: S314 - our own markup


def signs(drawing: ET.Element, kind: str, *, hollow: bool = False) -> int:
    """Return how many signs of one kind and one fill stand in the drawing."""
    look = f"{kind} hollow" if hollow else kind
    return sum(part.get("class") == look for part in drawing.iter())


def said(drawing: ET.Element) -> list[str]:
    """Return every text as it is seen, without titles."""
    return [_seen(text) for text in drawing.iter("text")]


def assert_sound(markup: str) -> list[ET.Element]:
    """Return the drawings after checking their parts, their names and their edges."""
    found = drawings(markup)
    for drawing in found:
        for part in drawing.iter():
            assert set(part.attrib) <= _ALLOWED[part.tag], (part.tag, part.attrib)
        assert drawing.get("aria-label") is not None
        _assert_inside(drawing)
    return found


def _assert_inside(drawing: ET.Element) -> None:
    left, top, width, height = map(float, (drawing.get("viewBox") or "").split())
    assert (left, top) == (0, 0)
    for part in drawing.iter():
        for x, y in _edges(part):
            assert -0.05 <= x <= width + 0.05, (ET.tostring(part), width)
            assert -0.05 <= y <= height + 0.05, (ET.tostring(part), height)


def _edges(part: ET.Element) -> Iterator[tuple[float, float]]:
    if part.tag == "circle":
        x, y, r = (float(part.attrib[name]) for name in ("cx", "cy", "r"))
        yield from ((x - r, y - r), (x + r, y + r))
    elif part.tag == "path":
        yield from _along(part.attrib["d"])
    elif part.tag == "text":
        yield from _text_edges(part)


def _text_edges(part: ET.Element) -> Iterator[tuple[float, float]]:
    tspan = part.find("tspan")
    size = 12.0 if tspan is None else float(tspan.attrib["font-size"])
    width = width_of(_seen(part), size)
    share = {"start": 0.0, "middle": 0.5, "end": 1.0}[part.get("text-anchor", "start")]
    start, y = float(part.attrib["x"]) - share * width, float(part.attrib["y"])
    yield from ((start, y - 0.75 * size), (start + width, y + 0.2 * size))


def _along(outline: str) -> Iterator[tuple[float, float]]:
    x = y = 0.0
    for command, places in _STEP.findall(outline):
        values = [float(value) for value in _PLACE.findall(places)]
        if command == "M":
            x, y = values
        elif command == "H":
            (x,) = values
        elif command == "V":
            (y,) = values
        elif command == "v":
            y += values[0]
        else:
            x, y = x + values[0], y + values[1]
        yield x, y


def _seen(part: ET.Element) -> str:
    whole = "".join(part.itertext())
    title = part.find("title")
    return whole if title is None else whole.removeprefix(title.text or "")
