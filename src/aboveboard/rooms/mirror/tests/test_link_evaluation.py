from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from aboveboard.cli.eval_command import SETS, command
from aboveboard.core.languages import READ
from aboveboard.rooms.mirror.link_evaluation import evaluate_links, read_families

if TYPE_CHECKING:
    from pathlib import Path

LINKS = SETS / "links"


def _family(name: str, moment: str, *posts: tuple[str, bool]) -> dict[str, Any]:
    return {
        "family": name,
        "moment": {"text": moment, "day": "2026-03-02", "topics": []},
        "posts": [
            {"text": text, "day": "2026-03-05", "tells": tells}
            | ({} if tells else {"why": "x"})
            for text, tells in posts
        ],
    }


def _written(folder: Path, families: list[dict[str, Any]]) -> Path:
    for language in READ:
        lines = "\n".join(json.dumps(one) for one in families)
        (folder / f"{language.value}-dev.jsonl").write_text(lines, encoding="utf-8")
    return folder


def test_right_wrong_and_missed_pairs_are_counted(tmp_path: Path) -> None:
    families = [
        _family(
            "one",
            "Lost the Mandelaar order of 1,140 tiles.",
            ("We lost the order of Mandelaar: 1140 tiles.", True),
            ("Somebody else was quicker.", True),
            ("Mandelaar opens a shop with 1140 tiles.", False),
        ),
        _family("two", "Moved house.", ("Mandelaar order lost: 1140 tiles gone.", False)),
    ]
    found = evaluate_links("dev", _written(tmp_path, families))["languages"]["en"]
    assert found["pairs"] == 4
    assert (found["precision"]["hits"], found["precision"]["n"]) == (1, 3)
    assert (found["recall"]["hits"], found["recall"]["n"]) == (1, 2)
    assert found["wrong"] == {"another family": 1, "x": 1}
    assert found["precision"]["low"] < found["precision"]["value"] < found["precision"]["high"]


def test_where_nothing_is_proposed_there_is_no_precision(tmp_path: Path) -> None:
    families = [_family("one", "Moved house.", ("Somebody else was quicker.", True))]
    found = evaluate_links("dev", _written(tmp_path, families))["all"]
    assert found["precision"] is None
    assert found["recall"]["value"] == 0


@pytest.mark.parametrize("language", [one.value for one in READ])
def test_the_set_is_large_enough_and_its_splits_share_no_family(language: str) -> None:
    splits = {split: read_families(LINKS, language, split) for split in ("dev", "test")}
    families = [one for of in splits.values() for one in of]
    assert sum(len(one.posts) for one in families) >= 60
    assert len({one.text for one in families}) == len(families)
    texts = [post.text for one in families for post in one.posts]
    assert len(set(texts)) == len(texts)
    for one in families:
        assert {post.tells for post in one.posts} == {True, False}
        assert all(post.day >= one.day for post in one.posts if post.tells)
        assert all(post.why for post in one.posts if not post.tells)


def test_the_command_says_precision_and_recall_a_language() -> None:
    told = CliRunner().invoke(command, ["links", "--split", "dev", "--json"])
    figures = json.loads(told.output)
    assert set(figures["languages"]) == {"nl", "en", "fr"}
    for found in [*figures["languages"].values(), figures["all"]]:
        for name in ("precision", "recall"):
            assert {"value", "low", "high", "hits", "n"} <= set(found[name])
    assert "recall" in CliRunner().invoke(command, ["links"]).output
