"""Containers: what is made, fetched by Instagram, waited for, and then published once.

Source: content-publishing, ig-user/media, ig-container, content_publishing_limit (D).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from aboveboard.channels.answer import PAUSE, Effect
from aboveboard.channels.graph.calls import (
    body_of,
    id_in,
    items,
    moment_in,
    number_in,
    text_in,
)
from aboveboard.channels.graph.errors import FAULTS
from aboveboard.channels.port import Busy, Form, Prepared, Reason, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aboveboard.channels.graph.calls import Graph
    from aboveboard.channels.port import Outgoing

LIFE: Final = timedelta(hours=24)  # D: a container that is not published expires
_MARGIN: Final = timedelta(hours=1)
_SHORTEST, _LONGEST = timedelta(seconds=3), timedelta(minutes=1)  # D: about once a minute
_ENOUGH: Final = timedelta(minutes=10)  # D advises five
_TRIES: Final = 3
_CODE: Final = re.compile(r"\b2207\d{3}\b")


@dataclass(frozen=True, slots=True)
class Kept:
    """How far a post is: its items, its container, when the last was made, how often it failed."""

    items: tuple[str, ...] = ()
    container: str = ""
    made: datetime | None = None
    tries: int = 0

    def written(self) -> str:
        """Return it as text."""
        made = None if self.made is None else self.made.isoformat()
        return json.dumps(
            {
                "items": self.items,
                "container": self.container,
                "made": made,
                "tries": self.tries,
            }
        )


def kept_in(prepared: str) -> Kept:
    """Return what :meth:`Kept.written` wrote; nothing, where it is something else."""
    try:
        found = json.loads(prepared)
        made = found["made"]
        return Kept(
            tuple(str(one) for one in found["items"]),
            str(found["container"]),
            None if made is None else datetime.fromisoformat(made),
            int(found["tries"]),
        )
    except (ValueError, KeyError, TypeError):
        return Kept()


@dataclass(frozen=True, slots=True)
class Preparing:
    """One step towards a post that is ready. What is made and then not used harms nobody."""

    graph: Graph
    user: str
    post: Outgoing
    now: Callable[[], datetime]

    def step(self) -> Prepared:
        """Return how far it is.

        Raises:
            Refused: Instagram cannot make anything of it.
            Busy: there is nothing more to publish today, or it is to be asked later.
        """
        kept = kept_in(self.post.prepared)
        if kept.made is not None and self.now() - kept.made > LIFE - _MARGIN:
            kept = Kept()
        if kept.made is None:
            self._check_quota()
        if len(self.post.media) > 1 and not kept.container:
            return self._item_or_carousel(kept)
        if not kept.container:
            return self._waits(replace(kept, container=self._create(self._only())))
        return self._settled(kept, [kept.container], ready=kept)

    def _item_or_carousel(self, kept: Kept) -> Prepared:
        """Make the next item, or, when all are there and ready, the carousel of them."""
        if len(kept.items) < len(self.post.media):
            picture = self.post.media[len(kept.items)]
            fields = {"image_url": picture.address, "is_carousel_item": "true"}
            item = self._create(fields | _described(picture.description))
            kept = replace(kept, items=(*kept.items, item), made=self.now())
            has_more = len(kept.items) < len(self.post.media)
            return Prepared(
                kept.written(), self.now() + (timedelta() if has_more else _SHORTEST)
            )
        waiting = self._settled(kept, list(kept.items), ready=None)
        if waiting.again_at is not None:
            return waiting
        carousel = {"media_type": "CAROUSEL", "children": ",".join(kept.items)}
        return self._waits(replace(kept, container=self._create(carousel | self._caption())))

    def _only(self) -> dict[str, str]:
        picture = self.post.media[0]
        if self.post.form is Form.STORY:
            return {"media_type": "STORIES", "image_url": picture.address}
        described = _described(picture.description)
        return {"image_url": picture.address} | described | self._caption()

    def _caption(self) -> dict[str, str]:
        return {"caption": self.post.text} if self.post.text else {}

    def _create(self, fields: Mapping[str, str]) -> str:
        return id_in(self.graph.post(f"{self.user}/media", fields, effect=Effect.READS))

    def _waits(self, kept: Kept) -> Prepared:
        kept = replace(kept, made=self.now())
        return Prepared(kept.written(), self.now() + _SHORTEST)

    def _settled(self, kept: Kept, containers: list[str], *, ready: Kept | None) -> Prepared:
        """Return what follows from how containers stand; not to wait means that all are ready."""
        states = [state_of(self.graph, one) for one in containers]
        done = {"FINISHED", "PUBLISHED"}
        if all(state in done for state, _ in states):
            return Prepared((ready or kept).written())
        failed = next((words for state, words in states if state == "ERROR"), None)
        waited = self.now() - (kept.made or self.now())
        if failed is not None:
            return self._again(kept, reason_of(failed))
        if any(state in {"EXPIRED", ""} for state, _ in states) or waited > _ENOUGH:
            return self._again(kept, None)
        wait = min(max(waited, _SHORTEST), _LONGEST)
        return Prepared(kept.written(), self.now() + wait)

    def _again(self, kept: Kept, reason: Reason | None) -> Prepared:
        """Begin anew, where that may help and was not tried too often."""
        if reason is not None or kept.tries + 1 >= _TRIES:
            raise Refused(reason or Reason.MEDIA)
        return Prepared(Kept(tries=kept.tries + 1).written(), self.now() + _LONGEST)

    def _check_quota(self) -> None:
        """Ask how many posts are left: the documentation names 25, 50 and 100 (U).

        Raises:
            Busy: none, until the oldest of the last 24 hours no longer counts.
        """
        path = f"{self.user}/content_publishing_limit"
        answer = self.graph.get(path, fields="config,quota_usage")
        for one in items(answer):
            config, used = one.get("config"), number_in(one, "quota_usage")
            total = number_in(config, "quota_total") if isinstance(config, dict) else None
            if used is not None and total is not None and used >= total:
                raise Busy(Reason.RATE, self._free_at(), status=answer.status)

    def _free_at(self) -> datetime:
        answer = self.graph.get(f"{self.user}/media", fields="id,timestamp", limit="100")
        now = self.now()
        moments = [moment_in(one, "timestamp") for one in items(answer)]
        recent = [moment for moment in moments if moment and now - moment < LIFE]
        return max(min(recent) + LIFE, now + PAUSE) if recent else now + _MARGIN


def state_of(graph: Graph, container: str) -> tuple[str, str]:
    """Return the status code of a container and its words; nothing where it is gone."""
    try:
        body = body_of(graph.get(container, fields="status_code,status"))
    except Refused as refused:
        if refused.reason is not Reason.GONE:
            raise
        return "", ""
    return text_in(body, "status_code"), text_in(body, "status")


def reason_of(words: str) -> Reason | None:
    """Return why a container failed, or None where a new one may do better."""
    found = _CODE.search(words)
    return None if found is None or int(found[0]) in FAULTS else Reason.MEDIA


def _described(description: str) -> dict[str, str]:
    return {"alt_text": description} if description else {}
