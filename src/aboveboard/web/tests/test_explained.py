"""What is said of rules is about rules there are, in whole sentences of each language."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from aboveboard.web import explained, remarks


def test_every_rule_is_explained_and_every_explained_rule_exists() -> None:
    assert explained.CHECKS.keys() == remarks.CHECKS.keys()
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


def test_a_check_that_is_gone_keeps_a_name_for_those_who_switched_it_off() -> None:
    assert explained.check_name("old_check") == "Old check"
