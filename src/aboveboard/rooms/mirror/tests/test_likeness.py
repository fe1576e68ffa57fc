from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.rooms.mirror.likeness import (
    THRESHOLD,
    Reason,
    features,
    likeness,
    rarity,
)

DAY = date(2026, 3, 2)


def alike(
    moment: str, post: str, *, after: int = 7, topics: tuple[str, ...] = ()
) -> tuple[float, list[Reason]]:
    what = features(moment, DAY, topics=topics)
    told = features(post, DAY + timedelta(days=after))
    return likeness(what, told, rarity([what, told]))


TOLD = [
    (
        "De grootste klant, Mandelaar, heeft het contract opgezegd.",
        "Drie weken geleden zegde Mandelaar zijn contract op. Dat kwam hard aan.",
    ),
    ("We sold 1.140 bottles in one weekend.", "1,140 bottles sold! What a weekend."),
    (
        "Nous avons perdu la commande de Lille.",
        "On a perdu une grosse commande à Lille, et voici ce que j'en retiens.",
    ),
    (
        "Webshop lag een dag plat door een fout van mij.",
        "Gisteren ging onze webshop plat. Mijn fout.",
    ),
    ("Hired Anna as our first designer.", "So happy that Anna joins us as a designer!"),
    ("Missed the target of 300 subscribers, got 212.", "212 subscribers. We hoped for 300."),
    ("Omzet in september: 18.500 euro.", "CA de septembre : 18 500 euros, mieux que prévu."),
    ("La banque a refusé notre prêt.", "La banque refuse le prêt. Et maintenant ?"),
]

NOT_TOLD = [
    ("Hired Anna as our first designer.", "So happy that Bram joins us as a baker!"),
    (
        "Lost the tender for the city library.",
        "The library of the city is open again. Read more books this summer.",
    ),
    ("De bank heeft onze lening geweigerd.", "Op een bank in het park las ik een goed boek."),
    ("Verkocht 1.140 flessen.", "Al 1.145 dagen open, en nog altijd blij."),
    ("Nous avons perdu la commande de Lille.", "À Lille, il fait beau ce matin."),
    ("We missed our target in March.", "We have a new office in March."),
]


@pytest.mark.parametrize(("moment", "post"), TOLD)
def test_a_telling_is_proposed(moment: str, post: str) -> None:
    assert alike(moment, post)[0] >= THRESHOLD


@pytest.mark.parametrize(("moment", "post"), NOT_TOLD)
def test_a_near_miss_is_not_proposed(moment: str, post: str) -> None:
    assert alike(moment, post)[0] < THRESHOLD


def test_reasons_name_what_is_shared_in_the_words_of_the_moment() -> None:
    _, reasons = alike(*TOLD[0], after=21)
    assert reasons == [("name", "Mandelaar"), ("word", "contract"), ("days", "21")]
    _, reasons = alike(*TOLD[1], after=2)
    assert ("number", "1140") in reasons


def test_the_moments_own_day_written_in_the_post_is_a_reason() -> None:
    score, reasons = alike(
        "The bank said no.", "On March 2nd the bank closed the door.", after=60
    )
    assert ("date", "03-02") in reasons
    without, _ = alike("The bank said no.", "On March 9th the bank closed the door.", after=60)
    assert score > without


def test_a_topic_of_the_moment_met_as_hashtag_counts() -> None:
    with_topic, reasons = alike(
        "It went wrong.", "Again on #Funding, wrong", topics=("Funding",)
    )
    assert ("topic", "Funding") in reasons
    assert with_topic > alike("It went wrong.", "Again on #Funding, wrong")[0]


def test_a_post_from_before_the_moment_cannot_tell_of_it() -> None:
    assert alike(*TOLD[0], after=-2) == (0.0, [])
    assert alike(*TOLD[0], after=-1)[0] > 0  # a day of grace for time zones


def test_a_post_within_a_period_is_as_near_as_can_be() -> None:
    what = features("Fair in Lille.", DAY, DAY + timedelta(days=30))
    told = features("Still at the fair in Lille.", DAY + timedelta(days=10))
    assert likeness(what, told, rarity([what, told]))[1][-1] == ("days", "0")


def test_sooner_after_is_liker_and_far_after_still_counts() -> None:
    scores = [alike(*TOLD[0], after=days)[0] for days in (0, 30, 119, 400, 4000)]
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] == scores[-2] > 0


def test_what_many_texts_share_weighs_less() -> None:
    what = features("Studio Zilver lost a client.", DAY)
    told = features("Studio Zilver is open on Sunday.", DAY)
    few = rarity([what, told])
    many = rarity([what, told] + [features(f"Studio Zilver {n}", DAY) for n in range(400)])
    assert likeness(what, told, many)[0] < likeness(what, told, few)[0] / 2


def test_nothing_shared_is_no_likeness() -> None:
    assert alike("Griep.", "Open vanaf acht uur.") == (0.0, [])


PLAIN_WORDS = st.lists(
    st.sampled_from(["bakker", "oven", "brood", "meel", "klant", "zomer"]), max_size=9
)


@given(PLAIN_WORDS, PLAIN_WORDS, st.randoms(), st.integers(-5, 500))
def test_the_order_of_words_plays_no_part(
    one: list[str], other: list[str], chance: object, after: int
) -> None:
    turned, turned_other = one[:], other[:]
    chance.shuffle(turned)  # type: ignore[attr-defined]  # hypothesis gives a random.Random
    chance.shuffle(turned_other)  # type: ignore[attr-defined]
    straight = alike(" ".join(one), " ".join(other), after=after)
    assert straight == alike(" ".join(turned), " ".join(turned_other), after=after)


@given(st.text(max_size=80), st.text(max_size=80), st.integers(-200, 2000))
def test_likeness_stays_between_nought_and_one(one: str, other: str, after: int) -> None:
    score, reasons = alike(one, other, after=after)
    assert 0.0 <= score <= 1.0
    assert bool(reasons) == (score > 0)
