"""No table of a room is forgotten in the export."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING

from django.apps import apps

from aboveboard.project.export import EXPORTED, export
from aboveboard.rooms.accounts.models import Credential, RegisteredApp
from aboveboard.rooms.accounts.tests.made import account_of, kept
from aboveboard.rooms.record.capture import capture
from conftest import NOON

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Cast

LEFT_OUT = {
    "workspaces.user",
    "workspaces.workspace",
    "workspaces.member",
    "workspaces.signinlink",
    "accounts.credential",
    "accounts.registeredapp",
    "accounts.errand",
    "accounts.endtold",
    "mirror.linkrun",
    "mirror.posttag",
    "publishing.lane",
    "publishing.calendarfeed",
}
"""People and seats are not a workspace's data; its name is in the manifest. What opens accounts stays
here. Links, tags and lanes are derived; a feed is an address of this installation."""


def test_every_table_of_every_room_is_exported() -> None:
    rooms = {
        model._meta.label_lower
        for config in apps.get_app_configs()
        if config.name.startswith("aboveboard.rooms.")
        for model in config.get_models(include_auto_created=True)
        if not model._meta.label_lower.startswith("workspaces.user_")
    }
    assert {model._meta.label_lower for model, way in EXPORTED} == rooms - LEFT_OUT


def test_an_export_holds_its_own_workspace_and_no_other(cast: Cast, tmp_path: Path) -> None:
    capture("We lost the order #sales", by=cast.noor, now=NOON)
    capture("A stranger's line", by=cast.stranger, now=NOON)
    counts = export(cast.workspace, tmp_path / "all.zip", now=NOON)
    assert counts["record.moment.jsonl"] == 1
    with zipfile.ZipFile(tmp_path / "all.zip") as bundle:
        everything = b"".join(bundle.read(name) for name in bundle.namelist()).decode()
        manifest = json.loads(bundle.read("manifest.json"))
    assert "We lost the order" in everything
    assert "stranger" not in everything
    assert manifest["workspace"] == "Studio Zilver"


def test_an_export_holds_accounts_without_what_opens_them(cast: Cast, tmp_path: Path) -> None:
    credential = kept(account_of(cast.workspace, name="Studio Zilver on Mastodon"))
    app = RegisteredApp.objects.create(
        workspace=cast.workspace,
        network="linkedin",
        client_id="the-client",
        sealed="v1.sealed-secret",
        changed_at=NOON,
    )
    export(cast.workspace, tmp_path / "all.zip", now=NOON)
    with zipfile.ZipFile(tmp_path / "all.zip") as bundle:
        everything = b"".join(bundle.read(name) for name in bundle.namelist()).decode()
    assert "Studio Zilver on Mastodon" in everything
    for secret in (credential.sealed, app.sealed, app.client_id, "sealed"):
        assert secret not in everything
    assert Credential.objects.exists()
