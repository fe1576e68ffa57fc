"""Read the story: text files of blocks, each a key, its fields and its words."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_HEAD = re.compile(r"\[(?P<key>[^\]]+)\](?P<fields>(?: [a-z_]+=.*)?)")
_NOTE = "| "


@dataclass(frozen=True, slots=True)
class Block:
    """One thing of the story. ``place`` is its file and line, counted from 1."""

    key: str
    place: str
    fields: Mapping[str, str]
    text: str
    note: str

    def get(self, name: str, default: str = "") -> str:
        """Return the field, or ``default`` where it is left out."""
        return self.fields.get(name, default)

    def whole(self, name: str) -> int:
        """Return the field as a whole number.

        Raises:
            KeyError: the field is left out.
        """
        return int(self.fields[name])

    def whole_or_none(self, name: str) -> int | None:
        """Return the field as a whole number; None where it is left out."""
        return int(self.fields[name]) if name in self.fields else None


@cache
def story(name: str) -> tuple[Block, ...]:
    """Return the blocks of ``data/<name>.txt``, in their order."""
    text = files(__package__).joinpath("data", f"{name}.txt").read_text(encoding="utf-8")
    return tuple(parse(text, f"{name}.txt"))


def parse(text: str, file_name: str) -> Iterator[Block]:
    """Yield the blocks of ``text``; what stands before the first is a preface for its reader.

    Raises:
        ValueError: a key stands twice, or fields cannot be read.
    """
    seen: set[str] = set()
    lines = text.splitlines()
    heads = [number for number, line in enumerate(lines) if line.startswith("[")]
    for start, end in zip(heads, [*heads[1:], len(lines)], strict=True):
        place = f"{file_name}:{start + 1}"
        head = _HEAD.fullmatch(lines[start])
        if head is None:
            raise ValueError(f"{place}: not a head: {lines[start]!r}")
        if head["key"] in seen:
            raise ValueError(f"{place}: {head['key']} stands twice")
        seen.add(head["key"])
        body = lines[start + 1 : end]
        yield Block(
            key=head["key"],
            place=place,
            fields=dict(pair.split("=", 1) for pair in shlex.split(head["fields"])),
            text="\n".join(line for line in body if not line.startswith(_NOTE)).strip(),
            note=" ".join(line.removeprefix(_NOTE) for line in body if line.startswith(_NOTE)),
        )
