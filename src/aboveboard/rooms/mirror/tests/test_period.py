from __future__ import annotations

from datetime import date

import pytest

from aboveboard.core.errors import Invalid
from aboveboard.rooms.mirror.period import Period, chosen_period

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [
        ({}, date(2026, 1, 1), date(2027, 1, 1)),
        ({"period": "last_year"}, date(2025, 1, 1), date(2026, 1, 1)),
        ({"period": "days90"}, date(2026, 8, 27), date(2026, 11, 25)),
        ({"period": "all"}, None, None),
        (
            {"period": "custom", "from": "2026-03-01", "to": "2026-03-31"},
            date(2026, 3, 1),
            date(2026, 4, 1),
        ),
    ],
)
def test_a_period_holds_its_last_day(
    asked: dict[str, str], start: date | None, end: date | None
) -> None:
    period = chosen_period(asked, TODAY)
    assert (period.start, period.end) == (start, end)


def test_ninety_days_are_ninety_days_with_today() -> None:
    period = chosen_period({"period": "days90"}, TODAY)
    assert period.start
    assert period.end
    assert (period.end - period.start).days == 90


@pytest.mark.parametrize(
    ("asked", "rule"),
    [
        ({"period": "whenever"}, "choice"),
        ({"period": "custom", "from": "", "to": "2026-03-31"}, "required"),
        ({"period": "custom", "from": "2026-02-30", "to": "2026-03-31"}, "required"),
        ({"period": "custom", "from": "2026-04-01", "to": "2026-03-31"}, "ends_before_start"),
        ({"period": "custom", "from": "0001-01-01", "to": "9999-12-31"}, "choice"),
    ],
)
def test_a_period_that_makes_no_sense_is_refused(asked: dict[str, str], rule: str) -> None:
    with pytest.raises(Invalid) as refused:
        chosen_period(asked, TODAY)
    assert refused.value.facts["rule"] == rule


def test_the_query_leads_back_to_the_same_period() -> None:
    custom = Period("custom", date(2026, 3, 1), date(2026, 4, 1))
    assert custom.query == "period=custom&from=2026-03-01&to=2026-03-31"
    assert Period("all", None, None).query == "period=all"
