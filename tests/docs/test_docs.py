"""The documentation says everything that exists, and nothing that does not."""

from __future__ import annotations

import re
from pathlib import Path

from aboveboard.archives.values import REASONS
from aboveboard.channels.networks import NETWORKS
from aboveboard.channels.port import Reason
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


def test_every_reason_of_a_channel_is_explained() -> None:
    text = (DOCS / "channels.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([a-z_]+)` \|", text, re.MULTILINE)) == set(Reason)


def test_every_format_has_its_page() -> None:
    from aboveboard.archives.formats import FORMATS

    assert {path.stem for path in (DOCS / "archives").glob("*.md")} >= {
        name.replace("_", "-") for name in FORMATS
    }


def test_every_network_has_its_package_its_page_and_golden_pairs() -> None:
    for name, entry in NETWORKS.items():
        package = f"aboveboard.channels.{name}"
        assert entry.channel.__module__.startswith(package)
        assert entry.connector.__module__.startswith(package)
        assert (DOCS / "networks" / f"{name}.md").is_file()
        drafts = {path.name for path in (DOCS.parent / "tests" / "golden" / name).iterdir()}
        assert drafts, name
        assert {one.replace(".sent.", ".draft.") for one in drafts} <= drafts


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


def test_every_command_named_on_a_page_exists() -> None:
    root = DOCS.parent
    door = (root / "run").read_text(encoding="utf-8")
    own = re.search(r"^  (test [a-z |]+)\)$", door, re.MULTILINE)
    assert own is not None
    known = {*VERBS, *own[1].split(" | ")}
    for name in own[1].split(" | "):
        assert (root / "development" / name).exists()
    pages = [*DOCS.rglob("*.md"), root / "README.md", root / "CONTRIBUTING.md"]
    named = {
        (page.name, verb)
        for page in pages
        for verb in re.findall(
            r"(?:\./run|`aboveboard) ([a-z]+)", page.read_text(encoding="utf-8")
        )
    }
    assert {(page, verb) for page, verb in named if verb not in known} == set()


def test_the_readme_names_every_network_and_shows_the_product() -> None:
    readme = (DOCS.parent / "README.md").read_text(encoding="utf-8")
    for network in ("LinkedIn", "Instagram", "Facebook", "Mastodon", "Bluesky", "X"):
        assert re.search(rf"\b{network}\b", readme)
    picture = (DOCS / "pictures/mirror.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20]) == 1280


def test_every_setting_the_pages_name_exists() -> None:
    known = {f"ABOVEBOARD_{name.upper()}" for name in Environment.model_fields}
    named = {
        word
        for page in [*DOCS.rglob("*.md"), *DOCS.parent.glob("*.md")]
        for word in re.findall(r"ABOVEBOARD_[A-Z_]+\b", page.read_text(encoding="utf-8"))
    }
    # The first is of ./run itself.
    assert named - {"ABOVEBOARD_VENV"} <= known
