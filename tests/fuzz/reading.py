"""Random texts for the reading of drafts, made by watching which lines they reach (atheris).

Run by ``./run fuzz``; the last argument is an empty folder to begin in.
Whatever a text is, its reading ends, and what it points at is there.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["aboveboard.reading", "aboveboard.core"]):
    from aboveboard.core.languages import Language
    from aboveboard.core.limits import LIMITS
    from aboveboard.reading.disclosure import read_disclosure
    from aboveboard.reading.draft import DraftText
    from aboveboard.reading.read import read

SEEDS = (
    "We verloren 12,5 % omzet: van € 1.250.000 naar 1,1 mln. Mail noor@peulvuur.be of bel 0471 23 45 67!",
    "Nous avons perdu une trentaine de clients… #échec @sam https://e.example/?token=abcdef123456 👩‍🍳",
    "I can't believe they picked me AGAIN 🎉\n\nTag someone who needs this.\n\nBE68 5390 0754 7034",
)
"""What mutations begin with."""


def read_one(data: bytes) -> None:
    """Read the text that ``data`` holds behind two bytes of choices; check what it points at."""
    language = (None, *Language)[data[0] % 5] if data else None
    network = sorted(LIMITS)[data[1] % len(LIMITS)] if len(data) > 1 else "mastodon"
    text = data[2:].decode("utf-8", "replace")
    parts = {"text": text, "alt 1": text[-40:], "link 1": text[:200]}
    draft = DraftText(text, language, (parts["alt 1"],), (parts["link 1"],), (network,))
    for finding in read(draft).findings:
        assert 0 <= finding.span.start < finding.span.end <= len(parts[finding.part])
    for sentence in read_disclosure(text).sentences:
        assert 0 <= sentence.span.start < sentence.span.end <= len(text)


if __name__ == "__main__":
    for number, seed in enumerate(SEEDS):
        (Path(sys.argv[-1]) / str(number)).write_bytes(b"\0\0" + seed.encode())
    atheris.Setup(sys.argv, read_one)
    atheris.Fuzz()
