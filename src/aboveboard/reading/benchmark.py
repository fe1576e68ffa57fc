"""How fast posts are read."""

from __future__ import annotations

from time import perf_counter, process_time

from aboveboard.reading.disclosure import read_disclosures

_DUTCH = (
    "Vorige week zegde onze grootste klant zijn contract op. Vijf jaar samenwerking, weg met één"
    " mail. Ik heb er twee nachten slecht van geslapen en het team was er stil van.\n\nWat ik eruit"
    " leerde: leg nooit de helft van je omzet bij één naam. Voortaan vragen we een opzegtermijn van"
    " zes maanden. En intussen zoeken we twee nieuwe klanten, dus ken je iemand die een degelijke"
    " drukker zoekt, laat het me weten. Vrijdag staan we op de beurs in Gent, kom gerust langs voor"
    " een koffie!"
)
_ENGLISH = (
    "We did it. After eighteen months of evenings and weekends the first machine left the workshop"
    " this morning, two days ahead of schedule and under budget.\n\nIt was not a smooth ride. In"
    " spring the bank turned us down, and in June our lead engineer left for a competitor. I should"
    " have told the team earlier how tight things were. From now on the numbers go on the wall every"
    " month. Thank you to everyone who kept believing, and to Maria for the cake. See you at the"
    " open day on Saturday?"
)
_FRENCH = (
    "Hier soir, notre présentation devant le jury n'a pas convaincu et nous n'avons pas obtenu la"
    " subvention. C'est un coup dur pour toute l'équipe, qui y travaillait depuis janvier.\n\nAvec"
    " le recul, nous aurions dû demander conseil plus tôt. Désormais, chaque dossier sera relu par"
    " deux personnes extérieures. La bonne nouvelle : un client fidèle vient de renouveler son"
    " contrat pour trois ans, et personne ne quitte le navire. Merci à vous tous pour vos messages,"
    " ils font du bien. À bientôt à l'atelier !"
)
POSTS = (_DUTCH, _ENGLISH, _FRENCH)
"""Three posts of about 500 characters, one a language."""


_AT_ONCE = 200


def disclosure_rate(seconds: float = 2.0) -> dict[str, float | int]:
    """Return how many posts one core reads a second, over at least ``seconds`` of wall time.

    Keys: ``posts_per_second`` (of processor time), ``posts_per_second_wall``, ``n`` (posts
    read) and ``mean_characters``. Posts are read as an import reads them, many in one call.
    Banks and weights are loaded before the clock starts; every post carries its own number, so
    that nothing is read from a memory of equal texts.
    """
    read_disclosures(POSTS)
    n = characters = 0
    started, worked = perf_counter(), process_time()
    while perf_counter() - started < seconds:
        texts = [f"{POSTS[k % len(POSTS)]} {k}" for k in range(n, n + _AT_ONCE)]
        read_disclosures(texts)
        characters += sum(map(len, texts))
        n += _AT_ONCE
    work, wall = process_time() - worked, perf_counter() - started
    return {
        "posts_per_second": round(n / max(work, 1e-9), 1),
        "posts_per_second_wall": round(n / wall, 1),
        "n": n,
        "mean_characters": round(characters / n, 1),
    }
