from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse
from django_ox.testing import run_tasks

from aboveboard.rooms.mirror.models import Link
from aboveboard.rooms.mirror.tests.made import link, moment, post

if TYPE_CHECKING:
    from conftest import Cast

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def proposed(cast: Cast) -> Link:
    what = moment(cast.workspace, "Mandelaar ended the contract.")
    return link(what, post(cast.workspace, "When Mandelaar ended our contract."), "proposed")


def deed(cast: Cast, tie: Link, verb: str) -> str:
    return reverse("mirror:decide", args=[cast.workspace.pk, tie.pk, verb])


def test_a_proposal_stands_with_both_sides_and_marked_reasons(
    browser: Client, cast: Cast
) -> None:
    proposed(cast)
    text = browser.get(reverse("mirror:links", args=[cast.workspace.pk])).content.decode()
    assert "<mark>Mandelaar</mark> ended the contract." in text
    assert "When <mark>Mandelaar</mark> ended our contract." in text
    assert "name: Mandelaar" in text
    assert "3 days later" in text
    assert 'data-press="y"' in text
    assert 'data-press="x"' in text


def test_the_likest_stand_first_and_the_list_takes_few_queries(
    browser: Client, cast: Cast, django_assert_max_num_queries: object
) -> None:
    for number in range(30):
        tie = proposed(cast)
        Link.objects.filter(pk=tie.pk).update(likeness=number / 100)
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        text = browser.get(reverse("mirror:links", args=[cast.workspace.pk])).content.decode()
    assert "30 pairs wait" in text
    assert text.count("data-item") == 20


@pytest.mark.parametrize(
    ("verb", "state"), [("confirm", "confirmed"), ("refuse", "refused"), ("unlink", "refused")]
)
def test_a_decision_is_kept_and_can_be_taken_back(
    verb: str, state: str, browser: Client, cast: Cast
) -> None:
    tie = proposed(cast)
    answer = browser.post(deed(cast, tie, verb), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("mirror:links", args=[cast.workspace.pk])
    assert Link.objects.get().state == state
    assert "Undo" in answer.content.decode()
    browser.post(deed(cast, tie, "reconsider"))
    assert Link.objects.get().state == "proposed"


def test_with_htmx_the_queue_comes_back_with_a_toast(browser: Client, cast: Cast) -> None:
    tie = proposed(cast)
    text = browser.post(deed(cast, tie, "confirm"), headers=HTMX).content.decode()
    assert text.startswith("\n") or text.lstrip().startswith('<div id="queue"')
    assert "No link waits for your decision." in text
    assert "The post tells of this moment." in text
    assert "<html" not in text


def test_looking_is_asked_for_and_finds_what_is_alike(browser: Client, cast: Cast) -> None:
    moment(cast.workspace, "Mandelaar ended the contract.")
    post(cast.workspace, "When Mandelaar ended our contract.")
    address = reverse("mirror:look", args=[cast.workspace.pk])
    assert "We are looking" in browser.post(address, headers=HTMX).content.decode()
    run_tasks(raise_failures=True)
    assert Link.objects.filter(state="proposed").count() == 1
    part = reverse("mirror:links", args=[cast.workspace.pk]) + "?part=standing"
    assert "1 proposed link" in browser.get(part, headers=HTMX).content.decode()
    assert browser.post(address).status_code == 302


def test_a_post_is_tied_by_hand_from_the_moment_and_untied(browser: Client, cast: Cast) -> None:
    what = moment(cast.workspace, "Ontslag.", date(2026, 3, 2))
    told = post(cast.workspace, "Ik moest iemand laten gaan.", date(2026, 4, 2))
    early = post(cast.workspace, "Te vroeg.", date(2026, 2, 2))
    address = reverse("mirror:moment", args=[cast.workspace.pk, what.pk])
    text = browser.get(address).content.decode()
    assert "laten gaan" in text
    assert "Te vroeg" not in text
    assert "Te vroeg" in browser.get(f"{address}?q=vroeg").content.decode()
    browser.post(reverse("mirror:tie", args=[cast.workspace.pk, what.pk, told.pk]))
    tie = Link.objects.get()
    assert (tie.state, tie.post_id) == ("confirmed", told.pk)
    assert "tied by hand" in browser.get(address).content.decode()
    browser.post(deed(cast, tie, "unlink"))
    assert not Link.objects.exists()
    assert early.pk


def test_a_moment_is_found_from_the_post(browser: Client, cast: Cast) -> None:
    moment(cast.workspace, "Ontslag.", date(2026, 3, 2))
    moment(cast.workspace, "Later.", date(2026, 5, 2))
    told = post(cast.workspace, "Ik moest iemand laten gaan.", date(2026, 4, 2))
    address = reverse("mirror:post", args=[cast.workspace.pk, told.pk])
    text = browser.get(address).content.decode()
    assert "Ontslag." in text
    assert "Later." not in text
    assert "Later." in browser.get(f"{address}?q=later").content.decode()


def test_an_unknown_deed_is_not_there(browser: Client, cast: Cast) -> None:
    assert browser.post(deed(cast, proposed(cast), "erase")).status_code == 404


def test_writes_are_not_for_readers_nor_strangers_nor_get(
    browser: Client, stranger_browser: Client, cast: Cast
) -> None:
    tie = proposed(cast)
    home = cast.workspace.pk
    reader = Client()
    reader.force_login(cast.rik.user)
    for address in (
        deed(cast, tie, "confirm"),
        reverse("mirror:look", args=[home]),
        reverse("mirror:tie", args=[home, tie.moment_id, tie.post_id]),
    ):
        assert reader.post(address).status_code == 403
        assert stranger_browser.post(address).status_code == 404
        assert browser.get(address).status_code == 405
    assert Link.objects.get().state == "proposed"


def test_things_of_another_workspace_are_not_found_in_ones_own(
    browser: Client, cast: Cast
) -> None:
    theirs = link(moment(cast.stranger.workspace), post(cast.stranger.workspace), "proposed")
    home = cast.workspace.pk
    assert browser.post(deed(cast, theirs, "confirm")).status_code == 404
    for name, pk in (("moment", theirs.moment_id), ("post", theirs.post_id)):
        assert browser.get(reverse(f"mirror:{name}", args=[home, pk])).status_code == 404
    tie = reverse("mirror:tie", args=[home, moment(cast.workspace).pk, theirs.post_id])
    assert browser.post(tie).status_code == 404


def test_a_reader_sees_pairs_without_buttons(cast: Cast, client: Client) -> None:
    proposed(cast)
    client.force_login(cast.rik.user)
    text = client.get(reverse("mirror:links", args=[cast.workspace.pk])).content.decode()
    assert "<mark>Mandelaar</mark>" in text
    assert "data-press" not in text
