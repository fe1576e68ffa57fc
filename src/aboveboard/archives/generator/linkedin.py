"""Made-up LinkedIn exports in the form of several years, the same for the same seed.

Nobody in them exists. They are for tests and for measuring, and as large as one likes: rows are
written as they are made.
"""

from __future__ import annotations

import csv
import io
import random
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, Literal, TextIO, cast

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

type Era = Literal["2020", "2021", "2023", "2026"]

ERAS: Final[tuple[Era, ...]] = ("2020", "2021", "2023", "2026")
OWNER: Final = ("Robin", "Example")
_BEGIN: Final = datetime(2016, 1, 4, 8, 0, tzinfo=UTC)
_FIRST: Final = ("Ada", "Bo", "Cem", "Dana", "Eli", "Femi", "Gül", "Hana", "Ivo", "Jun", "Kaï")
_LAST: Final = ("Adler", "Berg", "Costa", "Duarte", "Eriksen", "Fontaine", "Grün", "Haddad")
_COMPANIES: Final = ("Kite & Sons", "Harbour, Ltd", 'The "Old" Mill', "Nordwind", "")
_POSITIONS: Final = ("Engineer", "Head of Something, Emerging", "Teacher", "", "Entwicklerin")
_SENTENCES: Final = (
    "We shipped the release after three postponed dates.",
    "I was wrong about the deadline and said so too late.",
    'A customer told us: "this is not what we asked for".',
    "Thank you all for the patience 🙏",
    "Heute haben wir den zweiten Versuch verloren.",
    "What I learned: ask before the contract, not after it.",
    "The grant was refused, again; here is the letter.",
    "Nous avons fermé le service hier soir.",
    "5\" screens, 3' cables and a budget of 0.",
)
_PREAMBLE: Final = (
    "Notes:\n"
    '"When exporting your connection data, you may notice that some of the email addresses '
    'are missing. You will only see email addresses for connections who have allowed it."\n\n'
)
_MESSAGE_COLUMNS: Final = {
    "2020": "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,"
    "FOLDER",
    "2021": "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,"
    "RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER",
    "2023": "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,"
    "RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER,ATTACHMENTS",
    "2026": "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,"
    "RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER,ATTACHMENTS,IS MESSAGE DRAFT,"
    "IS CONVERSATION DRAFT",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """How many rows of each sort were written, and how many of them a reader must skip."""

    posts: int
    comments: int
    messages: int
    connections: int
    hidden_connections: int
    sponsored_messages: int


def write_linkedin_archive(
    path: Path,
    *,
    seed: int,
    posts: int = 20,
    comments: int = 20,
    messages: int = 50,
    connections: int = 30,
    era: Era = "2026",
) -> Written:
    """Write a zip in the form LinkedIn gave in ``era`` and return what is in it.

    Every 40th connection is hidden and, from 2021, every 50th message is an advertisement. The
    same arguments give the same bytes.
    """
    suffix = f"_{7_000_000 + seed % 1_000_000}" if era == "2026" else ""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        _write_profile(archive)
        with _member(archive, f"Shares{suffix}.csv") as file:
            _write_shares(file, _chance(f"{seed} shares"), posts, era)
        with _member(archive, f"Comments{suffix}.csv") as file:
            _write_comments(file, _chance(f"{seed} comments"), comments, era)
        with _member(archive, "Connections.csv") as file:
            _write_connections(file, _chance(f"{seed} connections"), connections, era)
        with _member(archive, "messages.csv") as file:
            _write_messages(file, _chance(f"{seed} messages"), messages, era)
        with _member(archive, f"Reactions{suffix}.csv") as file:
            file.write("Date,Type,Link\n")
    return Written(
        posts=posts,
        comments=comments,
        messages=messages,
        connections=connections,
        hidden_connections=connections // 40,
        sponsored_messages=0 if era == "2020" else messages // 50,
    )


def _chance(seed: str) -> random.Random:
    return random.Random(seed)


@contextmanager
def _member(archive: zipfile.ZipFile, name: str) -> Iterator[TextIO]:
    info = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    with (
        archive.open(info, "w", force_zip64=True) as member,
        io.TextIOWrapper(member, encoding="utf-8", newline="") as file,
    ):
        yield cast("TextIO", file)


def post_number(moment: datetime, order: int) -> int:
    """Return the number of a post written at ``moment``: its time, then bits of no meaning."""
    return (int(moment.timestamp() * 1000) << 22) | (order * 2_654_435 % (1 << 22))


def moments(count: int) -> Iterator[datetime]:
    """Give ``count`` times of posts, newest first, as the export has them."""
    for order in range(count - 1, -1, -1):
        yield _BEGIN + timedelta(minutes=47 * order, seconds=order % 60)


def words(chance: random.Random, lines: int) -> list[str]:
    """Return that many made-up lines, some of them empty."""
    return [chance.choice(_SENTENCES) if chance.random() > 0.15 else "" for _ in range(lines)]


def _write_profile(archive: zipfile.ZipFile) -> None:
    with _member(archive, "Profile.csv") as file:
        writer = csv.writer(file, lineterminator="\n")
        header = (
            "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,"
            "Zip Code,Geo Location,Twitter Handles,Websites,Instant Messengers"
        )
        writer.writerow(header.split(","))
        writer.writerow([*OWNER, "", "", "", "Says it as it was"] + [""] * 7)


def _write_shares(file: TextIO, chance: random.Random, count: int, era: Era) -> None:
    writer = csv.writer(file, lineterminator="\n")
    has_media = era != "2020"
    header = ["Date", "ShareLink", "ShareCommentary", "SharedUrl"]
    writer.writerow(header + (["MediaUrl", "Visibility"] if has_media else ["Visibility"]))
    for order, moment in enumerate(moments(count)):
        kind = "ugcPost" if order % 3 else "share"
        link = (
            "https://www.linkedin.com/feed/update/urn%3Ali%3A"
            f"{kind}%3A{post_number(moment, order)}"
        )
        lines = [chance.choice(_SENTENCES), *words(chance, order % 5)]
        text = ("\n" if era == "2026" else '"\n"').join(lines)
        shared = "https://example.org/page" if order % 7 == 0 else ""
        media = ["https://media.example/picture.jpg" if order % 4 == 0 else ""]
        row = [moment.strftime("%Y-%m-%d %H:%M:%S"), link, text, shared]
        writer.writerow(row + (media if has_media else []) + ["MEMBER_NETWORK"])


def _write_comments(file: TextIO, chance: random.Random, count: int, era: Era) -> None:
    file.write("Date,Link,Message\n")
    for order, moment in enumerate(moments(count)):
        number = post_number(moment - timedelta(hours=5), order)
        text = "\n".join([chance.choice(_SENTENCES), *words(chance, order % 2)])
        escaped = text.replace('"', '""' if era == "2026" else '\\"')
        link = f"https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A{number}"
        file.write(f'{moment:%Y-%m-%d %H:%M:%S},{link},"{escaped}"\n')


def _write_connections(file: TextIO, chance: random.Random, count: int, era: Era) -> None:
    if era != "2020":
        file.write(_PREAMBLE)
    has_url = era in ("2023", "2026")
    writer = csv.writer(file, lineterminator="\n")
    header = ["First Name", "Last Name", "URL", "Email Address", "Company", "Position"]
    writer.writerow([*(name for name in header if has_url or name != "URL"), "Connected On"])
    for order in range(1, count + 1):
        day = (_BEGIN + timedelta(days=order % 3000)).strftime("%d %b %Y")
        if order % 40 == 0:
            writer.writerow([""] * (6 if has_url else 5) + [day])
            continue
        first, last = chance.choice(_FIRST), chance.choice(_LAST)
        url = [f"https://www.linkedin.com/in/person-{order}"] if has_url else []
        work = [chance.choice(_COMPANIES), chance.choice(_POSITIONS)]
        writer.writerow([first, f"{last} {order}", *url, "", *work, day])


def _write_messages(file: TextIO, chance: random.Random, count: int, era: Era) -> None:
    columns = _MESSAGE_COLUMNS[era].split(",")
    writer = csv.writer(file, lineterminator="\n")
    if era == "2026":
        writer = csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(columns)
    us, our_url = " ".join(OWNER), "https://www.linkedin.com/in/robin-example"
    for order in range(1, count + 1):
        moment = _BEGIN + timedelta(minutes=3 * (count - order), seconds=order % 60)
        peer = order // 9 % 5000
        them, their_url = f"Ada Person {peer}", f"https://www.linkedin.com/in/ada-{peer}"
        is_ours = order % 3 == 0
        row = {
            "CONVERSATION ID": f"2-YWRhLXBlcnNvbi1jb252ZXJzYXRpb24{peer:06}==",
            "FROM": us if is_ours else them,
            "SENDER PROFILE URL": our_url if is_ours else their_url,
            "TO": them if is_ours else us,
            "RECIPIENT PROFILE URLS": their_url if is_ours else our_url,
            "DATE": moment.strftime("%Y-%m-%d %H:%M:%S UTC"),
            "CONTENT": "\n".join((chance.choice(_SENTENCES), f"No. {order}")),
            "FOLDER": "INBOX",
            "IS MESSAGE DRAFT": "No",
            "IS CONVERSATION DRAFT": "No",
        }
        if era != "2020" and order % 50 == 0:
            row["FROM"], row["SENDER PROFILE URL"] = "LinkedIn Member", ""
            row["CONTENT"] = '<p class="spinmail-quill-editor__spin-break">Buy now</p>'
        writer.writerow([row.get(name, "") for name in columns])
