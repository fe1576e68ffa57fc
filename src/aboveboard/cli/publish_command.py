"""Publish a text from a terminal, now or at a time."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aboveboard.cli.main import NOT_DONE, REFUSED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aboveboard.rooms.accounts.models import Account
    from aboveboard.rooms.publishing.destinations import Destination
    from aboveboard.rooms.publishing.models import Publication
    from aboveboard.rooms.publishing.preview import Preview, Written
    from aboveboard.rooms.publishing.schedule import Content
    from aboveboard.rooms.publishing.wish import Wish
    from aboveboard.rooms.workspaces.models import Member


@click.command("publish")
@click.argument("text", required=False)
@click.option(
    "--file",
    type=click.Path(allow_dash=True, path_type=str),
    help="Text in a file; - is stdin.",
)
@click.option(
    "--account", "names", multiple=True, help="Number, handle or network; several times."
)
@click.option("--accounts", "is_listing", is_flag=True, help="List the accounts and leave.")
@click.option("--at", help="Time on the wall, as 2027-03-28T08:30 (default: now).")
@click.option("--zone", help="Zone of that wall, as Europe/Brussels (default: yours).")
@click.option(
    "--picture",
    "pictures",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A picture or PDF; several times.",
)
@click.option("--alt", "alts", multiple=True, help="What is to be seen in each, in order.")
@click.option(
    "--language", type=click.Choice(["nl", "en", "fr"]), default=None, help="Of the text."
)
@click.option("--warning", default="", help="A warning before it, where the network has one.")
@click.option("--link", default="", help="A page for a card under it.")
@click.option("--title", default="", help="The title of that card.")
@click.option("--why", default="", help="Why it may go out though a boundary says stop.")
@click.option(
    "--wait", "is_waiting", is_flag=True, help="Send it from here and wait for the proof."
)
@click.option(
    "--seconds", type=click.IntRange(1, 86400), default=300, help="How long to wait at most."
)
@click.option("--workspace", type=int, help="Number of the workspace (default: your own).")
@click.option("--json", "is_json", is_flag=True, help="Print JSON.")
def command(**given: Any) -> None:
    """Publish a text, now or at a time, to one account or to several.

    A running server sends it at its second; with --wait it is sent from here.

    \b
    Examples:
      aboveboard publish --accounts
      aboveboard publish "We lost the order." --account mastodon --wait
      aboveboard publish --file post.txt --account noor --at 2027-03-28T08:30 --zone Europe/Brussels
      aboveboard publish "What we sold" --account 2 --picture shelf.jpg --alt "An empty shelf"
    """
    from aboveboard.cli.ready import own_member, ready

    ready()
    seat = own_member(given["workspace"])
    if given["is_listing"]:
        _print_accounts(seat, is_json=given["is_json"])
        return
    promises = _promise(seat, given)
    if given["is_waiting"]:
        _wait(promises, given["seconds"])
    _print(promises, is_json=given["is_json"])
    if given["is_waiting"] and any(one.state != "public" for one in promises):
        sys.exit(NOT_DONE)


def _promise(seat: Member, given: dict[str, Any]) -> list[Publication]:
    from django.utils import timezone

    from aboveboard.rooms.publishing.plan import plan

    chosen = _chosen(seat, given["names"])
    written = _written(seat, given)
    contents = _contents(chosen, written)
    now = timezone.now()
    return plan(
        contents, by=seat, wish=_wish(given["at"], given["zone"]), now=now, why=given["why"]
    )


def _written(seat: Member, given: dict[str, Any]) -> Written:
    from django.utils import timezone

    from aboveboard.rooms.publishing.bring_picture import bring_picture
    from aboveboard.rooms.publishing.preview import Written

    alts = [*given["alts"], *[""] * len(given["pictures"])]
    pictures = tuple(
        (bring_picture(_chunks(path), path.name, by=seat, now=timezone.now()), alt)
        for path, alt in zip(given["pictures"], alts, strict=False)
    )
    return Written(
        text=_text(given["text"], given["file"]),
        pictures=pictures,
        language=given["language"] or "",
        warning=given["warning"],
        link=given["link"],
        link_title=given["title"],
    )


def _text(text: str | None, file: str | None) -> str:
    if text is not None:
        return text
    if file is None and sys.stdin.isatty():
        click.echo("Give a text, a file, or pipe one in.", err=True)
        sys.exit(2)
    try:
        if file in {None, "-"}:
            return sys.stdin.read().strip("\n")
        return Path(str(file)).read_text(encoding="utf-8").strip("\n")
    except (OSError, UnicodeDecodeError) as bad:
        click.echo(f"{file} cannot be read as UTF-8 text: {bad}", err=True)
        sys.exit(REFUSED)


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(1024 * 1024):
            yield piece


def _chosen(seat: Member, names: tuple[str, ...]) -> list[Destination]:
    """Return the accounts that were named; leave where a name means none, or more than one."""
    if not names:
        click.echo("Say with --account where it goes; --accounts lists them.", err=True)
        sys.exit(2)
    every = _destinations(seat)
    found: dict[int, Destination] = {}
    for name in names:
        hits = [one for one in every if name in _names_of(one.account)]
        usable = [one for one in hits if not one.why_not]
        if len(usable) != 1:
            words = {0: "can be used" if hits else "is here"}.get(len(usable), "alone is meant")
            click.echo(f"No account {name} {words}; --accounts lists them.", err=True)
            sys.exit(REFUSED)
        found[usable[0].pk] = usable[0]
    return list(found.values())


def _names_of(account: Account) -> set[str]:
    handle = account.handle.lstrip("@")
    return {
        str(account.pk),
        account.network,
        handle,
        account.handle,
        f"{account.network}:{handle}",
    }


def _destinations(seat: Member) -> list[Destination]:
    from django.utils import timezone

    from aboveboard.rooms.publishing.destinations import destinations

    return destinations(seat.workspace_id, now=timezone.now)


def _contents(chosen: list[Destination], written: Written) -> dict[Account, Content]:
    """Return what each account will say; leave where a network would not take it."""
    from django.utils import timezone

    from aboveboard.rooms.publishing.preview import preview

    contents: dict[Account, Content] = {}
    for one in chosen:
        shown: Preview = preview(one.account, one.channel, written, now=timezone.now())
        if shown.content is None:
            click.echo(f"{one.network_name} {one.name}: {shown.error}", err=True)
            sys.exit(REFUSED)
        for note in shown.notes:
            click.echo(note, err=True)
        contents[one.account] = shown.content
    return contents


def _wish(at: str | None, zone: str | None) -> Wish:
    from django.utils import timezone

    from aboveboard.rooms.publishing.wish import read_wish, wish_of
    from aboveboard.rooms.publishing.words import bend_words

    place = zone or timezone.get_current_timezone_name()
    if at is None:
        read_wish("2000-01-01T00:00", place)  # a zone that is none is refused all the same
        return wish_of(timezone.now(), place)
    wish = read_wish(at, place)
    if bent := bend_words(wish):
        click.echo(bent, err=True)
    return wish


def _wait(promises: list[Publication], seconds: int) -> None:
    """Publish from this process until each is settled, or the time is over."""
    import time

    from aboveboard.rooms.publishing.models import State
    from aboveboard.rooms.publishing.publisher import Publisher
    from aboveboard.rooms.publishing.tools import make_tools

    settled = {State.PUBLIC, State.ASKED, State.REFUSED, State.RETURNED, State.CANCELLED}
    publisher = Publisher(make_tools())
    publisher.start()
    end = time.monotonic() + seconds
    try:
        while time.monotonic() < end:
            for one in promises:
                one.refresh_from_db()
            if all(State(one.state) in settled for one in promises):
                return
            time.sleep(0.2)
    finally:
        publisher.stop()


def _print(promises: list[Publication], *, is_json: bool) -> None:
    told = [_told(one) for one in promises]
    if is_json:
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    for one in told:
        line = f"{one['network']} {one['account']}: {one['state']}, {one['wish']} {one['zone']}"
        click.echo(f"{line} (publication {one['id']})")
        for url in one["urls"]:
            click.echo(f"  {url}")
        if one["why"]:
            click.echo(f"  {one['why']}")


def _told(one: Publication) -> dict[str, Any]:
    from aboveboard.rooms.publishing.words import reason_words

    parts = one.parts.exclude(url="").order_by("position")
    return {
        "id": one.pk,
        "release": one.release_id,
        "network": one.account.network,
        "account": one.account.handle or one.account.name,
        "state": one.state,
        "reason": one.reason,
        "why": reason_words(one.reason, one.state),
        "wish": one.wish,
        "zone": one.zone,
        "due": one.due_at.isoformat(),
        "urls": list(parts.values_list("url", flat=True)),
    }


def _print_accounts(seat: Member, *, is_json: bool) -> None:
    rows: list[dict[str, Any]] = [
        {
            "id": one.pk,
            "network": one.account.network,
            "handle": one.account.handle,
            "name": one.account.name,
            "state": one.account.state,
            "why_not": one.why_not,
            "cannot": list(one.cannot),
        }
        for one in _destinations(seat)
    ]
    if is_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        more = row["why_not"] or " ".join(row["cannot"])
        click.echo(
            f"{row['id']}  {row['network']}  {row['handle']}  {row['state']}  {more}".rstrip()
        )
    if not rows:
        click.echo("No account is connected here yet.")
