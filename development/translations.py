"""Fail when a string has no Dutch or French, or a compiled catalogue is older than its words."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

SOURCE = Path("src/aboveboard")


def _collected(language: str) -> polib.POFile | None:
    """Return what is in the code now, or None where gettext is missing."""
    if shutil.which("xgettext") is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "aboveboard"
        shutil.copytree(SOURCE, copy, ignore=shutil.ignore_patterns("tests", "*.pyc"))
        command = ["django-admin", "makemessages", "-l", language, "--no-location", "--no-wrap"]
        # It needs no settings, and ours would not be found from there.
        env = {"PATH": os.environ["PATH"]}  # noqa: TID251  (for a process of its own)
        subprocess.run(command, cwd=copy, check=True, capture_output=True, env=env)  # noqa: S603  (our own words)
        return polib.pofile(str(copy / "locale" / language / "LC_MESSAGES" / "django.po"))


def faults(language: str) -> list[str]:
    """Return a line for everything that is missing in ``language``."""
    folder = SOURCE / "locale" / language / "LC_MESSAGES"
    kept = polib.pofile(str(folder / "django.po"))
    found = [
        f"{language}: not translated: {entry.msgid!r}"
        for entry in kept
        if not entry.obsolete and (not entry.translated() or "fuzzy" in entry.flags)
    ]
    now = _collected(language)
    if now is None:
        print("NOT RUN: whether every string is collected. Install gettext.")
    else:
        known = {(entry.msgctxt, entry.msgid) for entry in kept if not entry.obsolete}
        found += [
            f"{language}: not collected: {entry.msgid!r}"
            for entry in now
            if not entry.obsolete and (entry.msgctxt, entry.msgid) not in known
        ]
    compiled = polib.mofile(str(folder / "django.mo"))
    if {(e.msgctxt, e.msgid): e.msgstr or e.msgstr_plural for e in compiled} != {
        (e.msgctxt, e.msgid): e.msgstr or e.msgstr_plural for e in kept.translated_entries()
    }:
        found.append(f"{language}: django.mo is not compiled from django.po")
    return found


if __name__ == "__main__":
    every = [fault for language in ("nl", "fr") for fault in faults(language)]
    print("\n".join(every))
    sys.exit(bool(every))
