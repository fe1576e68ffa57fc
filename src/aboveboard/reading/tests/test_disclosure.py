from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.core.kinds import Kind
from aboveboard.core.languages import Language
from aboveboard.reading.disclosure import (
    SentenceDisclosure,
    propose_kind,
    read_disclosure,
    read_disclosures,
)


def only(text: str) -> SentenceDisclosure:
    (sentence,) = read_disclosure(text).sentences
    return sentence


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Vorige maand verloren we onze grootste klant.", Kind.SETBACK),
        ("We haalden ons doel niet.", Kind.SETBACK),
        ("We hebben de aanbesteding gewonnen.", Kind.WIN),
        ("Morgen zijn we open van negen tot zes.", Kind.NEUTRAL),
        ("Ik heb geleerd dat ik vroeger om hulp moet vragen.", Kind.LESSON),
        ("We lost our biggest customer last month.", Kind.SETBACK),
        ("On Monday we filed for insolvency.", Kind.SETBACK),
        ("The bank turned down our loan.", Kind.SETBACK),
        ("We won the tender!", Kind.WIN),
        ("We open on Monday at nine.", Kind.NEUTRAL),
        ("From now on I ask for a deposit.", Kind.LESSON),
        ("Nous avons perdu notre plus gros client.", Kind.SETBACK),
        ("La banque a refusé notre prêt.", Kind.SETBACK),
        ("Nous avons remporté le marché.", Kind.WIN),
        ("Demain nous sommes ouverts de neuf à dix-huit heures.", Kind.NEUTRAL),
        ("Demain, le magasin est ouvert de 9 h à 18 h.", Kind.NEUTRAL),
        ("Désormais, je demande un acompte.", Kind.LESSON),
    ],
)
def test_a_plain_sentence_reads_as_what_it_tells(text: str, kind: Kind) -> None:
    assert only(text).kind is kind


@pytest.mark.parametrize(
    ("plain", "negated"),
    [
        ("We hebben de aanbesteding gewonnen.", "We hebben de aanbesteding niet gewonnen."),
        ("We won the tender.", "We did not win the tender."),
        ("Nous avons remporté le marché.", "Nous n'avons pas remporté le marché."),
        ("We reached our target.", "We did not reach our target."),
    ],
)
def test_a_negator_turns_a_win_into_a_setback(plain: str, negated: str) -> None:
    assert only(plain).kind is Kind.WIN
    assert only(negated).kind is Kind.SETBACK


@pytest.mark.parametrize(
    ("plain", "negated"),
    [
        ("We hebben een klant verloren.", "We hebben geen enkele klant verloren."),
        ("We lost a big customer.", "We haven't lost a single customer."),
        ("Nous avons perdu un gros client.", "Nous n'avons perdu aucun client."),
    ],
)
def test_a_negator_turns_a_loss_into_a_win(plain: str, negated: str) -> None:
    assert only(plain).kind is Kind.SETBACK
    assert only(negated).kind is Kind.WIN


@pytest.mark.parametrize(
    ("own", "other"),
    [
        (
            "We lost our biggest customer last month.",
            "They lost their biggest customer last month.",
        ),
        (
            "Vorige maand verloren we onze grootste klant.",
            "Vorige maand verloren ze hun grootste klant.",
        ),
        (
            "Nous avons perdu notre plus gros client.",
            "Ils ont perdu leur plus gros client.",
        ),
    ],
)
def test_a_third_person_is_not_read_as_the_writer(own: str, other: str) -> None:
    assert only(own).ownership == "own"
    assert only(other).ownership == "other"
    assert read_disclosure(other).kind is Kind.NEUTRAL


@pytest.mark.parametrize(
    "text",
    [
        "If we lose our biggest customer, we are in trouble.",
        "Als we onze grootste klant verliezen, zitten we in de problemen.",
        "Si nous perdons notre plus gros client, nous fermons.",
    ],
)
def test_an_if_is_not_read_as_something_that_happened(text: str) -> None:
    assert only(text).ownership == "hypothetical"
    assert read_disclosure(text).kind is Kind.NEUTRAL


@pytest.mark.parametrize(
    ("text", "neutral"),
    [
        (
            "Vorige maand verloren we onze grootste klant.",
            "Maandag zijn we open van negen tot zes.",
        ),
        ("We won the tender!", "The office is on the second floor, next to the station."),
        (
            "Nous avons perdu notre plus gros client.",
            "Le bureau se trouve au deuxième étage, près de la gare.",
        ),
    ],
)
def test_a_neutral_paragraph_does_not_change_what_a_post_tells(text: str, neutral: str) -> None:
    alone = read_disclosure(text)
    for longer in (f"{text}\n\n{neutral}", f"{neutral}\n\n{text}"):
        read = read_disclosure(longer)
        assert read.kind is alone.kind
        assert alone.sentences[0].kind in {one.kind for one in read.sentences}


def test_a_setback_names_its_weight_and_the_words_that_tell_it() -> None:
    text = "We hebben het faillissement aangevraagd en alle mensen ontslagen."
    sentence = only(text)
    assert sentence.sensitivity == "severe"
    assert sentence.evidence is not None
    assert sentence.evidence.of(text)
    assert read_disclosure(text).sensitivity == "severe"


def test_a_negated_win_is_marked_so() -> None:
    sentence = only("We did not win the tender.")
    assert sentence.is_negated
    assert sentence.sensitivity == "moderate"


def test_a_mixed_post_is_read_in_each_of_its_languages() -> None:
    text = (
        "Vorige maand verloren we onze grootste klant, en dat doet pijn.\n\n"
        "Le mois dernier, nous avons perdu notre plus gros client, et ça fait mal."
    )
    read = read_disclosure(text)
    assert [one.language for one in read.sentences] == [Language.NL, Language.FR]
    assert [one.kind for one in read.sentences] == [Kind.SETBACK, Kind.SETBACK]


def test_a_language_we_do_not_read_is_neutral_without_confidence() -> None:
    read = read_disclosure(
        "Wir haben heute unseren größten Kunden verloren, das ist nicht gut."
    )
    assert read.kind is Kind.NEUTRAL
    assert read.language is Language.OTHER
    assert read.sentences[0].confidence == 0.0


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("bank loan refused", Kind.SETBACK),
        ("target not met, no profit but loss", Kind.SETBACK),
        ("lening geweigerd", Kind.SETBACK),
        ("klant kwijt", Kind.SETBACK),
        ("prêt refusé", Kind.SETBACK),
        ("contrat perdu", Kind.SETBACK),
        ("order binnen!", Kind.WIN),
        ("first employee hired", Kind.WIN),
        ("premier client signé", Kind.WIN),
        ("voortaan een voorschot vragen", Kind.LESSON),
        ("leçon : demander un acompte", Kind.LESSON),
        ("lunch with Sofie on Tuesday", Kind.NEUTRAL),
        ("", Kind.NEUTRAL),
    ],
)
def test_a_capture_line_gets_the_kind_its_writer_would_pick(line: str, kind: Kind) -> None:
    assert propose_kind(line) is kind


@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [" ", ". ", "\n", "we ", "not ", "lost ", "klant ", "perdu ", "İ", "order"]
            ),
            st.text(max_size=3),
        ),
        max_size=30,
    ).map("".join)
)
def test_everything_a_reading_points_at_is_inside_the_text(text: str) -> None:
    end = 0
    for one in read_disclosure(text).sentences:
        assert end <= one.span.start < one.span.end <= len(text)
        end = one.span.end
        assert 0.0 <= one.confidence <= 1.0
        assert (one.sensitivity is not None) == (one.kind is Kind.SETBACK)
        if one.evidence is not None:
            assert one.span.start <= one.evidence.start < one.evidence.end <= one.span.end


@given(st.text(max_size=60))
def test_reading_twice_gives_the_same(text: str) -> None:
    assert read_disclosure(text) == read_disclosure(text)


MIXED = (
    "We lost our biggest customer.",
    "",
    "Das ist ein Satz auf Deutsch und nicht mehr.",
    "Nous avons perdu un client.\n\nWe hebben de aanbesteding gewonnen! 🎉",
    "🎉",
    "If the van breaks down, we walk. Not one order came in.",
)


def test_texts_read_together_read_as_they_do_alone() -> None:
    texts = [f"{text} {number}" for number in range(9) for text in MIXED]
    together = read_disclosures(texts)
    assert len(together) == len(texts)
    for text, read in zip(texts, together, strict=True):
        alone = read_disclosure(text)
        assert (read.kind, read.sensitivity, read.language) == (
            alone.kind,
            alone.sensitivity,
            alone.language,
        )
        assert [one[:-1] for one in read.sentences] == [one[:-1] for one in alone.sentences]
        for one, other in zip(read.sentences, alone.sentences, strict=True):
            assert one.confidence == pytest.approx(other.confidence, abs=1e-5)


def test_no_texts_give_no_readings() -> None:
    assert read_disclosures([]) == []
