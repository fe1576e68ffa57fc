"""What the pages say a network is asked for is what it is asked for."""

from __future__ import annotations

import pytest

from aboveboard.channels.bluesky import oauth
from aboveboard.channels.facebook import scopes as facebook
from aboveboard.channels.instagram import scopes as instagram
from aboveboard.channels.linkedin import scopes as linkedin
from aboveboard.channels.mastodon import scopes as mastodon
from aboveboard.channels.networks import NETWORKS
from aboveboard.rooms.accounts.models import Network
from aboveboard.rooms.accounts.permissions import PERMISSIONS
from aboveboard.rooms.accounts.queries import offers


@pytest.mark.parametrize(
    ("network", "asked"),
    [
        ("mastodon", mastodon.ASKED.split()),
        ("linkedin", linkedin.asked(wants_pages=True).split()),
        ("instagram", instagram.ASKED),
        ("facebook", facebook.ASKED),
        ("bluesky", oauth.SCOPE.split()),
    ],
)
def test_every_permission_is_shown_with_its_reason(network: str, asked: list[str]) -> None:
    assert sorted(one.name for one in PERMISSIONS[network]) == sorted(asked)
    assert all(str(one.why).endswith(".") for one in PERMISSIONS[network])


def test_without_pages_linkedin_is_asked_for_the_person_alone() -> None:
    names = [one.name for one in PERMISSIONS["linkedin"] if not one.for_pages]
    assert sorted(names) == sorted(linkedin.asked(wants_pages=False).split())


def test_every_network_that_is_spoken_to_is_offered() -> None:
    assert {offer.network for offer in offers()} == set(NETWORKS) == set(Network.values)
