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
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import Model

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


_NOW: Final = datetime(2026, 11, 24, tzinfo=UTC)
_DAY: Final = date(2026, 11, 24)
_KINDS: Final = ("win", "setback", "lesson", "neutral")


def lists_and_searches(*, rows: int, messages: int) -> dict[str, object]:
    """Return CPU milliseconds a list of 50 and wall milliseconds a search, with n of each.

    Topics are ten with a tenth of the moments each and one with twenty moments; ``with_counts`` is
    the plain list with the numbers on its tabs. Words are one that a fourteenth of the texts
    hold, and two that twenty hold.
    """
    from django.utils import timezone  # noqa: PLC0415  (after setup)

    from aboveboard.rooms.library.queries import search_messages  # noqa: PLC0415
    from aboveboard.rooms.record.queries import search  # noqa: PLC0415
    from aboveboard.rooms.workspaces.found import own_seat, owner  # noqa: PLC0415

    workspace = own_seat(owner(), now=timezone.now()).workspace_id
    _fill(workspace, rows=rows, messages=messages)
    moments = _wall(
        lambda turn: search(workspace, _WORDS[turn % len(_WORDS)] + f" {turn}"), 100
    )
    found = _wall(
        lambda turn: search_messages(workspace, _WORDS[turn % len(_WORDS)] + f" {turn}"), 100
    )
    lists = {**_moment_lists(workspace), **_library_lists(workspace)}
    return {
        "rows": rows,
        "messages": messages,
        **{f"cpu_ms_{name}": _cpu(work, 30) for name, work in lists.items()},
        "search_moments_ms": moments,
        "search_messages_ms": found,
    }


def _moment_lists(workspace: int) -> dict[str, Callable[[], object]]:
    from aboveboard.rooms.record.filtered import Filters  # noqa: PLC0415
    from aboveboard.rooms.record.queries import tally, timeline  # noqa: PLC0415

    choices = {
        "all": Filters(),
        "kind": Filters(kind="win"),
        "year": Filters(year=2022),
        "topic": Filters(topic="topic 3"),
        "rare_topic": Filters(topic="rare"),
        "not_shown": Filters(is_unshown=True),
        "common_word": Filters(words="winkel"),
        "rare_word": Filters(words="nummer 4711"),
    }
    lists: dict[str, Callable[[], object]] = {
        f"moments_{name}": partial(timeline, workspace, chosen)
        for name, chosen in choices.items()
    }
    lists["moments_with_counts"] = lambda: (timeline(workspace), tally(workspace))
    return lists


def _library_lists(workspace: int) -> dict[str, Callable[[], object]]:
    from aboveboard.rooms.library import queries  # noqa: PLC0415

    return {
        "posts_all": partial(queries.posts, workspace, queries.Filters()),
        "posts_kind": partial(queries.posts, workspace, queries.Filters(kind="win")),
        "posts_with_counts": lambda: (
            queries.posts(workspace, queries.Filters()),
            queries.choices(workspace),
            queries.held(workspace),
        ),
        "messages_all": partial(queries.messages, workspace),
    }


def _sentence(number: int) -> str:
    first, second = _WORDS[number % 14], _WORDS[(number // 14) % 14]
    return f"Over {first} en {second}, nummer {number % 5000}, woord{number % 997}"


def _fill(workspace: int, *, rows: int, messages: int) -> None:
    from aboveboard.rooms.library.models import Message, Post  # noqa: PLC0415
    from aboveboard.rooms.record.models import Moment  # noqa: PLC0415

    def moment(number: int) -> Moment:
        return Moment(
            workspace_id=workspace,
            text=_sentence(number),
            happened_on=_DAY - timedelta(days=number % 3000),
            kind=_KINDS[number % 4],
            created_at=_NOW,
            updated_at=_NOW,
        )

    def post(number: int) -> Post:
        return Post(
            kind=_KINDS[number % 4],
            **_item(workspace, number, "mastodon", timedelta(hours=number)),
        )

    def message(number: int) -> Message:
        item = _item(workspace, number, "linkedin", timedelta(minutes=number))
        return Message(conversation=str(number % 1000), sender="Hanne", **item)

    _in_batches(Moment, moment, rows)
    _in_batches(Post, post, rows)
    _in_batches(Message, message, messages)
    _give_topics(workspace)


def _item(workspace: int, number: int, network: str, before: timedelta) -> dict[str, Any]:
    return {
        "workspace_id": workspace,
        "network": network,
        "remote_id": str(number),
        "where": f"file.csv:{number}",
        "written_at": _NOW - before,
        "text": _sentence(number),
    }


def _in_batches[Row: Model](table: type[Row], row: Callable[[int], Row], n: int) -> None:
    for start in range(0, n, 5000):
        table._default_manager.bulk_create(
            row(number) for number in range(start, min(n, start + 5000))
        )


def _give_topics(workspace: int) -> None:
    from aboveboard.rooms.record.models import Moment  # noqa: PLC0415
    from aboveboard.rooms.record.topics import topics_named  # noqa: PLC0415

    *common, rare = topics_named(workspace, [*(f"topic {n}" for n in range(10)), "rare"])
    links = Moment.topics.through
    ids = list(Moment.objects.order_by("pk").values_list("pk", flat=True))
    links.objects.bulk_create(
        [
            *(
                # By steps of seven, so that every topic has moments of every kind.
                links(moment_id=pk, topic_id=common[place // 7 % 10].pk)
                for place, pk in enumerate(ids)
            ),
            *(links(moment_id=pk, topic_id=rare.pk) for pk in ids[:: max(1, len(ids) // 20)]),
        ],
        batch_size=5000,
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
