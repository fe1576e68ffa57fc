"""Figures of the reading come from labelled texts, counted as one would by hand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from aboveboard.core.languages import Language
from aboveboard.evaluation.accuracy import accuracy_page, evaluate_reading
from aboveboard.evaluation.figures import Judged, family_figures
from aboveboard.evaluation.judging import FAMILIES, judge_personal_data
from aboveboard.evaluation.labelled_texts import LabelledText, read_labelled
from aboveboard.evaluation.outside_texts import evaluate_outside
from aboveboard.evaluation.personal_texts import number_rich_texts, personal_texts
from aboveboard.reading.labelled import LabelError

if TYPE_CHECKING:
    from pathlib import Path


def _judged(fires: str, found: str, note: str = "") -> Judged:
    text = LabelledText("…", Language.NL, frozenset(fires.split()), "group", note)
    return Judged(text, frozenset(found.split()))


def test_precision_and_recall_are_counted_by_text_and_by_rule() -> None:
    figures: Any = family_figures(
        [
            _judged("bait.tag", "bait.tag"),
            _judged("bait.tag", "bait.share"),
            _judged("bait.share", ""),
            _judged("", "bait.tag", "help_request"),
            _judged("", "", "help_request"),
        ]
    )["all"]
    assert (figures["positives"], figures["near_misses"]) == (3, 2)
    assert (figures["precision"]["hits"], figures["precision"]["n"]) == (2, 3)
    assert (figures["recall"]["hits"], figures["recall"]["n"]) == (2, 3)
    assert (figures["false_alarms"]["hits"], figures["false_alarms"]["n"]) == (1, 2)
    assert figures["rules"]["bait.tag"]["precision"]["value"] == 0.5
    assert figures["rules"]["bait.share"]["recall"]["value"] == 0
    assert figures["notes"]["help_request"]["near_misses"]["hits"] == 1


def test_nothing_to_divide_by_is_no_figure() -> None:
    figures: Any = family_figures([_judged("", "")])["all"]
    assert figures["precision"] is None
    assert figures["recall"] is None


def test_a_file_that_breaks_its_form_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "bait").mkdir()
    file = tmp_path / "bait" / "nl-dev.jsonl"
    file.write_text('{"text": "Deel dit.", "fires": [], "group": "a"}\n{"text": 1', "utf-8")
    with pytest.raises(LabelError, match=r"nl-dev.jsonl:2"):
        read_labelled(tmp_path, "bait", "dev")


def test_made_texts_are_the_same_each_time_and_differ_between_splits() -> None:
    assert list(personal_texts("dev")) == list(personal_texts("dev"))
    assert list(number_rich_texts("test")) == list(number_rich_texts("test"))
    dev, test = ({one.text for one in personal_texts(split)} for split in ("dev", "test"))
    assert not dev & test


def test_personal_data_is_found_in_every_made_text_and_in_no_text_full_of_other_numbers(
    tmp_path: Path,
) -> None:
    judged = judge_personal_data(tmp_path, "dev")
    assert [one for one in judged if one.labelled.fires - one.found] == []
    assert [one for one in judged if not one.labelled.fires and one.found] == []


def test_the_page_has_a_table_for_each_family_and_says_what_went_wrong(tmp_path: Path) -> None:
    for family in ("bait", "ask"):
        (tmp_path / "reading" / family).mkdir(parents=True)
        for split in ("dev", "test"):
            lines = [
                {"text": "Het is maandag.", "fires": [f"{family}.none"], "group": "a"},
                {"text": "Het is dinsdag.", "fires": [], "group": "b"},
            ]
            (tmp_path / "reading" / family / f"nl-{split}.jsonl").write_text(
                "\n".join(map(json.dumps, lines)), "utf-8"
            )
    (tmp_path / "disclosure").mkdir()
    for split in ("dev", "test"):
        (tmp_path / "disclosure" / f"nl-{split}.txt").write_text(
            "# nl-0001 voice=baker family=open post=neutral\nN | We zijn open.\n", "utf-8"
        )
    results = [
        evaluate_reading(split, tmp_path, families=["bait", "ask"]) for split in ("dev", "test")
    ]
    page = accuracy_page(*results)
    assert "## bait" in page
    assert (
        "| test | nl | 1 | 1 | – | 0.000 (0.000-0.793, 0/1) | 0.000 (0.000-0.793, 0/1) |"
        in page
    )
    assert "nl, missed (ask.none): Het is maandag." in page


def test_every_family_can_be_judged(tmp_path: Path) -> None:
    assert all(isinstance(judge(tmp_path, "dev"), list) for judge in FAMILIES.values())


def test_the_tone_of_texts_of_others_is_counted_at_a_border_and_without_one(
    tmp_path: Path,
) -> None:
    file = tmp_path / "reviews.csv"
    rows = [
        "score,review",
        '1,"Een prachtig, boeiend boek."',
        "1,Een aanrader!",
        "-1,Saai.",
        "0,Blauw.",
    ]
    file.write_text("\n".join(rows), "utf-8")
    told = evaluate_outside(file, Language.NL)
    assert (told["n"], told["positive"], told["without_tone"]) == (4, 2, 1)
    assert told["accuracy"]["value"] == told["auc"] == 1.0
    assert evaluate_outside(file, Language.NL, border=-0.9)["accuracy"]["value"] == 0.5


@pytest.mark.parametrize("rows", ["", "1,Goed.", "1,Goed.\nslecht,Slecht."])
def test_a_file_that_holds_no_texts_of_both_sorts_is_refused(tmp_path: Path, rows: str) -> None:
    file = tmp_path / "reviews.csv"
    file.write_text(rows, "utf-8")
    with pytest.raises(ValueError, match=r"both sorts|no number"):
        evaluate_outside(file, Language.NL)
