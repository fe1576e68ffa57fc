"""Writes the repository of a made-up account, as a real server gives it, to a file.

Run from the root of the project: ``python -m tests.servers.capture_bluesky <file.car>``.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.servers.bluesky_server import live, running_server, sign_up


def main(path: Path) -> None:
    """Write the file."""
    with tempfile.TemporaryDirectory() as folder, running_server(Path(folder)) as server:
        account, friend = sign_up(server, "ana"), sign_up(server, "bram")
        live(account, friend)
        path.write_bytes(account.repository())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
