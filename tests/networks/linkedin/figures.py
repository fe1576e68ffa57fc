"""How often posts were seen and answered: of pages, and of members with a closed scope."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from tests.networks.exchange import Answer, answer
from tests.networks.network import Call, Handlers, Refusal

if TYPE_CHECKING:
    from tests.networks.linkedin.server import LinkedIn

HANDLERS: Final = Handlers()
_TOTALS: Final = (
    "clickCount",
    "commentCount",
    "impressionCount",
    "likeCount",
    "shareCount",
    "uniqueImpressionsCount",
)
_METRICS: Final = {
    "IMPRESSION": "impressionCount",
    "MEMBERS_REACHED": "uniqueImpressionsCount",
    "RESHARE": "shareCount",
    "REACTION": "likeCount",
    "COMMENT": "commentCount",
}
_METRIC_TYPE: Final = (  # C linkedctl: a long key; its letters K
    "com.linkedin.adsexternalapi.memberanalytics.v1.CreatorPostAnalyticsMetricTypeV1"
)


@HANDLERS("page_figures")
def of_pages(network: LinkedIn, call: Call) -> Answer:
    """Return totals for each post that was named, and 0 for what nobody did."""
    page = call.query["organizationalEntity"]
    if page not in network.state.roles.get(call.token.account, ()):
        raise Refusal(network.forbidden(call))
    elements = [
        {name: urn, "organizationalEntity": page, "totalShareStatistics": totals}
        for name, asked in (("share", "shares"), ("ugcPost", "ugcPosts"))
        for urn in re.findall(r"urn:li:\w+:\d+", call.query.get(asked, ""))
        if (totals := _totals(network, call, urn, page)) is not None
    ]
    return answer(200, {"elements": elements, "paging": {"start": 0, "count": 10, "links": []}})


@HANDLERS("member_figures")
def of_members(network: LinkedIn, call: Call) -> Answer:
    """Return one figure of one post."""
    metric = call.query["queryType"]
    if metric not in _METRICS:
        words = f"{metric} is no query type"
        raise Refusal(network.input_error(400, "INVALID_VALUE_FOR_FIELD", words, "queryType"))
    urns = re.findall(r"urn:li:\w+:\d+", call.query["entity"])
    totals = _totals(network, call, urns[0] if urns else "", call.token.account)
    if totals is None:
        raise Refusal(network.error(404, "NOT_FOUND", "Post not found"))
    kind = {_METRIC_TYPE: metric}
    element = {"count": totals[_METRICS[metric]], "metricType": kind}
    return answer(
        200, {"elements": [element], "paging": {"start": 0, "count": 10, "links": []}}
    )


def _totals(network: LinkedIn, call: Call, urn: str, author: str) -> dict[str, Any] | None:
    entry = network.ledger.find(urn, at=call.seen_at)
    if entry is None or entry.account != author:
        return None
    known = network.state.figures.get(urn, {})
    said = sum(one.post == urn for one in network.state.comments.values())
    return {name: known.get(name, 0) for name in _TOTALS} | {
        "commentCount": known.get("commentCount", said),
        "engagement": 0.0,
    }
