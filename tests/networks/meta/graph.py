"""What Instagram and Facebook share: the Graph API's addresses, parameters, fields and errors."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from tests.networks.exchange import Answer, Request, answer
from tests.networks.faults import Kind
from tests.networks.network import Network, Reason, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from tests.networks.network import Call

LONG: Final = timedelta(days=60)
"""Life of a long token: D access_token for Instagram, C postiz for Facebook."""
_VERSION: Final = re.compile(r"/v\d+\.\d+(?=/)")
_LISTS: Final = frozenset({"attached_media", "children", "collaborators", "user_tags"})
_SECRET: Final = frozenset({"access_token", "appsecret_proof"})
_USAGE_WINDOW: Final = timedelta(hours=1)


class GraphRequest(Request):
    """A request whose parameters count wherever they stand, in the address or in the body (K)."""

    @cached_property
    def parameters(self) -> dict[str, Any]:
        """All parameters, with lists that came as JSON, as numbered fields or with commas."""
        plain = Request(self.method, self.target, self.headers, self.body)
        found = plain.query | plain.fields
        return {
            name: _list(value) if name in _LISTS else value for name, value in found.items()
        }

    @property
    def is_form(self) -> bool:
        return True

    @cached_property
    def query(self) -> dict[str, Any]:
        return {} if self.method == "POST" else self._open

    @cached_property
    def fields(self) -> dict[str, Any]:
        return self._open if self.method == "POST" else {}

    @property
    def _open(self) -> dict[str, Any]:
        exchanged = self.method == "GET" and self.segments[-1] in {
            "access_token",
            "refresh_access_token",
        }
        hidden = frozenset() if exchanged else _SECRET
        return {name: value for name, value in self.parameters.items() if name not in hidden}


class Graph(Network):
    """A network behind the Graph API."""

    calls_an_hour = 200

    def answer(self, request: Request) -> Answer:
        """Return the answer; the version at the start of the path may be any."""
        target = _VERSION.sub("", request.target, count=1)
        return super().answer(
            GraphRequest(request.method, target, request.headers, request.body)
        )

    def bearer_of(self, request: Request) -> str:
        """Return the token, from a parameter or the header."""
        assert isinstance(request, GraphRequest)
        return str(request.parameters.get("access_token", "")) or super().bearer_of(request)

    def after(self, call: Call, given: Answer) -> Answer:
        """Return the answer with how much is used, in percent (D rate-limiting)."""
        if call.bearer is None:
            return given
        since = call.now - _USAGE_WINDOW
        recent = sum(line.moment > since for line in self.log)
        return self._with_usage(call, given, min(100, 100 * recent // self.calls_an_hour), 0)

    def error(
        self,
        code: int,
        words: str,
        *,
        sub: int = 0,
        status: int = 400,
        kind: str = "OAuthException",
        transient: bool = False,
    ) -> Answer:
        """Return the envelope of an error (D error-codes)."""
        said: dict[str, Any] = {
            "message": f"(#{code}) {words}" if code > 0 else words,
            "type": kind,
            "code": code,
            "is_transient": transient,
            "fbtrace_id": f"trace-{self.next_number()}",
        }
        if sub:
            said |= {"error_subcode": sub, "error_user_title": words, "error_user_msg": words}
        return answer(status, {"error": said})

    def unknown(self, request: Request) -> Answer:
        words = "Unsupported request: the object does not exist or lacks permissions"
        return self.error(100, words, sub=33, kind="GraphMethodException")

    def unauthorised(self, reason: Reason) -> Answer:
        """Return code 190 (C); its subcodes K."""
        sub = {"expired": 463, "revoked": 458, "unknown": 467}.get(reason, 0)
        words = "Error validating access token: the session has expired or was invalidated"
        given = self.error(190, words, sub=sub)
        return given if reason != "missing" else self.error(104, "An access token is required")

    def forbidden(self, call: Call) -> Answer:
        words = f"Application does not have permission for this action: {call.operation.name}"
        return self.error(10, words, status=403)

    def complaint(self, texts: list[str]) -> Answer:
        return self.error(100, "; ".join(texts), kind="GraphMethodException")

    def busy(self, call: Call, *, with_headers: bool) -> Answer:
        """Return code 4: with 403 and how long to wait, or a bare 429 (statuses K)."""
        words = "Application request limit reached"
        given = self.error(
            4, words, sub=1349193, status=403 if with_headers else 429, transient=True
        )
        return self._with_usage(call, given, 100, 15) if with_headers else given

    def broken(self, status: int) -> Answer:
        words = "An unexpected error has occurred. Please retry your request later."
        return self.error(2, words, status=status, transient=True)

    def selected(
        self, call: Call, entity: dict[str, Any], usual: Iterable[str]
    ) -> dict[str, Any]:
        """Return the fields that were asked for, the usual ones when none were, and the id."""
        asked = (
            call.request.parameters.get("fields")
            if isinstance(call.request, GraphRequest)
            else None
        )
        names = _names(asked) if asked else list(usual)
        for name in names:
            if name not in entity:
                words = f"Tried accessing nonexistent field ({name})"
                raise Refusal(self.error(100, words))
        found = {name: entity[name] for name in names if entity[name] is not None}
        return found | {"id": entity["id"]}

    def page_of(
        self, call: Call, entities: list[dict[str, Any]], usual: Iterable[str]
    ) -> Answer:
        """Return a page of a list with its cursors."""
        limit = int(call.query.get("limit", 25))
        start = int(call.query.get("after", 0) or 0)
        page = entities[start : start + limit]
        shown = [self.selected(call, one, usual) for one in page]
        ends = {"before": str(start), "after": str(start + len(page))}
        paging: dict[str, Any] = {"cursors": ends} if page else {}
        if start + limit < len(entities):
            here = f"{self.address}{call.request.target.partition('?')[0]}"
            paging["next"] = f"{here}?limit={limit}&after={start + limit}"
        return answer(200, {"data": shown, "paging": paging})

    def _with_usage(self, call: Call, given: Answer, percent: int, minutes: int) -> Answer:
        used = {"call_count": percent, "total_time": percent, "total_cputime": percent}
        account = call.bearer.account if call.bearer else "0"
        business = used | {
            "type": self.name,
            "estimated_time_to_regain_access": minutes,
        }
        return given.with_headers(
            x_app_usage=json.dumps(used),
            x_business_use_case_usage=json.dumps({account: [business]}),
        )


def moment(when: datetime) -> str:
    """Return a moment as the Graph API writes it."""
    return when.strftime("%Y-%m-%dT%H:%M:%S+0000")


def is_yes(value: Any) -> bool:
    """Return whether a parameter says yes."""
    return str(value).lower() in {"true", "1"}


def quota_is_over(call: Call) -> bool:
    """Return whether the call is to meet an empty quota."""
    return call.fails(Kind.QUOTA)


def _list(value: Any) -> Any:
    """Return the items of ``["a"]``, of ``a,b``, or of fields numbered from 0, themselves decoded."""
    if isinstance(value, dict):
        return [_decoded(value[key]) for key in sorted(value, key=int)]
    if isinstance(value, list):
        return [_decoded(one) for one in value]
    found = _decoded(value)
    return found if isinstance(found, list) else str(value).split(",")


def _decoded(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in {"[", "{"}:
        return json.loads(value)
    return value


def _names(asked: str) -> list[str]:
    """Return the outer names of ``id,replies{id,text},comments.limit(5)``."""
    depth, names = 0, [""]
    for one in asked:
        depth += (one in "{(") - (one in "})")
        if one == "," and not depth:
            names.append("")
        elif not depth or one not in "})":
            names[-1] += one
    return [re.split(r"[{.(]", name.strip())[0] for name in names if name.strip()]
