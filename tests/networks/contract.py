"""The contract of a network as data: which calls it knows, with which fields, and who says so.

A line reads ``type [required]; grade source``. The grades: D the owner's documentation, L the
owner's source, C code or reports of others, M measured, K general knowledge that nobody checked,
U uncertain.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from tests.networks.exchange import File

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.networks.exchange import Request

GRADES: Final = ("D", "L", "C", "M", "K", "U")
_FOLDER: Final = Path(__file__).parent / "contracts"
_LOOSE: Final = {"map", "any"}


@dataclass(frozen=True, slots=True)
class Line:
    """A field of a call."""

    type: str
    is_required: bool
    grade: str
    source: str


@dataclass(frozen=True, slots=True)
class Operation:
    """A call that a network knows."""

    name: str
    method: str
    path: tuple[str, ...]
    fixed: dict[str, str]
    grade: str
    source: str
    scope: str | None
    """What the token must allow: nothing in particular when empty, no token when None."""
    headers: dict[str, Line]
    query: dict[str, Line]
    body: dict[str, Line]

    def match(
        self, request: Request, is_kind: Callable[[str, str], bool]
    ) -> dict[str, str] | None:
        """Return the variable parts of the path, or None when the request is another call."""
        if request.method != self.method or len(request.segments) != len(self.path):
            return None
        if any(request.query.get(name) != value for name, value in self.fixed.items()):
            return None
        found = {}
        for wanted, got in zip(self.path, request.segments, strict=True):
            if wanted.startswith("{"):
                kind = wanted[1:-1]
                if not is_kind(kind, got):
                    return None
                found[kind] = got
            elif wanted != got:
                return None
        return found

    def complaints(self, request: Request) -> list[str]:
        """Return what in the request the contract does not know, misses or types otherwise."""
        wrong = _complaints("field", self.body, request.fields, form=request.is_form)
        fixed = {
            name: Line("text", is_required=False, grade=self.grade, source=self.source)
            for name in self.fixed
        }
        wrong += _complaints("parameter", self.query | fixed, request.query, form=True)
        for name, line in self.headers.items():
            if line.is_required and name not in request.headers:
                wrong.append(f"header {name} is missing")
        return wrong


@cache
def read_contract(name: str) -> tuple[Operation, ...]:
    """Return the calls in ``contracts/name.toml``; ``all`` has headers of every call under a path."""
    tables = tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    all_ = tables.pop("all", {"under": "", "headers": {}})
    return tuple(_operation(key, value, all_) for key, value in tables.items())


def _operation(name: str, values: dict[str, Any], all_: dict[str, Any]) -> Operation:
    method, _, target = values["call"].partition(" ")
    path, _, query = target.partition("?")
    grade, _, source = values["cite"].partition(" ")
    shared = all_["headers"] if path.strip("/").startswith(f"{all_['under']}/") else {}
    return Operation(
        name=name,
        method=method,
        path=tuple(path.strip("/").split("/")),
        fixed=dict(part.split("=") for part in query.split("&") if part),
        grade=grade,
        source=source,
        scope=values.get("scope"),
        headers=_lines(shared | values.get("headers", {})),
        query=_lines(values.get("query", {})),
        body=_lines(values.get("body", {})),
    )


def _lines(values: dict[str, str]) -> dict[str, Line]:
    found = {}
    for name, text in values.items():
        what, _, cite = text.partition("; ")
        kind, _, required = what.partition(" ")
        grade, _, source = cite.partition(" ")
        found[name] = Line(kind, required == "required", grade, source)
    return found


def _complaints(
    what: str, lines: dict[str, Line], values: dict[str, Any], *, form: bool
) -> list[str]:
    flat = list(_flat(values, lines))
    names = {name for name, _ in flat}
    wrong = [f"{what} {name} is unknown" for name in sorted(names - lines.keys())]
    for name, value in flat:
        line = lines.get(name)
        if line is not None and not _KINDS[line.type](value, form):
            wrong.append(f"{what} {name} is no {line.type}: {value!r}")
    parents = {name.rpartition(".")[0].removesuffix("[]") for name in names} | {""}
    for name, line in lines.items():
        parent = name.rpartition(".")[0].removesuffix("[]")
        if line.is_required and parent in parents and name not in names:
            wrong.append(f"{what} {name} is missing")
    return wrong


def _flat(
    values: dict[str, Any], lines: dict[str, Line], under: str = ""
) -> Iterator[tuple[str, Any]]:
    """Yield every field with its dotted name; what the contract calls a map is left whole."""
    for key, value in values.items():
        name = f"{under}{key}"
        is_loose = name in lines and lines[name].type in _LOOSE
        if isinstance(value, dict) and not is_loose:
            yield from _flat(value, lines, f"{name}.")
        elif isinstance(value, list) and value and isinstance(value[0], dict) and not is_loose:
            for one in value:
                yield from _flat(one, lines, f"{name}[].")
        else:
            yield name, value


def _is_number(value: Any, form: bool) -> bool:  # noqa: FBT001 - called by position below
    as_text = form and isinstance(value, str) and value.lstrip("-").isdigit()
    return as_text or (isinstance(value, int) and not isinstance(value, bool))


def _is_boolean(value: Any, form: bool) -> bool:  # noqa: FBT001 - called by position below
    as_text = form and str(value).lower() in {"true", "false", "1", "0"}
    return as_text or isinstance(value, bool)


_KINDS: Final[dict[str, Callable[[Any, bool], bool]]] = {
    "any": lambda value, form: True,
    "text": lambda value, form: isinstance(value, str),
    "moment": lambda value, form: isinstance(value, str),
    "map": lambda value, form: isinstance(value, dict),
    "list": lambda value, form: isinstance(value, list),
    "file": lambda value, form: isinstance(value, File),
    "urn": lambda value, form: isinstance(value, str) and value.startswith("urn:li:"),
    "number": _is_number,
    "boolean": _is_boolean,
}
KINDS: Final = frozenset(_KINDS)
