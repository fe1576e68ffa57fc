"""Made-up posts in Dutch, English and French, with everything that is hard to carry over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

FIRST_DAY: Final = datetime(2023, 1, 9, 8, 30, tzinfo=UTC)
_OPENINGS: Final = {
    "nl": ("De proef mislukte", "We haalden de deadline niet", "Het café liep vol", "Gelukt"),
    "en": ("The pilot failed", "We missed the deadline", "The café filled up", "It worked"),
    "fr": ("L’essai a échoué", "Nous avons raté la date", "Le café était plein", "Ça marche"),
}
_MIDDLES: Final = {
    "nl": ("omdat niemand het geprobeerd had", "en dat is mijn fout", "na 14 dagen testen"),
    "en": ("because nobody had tried it", "and that is on me", "after 14 days of tests"),
    "fr": ("parce que personne n’avait essayé", "et c’est ma faute", "après 14 jours d’essais"),
}
_ENDINGS: Final = ("", " 🙈", " 👩‍🚀", " #eerlijk", "\n\nMorgen verder. ✨", " (5 < 7 & 7 > 5)")


def written_posts(random: Random, posts: int) -> Iterator[tuple[datetime, str, str]]:
    """Yield ``posts`` times the moment, the language and the text of a post, oldest first.

    No two moments are the same, and no two texts.
    """
    moment = FIRST_DAY
    for number in range(1, posts + 1):
        moment += timedelta(minutes=random.randint(60, 4000), seconds=random.randint(0, 59))
        language = random.choice(("nl", "en", "fr"))
        opening = random.choice(_OPENINGS[language])
        middle = random.choice(_MIDDLES[language])
        ending = random.choice(_ENDINGS)
        yield moment, language, f"{opening}, {middle} ({number}).{ending}"
