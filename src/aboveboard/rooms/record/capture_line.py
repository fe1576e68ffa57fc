"""One line of plain words, read: what happened, when, about what, and how much it weighed.

Nothing here guesses at meaning. Dates are words from three short lists (:mod:`.date_words`), a topic
is a word with ``#``, weight is a ``!`` that stands alone. What was only a note to the reader of the
line is taken out of the text when it stands at the start or the end; in the middle the words stay.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aboveboard.core.errors import Invalid
from aboveboard.rooms.record.date_forms import When
from aboveboard.rooms.record.date_words import (
    belongs_to_sentence,
    first_within,
    leading,
    trailing,
)

if TYPE_CHECKING:
    from datetime import date

MAX_LINE: Final = 5000
"""Longest line, in code points."""
MAX_TOPIC: Final = 60
"""Longest topic, in code points."""
MAX_TOPICS: Final = 12
"""Most topics of one moment."""
USUAL_WEIGHT: Final = 3

_TOPIC_WORD: Final = r"\#(?=[\w-]*[^\W\d_])(?P<topic>\w[\w-]*)"
_TOPIC: Final = re.compile(rf"(?<![\w\#&/]){_TOPIC_WORD}")
_LEADING_TOPIC: Final = re.compile(rf"{_TOPIC_WORD}[\s,;:]*")
_TRAILING_TOPIC: Final = re.compile(
    rf"(?P<blank>[\s,;]*)(?<![\w\#&/]){_TOPIC_WORD}[\s,;]*(?P<stop>[.!?…]*)$"
)
# "#ghent is lost" reads on from its first word; "#ghent, order lost" does not need it.
_READS_ON: Final = re.compile(r"(?:is|was|are|were|has|had|heeft|zijn|waren|est|a|était)\b")
_LEADING_WEIGHT: Final = re.compile(r"(?P<weight>!+)\s*(?=[\w\#\"“«‘']|$)")
_TRAILING_WEIGHT: Final = re.compile(r"(?:^|\s+)(?P<weight>!+)\s*$")
_INNER_WEIGHT: Final = re.compile(r"(?<!\S)(?P<weight>!+)(?!\S)\s*")
_BLANKS: Final = re.compile(r"\s+")
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class CaptureLine:
    """A line, read. ``until`` is the last day of a period, after ``happened_on``; weight is 1-5."""

    text: str
    happened_on: date
    until: date | None
    topics: tuple[str, ...]
    weight: int


@dataclass(slots=True)
class _Reading:
    text: str
    when: When | None = None
    weight: int = USUAL_WEIGHT
    topics: list[str] | None = None

    def add_topic(self, name: str, *, first: bool = False) -> None:
        topics = self.topics if self.topics is not None else []
        topics.insert(0, name) if first else topics.append(name)
        self.topics = topics

    def weigh(self, signs: str) -> None:
        self.weight = max(self.weight, 4 if len(signs) == 1 else 5)


def parse(line: str, *, today: date) -> CaptureLine:
    """Return what ``line`` says; the day is ``today`` when it names none.

    Raises:
        Invalid: no words are left (rule ``required``), the line is too long (``too_long``), or the
            day named at the start or the end has not come yet (``in_the_future``).
    """
    text = _BLANKS.sub(" ", _CONTROLS.sub(" ", line)).strip()
    if len(text) > MAX_LINE:
        raise Invalid(field="line", rule="too_long")
    reading = _Reading(text)
    while _strip_start(reading, today) or _strip_end(reading, today):
        pass
    _read_middle(reading, today)
    if not any(sign.isalnum() for sign in reading.text):
        raise Invalid(field="line", rule="required")
    when = reading.when or When(today, today)
    if when.first > today or when.last > today:
        raise Invalid(field="happened_on", rule="in_the_future")
    return CaptureLine(
        text=_with_capital(reading.text, like=text),
        happened_on=when.first,
        until=when.last if when.last > when.first else None,
        topics=tidy_topics(reading.topics or []),
        weight=reading.weight,
    )


def tidy_topics(names: list[str]) -> tuple[str, ...]:
    """Return the topics once each, whatever their capitals; the first way of writing is kept."""
    kept: dict[str, str] = {}
    for name in names:
        tidy = _BLANKS.sub(" ", _CONTROLS.sub(" ", name).replace("_", " ")).strip(" #-")
        if tidy:
            kept.setdefault(tidy.casefold()[:MAX_TOPIC], tidy[:MAX_TOPIC])
    return tuple(kept.values())[:MAX_TOPICS]


def _strip_start(reading: _Reading, today: date) -> bool:
    text = reading.text
    if mark := _LEADING_WEIGHT.match(text):
        reading.weigh(mark["weight"])
        reading.text = text[mark.end() :]
        return True
    topic = _LEADING_TOPIC.match(text)
    if topic and not _READS_ON.match(text, topic.end()):
        reading.add_topic(topic["topic"])
        reading.text = text[topic.end() :]
        return True
    if reading.when is None and (found := leading(text, today)):
        reading.when = found.when
        reading.text = text[found.end :] if found.may_go else text
        return found.may_go
    return False


def _strip_end(reading: _Reading, today: date) -> bool:
    text = reading.text
    if mark := _TRAILING_WEIGHT.search(text):
        reading.weigh(mark["weight"])
        reading.text = text[: mark.start()]
        return True
    topic = _TRAILING_TOPIC.search(text)
    if topic and not belongs_to_sentence(text[: topic.start()]):
        reading.add_topic(topic["topic"], first=True)
        reading.text = text[: topic.start()] + topic["stop"]
        return True
    if reading.when is None and (found := trailing(text, today)):
        reading.when = found.when
        if found.may_go:
            reading.text = (text[: found.start].rstrip(" ,;:-–—(") + found.stop).strip()
        return found.may_go
    return False


def _read_middle(reading: _Reading, today: date) -> None:
    for mark in _INNER_WEIGHT.finditer(reading.text):
        reading.weigh(mark["weight"])
    text = _INNER_WEIGHT.sub("", reading.text)
    for topic in _TOPIC.finditer(text):
        reading.add_topic(topic["topic"])
    text = _TOPIC.sub(lambda topic: topic["topic"].replace("_", " "), text)
    if reading.when is None:
        reading.when = first_within(text, today)
    reading.text = text.strip()


def _with_capital(text: str, *, like: str) -> str:
    first = next((sign for sign in like if sign.isalpha()), "")
    return text[:1].upper() + text[1:] if first.isupper() else text
