"""`aboveboard publish` as a process of its own, against networks of this machine."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from tests.journeys.outside import Outside, run, way_there
from tests.networks.faults import Fault, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Commanded(Outside):
    """The networks, and the command that publishes there."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def publish(self, *words: str, say: str = "") -> tuple[int, Any, str]:
        """Return the exit code, what was printed as JSON, and what was complained."""
        done = run(self.folder, "publish", *words, "--json", say=say, **way_there())
        lines = done.stdout.splitlines()
        return done.returncode, json.loads(lines[-1]) if lines else None, done.stderr


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Commanded]:
    here = Commanded(tmp_path_factory.mktemp("data"))
    with here.connected(here.folder):
        yield here


def test_accounts_are_listed_with_what_they_cannot_do(outside: Commanded) -> None:
    code, rows, _ = outside.publish("--accounts")
    assert code == 0
    assert {row["network"] for row in rows} == {"mastodon", "linkedin"}
    linkedin = next(row for row in rows if row["network"] == "linkedin")
    assert "When no answer comes, we ask you whether it appeared." in linkedin["cannot"]


def test_a_text_from_a_pipe_with_a_picture_is_public_with_its_proof(
    outside: Commanded, tmp_path: Path
) -> None:
    Image.new("RGB", (60, 40), "teal").save(tmp_path / "shelf.png")
    code, told, said = outside.publish(
        "--account", "mastodon", "--picture", str(tmp_path / "shelf.png"), "--alt", "A shelf",
        "--wait", say="We lost the order.\n",
    )  # fmt: skip
    assert code == 0, said
    (entry,) = outside.mastodon.ledger.living()
    assert told[0]["state"] == "public"
    assert told[0]["urls"] == [f"{outside.mastodon.address}/@noor/{entry.id}"]
    assert entry.content["status"] == "We lost the order."


def test_an_unclear_one_ends_with_its_own_code(outside: Commanded) -> None:
    outside.linkedin.faults.plan(Fault(Kind.AFTER, "post_create"))
    code, told, _ = outside.publish("Said once.", "--account", "linkedin:noor", "--wait")
    assert code == 1
    assert told[0]["state"] == "asked"
    assert len(outside.linkedin.ledger.living()) == 1


def test_a_planned_one_waits_and_its_bend_is_said(outside: Commanded) -> None:
    code, told, said = outside.publish(
        "Later.", "--account", "1", "--at", "2027-03-28T02:30", "--zone", "Europe/Brussels"
    )
    assert code == 0
    assert (told[0]["state"], told[0]["due"]) == ("scheduled", "2027-03-28T01:30:00+00:00")
    assert "it becomes 03:30" in said


@pytest.mark.parametrize(
    ("words", "code", "complaint"),
    [
        (["x"], 2, "--account"),
        (["x", "--account", "nobody"], 3, "No account nobody is here"),
        (["x", "--account", "noor"], 3, "alone is meant"),
        (["x" * 3001, "--account", "linkedin"], 3, "too long"),
        (["x", "--account", "1", "--at", "tomorrow"], 3, "2027-03-28T08:30"),
        (["x", "--account", "1", "--at", "2020-01-01T08:30"], 3, "has passed"),
        (["x", "--account", "1", "--zone", "Mars/Phobos"], 3, "Choose one"),
        ([" ", "--account", "1"], 3, "no words"),
    ],
)
def test_what_cannot_be_ends_with_its_code_and_a_sentence(
    outside: Commanded, words: list[str], code: int, complaint: str
) -> None:
    before = len(outside.mastodon.ledger.living())
    ended, _told, said = outside.publish(*words)
    assert ended == code
    assert complaint in said
    assert len(outside.mastodon.ledger.living()) == before
