from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError, transaction

from aboveboard.rooms.boundaries.agree import ConsentWords, ask_consent
from aboveboard.rooms.boundaries.models import Consent
from aboveboard.rooms.library.models import Connection, Import
from conftest import NOON

if TYPE_CHECKING:
    from django.test import Client

    from conftest import Cast

ILSE = {
    "name": "Ilse Verbeke",
    "company": "Bakkerij Molen",
    "state": "asked",
    "said_on": "2026-11-20",
    "note": "By phone",
}


def address(cast: Cast, rest: str = "") -> str:
    return f"/w/{cast.workspace.pk}/boundaries/people/{rest}"


def connected(cast: Cast, name: str, company: str) -> None:
    source = Import.objects.create(
        workspace=cast.workspace, file_name="a.zip", size=1, created_at=NOON
    )
    Connection.objects.create(
        workspace=cast.workspace, source=source, network="linkedin", remote_id=name,
        where="a:1", relation="connection", name=name, company=company,
    )  # fmt: skip


def test_somebody_is_added_changed_removed_and_put_back(browser: Client, cast: Cast) -> None:
    assert browser.post(address(cast), ILSE).status_code == 302
    person = Consent.objects.get()
    page = browser.get(address(cast)).content.decode()
    for words in ("Ilse Verbeke", "Asked", "20 November", "By phone"):
        assert words in page
    there = address(cast, f"{person.pk}/")
    browser.post(there, {**ILSE, "state": "given"})
    assert Consent.objects.get().state == "given"
    browser.post(address(cast, f"{person.pk}/remove/"))
    assert browser.get(there).status_code == 404
    browser.post(address(cast, f"{person.pk}/restore/"))
    assert browser.get(there).status_code == 200


def test_somebody_is_on_the_list_once(browser: Client, cast: Cast) -> None:
    browser.post(address(cast), ILSE)
    browser.post(address(cast), {**ILSE, "name": "ILSE  verbeke", "state": "refused"})
    assert [one.state for one in Consent.objects.all()] == ["refused"]
    browser.post(address(cast), {**ILSE, "name": "Rik Maes"})
    rik = Consent.objects.get(name="Rik Maes")
    answer = browser.post(address(cast, f"{rik.pk}/"), ILSE)
    assert answer.status_code == 422
    assert "on the list already" in answer.content.decode()


def test_who_came_back_meanwhile_is_not_put_back_twice(browser: Client, cast: Cast) -> None:
    browser.post(address(cast), ILSE)
    first = Consent.objects.get()
    browser.post(address(cast, f"{first.pk}/remove/"))
    browser.post(address(cast), ILSE)
    answer = browser.post(address(cast, f"{first.pk}/restore/"), follow=True)
    assert "on the list already" in answer.content.decode()
    assert Consent.objects.filter(deleted_at=None).count() == 1


def test_connections_are_found_and_added(browser: Client, cast: Cast) -> None:
    connected(cast, "Ilse Verbeke", "Bakkerij Molen")
    connected(cast, "Rik Maes", "Molenaar")
    assert "From your connections" in browser.get(address(cast)).content.decode()
    page = browser.get(address(cast, "?q=molen")).content.decode()
    assert 'value="Ilse Verbeke"' in page
    assert 'value="Rik Maes"' in page
    browser.post(address(cast), ILSE)
    assert 'value="Ilse Verbeke"' not in browser.get(address(cast, "?q=molen")).content.decode()
    assert "Nobody of that name" in browser.get(address(cast, "?q=xyz")).content.decode()


@pytest.mark.parametrize(
    "said", [{**ILSE, "name": ""}, {**ILSE, "state": "perhaps"}, {**ILSE, "said_on": "then"}]
)
def test_what_does_not_fit_is_refused(
    said: dict[str, str], browser: Client, cast: Cast
) -> None:
    answer = browser.post(address(cast), said)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


def test_readers_change_nothing(client: Client, cast: Cast) -> None:
    person = ask_consent(ConsentWords("Ilse", "", "asked"), by=cast.noor, now=NOON)
    client.force_login(cast.rik.user)
    assert client.get(address(cast)).status_code == 200
    for rest in ("", f"{person.pk}/", f"{person.pk}/remove/", f"{person.pk}/restore/"):
        assert client.post(address(cast, rest), ILSE).status_code == 403


def test_the_database_keeps_one_row_a_person(cast: Cast) -> None:
    ask_consent(ConsentWords("Ilse", "", "asked"), by=cast.noor, now=NOON)
    again = Consent(
        workspace=cast.workspace, name="ilse", folded="ilse\n", created_at=NOON, updated_at=NOON
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()
