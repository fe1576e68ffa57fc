from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from aboveboard.core.errors import Invalid
from aboveboard.rooms.record import attachments
from aboveboard.rooms.record.attach import MAX_ATTACHMENTS, attach
from aboveboard.rooms.record.attachments import folder, path_of
from aboveboard.rooms.record.detach import detach
from aboveboard.rooms.record.models import Attachment
from aboveboard.rooms.record.remove import UNDO_FOR, remove
from aboveboard.rooms.record.tests.made import PDF, moment, picture
from conftest import NOON

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client
    from pytest_django import DjangoCaptureOnCommitCallbacks
    from pytest_django.fixtures import Settings

    from conftest import Cast


@pytest.fixture(autouse=True)
def data_dir(settings: Settings, tmp_path: Path) -> Path:
    settings.DATA_DIR = tmp_path
    return tmp_path


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_picture_is_known_by_its_bytes(cast: Cast, kind: str) -> None:
    kept = attach(picture("x.pdf", kind=kind), to=moment(cast.noor), by=cast.noor, now=NOON)
    assert kept.content_type == f"image/{kind.lower()}"
    assert path_of(kept.sha256).stat().st_mode & 0o077 == 0
    assert path_of(kept.sha256).parent.parent == folder()


def test_a_paper_is_kept(cast: Cast) -> None:
    upload = SimpleUploadedFile("../../etc/ca\x00rt.pdf", PDF)
    kept = attach(upload, to=moment(cast.noor), by=cast.noor, now=NOON)
    assert (kept.content_type, kept.size) == ("application/pdf", len(PDF))
    assert path_of(kept.sha256).read_bytes() == PDF
    assert "/" not in kept.name


def _bomb() -> bytes:
    out = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "file_kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "file_kind"),
        (b"<html><script>alert(1)</script>", "file_kind"),
        (b"MZ" + b"\x00" * 100, "file_kind"),
        (PDF[:-6], "file_damaged"),
        (picture().read()[:60], "file_damaged"),
        (picture(kind="JPEG").read()[:300], "file_damaged"),
        (_bomb(), "file_too_large"),
    ],
)
def test_what_is_no_sound_picture_or_paper_is_refused_and_leaves_nothing(
    cast: Cast, content: bytes, rule: str
) -> None:
    with pytest.raises(Invalid) as refused:
        attach(
            SimpleUploadedFile("a.png", content),
            to=moment(cast.noor),
            by=cast.noor,
            now=NOON,
        )
    assert refused.value.facts["rule"] == rule
    assert not Attachment.objects.exists()
    assert [path for path in folder().rglob("*") if path.is_file()] == []


def test_a_file_over_the_limit_is_refused(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "MAX_MEGABYTES", 0)
    with pytest.raises(Invalid) as refused:
        attach(picture(), to=moment(cast.noor), by=cast.noor, now=NOON)
    assert refused.value.facts["rule"] == "file_too_large"


def test_there_are_never_too_many(cast: Cast) -> None:
    kept = moment(cast.noor)
    Attachment.objects.bulk_create(
        Attachment(
            moment=kept, name="x", sha256="0" * 64, size=1, content_type="x", created_at=NOON
        )
        for _ in range(MAX_ATTACHMENTS)
    )
    with pytest.raises(Invalid):
        attach(picture(), to=kept, by=cast.noor, now=NOON)


def test_the_file_goes_with_the_last_that_refers_to_it(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    first = attach(picture(), to=moment(cast.noor), by=cast.noor, now=NOON)
    second = attach(picture(), to=moment(cast.stranger), by=cast.stranger, now=NOON)
    place = path_of(first.sha256)
    assert first.sha256 == second.sha256
    with django_capture_on_commit_callbacks(execute=True):
        detach(first, by=cast.noor, now=NOON)
    assert place.exists()
    with django_capture_on_commit_callbacks(execute=True):
        detach(second, by=cast.stranger, now=NOON)
    assert not place.exists()


def test_the_file_goes_when_its_moment_is_wiped_out_and_not_before(
    cast: Cast, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    gone, other = moment(cast.noor), moment(cast.noor)
    place = path_of(attach(picture(), to=gone, by=cast.noor, now=NOON).sha256)
    with django_capture_on_commit_callbacks(execute=True):
        remove(gone, by=cast.noor, now=NOON)
    assert place.exists()
    with django_capture_on_commit_callbacks(execute=True):
        remove(other, by=cast.noor, now=NOON + UNDO_FOR * 2)
    assert not place.exists()


def test_a_picture_is_served_harmless_and_a_paper_to_save(browser: Client, cast: Cast) -> None:
    kept = moment(cast.noor)
    shot = attach(picture("piste é.png"), to=kept, by=cast.noor, now=NOON)
    paper = attach(SimpleUploadedFile("a.pdf", PDF), to=kept, by=cast.noor, now=NOON)
    base = f"/w/{cast.workspace.pk}/record/attachments/"
    answer = browser.get(f"{base}{shot.pk}/")
    assert answer["Content-Type"] == "image/png"
    assert answer["Content-Disposition"].startswith(
        "inline; filename*=utf-8''piste%20%C3%A9.png"
    )
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "script-src" not in answer["Content-Security-Policy"]
    assert answer["Cache-Control"].startswith("private")
    assert answer.getvalue()[:4] == b"\x89PNG"
    saved = browser.get(f"{base}{paper.pk}/")
    assert saved["Content-Disposition"] == 'attachment; filename="a.pdf"'
    assert saved.getvalue() == PDF
    page = browser.get(f"/w/{cast.workspace.pk}/record/moments/{kept.pk}/").content.decode()
    assert f'src="{base}{shot.pk}/"' in page


def test_the_page_attaches_and_detaches(browser: Client, cast: Cast) -> None:
    kept = moment(cast.noor)
    address = f"/w/{cast.workspace.pk}/record/moments/{kept.pk}/attach/"
    browser.post(address, {"file": [picture(), picture("b.png", "red")]})
    assert kept.attachments.count() == 2
    assert browser.post(address, {}).status_code == 422
    first = kept.attachments.first()
    assert first is not None
    browser.post(f"/w/{cast.workspace.pk}/record/attachments/{first.pk}/remove/")
    assert kept.attachments.count() == 1


def test_a_stranger_never_gets_a_file(stranger_browser: Client, cast: Cast) -> None:
    shot = attach(picture(), to=moment(cast.noor), by=cast.noor, now=NOON)
    for workspace in (cast.workspace.pk, cast.stranger.workspace_id):
        place = f"/w/{workspace}/record/attachments/{shot.pk}/"
        assert stranger_browser.get(place).status_code == 404
        assert stranger_browser.post(f"{place}remove/").status_code == 404
    assert Attachment.objects.exists()


def test_a_removed_moment_serves_no_file(browser: Client, cast: Cast) -> None:
    kept = moment(cast.noor)
    shot = attach(picture(), to=kept, by=cast.noor, now=NOON)
    remove(kept, by=cast.noor, now=NOON)
    place = f"/w/{cast.workspace.pk}/record/attachments/{shot.pk}/"
    assert browser.get(place).status_code == 404


def test_a_reader_looks_and_takes_nothing_away(client: Client, cast: Cast) -> None:
    shot = attach(picture(), to=moment(cast.noor), by=cast.noor, now=NOON)
    client.force_login(cast.rik.user)
    place = f"/w/{cast.workspace.pk}/record/attachments/{shot.pk}/"
    answer = client.get(place)
    assert answer.status_code == 200
    assert answer.getvalue()
    assert client.post(f"{place}remove/").status_code == 403


@pytest.mark.parametrize("bad", ["", "../x", "A" * 64, "0" * 63])
def test_only_a_hash_leads_to_a_file(bad: str) -> None:
    with pytest.raises(ValueError, match="not a hash"):
        path_of(bad)
