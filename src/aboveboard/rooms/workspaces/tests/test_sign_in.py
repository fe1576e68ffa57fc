from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from aboveboard.core.errors import NotFound
from aboveboard.rooms.workspaces.models import SignInLink
from aboveboard.rooms.workspaces.sign_in import LIFE, make_link, use_link
from conftest import NOON

if TYPE_CHECKING:
    from django.test import Client

    from conftest import Cast


def test_a_link_signs_in_once(cast: Cast) -> None:
    token = make_link(cast.noor.user, now=NOON)
    assert use_link(token, now=NOON) == cast.noor.user
    with pytest.raises(NotFound):
        use_link(token, now=NOON)


def test_a_link_that_waited_too_long_is_refused(cast: Cast) -> None:
    token = make_link(cast.noor.user, now=NOON)
    with pytest.raises(NotFound):
        use_link(token, now=NOON + LIFE + timedelta(seconds=1))


def test_only_a_digest_of_the_token_is_kept(cast: Cast) -> None:
    token = make_link(cast.noor.user, now=NOON)
    assert token not in str(list(SignInLink.objects.values()))


def test_a_user_who_left_cannot_use_a_link(cast: Cast) -> None:
    token = make_link(cast.noor.user, now=NOON)
    cast.noor.user.is_active = False
    cast.noor.user.save()
    with pytest.raises(NotFound):
        use_link(token, now=NOON)


def test_the_page_of_a_link_signs_in_and_leads_home(client: Client, cast: Cast) -> None:
    from django.utils import timezone

    token = make_link(cast.noor.user, now=timezone.now())
    answer = client.get(f"/sign-in/{token}/")
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(cast.noor.user.pk)
    assert client.get("/")["Location"] == f"/w/{cast.workspace.pk}/"


def test_a_wrong_link_says_what_to_do(client: Client, db: None) -> None:
    answer = client.get("/sign-in/wrong/")
    assert answer.status_code == 404
    assert "./run link" in answer.content.decode()


def test_signing_out_ends_the_session(browser: Client, cast: Cast) -> None:
    assert browser.get("/sign-out/").status_code == 405
    browser.post("/sign-out/")
    assert browser.get(f"/w/{cast.workspace.pk}/").status_code == 302
