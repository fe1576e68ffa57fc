"""What an archive holds, as plain values.

Every value names its ``where`` (``"Shares.csv:12"``, a file inside the archive and its row or
position, counted from 1) so that a person can find it back. ``remote_id`` is the network's own id
where the export has one, otherwise a digest of what identifies the item, so the same item of two
exports has the same ``remote_id``. Datetimes are aware and in UTC.

They are tuples because a busy member has a million of them: nothing is made as quickly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date, datetime


class ArchivedMedia(NamedTuple):
    """A picture, video or document of a post. ``path`` is inside the archive, or empty."""

    path: str = ""
    url: str = ""
    alt: str = ""


class ArchivedPost(NamedTuple):
    """One own post. ``text`` is plain text as a reader of the network saw it.

    ``other_ids`` are further ids the network uses for the same post. ``visibility`` is ``public``,
    ``unlisted``, ``followers``, ``direct``, or empty when the export does not tell.
    ``reply_to`` is the id or address answered to; ``shared_url`` the link shown with the post.
    """

    network: str
    remote_id: str
    where: str
    written_at: datetime
    text: str
    url: str = ""
    visibility: str = ""
    language: str = ""
    reply_to: str = ""
    shared_url: str = ""
    is_repost: bool = False
    media: tuple[ArchivedMedia, ...] = ()
    other_ids: tuple[str, ...] = ()


class ArchivedComment(NamedTuple):
    """A comment, ours (``is_own``) or someone else's, under the post at ``post_url``."""

    network: str
    remote_id: str
    where: str
    written_at: datetime
    text: str
    is_own: bool
    post_url: str = ""
    author: str = ""


class ArchivedConnection(NamedTuple):
    """Someone we are tied to: ``relation`` is ``connection``, ``follower`` or ``following``."""

    network: str
    remote_id: str
    where: str
    relation: str
    name: str
    url: str = ""
    company: str = ""
    position: str = ""
    since: date | None = None


class ArchivedMessage(NamedTuple):
    """One private message; ``is_own`` is None when the export does not tell who we are."""

    network: str
    remote_id: str
    where: str
    conversation: str
    written_at: datetime
    sender: str
    recipients: str
    text: str
    is_own: bool | None = None


class ArchivedMetric(NamedTuple):
    """A count a network gave: ``name`` (``impressions``, ``likes``...), ``value``, until ``until``.

    ``post_id`` is the remote id of the post it is about, or empty for the whole account.
    """

    network: str
    where: str
    name: str
    value: int
    until: date
    post_id: str = ""
    post_url: str = ""
    posted_at: datetime | None = None


class Skipped(NamedTuple):
    """A row or file that was not taken, and why. ``reason`` is a stable code, see REASONS.

    ``raw`` is the row as it stood, at most 2,000 characters, so that nothing is lost.
    """

    where: str
    reason: str
    detail: str = ""
    raw: str = ""


REASONS: frozenset[str] = frozenset(
    {
        "no_date",  # the time of it cannot be read
        "no_text",  # nothing in it to keep
        "no_author",  # a hidden or closed account: no name, no address
        "no_id",  # nothing that identifies it
        "bad_row",  # the wrong number of cells, or not what the format says
        "bad_json",  # a file that is no JSON
        "bad_encoding",  # a file in another encoding
        "too_large",  # past a limit that keeps memory bounded
        "too_deep",  # nested past the limit
        "unsafe_name",  # an absolute path, a way out, a link
        "duplicate_name",  # two members of one name; the first is taken
        "not_ours",  # something about others that we do not take
        "sponsored",  # an advertisement
        "unknown_file",  # a file we do not read
        "damaged",  # the archive breaks off or its checksum is wrong
    }
)
"""Every reason a reader may give."""

type Item = (
    ArchivedPost | ArchivedComment | ArchivedConnection | ArchivedMessage | ArchivedMetric
)


class UnreadableArchive(Exception):
    """The whole archive cannot be taken. ``reason`` is a stable code.

    Codes: ``not_an_archive``, ``unknown_kind``, ``encrypted``, ``damaged``, ``too_large``,
    ``too_many_files``, ``html_instead_of_json``.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail
