"""Golden pairs: a small archive of every format and era, and what a reader makes of it.

``python -m aboveboard.archives.tests.golden_pairs`` writes the values anew after a change that is meant;
the difference then stands in the commit. With ``--archives`` it makes the archives anew too.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from aboveboard.archives.bundle import open_bundle
from aboveboard.archives.formats import read, recognise
from aboveboard.archives.generator.bluesky import write_bluesky_archive
from aboveboard.archives.generator.facebook import write_facebook_archive
from aboveboard.archives.generator.instagram import write_instagram_archive
from aboveboard.archives.generator.linkedin import write_linkedin_archive
from aboveboard.archives.generator.mastodon import write_mastodon_archive
from aboveboard.archives.generator.x import write_x_archive

if TYPE_CHECKING:
    from aboveboard.archives.values import Item, Skipped

FOLDER: Final = Path(__file__).parent / "golden"


def write_archives(folder: Path) -> None:
    """Write one archive a format and era; the workbook is made by a library of others."""
    from aboveboard.archives.tests.test_linkedin_analytics import aggregate, workbook

    for linkedin in ("2020", "2021", "2023", "2026"):
        write_linkedin_archive(
            folder / f"linkedin-{linkedin}.zip",
            seed=1,
            posts=4,
            comments=3,
            messages=3,
            connections=3,
            era=linkedin,
        )
    for instagram in ("2022", "2024", "2026"):
        path = folder / f"instagram-{instagram}.zip"
        write_instagram_archive(path, seed=1, posts=3, era=instagram)
    for facebook in ("2019", "2023", "2025"):
        write_facebook_archive(
            folder / f"facebook-{facebook}.zip", seed=1, posts=3, era=facebook
        )
    for packing in ("zip", "tar.gz"):
        path = folder / f"mastodon.{packing}"
        write_mastodon_archive(path, seed=1, posts=3, packing=packing)
    for x in ("2018", "2022", "2025"):
        write_x_archive(folder / f"x-{x}.zip", seed=1, posts=3, era=x)
    write_bluesky_archive(folder / "bluesky.car", seed=1, posts=5)
    workbook(folder / "linkedin-analytics.xlsx", aggregate())


def values_of(path: Path) -> str:
    """Return what the archive at ``path`` holds, as JSON, a value a line."""
    with open_bundle(path) as bundle:
        lines = [
            json.dumps(
                {"kind": type(one).__name__, **_told(one)},
                ensure_ascii=False,
                default=_written,
            )
            for one in read(bundle)
        ]
        return "\n".join([json.dumps({"format": recognise(bundle)}), *lines]) + "\n"


def _written(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _told(value: Item | Skipped) -> dict[str, Any]:
    """Return the fields of a value by name, those of its media too."""
    fields = value._asdict()
    if "media" in fields:
        fields["media"] = [one._asdict() for one in fields["media"]]
    return fields


def archives() -> list[Path]:
    """Return the archives of the golden pairs."""
    return sorted(path for path in FOLDER.iterdir() if path.suffix != ".jsonl")


def values_path(archive: Path) -> Path:
    """Return where the values of ``archive`` lie."""
    return archive.with_name(archive.name + ".jsonl")


def main() -> None:
    """Write the values, and with ``--archives`` what they are read from."""
    FOLDER.mkdir(exist_ok=True)
    if "--archives" in sys.argv:
        write_archives(FOLDER)
    for path in archives():
        values_path(path).write_text(values_of(path), encoding="utf-8")


if __name__ == "__main__":
    main()
