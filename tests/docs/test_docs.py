"""The documentation says everything that exists, and nothing that does not."""

from __future__ import annotations

import re
from pathlib import Path

from aboveboard.archives.values import REASONS
from aboveboard.cli.main import VERBS
from aboveboard.core import errors
from aboveboard.project.environment import Environment

DOCS = Path(__file__).resolve().parents[2] / "docs"


def _headings(page: str) -> set[str]:
    text = (DOCS / page).read_text(encoding="utf-8")
    return set(re.findall(r"^#{2,3} `([^`]+)`", text, re.MULTILINE))


def test_every_setting_has_its_heading() -> None:
    assert _headings("settings.md") == {
        f"ABOVEBOARD_{name.upper()}" for name in Environment.model_fields
    }


def test_every_command_has_its_heading() -> None:
    assert _headings("commands.md") == set(VERBS)


def test_every_error_and_reason_has_its_heading() -> None:
    codes = {
        one.code
        for one in vars(errors).values()
        if isinstance(one, type)
        and issubclass(one, errors.AboveboardError)
        and one.code != "error"
    }
    assert _headings("errors.md") >= codes | REASONS


def test_every_format_has_its_page() -> None:
    from aboveboard.archives.formats import FORMATS

    assert {path.stem for path in (DOCS / "archives").glob("*.md")} >= {
        name.replace("_", "-") for name in FORMATS
    }


def test_every_link_between_pages_leads_somewhere() -> None:
    root = DOCS.parent
    broken = [
        f"{page.name}: {link}"
        for page in [*DOCS.rglob("*.md"), *root.glob("*.md")]
        for link in re.findall(
            r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8")
        )
        if not (page.parent / link).exists()
    ]
    assert broken == []
