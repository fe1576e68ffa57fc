"""The web server inside the process, and the one lock that keeps it the only one."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import tempfile
from typing import TYPE_CHECKING

from waitress.server import create_server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from aboveboard.project.environment import Environment

LARGEST_BODY = 2 * 1024**3
"""Bytes of one request: an archive sent whole by a page without script. A larger one comes in pieces
(with script) or by the command line."""
LARGEST_FROM_AFAR = 64 * 1024**2
"""The same where other machines reach the server: a body comes to the disk before anybody knows whose
it is, and strangers must not fill it."""

USUAL_PORT = 8765
"""Tried first, so that a bookmark keeps working."""


class AlreadyRunning(Exception):
    """Another process serves this data folder; ``address`` is where."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


@contextlib.contextmanager
def only_one(data_dir: Path) -> Iterator[Path]:
    """Hold the data folder for this process; the system lets go when the process dies.

    Raises:
        AlreadyRunning: another process holds it.
    """
    mark = data_dir / "serving.json"
    handle = os.open(data_dir / "serving.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if not _lock(handle):
            raise AlreadyRunning(running_at(data_dir))
        yield mark
    finally:
        os.close(handle)


def _lock(handle: int) -> bool:
    try:
        import fcntl  # noqa: PLC0415  (absent on Windows)
    except ImportError:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def running_at(data_dir: Path) -> str:
    """Return the address that the last process to serve this folder wrote down, or nothing."""
    mark = data_dir / "serving.json"
    with contextlib.suppress(OSError, ValueError):
        return str(json.loads(mark.read_text(encoding="utf-8"))["address"])
    return ""


def free_port(host: str, wish: int) -> int:
    """Return ``wish``; without a wish the usual port, or any free one when that is taken."""
    if wish:
        return wish
    with socket.socket() as probe:
        try:
            probe.bind((host, USUAL_PORT))
        except OSError:
            probe.close()
        else:
            return USUAL_PORT
    with socket.socket() as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
        return port


def largest_body(environment: Environment) -> int:
    """Return the bytes one request may have."""
    return LARGEST_FROM_AFAR if environment.is_open else LARGEST_BODY


def make_server(environment: Environment, port: int) -> object:
    """Return a server that listens; ``run()`` answers until ``close()``.

    Uploads come in pieces of 4 MiB, or whole; a body over the limit is refused. What is sent
    waits on the disk of the data folder, for the system's own folder may be in memory.
    """
    from django.conf import settings  # noqa: PLC0415  (only a server needs Django here)

    from aboveboard.project.wsgi import application  # noqa: PLC0415  (sets Django up)

    tempfile.tempdir = str(settings.FILE_UPLOAD_TEMP_DIR)
    return create_server(
        application,
        host=environment.host,
        port=port,
        threads=environment.threads,
        max_request_body_size=largest_body(environment),
        ident="",
        url_scheme="https" if environment.base_url.startswith("https:") else "http",
    )
