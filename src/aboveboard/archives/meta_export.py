"""What the exports of Instagram and Facebook have in common.

Both write UTF-8 bytes as if each were a character of its own (``cafÃ©``), translate labels into
the language of the account, and give private messages in the same shape.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aboveboard.archives.json_entries import Entry, entries
from aboveboard.archives.json_values import (
    Json,
    digest_of,
    mapping_of,
    mappings_of,
    moment_of_seconds,
    raw_of,
    text_of,
    web_address_of,
)
from aboveboard.archives.values import ArchivedMessage, Skipped, UnreadableArchive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aboveboard.archives.bundle import Bundle

MESSAGE_FILE: Final = re.compile(r"message_\d+\.json")
_HTML_OF_INSTAGRAM: Final = re.compile(
    r"(posts_\d+|followers_\d+|following|stories|reels|post_comments(_\d+)?|personal_information)"
    r"\.html",
)
_HTML_OF_FACEBOOK: Final = re.compile(
    r"(your_posts(__check_ins__photos_and_videos)?(_\d+)?|comments(_and_reactions)?|your_friends"
    r"|group_posts_and_comments|profile_information)\.html",
)
_IN_INSTAGRAM: Final = re.compile(r"instagram|followers_|following\.|stories\.|reels\.")
_FULL_NAME_LABELS: Final = frozenset({"Name", "Naam", "Nom"})
_USER_NAME_LABELS: Final = frozenset(
    {"Username", "Gebruikersnaam", "Nom d’utilisateur", "Nom d'utilisateur", "Nom de profil"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whose archive it is; empty where the export does not tell."""

    name: str = ""
    user_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A value with the label it has in the language of the account."""

    label: str
    value: str
    href: str = ""


def repaired(value: Json) -> Json:
    """Return ``value`` with every text in it repaired, names of fields as well.

    A text that was not written byte by byte stays as it is.
    """
    if isinstance(value, str):
        return _repaired_text(value)
    if isinstance(value, list):
        return [repaired(one) for one in value]
    if isinstance(value, dict):
        return {_repaired_text(key): repaired(one) for key, one in value.items()}
    return value


def _repaired_text(text: str) -> str:
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def html_export_network(bundle: Bundle) -> str:
    """Return ``instagram`` or ``facebook`` if this is its export as HTML, else ``""``.

    An export that holds the same things as JSON too is not one.
    """
    pages = [name for name in bundle.names() if name.endswith(".html")]
    if not pages:
        return ""
    files = {name.rpartition("/")[2] for name in bundle.names()}
    for name in pages:
        file = name.rpartition("/")[2]
        if file.removesuffix(".html") + ".json" in files:
            return ""
    for name in pages:
        file = name.rpartition("/")[2]
        is_instagram = _HTML_OF_INSTAGRAM.fullmatch(file)
        if (is_instagram or _HTML_OF_FACEBOOK.fullmatch(file)) and _is_page(bundle, name):
            hint = name.lower()
            is_facebook = "facebook" in hint or not _IN_INSTAGRAM.search(hint)
            if is_instagram and (not is_facebook or file.startswith("posts_")):
                return "instagram"
            return "facebook"
    return ""


def _is_page(bundle: Bundle, name: str) -> bool:
    try:
        with bundle.open(name) as stream:
            return b"<html" in stream.read(4096).lower()
    except UnreadableArchive:
        return False


def refuse_html(bundle: Bundle, network: str) -> None:
    """Raise UnreadableArchive ``html_instead_of_json`` if that is what it is."""
    if html_export_network(bundle) == network:
        raise UnreadableArchive("html_instead_of_json", network)


def first_entry(bundle: Bundle, name: str) -> Entry | None:
    """Return the first entry of a file that stands in a list, repaired, or None."""
    found = entries(bundle, name)
    for _ in range(20):
        entry = next(found, None)
        if entry is None or isinstance(entry, Skipped):
            return None
        if entry.is_listed:
            return entry
    return None


def owner_of(bundle: Bundle, pattern: re.Pattern[str]) -> Owner:
    """Return whose archive it is, by the files ``pattern`` names."""
    for name in bundle.matching(pattern):
        for entry in entries(bundle, name):
            if isinstance(entry, Skipped):
                break
            found = _owner_in(mapping_of(repaired(entry.value)))
            if found.name or found.user_name:
                return found
    return Owner()


def _owner_in(value: dict[str, Json]) -> Owner:
    full = text_of(mapping_of(value.get("name")).get("full_name"))
    if full:
        return Owner(name=full, user_name=text_of(value.get("username")))
    name = user_name = ""
    for one in labelled_values(value):
        name = one.value if one.label in _FULL_NAME_LABELS else name
        user_name = one.value if one.label in _USER_NAME_LABELS else user_name
    return Owner(name=name, user_name=user_name)


def labelled_values(value: Json) -> list[Labelled]:
    """Return every labelled value in ``value``, in order: both shapes the exports use.

    ``string_map_data`` is an object with labels as names; ``label_values`` a list of objects
    with ``label`` and ``value``, which may hold more of them.
    """
    found = [
        _labelled(label, mapping_of(one))
        for label, one in mapping_of(mapping_of(value).get("string_map_data")).items()
    ]
    waiting: list[Json] = [mapping_of(value).get("label_values")]
    while waiting:
        inner = waiting.pop()
        if isinstance(inner, list):
            waiting.extend(reversed(inner))
        elif isinstance(inner, dict):
            if text_of(inner.get("label")) and text_of(inner.get("value")):
                found.append(_labelled(text_of(inner.get("label")), inner))
            waiting.extend(
                reversed([one for one in inner.values() if isinstance(one, dict | list)])
            )
    return found


def _labelled(label: str, held: dict[str, Json]) -> Labelled:
    return Labelled(
        label=label, value=text_of(held.get("value")), href=text_of(held.get("href"))
    )


def labelled_seconds(value: Json) -> Json:
    """Return the timestamp of an entry, wherever it stands in it."""
    held = mapping_of(value)
    if held.get("timestamp"):
        return held.get("timestamp")
    for one in mapping_of(held.get("string_map_data")).values():
        if mapping_of(one).get("timestamp"):
            return mapping_of(one).get("timestamp")
    return None


def messages(
    bundle: Bundle, name: str, network: str, owner: Owner
) -> Iterator[ArchivedMessage | Skipped]:
    """Yield the messages of one conversation file, in the order of the file."""
    people = _participants(bundle, name)
    conversation = name.rpartition("/")[0].rpartition("/")[2] or ", ".join(people)
    for entry in entries(bundle, name):
        if isinstance(entry, Skipped):
            yield entry
        elif entry.is_listed and entry.key == "messages":
            yield _message(entry, network, owner, conversation, people)


def _participants(bundle: Bundle, name: str) -> list[str]:
    people: list[str] = []
    for entry in entries(bundle, name):
        if isinstance(entry, Skipped) or (people and entry.key != "participants"):
            break
        if entry.key == "participants" and entry.is_listed:
            people.append(text_of(mapping_of(repaired(entry.value)).get("name")))
    return [one for one in people if one]


def _message(
    entry: Entry, network: str, owner: Owner, conversation: str, people: list[str]
) -> ArchivedMessage | Skipped:
    value = mapping_of(repaired(entry.value))
    if value.get("is_unsent") is True:
        return Skipped(where=entry.where, reason="no_text", detail="taken back by its sender")
    sender = text_of(value.get("sender_name"))
    written_at = moment_of_seconds(value.get("timestamp_ms"), 1000)
    if not sender:
        return Skipped(where=entry.where, reason="no_author", raw=raw_of(entry.value))
    if written_at is None:
        return Skipped(where=entry.where, reason="no_date", raw=raw_of(entry.value))
    share = mapping_of(value.get("share"))
    text = text_of(value.get("content")) or web_address_of(share.get("link"))
    identity = (conversation, written_at.isoformat(), sender, text)
    return ArchivedMessage(
        network=network,
        remote_id=digest_of(network, "message", *identity),
        where=entry.where,
        conversation=conversation,
        written_at=written_at,
        sender=sender,
        recipients=", ".join(one for one in people if one != sender),
        text=text,
        is_own=(sender == owner.name) if owner.name else None,
    )


def tally(bundle: Bundle, name: str, reason: str, what: str) -> Iterator[Skipped]:
    """Yield one Skipped for all entries of a file that is not taken, with their number."""
    count = 0
    for entry in entries(bundle, name):
        if isinstance(entry, Skipped):
            yield entry
        elif entry.is_listed:
            count += 1
    yield Skipped(where=name, reason=reason, detail=f"{count} {what}")


def has_members(value: Json, *keys: str) -> bool:
    """Return whether ``value`` is an object with one of ``keys`` in it."""
    return isinstance(value, dict) and any(key in value for key in keys)


def shape_of_media(value: Json) -> bool:
    """Return whether ``value`` is a media of an export: it has a path and a time."""
    return isinstance(value, dict) and isinstance(value.get("uri"), str)


def media_in(value: Json) -> list[dict[str, Json]]:
    """Return the media objects among ``value``."""
    return [one for one in mappings_of(value) if shape_of_media(one)]
