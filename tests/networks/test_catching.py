"""The stand-ins catch who publishes carelessly, and let pass who looks first.

Each publisher below is the shortest that shows it: it sends, and on any doubt does one thing.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

import pytest

from tests.networks.asking import ask
from tests.networks.exchange import Delivery
from tests.networks.faults import Fault, Kind
from tests.networks.linkedin import LinkedIn
from tests.networks.linkedin.state import COMMUNITY, PAGE
from tests.networks.mastodon import GOTOSOCIAL, Mastodon
from tests.networks.meta import Facebook, Instagram
from tests.networks.test_instagram import picture
from tests.networks.test_linkedin import ask as ask_linkedin
from tests.networks.test_linkedin import post

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.networks.exchange import Answer
    from tests.networks.network import Network

    type Ask = Callable[..., Answer]

TEXT = "Onze demo viel uit."
LOSSES = [
    Fault(Kind.AFTER),
    Fault(Kind.BEFORE),
    Fault(Kind.RESET, commits=True),
    Fault(Kind.BROKEN, status=502, commits=True),
    Fault(Kind.CUT),
    Fault(Kind.LATE, seconds=30),
]


def is_unclear(given: Answer) -> bool:
    return given.delivery is not Delivery.WHOLE or given.status >= 500


class Publisher:
    """Sends one text to one network; :meth:`is_there` looks."""

    def __init__(self, network: Network, send: Ask, look: Callable[[], Any]) -> None:
        self.network = network
        self.send = send
        self.is_there = look

    def blindly(self) -> None:
        if is_unclear(self.send()):
            self.send()

    def looking(self) -> None:
        if is_unclear(self.send()):
            self.network.clock.advance(60)
            if not self.is_there():
                self.send()


def gotosocial() -> Publisher:
    network = Mastodon(dialect=GOTOSOCIAL)
    token = network.token().value
    path = f"GET /api/v1/accounts/{network.noor.id}/statuses"
    send = partial(ask, network, "POST /api/v1/statuses", {"status": TEXT}, token=token)
    return Publisher(network, send, lambda: ask(network, path, token=token).value)


def facebook() -> Publisher:
    network = Facebook()
    token = urlencode({"access_token": network.page_token().value})
    send = partial(ask, network, f"POST /me/feed?{token}", {"message": TEXT})
    path = f"GET /me/published_posts?{token}"
    return Publisher(network, send, lambda: ask(network, path).value["data"])


def linkedin() -> Publisher:
    network = LinkedIn()
    token = network.token(*COMMUNITY).value
    path = f"GET /rest/posts?q=author&author={quote(PAGE, safe='')}"
    send = partial(ask_linkedin, network, "POST /rest/posts", post(author=PAGE), token=token)
    look = partial(ask_linkedin, network, path, token=token)
    return Publisher(network, send, lambda: look().value["elements"])


NETWORKS = [gotosocial, facebook, linkedin]


@pytest.mark.parametrize("fault", LOSSES, ids=lambda one: str(one.kind))
@pytest.mark.parametrize("make", NETWORKS)
def test_who_looks_first_posts_once(make: Callable[[], Publisher], fault: Fault) -> None:
    publisher = make()
    publisher.network.faults.plan(fault)
    publisher.looking()
    publisher.network.clock.advance(3600)
    assert len(publisher.network.ledger.living()) == 1


@pytest.mark.parametrize("fault", [one for one in LOSSES if one.kind is not Kind.BEFORE])
@pytest.mark.parametrize("make", [gotosocial, facebook])
def test_who_sends_again_blindly_doubles(make: Callable[[], Publisher], fault: Fault) -> None:
    publisher = make()
    publisher.network.faults.plan(fault)
    publisher.blindly()
    publisher.network.clock.advance(3600)
    assert len(publisher.network.ledger.living()) == 2


def test_linkedin_itself_stops_a_copy() -> None:
    publisher = linkedin()
    publisher.network.faults.plan(Fault(Kind.AFTER))
    publisher.blindly()
    assert len(publisher.network.ledger.living()) == 1


def test_who_looks_too_soon_doubles() -> None:
    publisher = gotosocial()
    publisher.network.faults.plan(Fault(Kind.LATE, seconds=90))
    publisher.looking()
    publisher.network.clock.advance(3600)
    assert len(publisher.network.ledger.living()) == 2


@pytest.mark.parametrize(("same", "living"), [(True, 1), (False, 2)])
def test_the_same_container_is_published_once(*, same: bool, living: int) -> None:
    network = Instagram(fetch=lambda address: picture())
    token = urlencode({"access_token": network.token().value})

    def container() -> str:
        made = ask(network, f"POST /me/media?{token}", {"image_url": "https://x.example/a.jpg"})
        return str(made.value["id"])

    def publish(id_: str) -> Answer:
        return ask(network, f"POST /me/media_publish?{token}", {"creation_id": id_})

    first = container()
    network.faults.plan(Fault(Kind.AFTER, operation="publish"))
    assert is_unclear(publish(first))
    publish(first if same else container())
    assert len(network.ledger.living()) == living
