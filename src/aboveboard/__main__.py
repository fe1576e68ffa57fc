"""``python -m aboveboard``: the command, with a plain word when the Python is too old."""

from __future__ import annotations

import sys

if sys.version_info < (3, 12):  # noqa: UP036  (whoever runs an older one learns what to do)
    sys.exit(
        "Aboveboard needs Python 3.12 or later. Start it with ./run, which finds or brings one."
    )

from aboveboard.cli.main import main

main()
