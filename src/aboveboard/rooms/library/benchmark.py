"""How fast an archive becomes rows, and in how much memory."""

from __future__ import annotations

import csv
import io
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from os import pathsep
from pathlib import Path
from statistics import quantiles
from typing import Any, Final

SEARCHES: Final = 300
POSTS_READ: Final = 1_000
_BEGUN: Final = 0.5
_IN_A_PROCESS_OF_ITS_OWN = (
    "import django; django.setup(); import {name}; {name}.measure({path!r})"
)


def import_rate(posts: int, comments: int, messages: int) -> dict[str, float]:
    """Take in a made LinkedIn archive and return what that took.

    ``rows`` and ``rows_per_second`` are end to end, from the zip to the last commit in SQLite with
    its search indexes; ``posts_read_per_second`` is the reading of kinds that
    follows, over the first POSTS_READ posts.
    ``peak_mib`` is the highest resident memory of the whole process, Django included.
    ``csv_ratio`` says how many times as long the import takes as :mod:`csv` does to parse the
    same files. ``again_rows_per_second`` is the same archive a second time. ``search_p95_ms`` is
    the 95th percentile of SEARCHES searches over the messages, for words as frequent as they are
    in them, one or two, whole or begun.
    """
    with tempfile.TemporaryDirectory(prefix="aboveboard-bench-") as folder:
        path = Path(folder) / "archive.zip"
        _make(path, posts, comments, messages)
        csv_rows, csv_seconds = _by_csv_alone(path)
        told = subprocess.run(  # noqa: S603  (our own interpreter)
            [
                sys.executable,
                "-c",
                _IN_A_PROCESS_OF_ITS_OWN.format(name=__name__, path=str(path)),
            ],
            env={
                "ABOVEBOARD_DATA_DIR": folder,
                "DJANGO_SETTINGS_MODULE": "aboveboard.project.settings",
                "PYTHONPATH": pathsep.join(sys.path),
            },
            check=True,
            capture_output=True,
            text=True,
        )
    measured: dict[str, float] = json.loads(told.stdout)
    measured["csv_rows_per_second"] = csv_rows / csv_seconds
    measured["csv_ratio"] = measured["seconds"] / csv_seconds
    return measured


def _search_p95(workspace_id: int) -> float:
    from aboveboard.rooms.library import queries  # noqa: PLC0415  (after Django is set up)
    from aboveboard.rooms.library.models import Message  # noqa: PLC0415

    chance = random.Random(1)  # noqa: S311  (a sample)
    last = Message.objects.order_by("-pk").values_list("pk", flat=True)[0]
    spent: list[float] = []
    while len(spent) < SEARCHES:
        message = Message.objects.filter(pk__gte=chance.randint(1, last)).order_by("pk")[:1]
        words = [word for one in message for word in one.text.split() if word.isalnum()]
        if not words:
            continue
        asked = " ".join(chance.choices(words, k=chance.choice((1, 1, 2))))
        if chance.random() < _BEGUN:
            asked = asked[: max(3, len(asked) - 2)]
        began = time.perf_counter()
        queries.search_messages(workspace_id, asked)
        spent.append((time.perf_counter() - began) * 1000)
    return quantiles(spent, n=20)[-1]


def _make(path: Path, posts: int, comments: int, messages: int) -> None:
    from aboveboard.archives.generator.linkedin import (  # noqa: PLC0415  (kept out of memory)
        write_linkedin_archive,
    )

    write_linkedin_archive(path, seed=1, posts=posts, comments=comments, messages=messages)


def _by_csv_alone(path: Path) -> tuple[int, float]:
    rows = 0
    began = time.perf_counter()
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            with archive.open(name) as member:
                text = io.TextIOWrapper(member, encoding="utf-8", newline="")
                rows += sum(1 for _ in csv.reader(text))
    return rows, time.perf_counter() - began


def measure(path: str) -> None:
    """Take in the archive at ``path`` twice and print what was measured, as JSON."""
    from django.core.management import call_command  # noqa: PLC0415  (after Django is set up)
    from django.utils import timezone  # noqa: PLC0415

    from aboveboard.rooms.library.models import Import  # noqa: PLC0415
    from aboveboard.rooms.library.read_posts import read_posts  # noqa: PLC0415
    from aboveboard.rooms.library.take_in import take_in  # noqa: PLC0415
    from aboveboard.rooms.workspaces.found import own_seat, owner  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    seat = own_seat(owner(), now=timezone.now())
    told: dict[str, Any] = {}
    for prefix in ("", "again_"):
        source = Import.objects.create(
            workspace=seat.workspace,
            file_name="archive.zip",
            size=Path(path).stat().st_size,
            state=Import.State.WAITING,
            created_at=timezone.now(),
        )
        began = time.perf_counter()
        source = take_in(source.pk, Path(path), clock=timezone.now)
        seconds = time.perf_counter() - began
        told[f"{prefix}rows_per_second"] = source.rows_done / seconds
        if not prefix:
            told |= {"rows": source.rows_done, "taken": source.taken, "seconds": seconds}
            began = time.perf_counter()
            read = read_posts(seat.workspace_id)
            told["posts_read_per_second"] = read / (time.perf_counter() - began)
    told["search_p95_ms"] = _search_p95(seat.workspace_id)
    told["peak_mib"] = _peak_mib()
    sys.stdout.write(json.dumps(told))


def _peak_mib() -> float:
    """Return the highest resident memory of this process.

    Linux counts the parent's memory into ``ru_maxrss`` of a child, so its own mark is read there.
    """
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text(encoding="utf-8").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
