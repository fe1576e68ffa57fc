"""Every rule has a page that is true."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest

from aboveboard.core.languages import Language
from aboveboard.reading.boundaries.matcher import compiled
from aboveboard.reading.boundaries.written import boundaries_of
from aboveboard.reading.draft import DraftText, Known
from aboveboard.reading.fact import record_of
from aboveboard.reading.read import CHECKS, read
from aboveboard.reading.usual import Usual
from aboveboard.reading.written_record import facts_of

PAGES = Path(__file__).parents[4] / "docs" / "reading" / "rules"
_EXAMPLE = re.compile(
    r"^- (fires|does not fire)(?: \((?:(nl|en|fr)|(\w+))\))?: `(.+)`$", re.MULTILINE
)
"""An example, in the language told from its words or the one named, or for a network.

⏎ stands for a line end, ⟨word ⟩×300 for the same three hundred times.
"""
_TIMES = re.compile(r"⟨([^⟩]+)⟩×(\d+)")
_RULE = re.compile(r"^## (\S+)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)


_KNOWN = re.compile(r"^```json\n(.*?)^```", re.MULTILINE | re.DOTALL)
"""What is known beside the examples of a page, as in a line of ``read --jsonl``."""


def _examples() -> list[tuple[str, bool, DraftText, Known]]:
    return [
        (
            rule[1],
            example[1] == "fires",
            draft_of(example[4], example[2], example[3]),
            known_of(check),
        )
        for check in CHECKS
        for rule in _RULE.finditer((PAGES / f"{check}.md").read_text("utf-8"))
        for example in _EXAMPLE.finditer(rule[2])
    ]


def known_of(check: str) -> Known:
    """Return what is known beside the examples of a check's page."""
    written = _KNOWN.search((PAGES / f"{check}.md").read_text("utf-8"))
    if not written:
        return Known()
    given = json.loads(written[1])
    return Known(
        boundaries=compiled(boundaries_of(given.get("boundaries", ()))),
        record=record_of(facts_of(given["record"])) if "record" in given else None,
        today=date.fromisoformat(given["today"]) if "today" in given else None,
        usual=Usual.of(given["usual"]) if "usual" in given else None,
    )


def draft_of(written: str, language: str | None, network: str | None) -> DraftText:
    text = _TIMES.sub(lambda times: times[1] * int(times[2]), written.replace("⏎", "\n"))
    if network == "picture":
        return DraftText("", alt_texts=(text,), networks=("mastodon",))
    return DraftText(
        text, Language(language) if language else None, networks=(network,) if network else ()
    )


@pytest.mark.parametrize(("rule", "fires", "draft", "known"), _examples())
def test_an_example_of_a_rule_does_what_its_page_says(
    rule: str,
    fires: bool,  # noqa: FBT001  (a parameter of the examples)
    draft: DraftText,
    known: Known,
) -> None:
    found = {one.rule for one in read(draft, known).findings}
    assert found == ({rule} if fires else set())


def test_every_rule_in_the_code_has_examples_of_both_sorts() -> None:
    checks = Path(__file__).parents[1] / "checks"
    for check in CHECKS:
        sources = [file.read_text("utf-8") for file in checks.glob(f"{check}*.py")]
        named = {
            rule for text in sources for rule in re.findall(rf'"({check}\.[a-z_]+)"', text)
        }
        shown = {
            fires: {
                rule
                for rule, on, *_ in _examples()
                if on is fires and rule.startswith(f"{check}.")
            }
            for fires in (True, False)
        }
        assert named == shown[True] == shown[False]
