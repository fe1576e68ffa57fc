"""Golden pairs: a draft, and what becomes of it on the wire.

``tests/golden/<network>/<case>.draft.json`` is written by hand; ``WRITE_GOLDEN=1 pytest
tests/channels -k golden`` writes its ``.sent.json`` anew after a change that is meant, and the
difference then stands in the commit.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PIL import Image

from aboveboard.channels.port import Card, Draft, Form, Media, Visibility
from tests.networks.exchange import File

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.networks.exchange import Request

FOLDER: Final = Path(__file__).parents[1] / "golden"
_FORMATS: Final = {"image/jpeg": "JPEG", "image/png": "PNG", "image/gif": "GIF"}


def cases(network: str) -> list[str]:
    """Return the names of a network's cases."""
    end = ".draft.json"
    return sorted(one.name.removesuffix(end) for one in FOLDER.glob(f"{network}/*{end}"))


def draft_of(network: str, case: str, folder: Path) -> Draft:
    """Return the draft of a case, its pictures and documents written to ``folder``."""
    said = json.loads((FOLDER / network / f"{case}.draft.json").read_text(encoding="utf-8"))
    card = said.pop("card", None)
    if card is not None and "picture" in card:
        card["picture"] = media(folder, **card["picture"])
    return Draft(
        text=said.pop("text"),
        media=tuple(media(folder, **one) for one in said.pop("media", ())),
        card=None if card is None else Card(**card),
        mentions=tuple((name, target) for name, target in said.pop("mentions", ())),
        visibility=Visibility(said.pop("visibility", "public")),
        form=Form(said.pop("form", "post")),
        **said,
    )


def media(folder: Path, name: str = "stekker.jpg", **more: Any) -> Media:
    """Return a picture of one colour, or a document, told by its name and written to ``folder``."""
    kinds = {"jpg": "image/jpeg", "png": "image/png", "gif": "image/gif"}
    kind = more.pop("type", kinds.get(name.rpartition(".")[2], "application/pdf"))
    width, height = more.pop("width", 320), more.pop("height", 320)
    if kind == "application/pdf":
        data, width, height = b"%PDF-1.4\n" + name.encode(), 0, 0
    else:
        kept = io.BytesIO()
        colour = tuple(hashlib.sha256(name.encode()).digest()[:3])
        Image.new("RGB", (width, height), colour).save(kept, _FORMATS[kind])
        data = kept.getvalue()
    path = folder / name
    path.write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    return Media(path, kind, digest, name=name, width=width, height=height, **more)


def described(requests: Iterable[Request], *headers: str) -> list[dict[str, Any]]:
    """Return requests as JSON, without what is secret; of the headers only those named."""
    return [
        {"call": f"{one.method} {one.target}"}
        | {name: one.headers[name] for name in headers if name in one.headers}
        | ({"body": _body(one)} if one.body else {})
        for one in requests
    ]


def check(network: str, case: str, sent: object) -> None:
    """Hold what a draft became beside what it became when last looked at by a person."""
    path = FOLDER / network / f"{case}.sent.json"
    text = json.dumps(sent, ensure_ascii=False, indent=1) + "\n"
    if os.environ.get("WRITE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert json.loads(path.read_text(encoding="utf-8")) == json.loads(text)


def _body(request: Request) -> Any:
    fields = request.fields
    if not fields:
        return "the file itself"
    return {name: _plain(value) for name, value in fields.items() if name != "access_token"}


def _plain(value: Any) -> Any:
    if isinstance(value, File):
        return f"{value.name}, {value.media_type}"
    return value
