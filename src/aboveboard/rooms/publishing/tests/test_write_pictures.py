"""Pictures of a text: brought in once, described, put in order; hostile files are refused."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from django.urls import reverse
from PIL import Image

from aboveboard.rooms.publishing.media_files import path_of
from aboveboard.rooms.publishing.models import (
    Picture,
    Publication,
)
from aboveboard.rooms.publishing.tests.written import png, send, upload

if TYPE_CHECKING:
    from django.test import Client

    from aboveboard.rooms.accounts.models import Account
    from conftest import Cast

pytestmark = pytest.mark.usefixtures("present")


def on_its_side() -> bytes:
    """A picture as a telephone held upright takes it."""
    exif = Image.Exif()
    exif[0x0112] = 6
    file = io.BytesIO()
    Image.new("RGB", (400, 300), "teal").save(file, "JPEG", exif=exif)
    return file.getvalue()


def test_pictures_are_kept_once_and_shown_with_what_is_done_to_them(
    browser: Client, cast: Cast, mastodon: Account
) -> None:
    data = on_its_side()
    said = send(
        browser, cast, account=mastodon.pk, files=[upload("a.jpg", data), upload("b.jpg", data)]
    ).content.decode()
    picture = Picture.objects.get()
    assert path_of(picture.sha256).read_bytes() == data
    assert said.count('name="picture"') == 1
    assert (picture.width, picture.height) == (300, 400)
    assert "300 × 400" in said
    assert "turned upright" in said
    assert "without a description" in said
    answer = browser.get(reverse("publishing:brought", args=[cast.workspace.pk, picture.pk]))
    assert answer["X-Content-Type-Options"] == "nosniff"
    answer.close()


def test_alt_text_and_order_go_along(browser: Client, cast: Cast, mastodon: Account) -> None:
    send(browser, cast, files=[upload("a.png"), upload("b.png", png(50, 50))])
    first, second = Picture.objects.order_by("pk")
    send(
        browser,
        cast,
        account=mastodon.pk,
        picture=[second.pk, first.pk],
        plan="1",
        **{f"alt-{first.pk}": "A pot", f"alt-{second.pk}": "An empty shelf"},
    )
    rows = Publication.objects.get().media.order_by("position")
    assert [(row.picture_id, row.description) for row in rows] == [
        (second.pk, "An empty shelf"),
        (first.pk, "A pot"),
    ]
    assert all(path_of(row.sha256).exists() for row in rows)


def test_a_picture_is_left_out_or_put_to_the_front(browser: Client, cast: Cast) -> None:
    send(browser, cast, files=[upload("a.png"), upload("b.png", png(50, 50))])
    first, second = Picture.objects.order_by("pk")
    both = [first.pk, second.pk]
    said = send(browser, cast, picture=both, front=str(second.pk)).content.decode()
    assert said.index(f'name="picture" value="{second.pk}"') < said.index(
        f'name="picture" value="{first.pk}"'
    )
    said = send(browser, cast, picture=both, drop=str(first.pk)).content.decode()
    assert f'name="picture" value="{first.pk}"' not in said


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "This kind of file is not kept here."),
        (b"%!PS", "This kind of file is not kept here."),
        (png()[:60], "This file cannot be opened."),
    ],
)
def test_a_hostile_file_is_refused_and_the_text_stays(
    browser: Client, cast: Cast, data: bytes, words: str
) -> None:
    answer = send(browser, cast, files=[upload("x.png", data)])
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "We lost the order." in answer.content.decode()
    assert not Picture.objects.exists()


def test_anothers_pictures_and_accounts_are_not_taken(
    stranger_browser: Client, browser: Client, cast: Cast, mastodon: Account
) -> None:
    send(browser, cast, files=[upload()])
    picture = Picture.objects.get()
    mine = cast.stranger.workspace
    said = stranger_browser.post(
        reverse("publishing:write", args=[mine.pk]),
        {"text": "x", "picture": picture.pk, "account": mastodon.pk, "plan": "1"},
    ).content.decode()
    assert 'name="picture"' not in said
    assert not Publication.objects.exists()
    for name, number in (("brought", picture.pk),):
        address = reverse(f"publishing:{name}", args=[mine.pk, number])
        assert stranger_browser.get(address).status_code == 404
