"""Everything of one workspace in one zip: a JSON line a row, attachments, and a list with hashes."""

from __future__ import annotations

import json
import zipfile
from hashlib import sha256
from typing import TYPE_CHECKING

from django.core.serializers.json import DjangoJSONEncoder

from aboveboard.rooms.accounts import models as accounts
from aboveboard.rooms.boundaries import models as boundaries
from aboveboard.rooms.library import models as library
from aboveboard.rooms.mirror import models as mirror
from aboveboard.rooms.publishing import models as publishing
from aboveboard.rooms.readings import models as readings
from aboveboard.rooms.record import models as record
from aboveboard.rooms.record.attachments import path_of
from aboveboard.rooms.workspaces import models as workspaces

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from django.db.models import Model, QuerySet

    from aboveboard.rooms.workspaces.models import Workspace

EXPORTED: tuple[tuple[type[Model], str], ...] = (
    (workspaces.AuditEntry, "workspace"),
    (record.Topic, "workspace"),
    (record.Moment, "workspace"),
    (record.Moment.topics.through, "moment__workspace"),
    (record.Attachment, "moment__workspace"),
    (record.Target, "workspace"),
    (record.PerceptionNote, "workspace"),
    (record.RejectedRow, "workspace"),
    (library.Import, "workspace"),
    (library.Post, "workspace"),
    (library.Media, "post__workspace"),
    (library.Comment, "workspace"),
    (library.Connection, "workspace"),
    (library.Message, "workspace"),
    (library.Metric, "workspace"),
    (library.Sighting, "seen_in__workspace"),
    (library.Told, "workspace"),
    (library.SkippedRow, "source__workspace"),
    (accounts.Account, "workspace"),
    (boundaries.Boundary, "workspace"),
    (boundaries.Consent, "workspace"),
    (boundaries.RejectedLine, "workspace"),
    (mirror.Link, "workspace"),
    (readings.Dismissal, "workspace"),
    (readings.SwitchedOff, "workspace"),
    (readings.RuleCount, "workspace"),
    (readings.ArchiveReading, "workspace"),
    (publishing.Picture, "workspace"),
    (publishing.Release, "workspace"),
    (publishing.Publication, "workspace"),
    (publishing.PublicationMedia, "publication__workspace"),
    (publishing.Part, "publication__workspace"),
    (publishing.Attempt, "publication__workspace"),
    (publishing.Owned, "publication__workspace"),
    (publishing.Pause, "workspace"),
    (publishing.Slot, "account__workspace"),
)
"""Every table with the way to its workspace; a test finds a table that is missing here."""


def export(workspace: Workspace, path: Path, *, now: datetime) -> dict[str, int]:
    """Write the zip at ``path`` and return the number of rows a table.

    Raises:
        FileExistsError: there is a file at ``path`` already.
    """
    counts: dict[str, int] = {}
    hashes: dict[str, str] = {}
    with zipfile.ZipFile(path, "x", zipfile.ZIP_DEFLATED) as bundle:
        for model, way in EXPORTED:
            name = f"{model._meta.label_lower}.jsonl"
            rows = model._default_manager.filter(**{way: workspace.pk}).order_by("pk")
            counts[name], hashes[name] = _rows(bundle, name, rows)
        for attachment in record.Attachment.objects.filter(moment__workspace=workspace):
            name = f"attachments/{attachment.sha256}"
            if name not in hashes:
                bundle.write(path_of(attachment.sha256), name)
                hashes[name] = attachment.sha256
        head = {"workspace": workspace.name, "made_at": now, "rows": counts, "sha256": hashes}
        bundle.writestr("manifest.json", json.dumps(head, cls=DjangoJSONEncoder, indent=2))
    return counts


def _rows(bundle: zipfile.ZipFile, name: str, rows: QuerySet[Model]) -> tuple[int, str]:
    count, digest = 0, sha256()
    with bundle.open(name, "w", force_zip64=True) as file:
        for row in rows.values().iterator(chunk_size=2000):
            line = json.dumps(row, cls=DjangoJSONEncoder, ensure_ascii=False).encode() + b"\n"
            file.write(line)
            digest.update(line)
            count += 1
    return count, digest.hexdigest()
