from __future__ import annotations

import contextlib
import socket
from typing import TYPE_CHECKING

import pytest

from aboveboard.project.environment import Environment
from aboveboard.project.server import (
    LARGEST_BODY,
    LARGEST_FROM_AFAR,
    USUAL_PORT,
    AlreadyRunning,
    free_port,
    largest_body,
    only_one,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_one_data_folder_has_one_server(tmp_path: Path) -> None:
    with only_one(tmp_path) as mark:
        mark.write_text('{"address": "http://127.0.0.1:8765"}', encoding="utf-8")
        with pytest.raises(AlreadyRunning) as other, only_one(tmp_path):
            pass
        assert other.value.address == "http://127.0.0.1:8765"
    with only_one(tmp_path):
        pass


def test_a_port_in_use_is_not_taken() -> None:
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        taken = holder.getsockname()[1]
        assert free_port("127.0.0.1", taken) == taken
    with socket.socket() as holder:
        with contextlib.suppress(OSError):  # someone else may hold it
            holder.bind(("127.0.0.1", USUAL_PORT))
        assert free_port("127.0.0.1", 0) != USUAL_PORT


@pytest.mark.parametrize(
    ("host", "most"),
    [
        ("127.0.0.1", LARGEST_BODY),
        ("::1", LARGEST_BODY),
        ("0.0.0.0", LARGEST_FROM_AFAR),  # noqa: S104  (a setting, nothing listens)
        ("192.168.1.7", LARGEST_FROM_AFAR),
    ],
)
def test_strangers_cannot_fill_the_disk_with_large_bodies(
    tmp_path: Path, host: str, most: int
) -> None:
    assert largest_body(Environment(data_dir=tmp_path, host=host)) == most
