"""The words for days, months and numbers in Dutch, English and French."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping


def _numbered(first: int, *columns: str) -> Mapping[str, int]:
    """Return the number of each word; every column holds the same things in one language."""
    return MappingProxyType(
        {
            word: number
            for column in columns
            for number, words in enumerate(column.split(), start=first)
            for word in words.split("/")
        }
    )


WEEKDAYS: Final = _numbered(
    0,
    "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "monday tuesday wednesday thursday friday saturday sunday",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
)
"""Monday is 0."""

MONTHS: Final = _numbered(
    1,
    "januari februari maart april mei juni juli augustus september oktober november december",
    "january february march april may june july august september october november december",
    "janvier février/fevrier mars avril mai juin juillet août/aout septembre octobre novembre "
    "décembre/decembre",
    "jan feb/febr mar/mrt apr mei/may jun jul aug sep/sept okt/oct nov dec",
    "janv févr/fevr mars avr mai juin juil août/aout sept oct nov déc",
)
"""January is 1; abbreviations stand without their dot."""

NUMBERS: Final = _numbered(
    1,
    "een/één twee drie vier vijf zes zeven acht negen tien elf twaalf",
    "one/a/an two three four five six seven eight nine ten eleven twelve",
    "un/une deux trois quatre cinq six sept huit neuf dix onze douze",
)

UNITS: Final[Mapping[str, str]] = MappingProxyType(
    {
        word: unit
        for unit, words in {
            "day": "day days dag dagen jour jours",
            "week": "week weeks weken semaine semaines",
            "month": "month months maand maanden mois",
            "year": "year years jaar jaren an ans année années",
        }.items()
        for word in words.split()
    }
)

DAY_WORDS: Final[Mapping[str, int]] = MappingProxyType(
    {
        "today": 0,
        "vandaag": 0,
        "aujourd'hui": 0,
        "yesterday": 1,
        "gisteren": 1,
        "hier": 1,
        "the day before yesterday": 2,
        "day before yesterday": 2,
        "eergisteren": 2,
        "avant-hier": 2,
        "avant hier": 2,
    }
)
"""Days ago, by word."""
