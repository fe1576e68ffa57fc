"""Every finding can be said in words, in each language of the pages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.utils.translation import override

from aboveboard.reading.draft import DraftText
from aboveboard.reading.read import CHECKS, read
from aboveboard.reading.tests.test_rule_pages import known_of
from aboveboard.web import remarks

PAGES = Path(__file__).parents[4] / "docs" / "reading" / "rules"
_RULE = re.compile(r"^## (\S+)$", re.MULTILINE)
_FIRES = re.compile(r"^- fires(?: \(\w\w\))?: `(.+)`$", re.MULTILINE)


@pytest.mark.parametrize("check", CHECKS)
def test_every_rule_with_a_page_has_a_name(check: str) -> None:
    rules = _RULE.findall((PAGES / f"{check}.md").read_text("utf-8"))
    assert sorted(rules) == sorted(remarks.CHECKS[check].NAMES)


@pytest.mark.parametrize("language", ["en", "nl", "fr"])
@pytest.mark.parametrize("check", CHECKS)
def test_every_example_is_explained_in_whole_sentences(check: str, language: str) -> None:
    examples = _FIRES.findall((PAGES / f"{check}.md").read_text("utf-8"))
    known = known_of(check)
    findings = [
        one
        for text in examples
        for one in read(DraftText(text.replace("⏎", "\n")), known).findings
    ]
    with override(language):
        for finding in findings:
            for words in (remarks.reason_of(finding), remarks.advice_of(finding)):
                assert words.endswith((".", "?", "!"))
                assert "%(" not in words
            assert remarks.name_of(finding.rule)


def test_a_network_is_called_as_it_writes_itself() -> None:
    [found] = read(DraftText("x" * 4000, networks=("linkedin",))).findings
    assert remarks.reason_of(found).startswith("LinkedIn takes 3000 characters")
