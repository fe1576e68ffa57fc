"""Every rule has a page that is true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aboveboard.core.languages import Language
from aboveboard.reading.draft import DraftText
from aboveboard.reading.read import CHECKS, read

PAGES = Path(__file__).parents[4] / "docs" / "reading" / "rules"
_EXAMPLE = re.compile(r"^- (fires|does not fire)(?: \((nl|en|fr)\))?: `(.+)`$", re.MULTILINE)
"""An example, in the language told from its words or in the one named; ⏎ stands for a line end."""
_RULE = re.compile(r"^## (\S+)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)


def _examples() -> list[tuple[str, bool, DraftText]]:
    return [
        (rule[1], example[1] == "fires", _draft(example[3], example[2]))
        for check in CHECKS
        for rule in _RULE.finditer((PAGES / f"{check}.md").read_text("utf-8"))
        for example in _EXAMPLE.finditer(rule[2])
    ]


def _draft(written: str, language: str | None) -> DraftText:
    return DraftText(written.replace("⏎", "\n"), Language(language) if language else None)


@pytest.mark.parametrize(("rule", "fires", "draft"), _examples())
def test_an_example_of_a_rule_does_what_its_page_says(
    rule: str,
    fires: bool,  # noqa: FBT001  (a parameter of the examples)
    draft: DraftText,
) -> None:
    found = {one.rule for one in read(draft).findings}
    assert found == ({rule} if fires else set())


def test_every_rule_in_the_code_has_examples_of_both_sorts() -> None:
    checks = Path(__file__).parents[1] / "checks"
    for check in CHECKS:
        source = (checks / f"{check}.py").read_text("utf-8")
        named = set(re.findall(rf'"({check}\.[a-z_]+)"', source))
        shown = {
            fires: {rule for rule, on, _ in _examples() if on is fires}
            for fires in (True, False)
        }
        assert named == shown[True] == shown[False]
