"""What is said of rules is about rules there are, in whole sentences of each language."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from aboveboard.web import explained, remarks


def test_every_explained_rule_exists() -> None:
    for check, words in explained.CHECKS.items():
        rules = set(remarks.CHECKS[check].NAMES)
        assert set(words.WHAT) == rules
        assert set(words.WHY) - {""} <= rules
        assert set(words.SOURCES) - {""} <= rules


@pytest.mark.parametrize("language", ["en", "nl", "fr"])
def test_explanations_are_whole_sentences(language: str) -> None:
    with override(language):
        for check, words in explained.CHECKS.items():
            assert explained.check_name(check)
            for rule in words.WHAT:
                assert explained.what_of(rule).endswith(".")
                assert explained.why_of(rule).endswith(".")
                assert all(words for words, _address in explained.sources_of(rule))


def test_a_rule_nobody_explained_has_no_words_and_its_check_a_name() -> None:
    assert explained.what_of("new_check.rule") == explained.why_of("new_check.rule") == ""
    assert explained.sources_of("new_check.rule") == ()
    assert explained.check_name("new_check") == "New check"
