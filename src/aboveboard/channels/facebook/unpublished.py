"""A post nobody sees: its photos are sent, and it is made, before it is shown.

Source: pages-api/posts (D). That a post made with ``published=false`` and no time to come is shown
by ``is_published=true``, and that it may be told so twice, is K.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from aboveboard.channels.answer import Effect
from aboveboard.channels.graph.calls import id_in
from aboveboard.channels.port import Busy, Prepared, Reason, Refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    from aboveboard.channels.graph.calls import Graph
    from aboveboard.channels.port import Media, Outgoing

_TRIES: Final = 3


@dataclass(frozen=True, slots=True)
class Kept:
    """How far a post is: its photos, the post nobody sees, when it was made, how often it failed."""

    photos: tuple[str, ...] = ()
    post: str = ""
    made: datetime | None = None
    tries: int = 0

    def written(self) -> str:
        """Return it as text."""
        made = None if self.made is None else self.made.isoformat()
        return json.dumps(
            {"photos": self.photos, "post": self.post, "made": made, "tries": self.tries}
        )


def kept_in(prepared: str) -> Kept:
    """Return what :meth:`Kept.written` wrote; nothing, where it is something else."""
    try:
        found = json.loads(prepared)
        made = found["made"]
        return Kept(
            tuple(str(one) for one in found["photos"]),
            str(found["post"]),
            None if made is None else datetime.fromisoformat(made),
            int(found["tries"]),
        )
    except (ValueError, KeyError, TypeError):
        return Kept()


def prepare(
    graph: Graph, page: str, post: Outgoing, *, now: Callable[[], datetime]
) -> Prepared:
    """Return how far the post is: one photo a step, then the post. Orphans are seen by nobody."""
    kept = kept_in(post.prepared)
    if kept.post:
        return Prepared(kept.written())
    if len(kept.photos) < len(post.media):
        photo = _send(graph, page, post.media[len(kept.photos)])
        return Prepared(replace(kept, photos=(*kept.photos, photo)).written(), now())
    try:
        made = id_in(graph.post(f"{page}/feed", _fields(post, kept), effect=Effect.READS))
    except Busy as unknown:
        # It may have been made, and then its photos are taken: they are sent again.
        if not kept.photos or unknown.reason is Reason.RATE:
            raise
        return Prepared(Kept(tries=kept.tries).written(), unknown.again_at)
    except Refused as refused:
        is_taken = bool(kept.photos) and refused.reason is Reason.DUPLICATE
        if not is_taken or kept.tries + 1 >= _TRIES:
            raise
        return Prepared(Kept(tries=kept.tries + 1).written(), now())
    return Prepared(replace(kept, post=made, made=now()).written())


def _fields(post: Outgoing, kept: Kept) -> dict[str, str]:
    fields = {"published": "false"}
    if post.text:
        fields["message"] = post.text
    if post.card is not None:
        fields["link"] = post.card.url
    if kept.photos:
        fields["attached_media"] = json.dumps([{"media_fbid": one} for one in kept.photos])
    return fields


def _send(graph: Graph, page: str, photo: Media) -> str:
    form = {"published": "false"}
    if photo.description:
        form["alt_text_custom"] = photo.description
    ending = "png" if photo.type == "image/png" else "jpg"
    try:
        with photo.path.open("rb") as content:
            file: tuple[str, BinaryIO, str] = (f"picture.{ending}", content, photo.type)
            return id_in(
                graph.post(f"{page}/photos", form, effect=Effect.READS, files={"source": file})
            )
    except OSError as missing:
        raise Refused(Reason.MEDIA) from missing
