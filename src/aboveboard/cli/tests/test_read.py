from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from aboveboard.cli.read_command import command

if TYPE_CHECKING:
    from pathlib import Path


def run(*words: str, given: str = "") -> Any:
    return CliRunner().invoke(command, list(words), input=given)


def test_a_text_is_told_with_what_to_look_at_masked() -> None:
    answer = run(given="We lost our biggest customer. Mail noor@peulvuur.be.")
    assert answer.exit_code == 0
    assert "Reads as: setback (en)" in answer.stdout
    assert "consider: personal_data.email at 35 (text): ••••@••••••••.be" in answer.stdout


def test_a_text_a_line_gives_a_reading_a_line_in_order(tmp_path: Path) -> None:
    path = tmp_path / "posts.jsonl"
    given = [
        {"text": "Nous avons perdu notre plus gros client."},
        {
            "text": "Bel 0471 23 45 67",
            "language": "nl",
            "links": ["https://a.be/?token=12345678"],
        },
        *({"text": f"Post {number}."} for number in range(300)),
    ]
    path.write_text("\n".join(map(json.dumps, given)) + "\n\n", "utf-8")
    answer = run("--jsonl", str(path))
    assert answer.exit_code == 0
    told = [json.loads(line) for line in answer.stdout.splitlines()]
    assert len(told) == len(given)
    assert (told[0]["kind"], told[0]["language"], told[0]["findings"]) == ("setback", "fr", [])
    assert [one["rule"] for one in told[1]["findings"]] == [
        "personal_data.phone",
        "personal_data.link_token",
    ]
    assert "".join(one["text"] for one in told[7]["sentences"]) == "Post 5."


@pytest.mark.parametrize(
    "line", ["no json", "[]", '{"words": "x"}', '{"text": 3}', "[" * 100_000]
)
def test_a_line_that_is_no_text_is_named(line: str) -> None:
    answer = run("--jsonl", given='{"text": "Good."}\n' + line + "\n")
    assert answer.exit_code == 3
    assert "Line 2" in answer.stderr


def test_the_language_can_be_chosen() -> None:
    told = json.loads(run("--json", "--language", "fr", given="Point final").stdout)
    assert told["language"] == "fr"


def test_boundaries_of_a_file_hold_for_all_and_those_of_a_line_for_it(tmp_path: Path) -> None:
    never = tmp_path / "never.txt"
    never.write_text("Saffraan\n", "utf-8")
    later = {"term": "basalt", "force": "not_before", "until": "2026-12-01"}
    lines = [
        {"text": "Saffraan en basalt."},
        {"text": "Saffraan en basalt.", "boundaries": ["Basalt"]},
        {"text": "Basalt.", "boundaries": [later], "today": "2026-12-01"},
        {"text": "Saffraan en basalt."},
    ]  # fmt: skip
    answer = run("--jsonl", "--boundaries", str(never), given="\n".join(map(json.dumps, lines)))
    found = [
        [one["evidence"]["name"] for one in json.loads(line)["findings"]]
        for line in answer.stdout.splitlines()
    ]
    assert found == [["Saffraan"], ["Saffraan", "Basalt"], [], ["Saffraan"]]


def test_boundaries_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text('[{"numbers": "shoes"}]', "utf-8")
    answer = run("--boundaries", str(bad), given="x")
    assert answer.exit_code == 3
    assert "boundary 1" in answer.stderr
    answer = run("--jsonl", given='{"text": "x", "boundaries": [3]}')
    assert answer.exit_code == 3
    assert "Line 1" in answer.stderr


_ROSY = "What a great day. The team is happy. Our guests were thrilled. We are so proud."


def test_the_tone_is_held_against_the_own_past_posts(tmp_path: Path) -> None:
    own = tmp_path / "own.jsonl"
    posts = [
        f"A {day} day. The weather was bad." for day in ("boring", "dull", "sad", "bad") * 3
    ]
    own.write_text("\n".join(json.dumps({"text": post}) for post in posts), "utf-8")
    told = json.loads(run("--json", "--own", str(own), given=_ROSY).stdout)
    assert [one["rule"] for one in told["findings"]] == ["tone.too_rosy"]
    assert json.loads(run("--json", given=_ROSY).stdout)["findings"] == []


def test_a_line_may_say_what_is_usual_and_what_it_is_about() -> None:
    usual = {"posts": 30, "tone_posts": 20, "tone_mean": 0.3, "tone_spread": 0.3}
    lines = [
        {"text": _ROSY, "usual": usual},
        {"text": _ROSY, "usual": usual, "about": ["setback"]},
    ]
    answer = run("--jsonl", given="\n".join(map(json.dumps, lines)))
    findings = [json.loads(line)["findings"] for line in answer.stdout.splitlines()]
    assert findings[0] == []
    assert findings[1][0]["reason"] == "tone_too_rosy_for_what_it_tells"
    assert len(findings[1][0]["beside"]) == 2


def test_the_course_of_the_tone_is_told_with_its_uncertainty() -> None:
    arc = json.loads(run("--json", given=_ROSY).stdout)["arc"]
    assert arc["tone"] > 0.5
    assert arc["negative_share"] == 0
    assert all(one["low"] <= one["tone"] <= one["high"] for one in arc["points"])
    assert json.loads(run("--json", given="It is Monday.").stdout)["arc"]["tone"] is None


def test_own_posts_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    answer = run("--own", str(tmp_path / "none.jsonl"), given="Good.")
    assert answer.exit_code == 3
    assert "holds no posts" in answer.stderr


def test_numbers_are_compared_with_the_record_of_a_line_or_a_file(tmp_path: Path) -> None:
    record = [{"text": "Omzet", "number": 1150000, "unit": "EUR", "when": "2024"}]
    path = tmp_path / "record.json"
    path.write_text(json.dumps(record), "utf-8")
    line = {"text": "Vorig jaar haalden we 1,4 mln euro omzet.", "language": "nl"}
    told = run("--jsonl", given=json.dumps({**line, "record": record, "today": "2025-02-10"}))
    (claim,) = json.loads(told.stdout)["claims"]
    assert (claim["kind"], claim["value"], claim["unit"]) == ("money", 1_400_000, "EUR")
    assert claim["state"] == "differs"
    assert claim["period"] == {
        "written": "Vorig jaar",
        "from": "2024-01-01",
        "to": "2024-12-31",
    }
    assert claim["evidence"] == {"id": "0", "text": "Omzet", "recorded": "1150000 EUR"}
    text = "In 2024 haalden we 1.150.000 euro omzet."
    read = json.loads(run("--json", "--record", str(path), given=text).stdout)
    assert [one["state"] for one in read["claims"]][-1] == "supported"
    (alone,) = json.loads(run("--jsonl", given=json.dumps(line)).stdout)["claims"]
    assert alone["state"] is None


def test_a_check_that_is_skipped_is_not_made() -> None:
    line = json.dumps(
        {"text": "Vorig jaar haalden we 1,4 mln euro omzet. Mail noor@peulvuur.be"}
    )
    told = json.loads(run("--jsonl", "--skip", "backing", given=line).stdout)
    assert told["claims"] == []
    assert [one["rule"] for one in told["findings"]] == ["personal_data.email"]
    assert "one of: boundaries" in run("--skip", "numbers", given=line).stderr


def test_a_record_that_is_none_is_named(tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_text('[{"number": 3}]', "utf-8")
    answer = run("--record", str(path), given="x")
    assert answer.exit_code == 3
    assert "holds no record" in answer.stderr
