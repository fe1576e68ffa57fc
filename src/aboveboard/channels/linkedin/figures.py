"""How often posts were seen and answered.

Source: pages organizationalEntityShareStatistics (C linkedctl, postiz); members
memberCreatorPostAnalytics (D members/post-statistics), one figure a call.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from aboveboard.channels.linkedin.calls import encoded, items
from aboveboard.channels.port import Metrics, Reason, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aboveboard.channels.linkedin.calls import Api
    from aboveboard.channels.port import Receipt

_AT_ONCE: Final = 20
_SHARE: Final = "urn:li:share:"
_UGC: Final = "urn:li:ugcPost:"


def of_page(api: Api, page: str, receipts: Sequence[Receipt]) -> Mapping[str, Metrics]:
    """Return the figures of a page's posts."""
    found = {}
    for start in range(0, len(receipts), _AT_ONCE):
        urns = [receipt.remote_id for receipt in receipts[start : start + _AT_ONCE]]
        path = "organizationalEntityShareStatistics?q=organizationalEntity"
        path += f"&organizationalEntity={encoded(page)}"
        for name, prefix in (("shares", _SHARE), ("ugcPosts", _UGC)):
            named = ",".join(encoded(urn) for urn in urns if urn.startswith(prefix))
            path += f"&{name}=List({named})" if named else ""
        for one in items(api.call("GET", path)):
            urn, totals = (
                one.get("share") or one.get("ugcPost"),
                one.get("totalShareStatistics"),
            )
            if isinstance(urn, str) and isinstance(totals, dict):
                found[urn] = _metrics(totals)
    return found


def of_member(api: Api, receipts: Sequence[Receipt]) -> Mapping[str, Metrics]:
    """Return the figures of a member's posts, four calls each."""
    return dict(_of_members(api, receipts))


def _of_members(api: Api, receipts: Sequence[Receipt]) -> Iterator[tuple[str, Metrics]]:
    for receipt in receipts:
        urn = receipt.remote_id
        kind = "share" if urn.startswith(_SHARE) else "ugc"
        try:
            figures = {
                name: _one(api, f"({kind}:{encoded(urn)})", name)
                for name in ("REACTION", "COMMENT", "RESHARE", "IMPRESSION")
            }
        except Refused as refused:
            if refused.reason is not Reason.GONE:
                raise
            continue
        yield (
            urn,
            Metrics(
                likes=figures["REACTION"],
                comments=figures["COMMENT"],
                reposts=figures["RESHARE"],
                views=figures["IMPRESSION"],
            ),
        )


def _one(api: Api, entity: str, name: str) -> int | None:
    path = f"memberCreatorPostAnalytics?q=entity&entity={entity}&queryType={name}"
    counts = [one.get("count") for one in items(api.call("GET", f"{path}&aggregation=TOTAL"))]
    return sum(known) if (known := [one for one in counts if isinstance(one, int)]) else None


def _metrics(totals: dict[str, Any]) -> Metrics:
    def told(name: str) -> int | None:
        value = totals.get(name)
        return value if isinstance(value, int) else None

    return Metrics(
        likes=told("likeCount"),
        comments=told("commentCount"),
        reposts=told("shareCount"),
        views=told("impressionCount"),
    )
