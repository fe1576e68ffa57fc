"""What all stand-ins share."""

from __future__ import annotations

import http.client
import json
import re
import subprocess
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.networks.asking import ask, send
from tests.networks.clock import START, Clock
from tests.networks.contract import GRADES, KINDS, read_contract
from tests.networks.exchange import Request, nested
from tests.networks.faults import Fault, Kind, SeededFaults
from tests.networks.known import NETWORKS
from tests.networks.ledger import Ledger
from tests.networks.mastodon import Mastodon
from tests.networks.served import Served, served

if TYPE_CHECKING:
    from collections.abc import Iterator

POST = "POST /api/v1/statuses"
TEXT = {"status": "Onze demo viel uit."}


@pytest.fixture
def network() -> Mastodon:
    return Mastodon()


@pytest.fixture
def here(network: Mastodon) -> Iterator[Served]:
    with served(network) as found:
        yield found


def test_a_clock_lets_plans_happen_in_order_and_at_their_time() -> None:
    clock, seen = Clock(), []
    for seconds in (30, 10, 90):
        clock.at(START + timedelta(seconds=seconds), lambda: seen.append(clock.now()))
    clock.advance(60)
    assert seen == [START + timedelta(seconds=one) for one in (10, 30)]
    assert clock.now() == START + timedelta(seconds=60)


def test_a_clock_may_jump_back() -> None:
    clock = Clock()
    assert clock.advance(-3600) == START - timedelta(hours=1)


def test_a_running_clock_moves_by_itself() -> None:
    clock = Clock(runs=True)
    time.sleep(0.01)
    assert clock.now() > START


def test_a_ledger_tells_how_things_stood_at_any_moment() -> None:
    ledger, later = Ledger(), START + timedelta(hours=1)
    ledger.create("1", "noor", {"text": "a"}, now=START)
    ledger.create("2", "noor", {"text": "b"}, now=START, public=False)
    ledger.edit("1", {"text": "c"}, now=later)
    ledger.delete("1", now=later + timedelta(hours=1))
    assert [one.id for one in ledger.seen("noor", at=START)] == ["1"]
    assert ledger.entries["1"].events[0].content == {"text": "a"}
    assert ledger.living() == []
    assert [one.id for one in ledger.ever()] == ["1"]
    assert [one.deed for one in ledger.entries["1"].events] == ["create", "edit", "delete"]


@pytest.mark.parametrize("name", sorted({one().name for one in NETWORKS.values()}))
def test_every_line_of_a_contract_says_who_says_so(name: str) -> None:
    handlers = {one().name: one().handlers for one in NETWORKS.values()}[name]
    for operation in read_contract(name):
        assert operation.grade in GRADES, operation.name
        assert operation.source, operation.name
        assert operation.name in handlers
        for line in (operation.headers | operation.query | operation.body).values():
            assert line.grade in GRADES, operation.name
            assert line.source, operation.name
            assert line.type in KINDS, operation.name
    assert handlers.keys() == {one.name for one in read_contract(name)}


def test_stand_ins_share_no_code_with_the_product() -> None:
    here = Path(__file__).parent
    ours = [
        str(path)
        for path in here.rglob("*.py")
        if re.search(
            r"^\s*(from|import) aboveboard", path.read_text(encoding="utf-8"), re.MULTILINE
        )
    ]
    assert ours == []


def test_fields_of_forms_nest_as_lists_and_maps() -> None:
    pairs = [("media_ids[]", "1"), ("media_ids[]", "2"), ("poll[options][]", "a"), ("q", "x")]
    assert nested(pairs) == {"media_ids": ["1", "2"], "poll": {"options": ["a"]}, "q": "x"}


def test_strict_mode_refuses_what_the_contract_does_not_know(network: Mastodon) -> None:
    token = network.token().value
    wrong = {"status": "Hoi", "media_ids": "1", "colour": "red"}
    given = ask(network, POST, wrong, token=token)
    assert given.status == 400
    assert network.complaints == [
        "status_create: field colour is unknown",
        "status_create: field media_ids is no list: '1'",
    ]
    assert network.ledger.living() == []


def test_a_call_nobody_knows_is_noted(network: Mastodon) -> None:
    assert ask(network, "GET /api/v9/statuses").status == 404
    assert network.complaints == ["GET /api/v9/statuses is unknown"]


def test_a_lenient_stand_in_ignores_fields_it_does_not_know() -> None:
    network = Mastodon(strict=False)
    sent = TEXT | {"colour": "red"}
    assert ask(network, POST, sent, token=network.token().value).status == 200


@pytest.mark.parametrize(
    ("fault", "living"),
    [
        (Fault(Kind.BEFORE), 0),
        (Fault(Kind.AFTER), 1),
        (Fault(Kind.RESET), 0),
        (Fault(Kind.RESET, commits=True), 1),
        (Fault(Kind.CUT), 1),
    ],
)
def test_a_connection_breaks_off(
    network: Mastodon, here: Served, fault: Fault, living: int
) -> None:
    network.faults.plan(fault)
    with pytest.raises((ConnectionError, http.client.HTTPException)):
        send(here, POST, TEXT, token=network.token().value)
    assert len(network.ledger.living()) == living
    assert network.log[-1].fault is fault.kind


def test_a_reset_is_a_reset(network: Mastodon, here: Served) -> None:
    network.faults.plan(Fault(Kind.RESET))
    with pytest.raises(ConnectionResetError, match="Connection reset"):
        send(here, POST, TEXT, token=network.token().value)


@pytest.mark.parametrize("commits", [False, True])
def test_a_server_fails_with_or_without_having_done_it(
    network: Mastodon, *, commits: bool
) -> None:
    network.faults.plan(Fault(Kind.BROKEN, status=502, commits=commits))
    assert ask(network, POST, TEXT, token=network.token().value).status == 502
    assert len(network.ledger.living()) == commits


def test_a_request_may_have_its_effect_long_after_its_connection_closed(
    network: Mastodon, here: Served
) -> None:
    network.faults.plan(Fault(Kind.LATE, seconds=45))
    with pytest.raises(ConnectionError):
        send(here, POST, TEXT, token=network.token().value)
    network.clock.advance(44)
    assert network.ledger.living() == []
    network.clock.advance(1)
    assert len(network.ledger.living()) == 1


def test_a_slow_answer_keeps_no_other_waiting(network: Mastodon, here: Served) -> None:
    token = network.token().value
    network.faults.plan(Fault(Kind.SLOW, operation="status_create", delay=600, commits=True))

    def be_patient() -> None:
        with pytest.raises(ConnectionError):
            send(here, POST, TEXT, token=token, wait=300)

    slow = threading.Thread(target=be_patient)
    slow.start()
    while slow.is_alive() and not network.calls("status_create"):
        time.sleep(0.005)
    assert send(here, "GET /api/v2/instance").status == 200
    assert len(network.ledger.living()) == 1
    here.stop()  # ends the slow answer too
    slow.join(60)
    assert not slow.is_alive()


def test_a_client_with_less_patience_learns_nothing(network: Mastodon, here: Served) -> None:
    network.faults.plan(Fault(Kind.SLOW, delay=600))
    with pytest.raises(TimeoutError):
        send(here, POST, TEXT, token=network.token().value, wait=0.2)


def test_a_post_may_vanish_after_the_network_said_yes(network: Mastodon) -> None:
    network.faults.plan(Fault(Kind.VANISH, seconds=60))
    assert ask(network, POST, TEXT, token=network.token().value).status == 200
    network.clock.advance(61)
    assert network.ledger.living() == []
    assert network.ledger.ever()[0].events[-1].by_network


def test_a_stopped_stand_in_refuses_connections_and_comes_back_where_it_was(
    here: Served,
) -> None:
    before = here.address
    here.stop()
    with pytest.raises(ConnectionRefusedError):
        send(here, "GET /api/v2/instance")
    here.start()
    assert here.address == before
    assert send(here, "GET /api/v2/instance").status == 200


def test_faults_wait_for_their_call_and_their_turn(network: Mastodon) -> None:
    token = network.token().value
    network.faults.plan(Fault(Kind.BROKEN, operation="status_*", skip=1, times=2))
    seen = [ask(network, POST, TEXT, token=token).status for _ in range(4)]
    assert seen == [200, 500, 500, 200]


def test_one_seed_gives_the_same_failures_again() -> None:
    def drawn(seed: int) -> list[Fault | None]:
        faults = SeededFaults(seed, rate=0.3)
        return [faults.draw("status_create") for _ in range(50)]

    assert drawn(7) == drawn(7)
    assert drawn(7) != drawn(8)
    assert 0 < sum(one is not None for one in drawn(7)) <= 5


def test_many_at_once_are_all_answered(network: Mastodon, here: Served) -> None:
    token = network.token().value
    threads = [
        threading.Thread(target=send, args=(here, POST, TEXT), kwargs={"token": token})
        for _ in range(40)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(network.ledger.living()) == 40


def test_a_body_that_is_no_json_is_refused(network: Mastodon) -> None:
    headers = {"content-type": "application/json"}
    assert network.answer(Request("POST", "/api/v1/statuses", headers, b"{")).status == 400


def test_stand_ins_live_in_a_process_of_their_own() -> None:
    command = [sys.executable, "-m", "tests.networks", "mastodon", "takahe"]
    orders: list[dict[str, object]] = [
        {"do": "advance", "seconds": 60},
        {"do": "fault", "network": "takahe", "fault": {"kind": "after", "times": 2}},
        {"do": "living", "network": "takahe"},
        {"do": "complaints", "network": "takahe"},
    ]
    root = Path(__file__).resolve().parents[2]
    ran = subprocess.run(
        command,
        input="".join(json.dumps(one) + "\n" for one in orders),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        cwd=root,
    )
    said, moment, _, *found = (json.loads(line) for line in ran.stdout.splitlines())
    assert said["takahe"]["address"].startswith("http://127.0.0.1:")
    assert moment >= "2026-11-24T12:01:00"
    assert found == [[], []]
