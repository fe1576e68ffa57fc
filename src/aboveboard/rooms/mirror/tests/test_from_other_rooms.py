"""What the record and the library show of the mirror: what was told, and the way to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.urls import reverse

from aboveboard.rooms.mirror.tests.made import link, moment, post
from aboveboard.rooms.record.filtered import Filters
from aboveboard.rooms.record.queries import timeline

if TYPE_CHECKING:
    from django.test import Client

    from conftest import Cast

pytestmark = pytest.mark.django_db


def test_the_record_lists_what_was_not_shown_yet(browser: Client, cast: Cast) -> None:
    link(moment(cast.workspace, "Told aloud."), post(cast.workspace))
    link(moment(cast.workspace, "Only proposed."), post(cast.workspace), "proposed")
    link(moment(cast.workspace, "Not so."), post(cast.workspace), "refused")
    moment(cast.workspace, "Kept still.")
    rows = timeline(cast.workspace.pk, Filters(is_unshown=True)).rows
    assert {row.text for row in rows} == {"Only proposed.", "Not so.", "Kept still."}
    address = reverse("record:timeline", args=[cast.workspace.pk])
    page = browser.get(address, {"shown": "no"}).content.decode()
    assert "Kept still." in page
    assert "Told aloud." not in page
    assert '<option value="no" selected>Not shown yet</option>' in page
    assert "Told aloud." in browser.get(address).content.decode()


def test_the_filter_joins_with_the_others(cast: Cast) -> None:
    for kind in ("win", "setback"):
        link(moment(cast.workspace, kind=kind, topics=("Team",)), post(cast.workspace))
        moment(cast.workspace, "Kept.", kind=kind, topics=("Team",))
    filters = Filters(kind="win", topic="team", words="kept", is_unshown=True)
    assert len(timeline(cast.workspace.pk, filters).rows) == 1


def test_a_row_and_a_moment_lead_to_their_posts(browser: Client, cast: Cast) -> None:
    shown, kept = moment(cast.workspace), moment(cast.workspace)
    link(shown, post(cast.workspace))
    for one in (shown, kept):
        way = f'href="{reverse("mirror:moment", args=[cast.workspace.pk, one.pk])}"'
        for name, args in (("timeline", []), ("moment", [one.pk])):
            address = reverse(f"record:{name}", args=[cast.workspace.pk, *args])
            assert way in browser.get(address).content.decode()


def test_a_post_leads_to_its_moments(browser: Client, cast: Cast) -> None:
    told = post(cast.workspace)
    page = browser.get(reverse("library:post", args=[cast.workspace.pk, told.pk]))
    way = reverse("mirror:post", args=[cast.workspace.pk, told.pk])
    assert f'href="{way}"' in page.content.decode()
