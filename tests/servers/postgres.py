"""A PostgreSQL of its own, for servers of others that need one; nothing of it outlives the tests."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLACES: Final = Path("/usr/lib/postgresql")
_OPTIONS: Final = "-c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off"


def programs() -> Path | None:
    """Return where the programs of PostgreSQL lie, or None where there are none."""
    if (found := shutil.which("initdb")) is not None:
        return Path(found).resolve().parent
    places = sorted(_PLACES.glob("*/bin/initdb"), key=lambda place: int(place.parts[-3]))
    return places[-1].parent if places else None


@contextmanager
def running_postgres() -> Iterator[str]:
    """Give the address of an empty database."""
    place = programs()
    assert place is not None, "PostgreSQL is not installed"
    # Not below the folders of pytest, which nobody else may enter.
    with TemporaryDirectory(prefix="postgres-") as folder:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        with _running(place, Path(folder)) as address:
            yield address


@contextmanager
def _running(place: Path, folder: Path) -> Iterator[str]:
    data, port = folder / "data", _free_port()
    _run(
        place / "initdb", "-D", data, "-A", "trust", "-U", "postgres", "--no-sync", "-E", "UTF8"
    )
    options = f"-p {port} {_OPTIONS} -c unix_socket_directories={folder}"
    _run(place / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", options, "start")
    try:
        yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
    finally:
        _run(place / "pg_ctl", "-D", data, "-m", "immediate", "stop")


def _run(*command: str | Path) -> None:
    """Run a program as somebody whom PostgreSQL obeys: it refuses root."""
    as_postgres = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    words = [str(one) for one in command]
    if os.geteuid() == 0:
        words = as_postgres + words
    subprocess.run(
        words, cwd="/", check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
