"""How long the mirror's page takes over a long record and many posts."""

from __future__ import annotations

import random
import statistics
import time
from datetime import UTC, date, datetime, timedelta
from http import HTTPStatus
from typing import Any, Final

from django.db import connection
from django.test import Client
from django.urls import reverse

from aboveboard.rooms.library.models import Post
from aboveboard.rooms.mirror.models import Link
from aboveboard.rooms.mirror.propose_links import propose_new
from aboveboard.rooms.record.models import Moment, Topic
from aboveboard.rooms.workspaces.found import found, owner

_NOW: Final = datetime(2026, 11, 24, 12, tzinfo=UTC)
_FIRST: Final = date(2024, 1, 1)
_DAYS: Final = 1000
_TIMES: Final = 20
_KINDS: Final = ("win", "setback", "lesson", "neutral")
_SHOWN_OF_KIND: Final = {"win": 0.8, "setback": 0.3, "lesson": 0.5, "neutral": 0.2}


def mirror_page(moments: int, posts: int) -> dict[str, object]:
    """Return time in ms and queries of the page over all time, and seconds of proposing links.

    ``first`` is the first look of the process; before every look of ``after_a_change`` one moment
    gets another kind, a link is taken back or confirmed, or a post comes in, in turns;
    ``unchanged`` is a look after which nothing happened. The data is made with a fixed seed and is
    deleted with the database around it. Times are those of the whole request in this process,
    without a network; ``cpu`` counts its own processor time only.
    """
    chance = random.Random(1)  # noqa: S311  (data of a measurement)
    seat = found(owner(), "Bench", now=_NOW)
    _make(seat.workspace_id, moments, posts, chance)
    began = time.perf_counter()
    proposed = propose_new(seat.workspace_id, now=_NOW)
    proposing = time.perf_counter() - began
    _confirm(seat.workspace_id, chance)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(seat.user)
    if (status := client.get("/").status_code) >= HTTPStatus.BAD_REQUEST:
        raise RuntimeError(f"the start page answered {status}")
    address = reverse("mirror:page", args=[seat.workspace_id]) + "?period=all"
    first = _timed(client, address)
    again = [_timed(client, address) for _ in range(_TIMES)]
    anew = []
    for number in range(_TIMES):
        _change(seat.workspace_id, number)
        anew.append(_timed(client, address))
    _change(seat.workspace_id, _TIMES)
    return {
        "moments": moments,
        "posts": posts,
        "times": _TIMES,
        "queries": _queries(client, address),
        "queries_unchanged": _queries(client, address),
        "ms_first": round(first[0], 1),
        **_spread("unchanged", again),
        **_spread("after_a_change", anew),
        "bytes": len(client.get(address).content),
        "links_confirmed": Link.objects.filter(state="confirmed").count(),
        "links_proposed": proposed.added,
        "proposing_s": round(proposing, 2),
    }


def _spread(name: str, times: list[tuple[float, float]]) -> dict[str, float]:
    wall, processor = zip(*times, strict=True)
    return {
        f"ms_{name}_median": round(statistics.median(wall), 1),
        f"ms_{name}_p95": round(statistics.quantiles(wall, n=20)[-1], 1),
        f"cpu_ms_{name}_median": round(statistics.median(processor), 1),
    }


def _timed(client: Client, address: str) -> tuple[float, float]:
    began, worked = time.perf_counter(), time.process_time()
    if (status := client.get(address).status_code) != HTTPStatus.OK:
        raise RuntimeError(f"the page answered {status}")
    return (time.perf_counter() - began) * 1000, (time.process_time() - worked) * 1000


def _queries(client: Client, address: str) -> int:
    count = 0

    def counted(run: Any, sql: str, values: Any, many: bool, context: Any) -> Any:  # noqa: FBT001  (Django's signature)
        nonlocal count
        count += 1
        return run(sql, values, many, context)

    with connection.execute_wrapper(counted):
        client.get(address)
    return count


def _change(workspace_id: int, number: int) -> None:
    turn = number // 3
    if number % 3 == 0:
        moment = Moment.objects.filter(workspace_id=workspace_id).order_by("pk")[turn]
        moment.kind = "setback" if moment.kind == "win" else "win"
        moment.save(update_fields=["kind"])
    elif number % 3 == 1:
        link = Link.objects.filter(workspace_id=workspace_id).order_by("pk")[turn]
        link.state = "refused" if link.state == "confirmed" else "confirmed"
        link.save(update_fields=["state"])
    else:
        _posts(workspace_id, [f"new-{turn}"], random.Random(turn))  # noqa: S311  (data)


def _make(workspace_id: int, moments: int, posts: int, chance: random.Random) -> None:
    words = _words()
    topics = Topic.objects.bulk_create(
        [
            Topic(workspace_id=workspace_id, name=name, folded=name.casefold())
            for name in _TOPICS
        ]
    )
    made = Moment.objects.bulk_create(
        [
            Moment(
                workspace_id=workspace_id,
                text=_sentence(words, 12, chance),
                happened_on=_FIRST + timedelta(days=chance.randrange(_DAYS)),
                kind=chance.choice(_KINDS),
                openness=chance.choice(("free", "ask", "never")),
                created_at=_NOW,
                updated_at=_NOW,
            )
            for _ in range(moments)
        ],
        batch_size=500,
    )
    Moment.topics.through.objects.bulk_create(
        [
            Moment.topics.through(moment_id=moment.pk, topic_id=chance.choice(topics).pk)
            for moment in made
        ],
        batch_size=500,
    )
    _posts(workspace_id, [str(number) for number in range(posts)], chance)


def _posts(workspace_id: int, remote_ids: list[str], chance: random.Random) -> None:
    words = _words()
    Post.objects.bulk_create(
        [
            Post(
                workspace_id=workspace_id,
                network="mastodon",
                remote_id=remote_id,
                where="outbox.json",
                written_at=_NOW - timedelta(days=chance.randrange(_DAYS)),
                text=f"{_sentence(words, 60, chance)} #{chance.choice(_TOPICS)}",
                kind=chance.choice(_KINDS),
            )
            for remote_id in remote_ids
        ],
        batch_size=500,
    )


def _words() -> list[str]:
    return [f"{a}{b}{c}" for a in _STARTS for b in _MIDDLES for c in _ENDS]


def _sentence(words: list[str], length: int, chance: random.Random) -> str:
    # Squared, so that some words are common and most are rare.
    picked = [words[int(len(words) * chance.random() ** 2)] for _ in range(length)]
    return f"{' '.join(picked)} {chance.randrange(100, 5000)}.".capitalize()


def _confirm(workspace_id: int, chance: random.Random) -> None:
    """Confirm one post each for about half of the moments, as a person would have."""
    posts = list(Post.objects.order_by("written_at").values_list("pk", flat=True))
    links = [
        Link(
            workspace_id=workspace_id,
            moment_id=pk,
            post_id=chance.choice(posts),
            state=Link.State.CONFIRMED,
            likeness=0.5,
            reasons=[["days", "3"]],
            decided_at=_NOW,
        )
        for pk, kind in Moment.objects.values_list("pk", "kind")
        if chance.random() < _SHOWN_OF_KIND[kind]
    ]
    Link.objects.bulk_create(links, batch_size=500, ignore_conflicts=True)


_STARTS: Final = (
    "bak",
    "bel",
    "dor",
    "fam",
    "gor",
    "hul",
    "kar",
    "lam",
    "mos",
    "nar",
    "pel",
    "rus",
    "sel",
)
_MIDDLES: Final = ("a", "e", "i", "o", "u", "aa", "ee", "oo")
_ENDS: Final = (
    "bak",
    "del",
    "fer",
    "gen",
    "kel",
    "lor",
    "men",
    "nis",
    "pon",
    "ren",
    "sta",
    "tel",
    "vor",
)
_TOPICS: Final = (
    "Product",
    "Shops",
    "Team",
    "Money",
    "Health",
    "Home",
    "Travel",
    "Press",
    "Hiring",
    "Law",
)
