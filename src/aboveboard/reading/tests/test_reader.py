from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from aboveboard.reading.draft import DraftText, Known
from aboveboard.reading.fact import Fact, FactKind, record_of
from aboveboard.reading.quantities.periods import period_of
from aboveboard.reading.read import Reading, read_many
from aboveboard.reading.reader import Reader

KNOWN = Known(
    record=record_of(
        [
            Fact("1", FactKind.OUTCOME, "Omzet", Decimal(1_150_000), "EUR", period_of("2024")),
            Fact(
                "2", FactKind.OUTCOME, "Customers", Decimal(40), "customers", period_of("2024")
            ),
            Fact("3", FactKind.MOMENT, "Trois clients perdus", period=period_of("2024-03-12")),
        ]
    ),
    today=date(2025, 2, 10),
)
SENTENCES = (
    "In 2024 haalden we 1,3 miljoen euro omzet.",
    "Vorig jaar kwamen er 12 klanten bij, twee vertrokken.",
    "We had 9 stores; today we have 31.",
    "We have 40 customers.",
    "We lost a customer.",
    "Nous avons perdu trois clients le 12 mars 2024.",
    "Voor 35k bouw je geen webshop.",
    "Zie https://example.org/12-klanten-in-2024",
    "Mail noor@peulvuur.be!",
    "5 klanten",
    "Zonder getal.",
)


def told(readings: list[Reading]) -> list[object]:
    """Return all a reading says, numbers with what stands beside them."""
    return [
        (
            one.language,
            one.findings,
            [
                (claim.span, claim.part, claim.start, claim.quantity._replace(line=0),
                 claim.state, claim.fact, claim.recorded, claim.period, claim.told, claim.is_own)
                for claim in one.claims
            ],
        )
        for one in readings
    ]  # fmt: skip


@given(
    st.lists(
        st.lists(
            st.tuples(st.sampled_from(SENTENCES), st.sampled_from([" ", "\n", "\n\n", ""])),
            max_size=7,
        ),
        min_size=2,
        max_size=6,
    ),
    st.integers(0, 5),
)
def test_a_reader_finds_the_same_as_who_reads_for_the_first_time(
    versions: list[list[tuple[str, str]]], most: int
) -> None:
    reader = Reader(KNOWN, most=most)
    for version in versions:
        draft = DraftText("".join(part for pair in version for part in pair))
        assert told(reader.read_many([draft])) == told(read_many([draft], KNOWN))


def test_a_reader_remembers_a_sentence_where_it_moves_to() -> None:
    reader = Reader(KNOWN)
    for before in ("", "Eerst dit. ", "Eerst dit.\n\nDan dat. "):
        text = before + SENTENCES[0]
        (reading,) = reader.read_many([DraftText(text)])
        written = [one.span.of(text) for one in reading.claims]
        assert written == ["2024", "1,3 miljoen euro"]


def test_several_drafts_keep_their_own_numbers() -> None:
    reader = Reader(KNOWN)
    drafts = [DraftText(f"{one} En {one}", links=("https://x.be/5",)) for one in SENTENCES]
    assert told(reader.read_many(drafts)) == told(read_many(drafts, KNOWN))
    assert told(reader.read_many(drafts[::-1])) == told(read_many(drafts[::-1], KNOWN))
