"""What opens accounts cannot be read out of the database, nor moved within it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.apps import apps

from aboveboard.rooms.accounts import reseal as resealing
from aboveboard.rooms.accounts.models import Credential, RegisteredApp
from aboveboard.rooms.accounts.reseal import SEALED, Resealed, reseal, unopened
from aboveboard.rooms.accounts.sealing import CannotOpen, open_sealed, seal
from aboveboard.rooms.accounts.tests.made import account_of, kept, tokens
from aboveboard.rooms.accounts.tokens import from_text, grant_in, to_text
from conftest import NOON

if TYPE_CHECKING:
    from pytest_django.fixtures import Settings as SettingsWrapper

    from conftest import Cast

OLD, NEW = "an-old-key-of-the-tests-" * 2, "a-new-key-of-the-tests-" * 2


def test_a_sealed_text_opens_at_its_place_and_does_not_show_itself() -> None:
    sealed = seal("access-1", "credential/1/tokens")
    assert "access-1" not in sealed
    assert open_sealed(sealed, "credential/1/tokens") == "access-1"
    assert seal("access-1", "credential/1/tokens") != sealed


@pytest.mark.parametrize("place", ["credential/2/tokens", "app/1/linkedin//secret", ""])
def test_a_sealed_text_does_not_open_elsewhere(place: str) -> None:
    with pytest.raises(CannotOpen):
        open_sealed(seal("access-1", "credential/1/tokens"), place)


def test_a_sealed_text_that_was_changed_does_not_open() -> None:
    sealed = seal("access-1", "here")
    head, _, body = sealed.rpartition(".")
    other = "A" if body[20] != "A" else "B"
    for spoilt in (f"{head}.{body[:20]}{other}{body[21:]}", sealed[:-4], "", "v1.x.!", body):
        with pytest.raises(CannotOpen):
            open_sealed(spoilt, "here")


def test_an_older_key_opens_and_the_newest_seals(settings: SettingsWrapper) -> None:
    settings.SEALING_KEYS = lambda: (OLD,)
    before = seal("access-1", "here")
    settings.SEALING_KEYS = lambda: (NEW, OLD)
    assert open_sealed(before, "here") == "access-1"
    after = seal("access-1", "here")
    settings.SEALING_KEYS = lambda: (NEW,)
    assert open_sealed(after, "here") == "access-1"
    with pytest.raises(CannotOpen):
        open_sealed(before, "here")


def test_tokens_come_back_as_they_were() -> None:
    whole = tokens(scopes=frozenset({"write", "read"}), extra={"key": "{}"}, refresh_until=NOON)
    assert from_text(to_text(whole)) == whole
    endless = tokens(hours=None, refresh="")
    assert from_text(to_text(endless)) == endless


def test_every_value_is_sealed_anew_in_batches_and_a_second_time_nothing(
    cast: Cast, settings: SettingsWrapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(resealing, "BATCH", 3)
    settings.SEALING_KEYS = lambda: (OLD,)
    accounts = [account_of(cast.workspace) for _ in range(7)]
    for account in accounts:
        kept(account)
    app = RegisteredApp(
        workspace=cast.workspace, network="linkedin", client_id="a", changed_at=NOON
    )
    app.sealed = seal("secret", app.place)
    app.save()
    settings.SEALING_KEYS = lambda: (NEW, OLD)
    assert reseal() == Resealed(done=8, unopened=0)
    assert reseal() == Resealed(done=0, unopened=0)
    settings.SEALING_KEYS = lambda: (NEW,)
    assert unopened() == 0
    row = Credential.objects.get(account=accounts[-1])
    assert grant_in(accounts[-1], row).tokens == tokens()


def test_a_value_that_no_key_opens_is_counted_and_left(
    cast: Cast, settings: SettingsWrapper
) -> None:
    row = kept(account_of(cast.workspace))
    settings.SEALING_KEYS = lambda: (NEW,)
    assert unopened() == 1
    assert reseal() == Resealed(done=0, unopened=1)
    assert Credential.objects.get().sealed == row.sealed


def test_tokens_that_were_renewed_while_they_were_sealed_anew_stay(
    cast: Cast, settings: SettingsWrapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = account_of(cast.workspace)
    settings.SEALING_KEYS = lambda: (OLD,)
    kept(account)
    settings.SEALING_KEYS = lambda: (NEW, OLD)

    def renewed_meanwhile(text: str, place: str) -> str:
        kept(account, tokens("access-2"))
        return seal(text, place)

    monkeypatch.setattr(resealing, "seal", renewed_meanwhile)
    assert reseal().done == 0
    assert grant_in(account, Credential.objects.get()).tokens.access == "access-2"


def test_every_table_with_sealed_values_is_known() -> None:
    tables = {
        model
        for model in apps.get_models()
        if any(field.name.startswith("sealed") for field in model._meta.get_fields())
    }
    assert tables == set(SEALED)
