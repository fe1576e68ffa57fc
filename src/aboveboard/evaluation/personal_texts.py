"""Made texts with personal data in them, and texts full of other numbers, in three languages.

The numbers are made by the rules of their issuers, so a recall of 1 is a floor: it says that the
forms are known, not that every form people use is. Dev and test have other sentences around them.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Final

from aboveboard.core.languages import READ, Language
from aboveboard.evaluation.labelled_texts import LabelledText
from aboveboard.evaluation.personal_numbers import MADE

if TYPE_CHECKING:
    from collections.abc import Iterator

SEED: Final = 20261124
EACH: Final = 40
"""Texts for each sort of data in a language."""
NUMBER_RICH: Final = 1000
"""Texts full of other numbers in a language."""

_AROUND: Final[dict[Language, dict[str, tuple[str, ...]]]] = {
    Language.NL: {
        "dev": (
            "Wie mee wil doen: {0}.", "Onze gegevens zijn {0}, voor wie ze zocht.",
            "Het stond zo in de mail ({0}) en niemand zag het.", "{0}\nDat was het hele bericht.",
        ),
        "test": (
            "Ik kreeg vanmorgen {0} doorgestuurd, met de groeten van de boekhouder.",
            "Noteer even: {0}", "Nog vragen? {0} – tot maandag!",
            "We veranderden van bank en van adres; alles loopt nu via {0}, dus pas het aan.",
        ),
    },
    Language.EN: {
        "dev": (
            "Whoever wants to join: {0}.", "Our details are {0}, for those who asked.",
            "It was in the mail ({0}) and nobody noticed.", "{0}\nThat was the whole message.",
        ),
        "test": (
            "This morning the accountant forwarded {0}, with her regards.",
            "Please write down: {0}", "Any questions? {0} – see you Monday!",
            "We changed our bank and our address; all goes through {0} now, so do update it.",
        ),
    },
    Language.FR: {
        "dev": (
            "Pour participer : {0}.", "Nos coordonnées sont {0}, pour ceux qui cherchaient.",
            "C'était dans le mail ({0}) et personne ne l'a vu.", "{0}\nC'était tout le message.",
        ),
        "test": (
            "Ce matin, la comptable m'a transmis {0}, avec ses amitiés.",
            "À noter : {0}", "Des questions ? {0} – à lundi !",
            "Nous avons changé de banque et d'adresse : tout passe par {0}, merci d'en prendre note.",
        ),
    },
}  # fmt: skip
_NUMBERED: Final[dict[Language, dict[str, tuple[str, ...]]]] = {
    Language.NL: {
        "dev": (
            "De omzet ging van {money} naar {money}, een plus van {percent}.",
            "Bestelling {order} vertrok om {clock} met {count} dozen van {size} cm.",
            "Op {day} waren er {count} bezoekers, op {day} {count}.",
        ),
        "test": (
            "Factuur {order}: {count} stuks aan {money}, vervaldag {day}.",
            "Uitslag {score}, {count} toeschouwers, aftrap {clock}.",
            "Versie {version} staat live sinds {day} ({percent} sneller, {count} tests).",
            "Tussen {day} en {day} reden we {count} km en laadden we {count} kWh aan {money}.",
        ),
    },
    Language.EN: {
        "dev": (
            "Revenue went from {money} to {money}, up {percent}.",
            "Order {order} left at {clock} with {count} boxes of {size} cm.",
            "On {day} we had {count} visitors, on {day} {count}.",
        ),
        "test": (
            "Invoice {order}: {count} pieces at {money}, due {day}.",
            "Final score {score}, {count} spectators, kick-off {clock}.",
            "Version {version} is live since {day} ({percent} faster, {count} tests).",
            "Between {day} and {day} we drove {count} km and charged {count} kWh for {money}.",
        ),
    },
    Language.FR: {
        "dev": (
            "Le chiffre d'affaires est passé de {money} à {money}, soit {percent} de plus.",
            "La commande {order} est partie à {clock} avec {count} cartons de {size} cm.",
            "Le {day} nous avons reçu {count} visiteurs, le {day} {count}.",
        ),
        "test": (
            "Facture {order} : {count} pièces à {money}, échéance {day}.",
            "Score final {score}, {count} spectateurs, coup d'envoi {clock}.",
            "La version {version} est en ligne depuis le {day} ({percent} plus rapide, {count} tests).",
            "Entre le {day} et le {day}, {count} km parcourus et {count} kWh chargés pour {money}.",
        ),
    },
}  # fmt: skip
_MARK: Final = {Language.NL: ".", Language.EN: ",", Language.FR: "\u202f"}


def personal_texts(split: str) -> Iterator[LabelledText]:
    """Yield :data:`EACH` texts for each sort of personal data and language, always the same."""
    random = Random(f"{SEED} {split}")  # noqa: S311  (labelled texts, no secret)
    for language in READ:
        around = _AROUND[language][split]
        for rule, make in MADE.items():
            for number in range(EACH):
                written = make(random, language)
                yield LabelledText(
                    around[number % len(around)].format(written),
                    language, frozenset({rule}), rule,
                )  # fmt: skip


def number_rich_texts(split: str) -> Iterator[LabelledText]:
    """Yield :data:`NUMBER_RICH` texts a language that are full of numbers of no person."""
    random = Random(f"{SEED} {split} numbers")  # noqa: S311
    for language in READ:
        sentences = _NUMBERED[language][split]
        for number in range(NUMBER_RICH):
            words = _NumberWords(random, _MARK[language])
            chosen = sentences[number % len(sentences)]
            other = sentences[(number + 1) % len(sentences)]
            yield LabelledText(
                f"{chosen} {other}".format_map(words),
                language,
                frozenset(),
                "numbers",
                "numbers",
            )


class _NumberWords(dict[str, str]):
    """Gives another number each time a sort of number is asked for."""

    def __init__(self, random: Random, mark: str) -> None:
        self._random = random
        self._mark = mark

    def __getitem__(self, sort: str) -> str:
        random = self._random
        number = random.randrange(1, 10 ** random.randint(2, 7))
        grouped = f"{number:,}".replace(",", self._mark)
        day, month, year = (
            random.randint(1, 28),
            random.randint(1, 12),
            random.randint(1998, 2027),
        )
        made = {
            "money": random.choice((f"€ {grouped}", f"{grouped} euro", f"{grouped},50 EUR")),
            "percent": f"{random.randint(1, 99)}{random.choice((' %', '%', ',5 %'))}",
            "count": random.choice((grouped, str(number))),
            "order": random.choice(
                (f"#{number}", f"{year}-{number:05d}", f"PO{number:08d}", f"{year}{month:02d}{number:06d}")
            ),
            "clock": random.choice((f"{month:02d}:{day:02d}", f"{month}u{day:02d}", f"{month}h{day:02d}")),
            "size": f"{day} x {month} x {day}",
            "day": random.choice(
                (f"{day:02d}/{month:02d}/{year}", f"{day:02d}.{month:02d}.{year}",
                 f"{year}-{month:02d}-{day:02d}")
            ),
            "score": f"{random.randint(0, 120)}-{random.randint(0, 120)}",
            "version": f"{random.randint(1, 40)}.{random.randint(0, 90)}.{random.randint(0, 9000)}",
        }  # fmt: skip
        return made[sort]
