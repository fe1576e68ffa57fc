"""How a passage is worded, beside what lists know."""

from __future__ import annotations

import pytest

from aboveboard.reading.draft import DraftText, Known
from aboveboard.reading.manner import FAMILIES, Manner
from aboveboard.reading.read import CHECKS, read
from aboveboard.reading.scan import scan
from aboveboard.reading.tests.triplets import TRIPLETS

ONLY = Known(skipped=frozenset(CHECKS) - set(FAMILIES))
PLAIN = (
    "On Tuesday Karim repaired the oven, and on Wednesday we baked 240 loaves for the school.",
    "Dinsdag herstelde Karim de oven, en woensdag bakten we 240 broden voor de school.",
    "Mardi, Karim a réparé le four, et mercredi nous avons cuit 240 pains pour l'école.",
)


def rules(text: str) -> list[str]:
    return sorted({one.rule for one in read(DraftText(text), ONLY).findings})


@pytest.mark.parametrize(("rule", "dutch", "english", "french"), TRIPLETS)
def test_the_same_sentence_reads_the_same_in_each_language(
    rule: str, dutch: str, english: str, french: str
) -> None:
    expected = [rule] if rule else []
    assert [rules(one) for one in (dutch, english, french)] == [expected] * 3


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Comment GUIDE and I'll send you the manual.", PLAIN[0]),
        ("Share this if you agree.", PLAIN[0]),
        ("Tag iemand die dit moet lezen.", PLAIN[1]),
        ("Partagez si vous êtes d'accord.", PLAIN[2]),
        ("So tired of all these award dinners.", PLAIN[0]),
        ("We have filed for bankruptcy.", PLAIN[0]),
        ("Mijn collega zit thuis met een burn-out.", PLAIN[1]),
        ("Notre bail a été résilié. Toute aide est la bienvenue.", PLAIN[2]),
    ],
)
def test_a_plain_paragraph_below_takes_nothing_away(text: str, plain: str) -> None:
    alone = rules(text)
    assert alone
    assert set(rules(f"{text}\n\n{plain}")) >= set(alone)


@pytest.mark.parametrize(
    ("own", "others"),
    [
        ("Tag a friend who is always late.", "He tagged a friend who is always late."),
        ("So tired of all these award dinners.", "She went to an award dinner."),
        ("Deel dit als je het eens bent.", "Hij deelde het, al was hij het niet eens."),
        (
            "Commentez GUIDE et je vous envoie le manuel.",
            "Ils ont commenté le guide que nous avons envoyé.",
        ),
    ],
)
def test_what_others_do_is_theirs(own: str, others: str) -> None:
    assert rules(own)
    assert rules(others) == []


def test_a_text_scores_the_same_alone_and_among_others() -> None:
    texts = [text for triplet in TRIPLETS for text in triplet[1:]]
    together = Manner(scan(texts))
    for place in range(0, len(texts), 17):
        alone = Manner(scan([texts[place]])).scores
        among = together.scores[together.passages.texts == place]
        assert alone == pytest.approx(among, abs=1e-3)


def test_a_text_without_words_says_nothing() -> None:
    assert rules("") == rules("👍") == rules("…") == []
