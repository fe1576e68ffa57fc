"""Things of the record, made for tests."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from aboveboard.rooms.record.models import Moment, Target
from aboveboard.rooms.record.topics import topics_named
from conftest import NOON

if TYPE_CHECKING:
    from aboveboard.rooms.workspaces.models import Member

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def moment(seat: Member, text: str = "Lost the order", **more: Any) -> Moment:
    topics = more.pop("topics", ())
    facts = {
        "happened_on": date(2026, 11, 20),
        "kind": "setback",
        "created_at": NOON,
        "updated_at": NOON,
        **more,
    }
    made = Moment.objects.create(workspace_id=seat.workspace_id, text=text, **facts)
    made.topics.set(topics_named(seat.workspace_id, topics))
    return made


def target(seat: Member, **more: Any) -> Target:
    facts = {
        "what": "Shops",
        "value": 240,
        "due_on": date(2026, 12, 31),
        "created_at": NOON,
        **more,
    }
    return Target.objects.create(workspace_id=seat.workspace_id, **facts)


def picture(
    name: str = "slope.png", colour: str = "navy", kind: str = "PNG"
) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, kind)
    return SimpleUploadedFile(name, out.getvalue())
