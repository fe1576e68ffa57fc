"""The data export of LinkedIn: a zip of CSV files, of which we take what the member wrote.

Files are told by their header, for their names change (``Shares.csv``, ``Shares_7319.csv``) and
people rename and re-save them. See ``docs/archives/linkedin.md`` for what is taken and what
not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aboveboard.archives import linkedin_rows as rows
from aboveboard.archives.csv_table import Table
from aboveboard.archives.linkedin_articles import ARTICLE_NAME, read_article
from aboveboard.archives.linkedin_rows import Person, Uploads
from aboveboard.archives.values import Item, Skipped, UnreadableArchive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aboveboard.archives.bundle import Bundle

NAME: Final = "linkedin"

_CSV: Final = re.compile(r".+\.(csv|txt|tsv)", re.IGNORECASE)
_ASSISTANT: Final = re.compile(
    r"(guide_messages|learning_?coach_?messages|learning_role_play_messages|coach_messages)"
    r"(_\d+)?\.csv",
    re.IGNORECASE,
)
_NOT_OURS: Final = re.compile(
    r"(reactions|votes|saved[_ ]items|member[_ ]follows|company follows|invitations"
    r"|profile summary|positions|education|skills|languages|publications|projects|courses"
    r"|honors|certifications|patents|test scores|organizations|volunteering"
    r"|causes you care about|recommendations[_ ](given|received)"
    r"|endorsement[_ ](given|received)[_ ]info|email addresses|phonenumbers"
    r"|whatsapp phone numbers|registration|events|searchqueries|learning|ad[_ ]targeting"
    r"|ads clicked|lan ads engagement|inferences[_ ]about[_ ]you|logins|security challenges"
    r"|receipts(_v2)?|hashtag[_ ]follows|group comments|services marketplace .*"
    r"|verifications.*|job .*|saved jobs.*|online job.*|private[_ ]identity[_ ]asset)"
    r"(_\d+)?\.csv",
    re.IGNORECASE,
)
_NEEDED: Final = {
    "shares": frozenset({"date", "sharelink", "sharecommentary"}),
    "messages": frozenset({"conversation id", "from", "to", "date", "content"}),
    "connections": frozenset({"first name", "last name", "connected on"}),
    "profile": frozenset({"first name", "last name", "maiden name", "headline"}),
    "uploads": frozenset({"date/time", "media link"}),
}
_FILES_LOOKED_AT: Final = 500
_HEAD_BYTES: Final = 64 * 1024

_ORDER: Final = ("shares", "reposts", "comments", "connections", "messages")
_DATED: Final = re.compile(r'"?\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}"?[,;\t]')
_STARTS: Final = {
    "shares": _DATED,
    "comments": _DATED,
    "reposts": _DATED,
    "messages": re.compile(r'"?2-[A-Za-z0-9+/=_-]{20,}"?[,;\t]'),
}


def kind_of(header: tuple[str, ...]) -> str:
    """Return which file of the export a header belongs to, or nothing.

    Headers are compared in lower case, see :func:`aboveboard.archives.csv_table.header_of`.
    """
    names = set(header)
    for kind, needed in _NEEDED.items():
        if needed <= names:
            return kind
    if {"date", "link", "message"} == names:
        return "comments"
    return "reposts" if header == ("date", "link") else ""


def recognises(bundle: Bundle) -> bool:
    """Return whether a file with a header only LinkedIn writes is among the members."""
    for name in _tables(bundle)[:_FILES_LOOKED_AT]:
        try:
            with bundle.open(name) as stream:
                kind = Table(stream, name).find_header(kind_of)
            if kind in ("comments", "reposts") and not _names_linkedin(bundle, name):
                continue
        except UnreadableArchive:
            continue
        if kind:
            return True
    return False


def read(bundle: Bundle) -> Iterator[Item | Skipped]:
    """Give everything of ours in the export, then what was left out, always in the same order.

    Raises UnreadableArchive only with ``too_large``, when more comes out than the limits allow;
    a file that is damaged or unknown is skipped.
    """
    files, skipped = _sorted_files(bundle)
    person, pictures = Person(_whose(bundle, files.get("profile", []))), Uploads()
    for name in files.get("uploads", []):
        yield from _safely(bundle, name, lambda table: rows.uploads(table, pictures))
    readers: dict[str, rows.Reader] = {
        "shares": lambda table: rows.shares(table, pictures),
        "reposts": rows.reposts,
        "comments": rows.comments,
        "connections": rows.connections,
        "messages": lambda table: rows.messages(table, person),
    }
    for kind in _ORDER:
        for name in files.get(kind, []):
            yield from _safely(bundle, name, readers[kind])
        if kind == "shares":
            yield from pictures.left()
    yield from _articles(bundle)
    yield from skipped


def _tables(bundle: Bundle) -> tuple[str, ...]:
    return bundle.names() if bundle.is_single else bundle.matching(_CSV)


def _names_linkedin(bundle: Bundle, name: str) -> bool:
    with bundle.open(name) as stream:
        return b"linkedin.com/" in stream.read(_HEAD_BYTES)


def _sorted_files(bundle: Bundle) -> tuple[dict[str, list[str]], list[Skipped]]:
    """Return the names of the files we read by kind, and the others as skipped."""
    files: dict[str, list[str]] = {}
    skipped: list[Skipped] = []
    tables = set(_tables(bundle))
    for name in bundle.names():
        base = name.rpartition("/")[2]
        if _is_article(bundle, name):
            continue
        if _ASSISTANT.fullmatch(base):
            skipped.append(
                Skipped(where=name, reason="not_ours", detail="talks with a machine")
            )
        elif _NOT_OURS.fullmatch(base):
            skipped.append(Skipped(where=name, reason="not_ours"))
        elif name not in tables:
            skipped.append(Skipped(where=name, reason="unknown_file"))
        else:
            kind, trouble = _kind_of_file(bundle, name)
            if kind:
                files.setdefault(kind, []).append(name)
            else:
                skipped.append(trouble)
    return files, skipped


def _kind_of_file(bundle: Bundle, name: str) -> tuple[str, Skipped]:
    unknown = Skipped(where=name, reason="unknown_file")
    try:
        with bundle.open(name) as stream:
            table = Table(stream, name)
            kind = table.find_header(kind_of)
            return kind, table.trouble or unknown
    except UnreadableArchive as error:
        if error.reason != "damaged":
            raise
        return "", Skipped(where=name, reason="damaged", detail=error.detail)


def _safely(bundle: Bundle, name: str, reader: rows.Reader) -> Iterator[Item | Skipped]:
    """Read one file; damage ends the file, not the reading."""
    try:
        with bundle.open(name) as stream:
            table = Table(stream, name)
            table.starts = _STARTS.get(table.find_header(kind_of))
            yield from reader(table)
    except UnreadableArchive as error:
        if error.reason != "damaged":
            raise
        yield Skipped(where=name, reason="damaged", detail=error.detail)


def _whose(bundle: Bundle, names: list[str]) -> str:
    for name in names:
        try:
            with bundle.open(name) as stream:
                table = Table(stream, name)
                if table.find_header(kind_of) == "profile":
                    return rows.whose(table)
        except UnreadableArchive as error:
            if error.reason != "damaged":
                raise
    return ""


def _is_article(bundle: Bundle, name: str) -> bool:
    folder, _, base = name.rpartition("/")
    in_articles = "articles" in folder.casefold().split("/")
    return not bundle.is_single and in_articles and ARTICLE_NAME.fullmatch(base) is not None


def _articles(bundle: Bundle) -> Iterator[Item | Skipped]:
    for name in bundle.names():
        if not _is_article(bundle, name):
            continue
        try:
            yield read_article(bundle, name)
        except UnreadableArchive as error:
            if error.reason != "damaged":
                raise
            yield Skipped(where=name, reason="damaged", detail=error.detail)
