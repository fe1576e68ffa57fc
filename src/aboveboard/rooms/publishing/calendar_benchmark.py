"""How long the calendar takes over a full month."""

from __future__ import annotations

import statistics
import time
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.db import connection
from django.test import Client
from django.urls import reverse

from aboveboard.rooms.accounts.models import Account
from aboveboard.rooms.publishing.models import Lane, Publication, Release, State
from aboveboard.rooms.publishing.wish import wish_of
from aboveboard.rooms.workspaces.found import found, owner

_MONTH: Final = datetime(2026, 11, 1, 7, tzinfo=UTC)
_DAYS: Final = 30
_ACCOUNTS: Final = 5
_TIMES: Final = 30
_STATES: Final = (State.SCHEDULED, State.PUBLIC, State.RETURNED, State.ASKED)
_VIEWS: Final = ("month", "week", "list", "day")


def calendar_views(publications: int) -> dict[str, object]:
    """Return milliseconds and queries of each view over a month of so many publications.

    Others stand in the months around it, as many again. Times are those of the whole request in
    this process, without a network; ``cpu`` counts its own processor time only. ``first`` is the
    first look of the process.
    """
    seat = found(owner(), "Bench", now=_MONTH)
    _make(seat.workspace_id, publications)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(seat.user)
    address = reverse("publishing:calendar", args=[seat.workspace_id]) + "?day=2026-11-17&view="
    figures: dict[str, object] = {
        "publications": publications,
        "ms_first": round(_timed(client, address + "month")[0], 1),
    }
    for view in _VIEWS:
        asked, size = _asked(client, address + view)
        wall, processor = zip(
            *(_timed(client, address + view) for _ in range(_TIMES)), strict=True
        )
        figures |= {
            f"ms_{view}_median": round(statistics.median(wall), 1),
            f"ms_{view}_p95": round(statistics.quantiles(wall, n=20)[-1], 1),
            f"cpu_ms_{view}_median": round(statistics.median(processor), 1),
            f"queries_{view}": asked,
            f"bytes_{view}": size,
        }
    return figures


def _asked(client: Client, address: str) -> tuple[int, int]:
    """Return the queries of a request and the bytes of its answer."""
    asked: list[str] = []

    def counted(run: Any, sql: str, values: Any, many: bool, context: Any) -> Any:  # noqa: FBT001  (Django's signature)
        asked.append(sql)
        return run(sql, values, many, context)

    with connection.execute_wrapper(counted):
        size = len(client.get(address).content)
    return len(asked), size


def _timed(client: Client, address: str) -> tuple[float, float]:
    wall, processor = time.perf_counter(), time.process_time()
    answer = client.get(address)
    took = (time.perf_counter() - wall) * 1000, (time.process_time() - processor) * 1000
    answer.close()
    return took


def _make(workspace: int, publications: int) -> None:
    lanes = [
        Lane.objects.create(
            account=Account.objects.create(
                workspace_id=workspace,
                network="mastodon",
                remote_id=f"bench-{number}",
                name=f"Bench {number}",
                server="https://mastodon.example",
                connected_at=_MONTH,
                changed_at=_MONTH,
            )
        )
        for number in range(_ACCOUNTS)
    ]
    release = Release.objects.create(workspace_id=workspace, title="", created_at=_MONTH)
    around = range(-publications // 2, publications + publications // 2)
    Publication.objects.bulk_create(
        (_publication(workspace, release, lanes, number, publications) for number in around),
        batch_size=500,
    )


def _publication(
    workspace: int, release: Release, lanes: list[Lane], number: int, publications: int
) -> Publication:
    due = _MONTH + number * timedelta(days=_DAYS) / publications
    lane = lanes[number % _ACCOUNTS]
    return Publication(
        workspace_id=workspace,
        release=release,
        account_id=lane.account_id,
        lane=lane,
        text=f"Post {number} about the shop, the people and what we learnt of it.\nMore of it.",
        language="en",
        state=_STATES[number % len(_STATES)],
        due_at=due,
        wish=wish_of(due, "Europe/Brussels").text,
        zone="Europe/Brussels",
        late_at=due,
        try_at=due,
        public_at=due,
        created_at=_MONTH,
        changed_at=_MONTH,
    )
