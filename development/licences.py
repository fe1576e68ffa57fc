"""Fail when something we install for users has a licence that is not on the list, or is not listed.

``docs/licences.md`` holds a row for every distribution of requirements/base.txt.
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

ALLOWED = re.compile(
    r"MIT|BSD|Apache|ISC|PSF|Python-2\.0|0BSD|MPL-2\.0|Zlib|HPND|CNRI|ZPL|Zope Public|Unlicense",
    re.IGNORECASE,
)


def names() -> list[str]:
    """Return the distributions a user gets."""
    text = Path("requirements/base.txt").read_text(encoding="utf-8")
    return re.findall(r"^([a-z0-9][a-z0-9._-]*)==", text, re.MULTILINE)


def licence(name: str) -> str:
    """Return the licence a distribution states of itself, or nothing when it is not installed here."""
    try:
        about = metadata(name)
    except PackageNotFoundError:
        return ""
    classifiers = [
        line.split(" :: ")[-1]
        for line in about.get_all("Classifier", [])
        if "License ::" in line
    ]
    stated = (
        about.get("License-Expression") or "; ".join(classifiers) or about.get("License") or "?"
    )
    return str(stated).splitlines()[0][:100]


if __name__ == "__main__":
    page = Path("docs/licences.md").read_text(encoding="utf-8")
    found = []
    for one in names():
        stated = licence(one)
        if stated and not ALLOWED.search(stated):
            found.append(f"{one}: {stated} is not a licence we ship")
        if f"| {one} |" not in page:
            found.append(f"{one}: not in docs/licences.md ({stated})")
    print("\n".join(found))
    sys.exit(bool(found))
