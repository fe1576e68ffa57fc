"""What all stand-ins share: finding the call, checking it, failing on purpose, keeping a log."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from dataclasses import dataclass, field, replace
from datetime import timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from tests.networks.clock import Clock
from tests.networks.contract import Operation, read_contract
from tests.networks.exchange import NOTHING, Answer, Delivery
from tests.networks.faults import Fault, Faults, Kind
from tests.networks.ledger import Ledger
from tests.networks.tokens import Code, Token, Tokens

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from tests.networks.exchange import Request

type Reason = Literal["missing", "unknown", "expired", "revoked"]


@dataclass(slots=True)
class Call:
    """A request that was understood."""

    request: Request
    operation: Operation
    path: dict[str, str]
    now: datetime
    seen_at: datetime
    """The moment a reading shows: the present, or the past when it is stale."""
    fault: Fault | None = None
    bearer: Token | None = None

    @property
    def fields(self) -> dict[str, Any]:
        """The fields of the body."""
        return self.request.fields

    @property
    def query(self) -> dict[str, Any]:
        """The fields of the address."""
        return self.request.query

    @property
    def token(self) -> Token:
        """The token of a call that needs one."""
        assert self.bearer is not None
        return self.bearer

    def fails(self, kind: Kind) -> bool:
        """Return whether the call is to fail this way."""
        return self.fault is not None and self.fault.kind is kind


class Refusal(Exception):
    """The network says no; nothing happened."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.status, answer.body)
        self.answer = answer


@dataclass(frozen=True, slots=True)
class Exchange:
    """A line of the log: what was asked, and what came of it."""

    moment: datetime
    request: Request
    operation: str
    status: int
    delivery: Delivery
    fault: Kind | None


@dataclass(slots=True)
class Handlers:
    """What does the work of the calls in a contract."""

    found: dict[str, Callable[..., Answer]] = field(default_factory=dict)

    def __call__[**P](self, name: str) -> Callable[[Callable[P, Answer]], Callable[P, Answer]]:
        """Return a decorator: the function answers the call of this name."""

        def keep(function: Callable[P, Answer]) -> Callable[P, Answer]:
            self.found[name] = function
            return function

        return keep


class Network(ABC):
    """A stand-in. :meth:`answer` needs no socket; :mod:`tests.networks.served` gives it one."""

    name: ClassVar[str]
    handlers: ClassVar[dict[str, Callable[[Any, Call], Answer]]]

    def __init__(
        self, clock: Clock | None = None, faults: Faults | None = None, *, strict: bool = True
    ) -> None:
        self.clock = clock or Clock()
        self.faults = faults or Faults()
        self.strict = strict
        self.ledger = Ledger()
        self.tokens = Tokens(self.name)
        self.codes: dict[str, Code] = {}
        self.log: list[Exchange] = []
        self.complaints: list[str] = []
        """What strict mode refused. A test that passes leaves it empty."""
        self.address = f"http://{self.name}.invalid"
        """Where it can be reached, once served."""
        self.lock = threading.RLock()
        self._number = 0

    def answer(self, request: Request) -> Answer:
        """Return the answer to a request, or what is left of it."""
        with self.lock:
            self.clock.catch_up()
            call = self._understood(request)
            if call is None:
                self.complaints.append(f"{request.method} {request.target} is unknown")
                given = self.unknown(request)
            else:
                call.fault = self.faults.draw(call.operation.name)
                given = self._fail(call, call.fault) if call.fault else self._do(call)
            now = self.clock.now()
            given = given.with_headers(date=format_datetime(now, usegmt=True))
            self.log.append(_exchange(request, call, given, now))
            return given

    def calls(self, operation: str) -> list[Exchange]:
        """Return the lines of the log about one kind of call."""
        return [line for line in self.log if line.operation == operation]

    def next_number(self) -> int:
        """Return a number that was not given before."""
        self._number += 1
        return self._number

    def is_kind(self, kind: str, value: str) -> bool:
        """Return whether a part of a path can be what the contract calls ``{kind}``."""
        return True

    def bearer_of(self, request: Request) -> str:
        """Return the value of the token that comes with a request."""
        return request.headers.get("authorization", "").removeprefix("Bearer ").strip()

    def before(self, call: Call) -> None:  # noqa: B027 - most networks count nothing
        """Refuse a call for what came before it, such as too many others."""

    def after(self, call: Call, given: Answer) -> Answer:
        """Return an answer with the headers that every answer carries."""
        return given

    @abstractmethod
    def any_token(self) -> Token:
        """Return a token that may do everything."""

    @abstractmethod
    def unknown(self, request: Request) -> Answer:
        """Return the answer to a call nobody knows."""

    @abstractmethod
    def unauthorised(self, reason: Reason) -> Answer:
        """Return the answer to a call without a working token."""

    @abstractmethod
    def forbidden(self, call: Call) -> Answer:
        """Return the answer to a call whose token does not allow it."""

    @abstractmethod
    def complaint(self, texts: list[str]) -> Answer:
        """Return the answer to a call with fields outside the contract."""

    @abstractmethod
    def busy(self, call: Call, *, with_headers: bool) -> Answer:
        """Return the answer to one call too many."""

    @abstractmethod
    def broken(self, status: int) -> Answer:
        """Return the answer of a server that fails."""

    def _understood(self, request: Request) -> Call | None:
        for operation in read_contract(self.name):
            path = operation.match(request, self.is_kind)
            if path is not None:
                now = self.clock.now()
                bearer = self.tokens.find(self.bearer_of(request))
                return Call(request, operation, path, now, now, bearer=bearer)
        return None

    def _do(self, call: Call) -> Answer:
        """Return the answer to a call whose way is free."""
        try:
            self._check(call)
            self.before(call)
            given = self.handlers[call.operation.name](self, call)
        except Refusal as refusal:
            given = refusal.answer
        return self.after(call, given)

    def _check(self, call: Call) -> None:
        try:
            wrong = call.operation.complaints(call.request)
        except ValueError as malformed:
            raise Refusal(self.complaint([f"the body cannot be read: {malformed}"])) from None
        if wrong and self.strict:
            self.complaints += [f"{call.operation.name}: {text}" for text in wrong]
            raise Refusal(self.complaint(wrong))
        scope = call.operation.scope
        if scope is None:
            return
        if call.bearer is None:
            has_one = bool(self.bearer_of(call.request))
            raise Refusal(self.unauthorised("unknown" if has_one else "missing"))
        state = call.bearer.state(call.now)
        if state != "valid":
            raise Refusal(self.unauthorised(state))
        if not any(call.bearer.allows(one) for one in scope.split("|")):
            raise Refusal(self.forbidden(call))

    def _fail(self, call: Call, fault: Fault) -> Answer:
        """Return what is left of the answer to a call that is to fail, as late as it is to be."""
        return replace(self._failed(call, fault), delay=fault.delay)

    def _failed(self, call: Call, fault: Fault) -> Answer:
        match fault.kind:
            case Kind.BEFORE | Kind.AFTER | Kind.RESET:
                if fault.kind is Kind.AFTER or (fault.kind is Kind.RESET and fault.commits):
                    self._do(call)
                is_reset = fault.kind is Kind.RESET
                return replace(NOTHING, delivery=Delivery.RESET) if is_reset else NOTHING
            case Kind.LATE:
                later = call.now + timedelta(seconds=fault.seconds)
                self.clock.at(later, lambda: self._do_late(call))
                return NOTHING
            case Kind.BUSY | Kind.BARE_BUSY:
                return self.busy(call, with_headers=fault.kind is Kind.BUSY)
            case Kind.BROKEN:
                if fault.commits:
                    self._do(call)
                return self.broken(fault.status)
            case _:
                return self._fail_inside(call, fault)

    def _fail_inside(self, call: Call, fault: Fault) -> Answer:
        """Return the answer to a call that goes through, though not well."""
        match fault.kind:
            case Kind.SLOW:
                return self._do(call) if fault.commits else NOTHING
            case Kind.CUT:
                return replace(self._do(call), delivery=Delivery.CUT)
            case Kind.VANISH:
                return self._do_and_vanish(call, fault.seconds)
            case Kind.STALE:
                call.seen_at = call.now - timedelta(seconds=fault.seconds)
            case Kind.EXPIRED | Kind.REVOKED:
                self._end_token(call, fault.kind)
            case _:
                pass  # the handler looks
        return self._do(call)

    def _do_late(self, call: Call) -> None:
        with self.lock:
            call.now = call.seen_at = self.clock.now()
            self._do(call)

    def _end_token(self, call: Call, kind: Kind) -> None:
        if call.bearer is not None and kind is Kind.REVOKED:
            call.bearer.is_revoked = True
        elif call.bearer is not None:
            call.bearer.expires = call.now

    def _do_and_vanish(self, call: Call, seconds: float) -> Answer:
        before = set(self.ledger.entries)
        given = self._do(call)
        new = self.ledger.entries.keys() - before

        def vanish() -> None:
            with self.lock:
                for id_ in new:
                    self.ledger.delete(id_, now=self.clock.now(), by_network=True)

        self.clock.at(call.now + timedelta(seconds=seconds), vanish)
        return given


def _exchange(request: Request, call: Call | None, given: Answer, now: datetime) -> Exchange:
    return Exchange(
        moment=now,
        request=request,
        operation=call.operation.name if call else "",
        status=given.status,
        delivery=given.delivery,
        fault=call.fault.kind if call and call.fault else None,
    )
