"""How long the findings of a draft take on the server, from the request to the answer."""

from __future__ import annotations

import statistics
import time
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Final

from django.test import Client
from django.urls import reverse

from aboveboard.reading.benchmark import POSTS
from aboveboard.rooms.workspaces.found import found, owner
from aboveboard.web.remarks import CHECKS

_NOW: Final = datetime(2026, 11, 24, 12, tzinfo=UTC)
_LENGTHS: Final = (500, 3_000, 63_206)
"""Characters: a post, the longest LinkedIn takes, the longest any network takes (Facebook)."""


def typing_rate(times: int = 200) -> dict[str, object]:
    """Return milliseconds of wall and processor time of a request, by length of the draft.

    Each request carries another text: one more letter at its middle. The whole request is timed
    in this process, without a network: seat, choices, reading, words and markup.
    """
    seat = found(owner(), "Bench", now=_NOW)
    client = Client(headers={"host": "127.0.0.1", "x-part": "1"})
    client.force_login(seat.user)
    address = reverse("readings:page", args=[seat.workspace_id])
    figures: dict[str, object] = {"times": times}
    for length in _LENGTHS:
        some = times if length <= _LENGTHS[1] else max(times // 10, 5)
        draft = draft_of(length)
        spans = [_timed(client, address, draft, number) for number in range(some + 5)][5:]
        wall, work = zip(*spans, strict=True)
        figures[f"characters_{length}"] = {
            "n": some,
            "ms_median": round(statistics.median(wall), 1),
            "ms_p95": round(statistics.quantiles(wall, n=20)[-1], 1),
            "cpu_ms_median": round(statistics.median(work), 1),
        }
    return figures


def draft_of(length: int) -> str:
    """Return a draft of so many characters in three languages, with some personal data in it."""
    post = "\n\n".join([*POSTS, "Bel me op 0471 23 45 67 of mail noor@peulvuur.example.\n\n"])
    return (post * (length // len(post) + 1))[:length]


def _timed(client: Client, address: str, draft: str, number: int) -> tuple[float, float]:
    middle = len(draft) // 2
    text = draft[:middle] + "e" * (number % 20) + draft[middle + number % 20 :]
    form = {"text": text, "checks": "1", "on": list(CHECKS)}
    began, worked = time.perf_counter(), time.process_time()
    if (status := client.post(address, form).status_code) != HTTPStatus.OK:
        raise RuntimeError(f"the reading answered {status}")
    return (time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000
