from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from aboveboard.web.dates import date_format
from aboveboard.web.templatetags.parts import in_words, short_day, until_words


@pytest.mark.parametrize(
    ("language", "day", "pattern", "words"),
    [
        ("fr", date(2026, 3, 1), "j F Y", "1er mars 2026"),
        ("fr", date(2026, 3, 1), "l j F", "dimanche 1er mars"),
        ("fr", date(2026, 3, 2), "j F Y", "2 mars 2026"),
        ("fr", date(2026, 3, 11), "j F", "11 mars"),
        ("fr", date(2026, 3, 1), "F Y", "mars 2026"),
        ("fr", date(2026, 3, 1), "d/m/Y", "01/03/2026"),
        ("nl", date(2026, 3, 1), "j F Y", "1 maart 2026"),
        ("en", date(2026, 3, 1), "j F Y", "1 March 2026"),
    ],
)
def test_the_first_of_a_month_is_1er_in_french(
    language: str, day: date, pattern: str, words: str
) -> None:
    with translation.override(language):
        assert date_format(day, pattern) == words
        shown = Template("{{ day|date:pattern }}").render(
            Context({"day": day, "pattern": pattern})
        )
        assert shown == words


def test_templates_say_the_local_day_of_a_time() -> None:
    late = datetime(2026, 2, 28, 23, 30, tzinfo=UTC)
    with translation.override("fr"), timezone.override("Europe/Brussels"):
        shown = Template('{{ at|date:"j F Y, H:i" }}').render(Context({"at": late}))
    assert shown == "1er mars 2026, 00:30"


def test_no_day_is_no_words() -> None:
    assert Template('{{ day|date:"j F" }}').render(Context({"day": None})) == ""


def test_days_beside_a_timeline_and_in_words_are_french_too() -> None:
    with translation.override("fr"):
        assert short_day(date(2020, 3, 1)).startswith("1er ")
        assert in_words(date(2020, 3, 1)) == "1er mars 2020"


@pytest.mark.parametrize(
    ("language", "today", "yesterday", "before"),
    [
        ("en", "until today", "until yesterday", "until 1 March 2020"),
        ("nl", "tot en met vandaag", "tot en met gisteren", "tot en met 1 maart 2020"),
        ("fr", "jusqu’à aujourd’hui", "jusqu’à hier", "jusqu’au 1er mars 2020"),
    ],
)
def test_the_end_of_a_period_reads_naturally(
    language: str, today: str, yesterday: str, before: str
) -> None:
    now = timezone.localdate()
    with translation.override(language):
        assert until_words(now) == today
        assert until_words(now - timedelta(days=1)) == yesterday
        assert until_words(date(2020, 3, 1)) == before
