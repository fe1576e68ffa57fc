"""What stands in the cells of LinkedIn's workbooks: headings, days and counts in any
language.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

from aboveboard.archives.linkedin_words import made_day

if TYPE_CHECKING:
    from collections.abc import Callable

    from aboveboard.archives.workbook import Cell, Sheet, Workbook

type DayOrder = Literal["month_first", "day_first"]

_DAY: Final = re.compile(
    r"(?P<first>\d{1,2})(?P<mark>[/.\- ])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4}|\d{2})"
    r"|(?P<iso>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})"
)
_ONE_DAY: Final = r"(?:\d{1,2}[/.\- ]\d{1,2}[/.\- ]\d{2,4}|\d{4}[-/.]\d{1,2}[-/.]\d{1,2})"
_WINDOW: Final = re.compile(rf"({_ONE_DAY})\s*[-\u2010-\u2015~\u00e0a]\s*({_ONE_DAY})")
_COUNT: Final = re.compile(r"\d{1,3}(?:[.,'\u2019\u00a0\u202f ]\d{3})+|\d{1,15}")
_SHARE: Final = re.compile(r"[<>]?\s?\d{1,3}(?:[.,]\d+)?\s?%")

_STEMS: Final = (
    ("impressions", ("impress", "impres", "weergave", "vertoning", "visning", "wy\u015bwietl")),
    ("engagements", ("engag", "interak", "interac", "interaz", "intera\u00e7", "betrokken")),
    ("members_reached", ("members reached", "reached", "erreicht", "alcanz", "bereik")),
)
_POST_NAMES: Final = {
    "impressions": "impressions",
    "members reached": "members_reached",
    "profile viewers from this post": "profile_viewers",
    "followers gained from this post": "followers_gained",
    "social engagements": "engagements",
    "engagements": "engagements",
    "reactions": "likes",
    "comments": "comments",
    "reposts": "reposts",
    "saves": "saves",
    "sends on linkedin": "sends",
    "link engagements": "link_clicks",
}


def count_in(cell: Cell) -> int | None:
    """Return the count in a cell, a number or its digits as text, or None if it is no count."""
    if isinstance(cell, str):
        return int(re.sub(r"\D", "", cell)) if _COUNT.fullmatch(cell) else None
    if isinstance(cell, (int, float)) and 0 <= cell < 1e15 and cell == int(cell):
        return int(cell)
    return None


def could_be_day(cell: Cell) -> bool:
    """Return whether a cell holds a day in some order of day and month."""
    if isinstance(cell, date):
        return True
    return isinstance(cell, str) and _DAY.fullmatch(cell) is not None


def day_in(cell: Cell, order: DayOrder) -> date | None:
    """Return the day a cell is, or None."""
    if isinstance(cell, date):
        return cell
    found = _DAY.fullmatch(cell) if isinstance(cell, str) else None
    return None if found is None else _day_of(found, order)


def day_inside(cell: Cell, order: DayOrder) -> date | None:
    """Return the last day that stands somewhere in the words of a cell, or None."""
    last = None
    for found in _DAY.finditer(cell[:300] if isinstance(cell, str) else ""):
        last = _day_of(found, order) or last
    return last


def _day_of(found: re.Match[str], order: DayOrder) -> date | None:
    if found["iso"]:
        return made_day(int(found["iso"]), int(found["month"]), int(found["day"]))
    first, second, year = int(found["first"]), int(found["second"]), int(found["year"])
    if found["mark"] == "." or order == "day_first":
        first, second = second, first
    return made_day(year, first, second)


def day_order(sheets: tuple[Sheet, ...]) -> DayOrder:
    """Return how the workbook writes days: the month first, unless some day says otherwise.

    A series of two weeks always has a day after the twelfth, which decides it.
    """
    first_above = second_above = 0
    for sheet in sheets:
        for row in sheet.rows:
            for cell in row:
                for found in _DAY.finditer(cell[:300] if isinstance(cell, str) else ""):
                    if found["first"]:
                        first_above += int(found["first"]) > 12
                        second_above += int(found["second"]) > 12
    return "day_first" if first_above > second_above else "month_first"


def is_window(row: tuple[Cell, ...]) -> bool:
    """Return whether a row holds a stretch of days, such as ``8/25/2024 - 11/22/2024``."""
    return any(isinstance(cell, str) and _WINDOW.search(cell[:300]) for cell in row)


def window_text(sheet: Sheet) -> str:
    """Return the stretch of days among the first three rows, or nothing."""
    for row in sheet.rows[:3]:
        for cell in row:
            found = _WINDOW.search(cell[:300]) if isinstance(cell, str) else None
            if found:
                return found[0]
    return ""


def last_day(workbook: Workbook, order: DayOrder) -> date | None:
    """Return until when the workbook counts.

    That is the end of the stretch of days it states, else the last day of its series, else the
    day it was made, which a post alone has nothing but.
    """
    for sheet in workbook.sheets:
        day = day_inside(window_text(sheet), order)
        if day is not None:
            return day
    days = [
        day
        for sheet in workbook.sheets
        for row in sheet.rows
        if row and len([cell for cell in row if cell is not None]) in (2, 3)
        if could_be_day(row[0]) and (day := day_in(row[0], order)) is not None
    ]
    return max(days) if days else workbook.made_on


def has_shares(sheet: Sheet) -> bool:
    """Return whether a sheet holds percentages: who the readers are, which we do not take."""
    return any(
        (isinstance(cell, str) and _SHARE.fullmatch(cell) is not None)
        or (isinstance(cell, float) and 0 < cell < 1)
        for row in sheet.rows
        for cell in row
    )


def _named(heading: Cell) -> str:
    words = heading.casefold() if isinstance(heading, str) else ""
    return next((name for name, stems in _STEMS if any(stem in words for stem in stems)), "")


def ranking_names(
    sheet: Sheet, columns: list[int], is_address: Callable[[Cell], bool]
) -> list[str]:
    """Return what each list of posts is ordered by.

    Where the headings are in a language we do not know, a post cannot have had more engagements
    than impressions; where no post is in both lists, the engagements come first.
    """
    names = [_heading_of(sheet, column, is_address) for column in columns]
    known = ("engagements", "impressions")
    if len(columns) == 1:
        return [names[0] or "impressions"]
    if all(names) and names[0] != names[1]:
        return names + ["impressions"] * (len(columns) - len(names))
    left, right = (_counts(sheet, column, is_address) for column in columns[:2])
    both = left.keys() & right.keys()
    if sum(left[key] for key in both) > sum(right[key] for key in both):
        known = ("impressions", "engagements")
    return [*known, *names[2:]]


def _heading_of(sheet: Sheet, column: int, is_address: Callable[[Cell], bool]) -> str:
    for index, row in enumerate(sheet.rows):
        if column < len(row) and is_address(row[column]):
            above = sheet.rows[index - 1] if index else ()
            return _named(above[column + 2]) if column + 2 < len(above) else ""
    return ""


def _counts(sheet: Sheet, column: int, is_address: Callable[[Cell], bool]) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in sheet.rows:
        if column + 2 < len(row) and is_address(row[column]):
            found[str(row[column])] = count_in(row[column + 2]) or 0
    return found


def series_names(sheet: Sheet, first: int) -> list[str]:
    """Return the names of the one or two counts a day has."""
    width = max(
        sum(cell is not None for cell in row[1:]) for row in sheet.rows[first : first + 2]
    )
    if width == 1:
        return ["daily_new_followers"]
    above = sheet.rows[first - 1] if first else ()
    names = [_named(cell) for cell in above[1:3]]
    if len(names) == 2 and all(names) and names[0] != names[1]:
        return [f"daily_{name}" for name in names]
    return ["daily_impressions", "daily_engagements"]


def total_name(label: str, place: int) -> str:
    """Return the name of a total, by its label or else by its place."""
    order = ("impressions", "members_reached")
    return _named(label) or (order[place] if place < len(order) else f"total_{place + 1}")


def post_name(label: str) -> str:
    """Return the name of a count of one post, or nothing for a label we do not know."""
    words = " ".join(label.split()).casefold().rstrip(":")
    return _POST_NAMES.get(words, "") or _named(words)


def is_day_label(label: str) -> bool:
    """Return whether a label says when a post was written, which its number tells better."""
    return " ".join(label.split()).casefold().rstrip(":") in ("post date", "post publish date")
