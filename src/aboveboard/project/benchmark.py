"""Speed of lists, searches and the start, on the real product."""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_WORDS = (
    "winkel",
    "klant",
    "team",
    "geld",
    "order",
    "lancering",
    "verlies",
    "hulp",
    "bank",
    "oogst",
    "shop",
    "client",
    "équipe",
    "argent",
)


def lists_and_searches(*, rows: int, messages: int) -> dict[str, object]:
    """Return CPU milliseconds a list of 50 and wall milliseconds a search, with n of each."""
    from django.utils import timezone  # noqa: PLC0415  (after setup)

    from aboveboard.rooms.library.queries import search_messages  # noqa: PLC0415
    from aboveboard.rooms.record.queries import search, timeline  # noqa: PLC0415
    from aboveboard.rooms.workspaces.found import own_seat, owner  # noqa: PLC0415

    workspace = own_seat(owner(), now=timezone.now()).workspace_id
    _fill(workspace, rows=rows, messages=messages)
    lists = _cpu(lambda: timeline(workspace), 50)
    moments = _wall(
        lambda turn: search(workspace, _WORDS[turn % len(_WORDS)] + f" {turn}"), 100
    )
    found = _wall(
        lambda turn: search_messages(workspace, _WORDS[turn % len(_WORDS)] + f" {turn}"), 100
    )
    return {
        "rows": rows,
        "messages": messages,
        "list_of_50_cpu_ms": lists,
        "search_moments_ms": moments,
        "search_messages_ms": found,
    }


def _sentence(number: int) -> str:
    first, second = _WORDS[number % 14], _WORDS[(number // 14) % 14]
    return f"Over {first} en {second}, nummer {number % 5000}, woord{number % 997}"


def _fill(workspace: int, *, rows: int, messages: int) -> None:
    from aboveboard.rooms.library.models import Message  # noqa: PLC0415
    from aboveboard.rooms.record.models import Moment  # noqa: PLC0415

    now = datetime(2026, 11, 24, tzinfo=UTC)
    day = date(2026, 11, 24)
    kinds = ("win", "setback", "lesson", "neutral")
    for start in range(0, rows, 5000):
        Moment.objects.bulk_create(
            Moment(
                workspace_id=workspace,
                text=_sentence(number),
                happened_on=day - timedelta(days=number % 3000),
                kind=kinds[number % 4],
                created_at=now,
                updated_at=now,
            )
            for number in range(start, min(rows, start + 5000))
        )
    for start in range(0, messages, 5000):
        Message.objects.bulk_create(
            Message(
                workspace_id=workspace,
                network="linkedin",
                remote_id=str(number),
                where=f"messages.csv:{number}",
                conversation=str(number % 1000),
                written_at=now - timedelta(minutes=number),
                sender="Hanne",
                text=_sentence(number),
            )
            for number in range(start, min(messages, start + 5000))
        )


def _cpu(work: Callable[[], object], times: int) -> dict[str, float]:
    work()
    spent = []
    for _turn in range(times):
        start = time.process_time()
        work()
        spent.append((time.process_time() - start) * 1000)
    return _summary(spent)


def _wall(work: Callable[[int], object], times: int) -> dict[str, float]:
    work(0)
    spent = []
    for turn in range(times):
        start = time.perf_counter()
        work(turn)
        spent.append((time.perf_counter() - start) * 1000)
    return _summary(spent)


def _summary(spent: list[float]) -> dict[str, float]:
    ordered = sorted(spent)
    return {
        "n": len(ordered),
        "median": round(statistics.median(ordered), 2),
        "p95": round(ordered[int(len(ordered) * 0.95) - 1], 2),
        "max": round(ordered[-1], 2),
    }


def start_and_idle(times: int) -> dict[str, object]:
    """Return seconds from the command to the first answered page, idle memory and installed size."""
    with tempfile.TemporaryDirectory(prefix="aboveboard-bench-") as folder:
        _started(folder)  # makes the tables, and warms the disk
        runs = [_started(folder) for _turn in range(times)]
    seconds = [run[0] for run in runs]
    return {
        "n": times,
        "start_to_first_page_s": {
            "median": round(statistics.median(seconds), 2),
            "max": round(max(seconds), 2),
        },
        "idle_memory_mb": round(statistics.median(run[1] for run in runs), 1),
        "installed_mb": _installed_mb(),
    }


def _started(folder: str) -> tuple[float, float]:
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "aboveboard", "serve", "--no-browser"],
        env={**os.environ, "ABOVEBOARD_DATA_DIR": folder},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None  # noqa: S101  (a pipe)
        said = ""
        while "/sign-in/" not in said:
            said += process.stdout.readline()
        link = re.search(r"http\S+/sign-in/\S+", said)
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        assert link is not None  # noqa: S101  (seen above)
        with opener.open(link[0]) as answer:
            answer.read()
        took = time.perf_counter() - start
        time.sleep(3)
        return took, _memory_mb(process.pid)
    finally:
        process.terminate()
        process.wait()


def _memory_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return float("nan")
    found = re.search(r"VmRSS:\s+(\d+) kB", status.read_text(encoding="utf-8"))
    return int(found[1]) / 1024 if found else float("nan")


def _installed_mb() -> float:
    """Return the size of the distributions a user gets (requirements/base.txt), as they lie here."""
    from importlib.metadata import PackageNotFoundError, files  # noqa: PLC0415  (only for this)

    listed = Path(__file__).resolve().parents[3] / "requirements" / "base.txt"
    names = re.findall(
        r"^([a-z0-9][a-z0-9._-]*)==", listed.read_text(encoding="utf-8"), re.MULTILINE
    )
    total = 0
    for name in names:
        try:
            total += sum(
                Path(str(one.locate())).stat().st_size
                for one in files(name) or ()
                if Path(str(one.locate())).exists()
            )
        except PackageNotFoundError:
            continue
    return round(total / 1024**2, 1)
