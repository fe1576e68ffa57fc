"""What is shown before is what leaves, counted as each network counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aboveboard.rooms.publishing import composing
from aboveboard.rooms.publishing.models import (
    Part,
    Picture,
)
from aboveboard.rooms.publishing.plan import plan
from aboveboard.rooms.publishing.preview import Written, composed, preview
from aboveboard.rooms.publishing.tests.scripted import START
from aboveboard.rooms.publishing.tests.written import look, png, send, upload
from aboveboard.rooms.publishing.wish import wish_of

if TYPE_CHECKING:
    from django.test import Client

    from aboveboard.rooms.accounts.models import Account
    from aboveboard.rooms.publishing.tests.scripted import World
    from conftest import Cast

pytestmark = pytest.mark.usefixtures("present")


def test_a_gap_of_the_clock_is_shown_before(
    browser: Client, cast: Cast, mastodon: Account
) -> None:
    said = look(
        browser,
        cast,
        text="x",
        when="at",
        day="2027-03-28",
        time="02:30",
        zone="Europe/Brussels",
    )
    assert "it becomes 03:30" in said


def test_the_preview_counts_as_the_network_counts_and_shows_the_point(
    browser: Client, cast: Cast, linkedin: Account
) -> None:
    said = look(browser, cast, text="x" * 2990, account=linkedin.pk)
    assert "2,990 of 3,000" in said
    said = look(browser, cast, text="x" * 3012, account=linkedin.pk)
    assert "12 too many" in said
    assert f'<mark class="past">{"x" * 12}</mark>' in said


def test_a_long_text_is_shown_as_the_thread_it_becomes(
    browser: Client, cast: Cast, mastodon: Account
) -> None:
    said = look(browser, cast, text="We lost it and say so. " * 60, account=mastodon.pk)
    assert "1/3" in said
    assert "3/3" in said


def test_what_a_network_does_not_have_is_said_before(
    browser: Client, cast: Cast, linkedin: Account
) -> None:
    said = look(browser, cast, text="x", account=linkedin.pk, warning="about money")
    assert "LinkedIn has no warnings" in said
    said = look(browser, cast, text="x", account=linkedin.pk, visibility="unlisted")
    assert "The network does not offer this choice of who may see it." in said


@pytest.mark.parametrize("network", ["mastodon", "linkedin"])
def test_the_preview_is_what_is_frozen_and_sent(
    network: str,
    world: World,
    cast: Cast,
    mastodon: Account,
    linkedin: Account,
    browser: Client,
) -> None:
    account = {"mastodon": mastodon, "linkedin": linkedin}[network]
    channel = composing.channel_to_compose(account, now=world.clock)
    assert channel is not None
    send(browser, cast, files=[upload("shelf.png", png(900, 700))])
    written = Written(
        "Hello @noor@social.example, see https://example.org #honest. " * 9,
        pictures=((Picture.objects.get(), "An empty shelf"),),
        language="en",
    )
    shown = preview(account, channel, written, now=START)
    assert shown.content is not None
    world.channel.compose = channel.compose  # type: ignore[method-assign]
    [promise] = plan(
        {account: shown.content}, by=cast.noor, wish=wish_of(START, "UTC"), now=START
    )
    world.work()
    parts = list(Part.objects.filter(publication=promise).order_by("position"))
    assert [part.outgoing["text"] for part in parts] == [post.text for post in shown.posts]
    again = composed(shown.content, channel, key=str(promise.key), now=START)
    for part, post in zip(parts, again, strict=True):
        assert [one["sha256"] for one in part.outgoing["media"]] == [
            one.sha256 for one in post.media
        ]
        assert [mark[3] for mark in part.outgoing["marks"]] == [
            mark.target for mark in post.marks
        ]
    assert parts[0].outgoing["media"][0]["description"] == "An empty shelf"
    assert shown.posts[0].pictures[0].sha256 == parts[0].outgoing["media"][0]["sha256"]
