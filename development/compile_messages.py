"""Compile the catalogues, without the dates and words of tools that would change at every run."""

from __future__ import annotations

from pathlib import Path

import polib

PLURALS = {"nl": "nplurals=2; plural=(n != 1);", "fr": "nplurals=2; plural=(n > 1);"}

if __name__ == "__main__":
    for language, plurals in PLURALS.items():
        path = Path(f"src/aboveboard/locale/{language}/LC_MESSAGES/django.po")
        catalogue = polib.pofile(str(path), wrapwidth=0)
        for entry in catalogue.obsolete_entries():
            catalogue.remove(entry)
        catalogue.header = "Aboveboard. Apache-2.0, like the rest of the project."
        catalogue.metadata_is_fuzzy = False
        catalogue.metadata = {
            "Project-Id-Version": "Aboveboard",
            "Language": language,
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=UTF-8",
            "Content-Transfer-Encoding": "8bit",
            "Plural-Forms": plurals,
        }
        catalogue.save(str(path))
        catalogue.save_as_mofile(str(path.with_suffix(".mo")))
