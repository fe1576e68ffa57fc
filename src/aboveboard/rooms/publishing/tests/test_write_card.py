"""The card under a text: fetched with its picture, shown before, sent as it was shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from aboveboard.channels.answer import Answer, Effect
from aboveboard.channels.port import NotSent, Reason
from aboveboard.rooms.publishing import composing
from aboveboard.rooms.publishing.models import Part, Picture, Publication, PublicationMedia
from aboveboard.rooms.publishing.outgoing import thawed
from aboveboard.rooms.publishing.tests.scripted import START
from aboveboard.rooms.publishing.tests.written import look, png, send, upload
from aboveboard.rooms.publishing.views import write

if TYPE_CHECKING:
    from django.test import Client

    from aboveboard.rooms.accounts.models import Account
    from aboveboard.rooms.publishing.tests.scripted import World
    from conftest import Cast

pytestmark = pytest.mark.usefixtures("present")

LINK = "https://example.org/why"
PAGE = b"<title>How we lost it</title><meta property='og:image' content='/shelf.png?w=900'>"
PICTURE = "https://example.org/shelf.png?w=900"


class Web:
    """What there is to fetch, by its address."""

    def __init__(self, pages: dict[str, tuple[str, bytes]]) -> None:
        self.pages = pages
        self.asked: list[str] = []

    def send(self, method: str, url: str, **more: object) -> Answer:
        self.asked.append(url)
        if url not in self.pages:
            raise NotSent(Reason.CONNECTION)
        kind, body = self.pages[url]
        return Answer(200, {"content-type": kind}, body, url, Effect.READS, START)


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Web:
    one = Web({LINK: ("text/html", PAGE), PICTURE: ("image/png", png(900, 471))})
    monkeypatch.setattr(write, "way_out", lambda _now: one)
    return one


def test_a_card_is_fetched_with_its_picture_and_can_do_without(
    browser: Client, cast: Cast, linkedin: Account, web: Web
) -> None:
    said = send(browser, cast, link=LINK, card="1", account=linkedin.pk).content.decode()
    assert "How we lost it" in said
    picture = Picture.objects.get()
    assert (picture.name, picture.width) == ("shelf.png", 900)
    assert f'name="card_picture" value="{picture.pk}"' in said
    facts = {"link": LINK, "link_title": "How we lost it", "card_picture": picture.pk}
    said = send(browser, cast, drop_card="1", account=linkedin.pk, **facts).content.decode()
    assert 'name="card_picture"' not in said
    assert "How we lost it" in said


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(None, id="gone"),
        pytest.param(("image/png", b"<svg onload=x>"), id="no picture"),
        pytest.param(("application/pdf", b"%PDF-1.7\n"), id="a document"),
    ],
)
def test_a_picture_that_is_none_leaves_a_card_without(
    browser: Client, cast: Cast, web: Web, answer: tuple[str, bytes] | None
) -> None:
    del web.pages[PICTURE]
    if answer is not None:
        web.pages[PICTURE] = answer
    said = send(browser, cast, link=LINK, card="1").content.decode()
    assert "How we lost it" in said
    assert 'name="card_picture"' not in said


def test_the_picture_of_the_card_goes_along_and_is_none_of_the_post(
    browser: Client, cast: Cast, world: World, linkedin: Account, web: Web
) -> None:
    channel = composing.channel_to_compose(linkedin, now=world.clock)
    assert channel is not None
    world.channel.compose = channel.compose  # type: ignore[method-assign]
    send(browser, cast, link=LINK, card="1")
    facts = {
        "account": linkedin.pk,
        "link": LINK,
        "link_title": "How we lost it",
        "card_picture": Picture.objects.get().pk,
    }
    assert "/brought/" in look(browser, cast, text="Read on.", **facts)
    send(browser, cast, plan="1", **facts)
    world.work()
    part = Part.objects.get(publication=Publication.objects.get())
    row = PublicationMedia.objects.get()
    assert row.is_card
    post = thawed(part, [])
    assert post.media == ()
    assert post.card is not None
    assert post.card.picture is not None
    assert post.card.picture.sha256 == row.sha256
    here = [cast.workspace.pk, part.publication_id]
    page = browser.get(reverse("publishing:publication", args=here)).content.decode()
    assert reverse("publishing:picture", args=[cast.workspace.pk, row.pk]) in page
    assert "shown-pictures" not in page


def test_a_post_with_pictures_has_no_card_and_takes_none_of_its_picture(
    browser: Client, cast: Cast, world: World, linkedin: Account, web: Web
) -> None:
    send(browser, cast, link=LINK, card="1")
    card = Picture.objects.get()
    send(browser, cast, files=[upload("pot.png", png(300, 300))])
    other = Picture.objects.exclude(pk=card.pk).get()
    facts = {"link": LINK, "link_title": "x", "card_picture": card.pk, "picture": other.pk}
    send(browser, cast, plan="1", account=linkedin.pk, **facts)
    assert [row.is_card for row in PublicationMedia.objects.all()] == [False]


def test_the_picture_of_anothers_workspace_is_no_card_of_ours(
    browser: Client, cast: Cast, web: Web
) -> None:
    send(browser, cast, link=LINK, card="1")
    Picture.objects.update(workspace=cast.stranger.workspace)
    said = send(browser, cast, link=LINK, card_picture=Picture.objects.get().pk)
    assert 'name="card_picture"' not in said.content.decode()
