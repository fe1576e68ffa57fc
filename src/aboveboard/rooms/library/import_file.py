"""Take in an archive that lies on this machine, for the command line."""

from __future__ import annotations

from hashlib import file_digest, sha256
from typing import TYPE_CHECKING

from django.db import transaction

from aboveboard.core.errors import NotAllowed
from aboveboard.rooms.library.finished import tell_finished
from aboveboard.rooms.library.models import Import
from aboveboard.rooms.library.read_posts import read_posts
from aboveboard.rooms.library.take_in import no_progress, take_in
from aboveboard.rooms.workspaces.audit import note

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from aboveboard.rooms.workspaces.models import Member


def import_file(
    path: Path,
    *,
    by: Member,
    clock: Callable[[], datetime],
    progress: Callable[[Import], None] = no_progress,
) -> Import:
    """Take in the file or folder at ``path`` and return the import, done or failed.

    Goes on with an import of the same content that broke off. The file is read where it is.

    Raises:
        NotAllowed: ``by`` only reads here.
        OSError: the file cannot be read.
    """
    if not by.may_write:
        raise NotAllowed
    source = _import_of(path, by=by, now=clock())
    done = take_in(source.pk, path, clock=clock, progress=progress)
    read_posts(by.workspace_id)
    tell_finished(by.workspace_id)
    return done


@transaction.atomic
def _import_of(path: Path, *, by: Member, now: datetime) -> Import:
    digest, size = _identity(path)
    broken_off = (
        Import.objects.filter(
            workspace_id=by.workspace_id,
            sha256=digest,
            state__in=[Import.State.WAITING, Import.State.RUNNING],
        )
        .order_by("-pk")
        .first()
    )
    if broken_off is not None:
        return broken_off
    made = Import.objects.create(
        workspace_id=by.workspace_id,
        file_name=path.resolve().name[:255],
        size=size,
        received=size,
        sha256=digest,
        state=Import.State.WAITING,
        created_at=now,
    )
    note(by, "import", "import", made.pk, now=now)
    return made


def _identity(path: Path) -> tuple[str, int]:
    """Return a digest of a file's bytes, or of a folder's names and sizes, and the size."""
    if path.is_dir():
        files = sorted(one for one in path.rglob("*") if one.is_file() and not one.is_symlink())
        listed = [(str(one.relative_to(path)), one.stat().st_size) for one in files]
        return sha256(repr(listed).encode()).hexdigest(), sum(size for _, size in listed)
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest(), path.stat().st_size
