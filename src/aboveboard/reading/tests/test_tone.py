"""The tone of sentences, its course over a text, and what is remarked on it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.core.kinds import Kind
from aboveboard.core.languages import READ, Language
from aboveboard.reading.draft import DraftText, Known
from aboveboard.reading.finding import Weight
from aboveboard.reading.pages import Pages
from aboveboard.reading.read import read, read_many
from aboveboard.reading.scan import scan
from aboveboard.reading.tone import BORDER, tones_of
from aboveboard.reading.tone_words import tone_words
from aboveboard.reading.usual import Usual, learn_usual

_USUAL = Usual(posts=30, tone_posts=20, tone_mean=0.1, tone_spread=0.2)
_ROSY = "What a great day. The team is happy. Our guests were thrilled. We are so proud."
_GLOOMY = "What a terrible day. The team is sad. Our guests were angry. We are ashamed."


def _tone(text: str, language: str = "en") -> float:
    return float(Pages([DraftText(text, Language(language))]).tones.text_scores[0])


@pytest.mark.parametrize(
    ("language", "good", "bad"),
    [
        ("nl", "Het team is fantastisch.", "Het team is niet fantastisch."),
        ("nl", "Dit is helemaal niet slecht.", "Dit is helemaal slecht."),
        ("nl", "Een aanrader!", "Geen aanrader!"),
        ("nl", "Alles werkt.", "Alles werkt niet."),
        ("nl", "Duur, maar prachtig.", "Prachtig, maar duur en slecht."),
        ("en", "The food was good.", "The food wasn't good."),
        ("en", "Not bad at all.", "Bad."),
        ("en", "A slow start but a wonderful end.", "A wonderful start but a horrible end."),
        ("en", "Never been better.", "Never good."),
        ("fr", "Le service est bon.", "Le service n'est pas bon."),
        ("fr", "Une belle réussite.", "Ce n'est pas vraiment une réussite."),
        (
            "fr",
            "Un peu cher, mais excellent.",
            "Excellent, mais beaucoup trop cher et décevant.",
        ),
        ("fr", "Je recommande.", "Je ne recommande pas."),
    ],
)
def test_negation_and_contrast_turn_the_tone(language: str, good: str, bad: str) -> None:
    assert _tone(good, language) > BORDER > -BORDER > _tone(bad, language)


@pytest.mark.parametrize(
    ("language", "less", "plain", "more"),
    [
        ("nl", "Een beetje vervelend.", "Vervelend.", "Heel erg vervelend."),
        ("en", "A bit sad.", "Sad.", "Very sad."),
        ("fr", "Un peu triste.", "Triste.", "Très triste."),
    ],
)
def test_words_before_make_a_tone_more_or_less(
    language: str, less: str, plain: str, more: str
) -> None:
    assert 0 > _tone(less, language) > _tone(plain, language) > _tone(more, language)


def test_a_negation_does_not_reach_over_a_comma_or_into_the_next_sentence() -> None:
    assert _tone("Not today, great weather.") > 0
    assert _tone("I did not. Great weather.") > 0


def test_not_only_is_no_negation() -> None:
    assert _tone("Not only good, also quick.") > 0
    assert _tone("Niet alleen goed, ook snel.", "nl") > 0


def test_what_is_told_of_weighs_less_than_what_judges() -> None:
    assert _tone("A superb book about death.") > BORDER
    assert _tone("A dull book about death.") < _tone("A book about death.") < -BORDER


def test_pictures_have_a_tone_and_many_of_one_sort_have_no_more() -> None:
    assert _tone("We open on Monday 🎉") > BORDER
    assert _tone("We open on Monday 😢") < -BORDER
    assert _tone("We open on Monday 🎉🎉🎉") == _tone("We open on Monday 🎉")


def test_a_sentence_without_such_words_or_in_another_language_has_no_tone() -> None:
    tones = tones_of(
        scan(["The shop is in Ghent.", "Das ist ein sehr gutes Buch und nicht mehr."])
    )
    assert tones.scored.tolist() == [0, 0]
    assert tones.text_scores.tolist() == [0, 0]


@given(st.lists(st.text(max_size=120), max_size=4))
def test_tones_lie_in_their_range_and_texts_do_not_touch_each_other(texts: list[str]) -> None:
    together = tones_of(scan(texts))
    assert (abs(together.scores) <= 1).all()
    alone = [float(tones_of(scan([text])).text_scores[0]) for text in texts]
    assert together.text_scores.tolist() == pytest.approx(alone)


def test_every_language_has_its_own_words() -> None:
    assert tone_words().keys.size > 10_000
    assert len({_tone("slim", one.value) for one in READ}) > 1


def test_a_neutral_paragraph_does_not_change_the_tone() -> None:
    arcs = [
        one.arc for one in read_many([DraftText(_ROSY), DraftText(_ROSY + "\n\nIt is Monday.")])
    ]
    assert arcs[0] == arcs[1]


def test_under_four_sentences_with_a_tone_there_is_not_enough_to_say() -> None:
    arc = read(DraftText("We won. A great day. It is Monday. So proud.")).arc
    assert len(arc.points) == 3
    assert not arc.is_enough
    assert arc.opening is arc.middle is arc.end is arc.negative_share is None


def test_the_course_tells_the_opening_the_middle_and_the_end() -> None:
    text = "A horrible start.\nBad weather.\nWe were sad.\nA nice talk.\nWhat a joy.\nIt was lovely."
    arc = read(DraftText(text)).arc
    assert arc.is_enough
    assert arc.opening is not None
    assert arc.end is not None
    assert arc.opening < 0 < arc.end
    assert arc.negative_share == 0.5
    assert [point.span.of(text)[:6] for point in arc.points][-2:] == ["What a", "It was"]


def test_a_point_by_more_words_is_more_certain() -> None:
    one, many = read(DraftText("A sad day.\nA sad, bad, dull and boring day.")).arc.points
    assert one.low <= one.tone <= one.high
    assert many.words > one.words
    assert many.high - many.low < one.high - one.low


def test_only_the_text_has_a_course_and_its_descriptions_do_not() -> None:
    assert read(DraftText("It is Monday.", alt_texts=("A great day.",))).arc.points == ()


def test_an_unusual_tone_is_noted_with_the_own_range() -> None:
    (found,) = read(DraftText(_ROSY), Known(usual=_USUAL)).findings
    assert (found.rule, found.weight) == ("tone.too_rosy", Weight.NOTE)
    assert found.evidence == {
        "tone": "+68", "low": "−10", "high": "+30", "sentences": "4", "posts": "20"
    }  # fmt: skip
    (found,) = read(DraftText(_GLOOMY), Known(usual=_USUAL)).findings
    assert found.rule == "tone.too_gloomy"


@pytest.mark.parametrize(
    ("usual", "about"),
    [
        (None, ()),
        (Usual(posts=9, tone_posts=9), ()),
        (_USUAL, (Kind.WIN,)),
        (_USUAL, (Kind.WIN, Kind.SETBACK)),
        (Usual(posts=30, tone_posts=20, tone_mean=0.7, tone_spread=0.1), ()),
        (Usual(posts=30, tone_posts=20, tone_mean=0.0, tone_spread=0.6), ()),
    ],
)
def test_nothing_is_said_of_a_rosy_text_without_a_measure_or_within_it(
    usual: Usual | None, about: tuple[Kind, ...]
) -> None:
    assert read(DraftText(_ROSY), Known(usual=usual, about=about)).findings == ()


def test_a_rosy_text_about_a_setback_is_to_consider_sooner() -> None:
    usual = Usual(posts=30, tone_posts=20, tone_mean=0.3, tone_spread=0.3)
    assert read(DraftText(_ROSY), Known(usual=usual)).findings == ()
    (found,) = read(DraftText(_ROSY), Known(usual=usual, about=(Kind.SETBACK,))).findings
    assert (found.weight, found.reason) == (
        Weight.CONSIDER,
        "tone_too_rosy_for_what_it_tells",
    )


def test_a_gloomy_text_about_a_win_is_to_consider_and_about_a_setback_not() -> None:
    (found,) = read(DraftText(_GLOOMY), Known(usual=_USUAL, about=(Kind.WIN,))).findings
    assert found.reason == "tone_too_gloomy_for_what_it_tells"
    assert not read(DraftText(_GLOOMY), Known(usual=_USUAL, about=(Kind.SETBACK,))).findings


def test_the_usual_tone_is_learnt_from_posts_that_have_one() -> None:
    usual = learn_usual([_ROSY] * 3 + [_GLOOMY] + ["It is Monday."] * 5)
    assert (usual.posts, usual.tone_posts) == (9, 4)
    assert usual.negative_share == 0.25
    assert usual.tone_mean > 0
    assert usual.tone_spread > 0.3


def test_a_tone_is_read_in_a_time_that_grows_with_the_text_alone() -> None:
    for text in ("not " * 30_000, "good but " * 20_000, "😢🎉" * 10_000, "!" * 100_000):
        assert abs(_tone(text)) <= 1
