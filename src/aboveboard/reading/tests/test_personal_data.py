from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aboveboard.reading.checks.personal_data import masked
from aboveboard.reading.draft import DraftText, Known
from aboveboard.reading.read import CHECKS, read, read_many

ONLY = Known(skipped=frozenset(CHECKS) - {"personal_data"})


def rules(text: str) -> list[str]:
    return [found.rule.partition(".")[2] for found in read(DraftText(text), ONLY).findings]


@pytest.mark.parametrize(
    ("text", "rule", "passage"),
    [
        ("Mail noor@peulvuur.be gerust.", "email", "noor@peulvuur.be"),
        ("Bel me op 0471 23 45 67.", "phone", "0471 23 45 67"),
        ("Call +32 (0)9 123 45 67 today", "phone", "+32 (0)9 123 45 67"),
        ("Appelez le 01 42 68 53 00", "phone", "01 42 68 53 00"),
        ("Bel 06-12345678", "phone", "06-12345678"),
        ("Op BE68 5390 0754 7034 graag", "iban", "BE68 5390 0754 7034"),
        ("Naar NL91ABNA0417164300 dus", "iban", "NL91ABNA0417164300"),
        ("Carte 4111-1111-1111-1111.", "card", "4111-1111-1111-1111"),
        ("Rijksregister 85.07.30-033.28", "belgian_national", "85.07.30-033.28"),
        ("Btw BE 0403.170.701", "belgian_enterprise", "BE 0403.170.701"),
        ("Mijn BSN is 111222333.", "dutch_citizen", "111222333"),
        ("KvK 27123456", "dutch_company", "27123456"),
        ("Siret 732 829 320 00074", "french_company", "732 829 320 00074"),
        ("SIRET : 36010200300017", "french_company", "36010200300017"),
        ("Facture de 36010200800016", "french_company", "36010200800016"),
        ("Carte 36010200300017", "card", "36010200300017"),
        ("NIR 1 84 12 76 451 089 46", "french_person", "1 84 12 76 451 089 46"),
        ("TVA FR 40 303 265 045", "french_vat", "FR 40 303 265 045"),
        ("Zie https://x.be/a?token=abcdef123456 !", "link_token", "https://x.be/a?token=abcdef123456"),
        ("Kom naar Kerkstraat 12 in Gent", "address", "Kerkstraat 12"),
        ("Au 12, rue de la Paix", "address", "12, rue de la Paix"),
        ("At 10 Downing Street", "address", "10 Downing Street"),
    ],
)  # fmt: skip
def test_what_leads_to_somebody_is_found_whole(text: str, rule: str, passage: str) -> None:
    (found,) = read(DraftText(text)).findings
    assert found.rule == f"personal_data.{rule}"
    assert found.span.of(text) == passage
    assert passage not in found.evidence["masked"]


@pytest.mark.parametrize(
    "text",
    [
        "In 2024 ging het van 500 000 naar 12.345.678,90 euro.",
        "Op 11/10/2025 om 14.30 uur, zaal 3.",
        "Order 20261124-001, 1 000 000 stuks, 10 000 000 in totaal.",
        "Ref 4000 1234 5678 9010",
        "BE68 5390 0754 7035 is geen rekening",
        "Het nummer 123456783 zegt niets.",
        "85.07.30-033.29",
        "ISBN 978-94-014-7489-3",
        "Volg @peulvuur en #2026",
        "Van 09:00 tot 17:30, 7 dagen op 7",
        "Versie 1.2.3.4.5.6.7.8",
        "https://example.org/?page=12345678",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert rules(text) == []


def test_what_goes_out_beside_the_text_is_read_too() -> None:
    draft = DraftText(
        "Niets.", alt_texts=("Bord met 0471 23 45 67",), links=("https://a.be/?sig=0123456789",)
    )
    assert [(one.part, one.rule) for one in read(draft).findings] == [
        ("alt 1", "personal_data.phone"),
        ("link 1", "personal_data.link_token"),
    ]


def test_a_check_that_is_switched_off_finds_nothing() -> None:
    known = Known(skipped=frozenset({"personal_data"}))
    assert read(DraftText("noor@peulvuur.be"), known).findings == ()


@given(st.integers(0, 10**7), st.sampled_from(["", " ", "."]))
def test_every_enterprise_number_that_adds_up_is_found(number: int, between: str) -> None:
    first = 4_000_000 + number
    digits = f"{first:08d}{97 - first % 97:02d}"
    text = "KBO BE " + between.join((digits[:4], digits[4:7], digits[7:])) + " hier"
    assert "belgian_enterprise" in rules(text)


@given(st.integers(0, 10**12 - 1))
def test_every_belgian_account_that_adds_up_is_found(number: int) -> None:
    account = f"{number:012d}"
    key = 98 - int(f"{account}111400") % 97
    written = f"BE{key:02d}{account}"
    for text in (written, " ".join(written[at : at + 4] for at in range(0, 16, 4))):
        assert rules(f"Rekening {text} aub") == ["iban"]


def test_texts_full_of_numbers_raise_no_alarm() -> None:
    chance = random.Random(3)
    forms = (
        lambda: (
            f"{chance.randint(1, 999)}.{chance.randint(100, 999)}.{chance.randint(100, 999)} euro"
        ),
        lambda: f"{chance.randint(1, 28)}/{chance.randint(1, 12)}/{chance.randint(1990, 2030)}",
        lambda: f"{chance.randint(1, 99)},{chance.randint(0, 99)} %",
        lambda: f"{chance.randint(1, 999)} {chance.randint(100, 999)} stuks",
        lambda: f"{chance.randint(0, 23):02d}:{chance.randint(0, 59):02d}",
        lambda: f"order {chance.randint(10**6, 10**7 - 1)}",
        lambda: f"Q{chance.randint(1, 4)} {chance.randint(2000, 2030)}",
        lambda: f"{chance.randint(2, 40)}x sneller",
    )
    texts = [
        "Wij: " + ", ".join(chance.choice(forms)() for _ in range(8)) + "." for _ in range(1000)
    ]
    found = [one for one in read_many([DraftText(text) for text in texts]) if one.findings]
    assert len(found) <= 1


@pytest.mark.parametrize(
    "text",
    ["1" * 100_000, "1 " * 50_000, "@" * 100_000, "a@" * 50_000, "BE" * 50_000, "+(" * 50_000,
     "A" * 100_000, "Aa " * 33_000, "https://" * 12_000, "\u202e\u200b" * 50_000, "🎉" * 10_000],
)  # fmt: skip
def test_no_text_takes_long(text: str) -> None:
    began = time.process_time()
    read(DraftText(text))
    # Far above what it takes, far below what a quadratic search would.
    assert time.process_time() - began < 20


@given(
    st.text(alphabet=st.one_of(st.sampled_from("0123456789 .-+/()@BENLFR"), st.characters()))
)
def test_every_finding_points_inside_the_text_and_shows_two_signs_at_most(text: str) -> None:
    for one in read(DraftText(text), ONLY).findings:
        assert one.span.of(text)
        assert sum(sign.isalnum() for sign in one.evidence["masked"].replace("•", "")) <= 2


def test_masking_leaves_the_last_two_letters_or_digits() -> None:
    assert masked("BE68 5390") == "•••• ••90"
