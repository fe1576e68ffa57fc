"""What every network can be asked, and everything it may answer.

A channel speaks for one account. It holds no state: what must survive a crash (:attr:`Outgoing.key`,
:attr:`Outgoing.prepared`, every :class:`Receipt`) is kept by the caller, in its own rows, *before*
the call that depends on it. The order of a publication is::

    compose -> prepare -> publish -> (find, when that was unclear)

``compose`` touches nothing, ``prepare`` may be repeated and shows nothing to anybody, ``publish``
makes one thing public and is never repeated by a channel.

What goes wrong is told by what the caller should do about it:

* ChannelError
    - NotSent    nothing left the house            -> send again whenever you like
    - Busy       the network did nothing           -> send again at ``again_at``
    - Refused    no, and no again                  -> tell the writer
    - Unclear    it may or may not have happened   -> look first, never send
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime, timedelta
    from pathlib import Path

    from aboveboard.core.limits import Limits
    from aboveboard.core.text import Span


class Visibility(StrEnum):
    """Who may see a post; each network takes the nearest it has, or refuses in ``compose``."""

    PUBLIC = "public"
    UNLISTED = "unlisted"
    """Everybody who has the link (Mastodon)."""
    FOLLOWERS = "followers"
    """Mastodon: followers. LinkedIn: connections."""


class Form(StrEnum):
    """What a draft becomes. A carousel or a document follows from the media themselves."""

    POST = "post"
    STORY = "story"
    """Gone after a day (Instagram)."""


class Ability(StrEnum):
    """What one account can do, from its network and from what it was permitted."""

    WITHDRAW = "withdraw"
    EDIT = "edit"
    FIND = "find"
    """Its own posts can be read back, so an unclear outcome can be settled without a person."""
    THREAD = "thread"
    CARD = "card"
    WARNING = "warning"
    STORY = "story"
    DOCUMENT = "document"
    REPLIES = "replies"
    ANSWER = "answer"
    METRICS = "metrics"


class MarkKind(StrEnum):
    """What a stretch of a text stands for."""

    LINK = "link"
    MENTION = "mention"
    HASHTAG = "hashtag"


class Unseen(StrEnum):
    """Why a look brought no receipt. The two are never to be mixed up."""

    ABSENT = "absent"
    """It was looked for where it would stand, and does not stand there."""
    HIDDEN = "hidden"
    """The network does not let us look; only a person can tell."""


@dataclass(frozen=True, slots=True)
class MediaLimits:
    """What pictures and documents one account takes; None where no limit is known.

    ``types`` are MIME types in order of preference. Sizes are in bytes, ``ratio`` is width by
    height, least and most, ``width`` in pixels, likewise. ``story`` is what a story takes instead.
    """

    pictures: int
    types: tuple[str, ...]
    bytes: int | None = None
    pixels: int | None = None
    ratio: tuple[float, float] | None = None
    width: tuple[int, int] | None = None
    story: MediaLimits | None = None


@dataclass(frozen=True, slots=True)
class Media:
    """A picture or document, ready for the network it goes to.

    ``description`` is what somebody who cannot see it is told. ``sha256`` is that of the file, in
    hexadecimal. ``address`` is where the network may fetch it, for those that insist (Instagram).
    ``width`` and ``height`` are in pixels; 0 for a document.
    """

    path: Path
    type: str
    sha256: str
    description: str = ""
    name: str = ""
    width: int = 0
    height: int = 0
    address: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """What stands under a text about the page it links to."""

    url: str
    title: str
    description: str = ""
    picture: Media | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text (code points) that leads somewhere.

    ``target`` is the address of a link, the network's own name for who is mentioned (DID, URN),
    or the hashtag without its sign.
    """

    span: Span
    kind: MarkKind
    target: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What a writer wants said, before a network's rules. ``language`` is a tag such as ``nl``.

    ``mentions`` tells the network's own name for each handle as it stands in the text.
    """

    text: str
    media: tuple[Media, ...] = ()
    card: Card | None = None
    mentions: tuple[tuple[str, str], ...] = ()
    language: str = ""
    visibility: Visibility = Visibility.PUBLIC
    warning: str = ""
    form: Form = Form.POST


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof that the network has a post.

    ``version`` names its exact content where the network has such a name (Bluesky's CID).
    """

    remote_id: str
    url: str
    published_at: datetime
    version: str = ""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One post as it leaves the house; a thread is several.

    ``text`` is as readers will see it; escapes and byte offsets are made from it and ``marks`` on
    the way out. ``key`` stays the same over all attempts and is another's for other content.
    ``written_at`` is frozen with it, aware and in UTC.

    The caller fills the rest with :func:`dataclasses.replace`, once it is safely stored:
    ``prepared`` from :attr:`Prepared.kept`, ``follows`` and ``root`` with the receipts of the
    post before and of the first one of a thread.
    """

    key: str
    text: str
    written_at: datetime
    marks: tuple[Mark, ...] = ()
    media: tuple[Media, ...] = ()
    card: Card | None = None
    language: str = ""
    visibility: Visibility = Visibility.PUBLIC
    warning: str = ""
    form: Form = Form.POST
    prepared: str = ""
    follows: Receipt | None = None
    root: Receipt | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """How far a post is prepared.

    ``kept`` is to be stored in :attr:`Outgoing.prepared` and given to the next call. ``again_at``
    is when to prepare again, where the network needs time for what it was given; None: ready.
    """

    kept: str
    again_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """Something said under a post. ``to`` is the remote id of what it answers."""

    receipt: Receipt
    to: str
    author: str
    author_name: str
    text: str
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Metrics:
    """What came of a post until now; None is unknown, which is not 0."""

    likes: int | None = None
    comments: int | None = None
    reposts: int | None = None
    views: int | None = None


class Reason(StrEnum):
    """Why something did not go as wished. Stable: words for people are made from it."""

    NAME = "name_not_found"
    CONNECTION = "no_connection"
    ENCRYPTION = "no_safe_connection"
    PROXY = "proxy_refused"

    ADDRESS = "address_not_allowed"
    REDIRECTS = "too_many_redirects"
    SIZE = "answer_too_large"

    LOST = "connection_lost"
    SLOW = "no_answer_in_time"
    UNREADABLE = "answer_not_readable"
    FAULT = "fault_of_the_network"
    RATE = "too_many_requests"

    SIGN_IN = "sign_in_again"
    RENEWING = "sign_in_renewed_now"
    FORBIDDEN = "not_permitted"
    BLOCKED = "account_blocked"
    GONE = "not_there"
    OUTDATED = "version_outdated"
    TOO_LONG = "text_too_long"
    MEDIA = "media_not_taken"
    DUPLICATE = "said_before"
    INVALID = "not_taken"

    EMPTY = "nothing_to_say"
    PICTURE = "picture_missing"
    NOT_PUBLIC = "media_not_reachable"
    VISIBILITY = "visibility_not_offered"
    TAGS = "too_many_tags"


class ChannelError(Exception):
    """Something did not go as wished; the class says what to do about it.

    ``status`` is that of the answer, where there was one. ``said`` are the network's own words: for
    the person whose post it is, never for a log, so they are no part of the message.
    """

    def __init__(self, reason: Reason, *, status: int | None = None, said: str = "") -> None:
        super().__init__(reason.value if status is None else f"{reason.value} ({status})")
        self.reason = reason
        self.status = status
        self.said = said


class NotSent(ChannelError):
    """Not one byte of the request left. It may be sent again at any time."""


class Refused(ChannelError):
    """The network, or our own door, said no and will keep saying no. Tell the writer.

    ``existing`` is the remote id the network names when it says the post is there already.
    """

    def __init__(
        self, reason: Reason, *, status: int | None = None, said: str = "", existing: str = ""
    ) -> None:
        super().__init__(reason, status=status, said=said)
        self.existing = existing


class Busy(ChannelError):
    """The network did nothing. It may be sent again at ``again_at`` (UTC), not earlier."""

    def __init__(
        self, reason: Reason, again_at: datetime, *, status: int | None = None, said: str = ""
    ) -> None:
        super().__init__(reason, status=status, said=said)
        self.again_at = again_at


class Unclear(ChannelError):
    """The request left, but what became of it was not told: it may or may not be public.

    Look before anything else (:meth:`Channel.find`). ``may_repeat`` is true of requests that do
    no harm when they arrive twice, such as a delete; what is to be made once is never repeated.
    """

    def __init__(
        self,
        reason: Reason,
        *,
        status: int | None = None,
        said: str = "",
        may_repeat: bool = False,
    ) -> None:
        super().__init__(reason, status=status, said=said)
        self.may_repeat = may_repeat


class Channel(Protocol):
    """One account on one network.

    Every method but ``compose`` speaks to the network and may raise any :class:`ChannelError`, with
    one promise: those that only read (``find``, ``look``, ``replies``, ``metrics``) and ``prepare``
    never raise :class:`Unclear`.
    """

    @property
    def limits(self) -> Limits:
        """What its texts may measure, as this network or this server counts."""
        ...

    @property
    def media_limits(self) -> MediaLimits:
        """What its pictures and documents may measure."""
        ...

    @property
    def abilities(self) -> frozenset[Ability]:
        """What this account can do; the rest is refused with :attr:`Reason.FORBIDDEN`."""
        ...

    @property
    def settles_after(self) -> timedelta:
        """How long after an unclear request its absence may be believed.

        A request that was lost from sight may still be under way, and a list may be stale.
        """
        ...

    def compose(self, draft: Draft, *, key: str, now: datetime) -> tuple[Outgoing, ...]:
        """Return the posts that would leave, in order: what a preview shows and what is sent.

        The same arguments give the same posts. Touches no network.

        Raises:
            Refused: it can never go out so (too long, wrong media); nobody needs to wait to hear.
        """
        ...

    def prepare(self, post: Outgoing) -> Prepared:
        """Return what ``publish`` needs of the network first, such as the ids of uploaded media.

        Shows nothing to anybody, so it may be repeated; it goes on from ``post.prepared`` where
        that is still good. One step a call, without sleeping. A post that needs nothing is ready.
        """
        ...

    def publish(self, post: Outgoing) -> Receipt:
        """Make ``post`` public, once, and return the proof.

        Raises:
            NotSent: nothing left.
            Busy: nothing happened; not before ``again_at``.
            Refused: a permanent no.
            Unclear: it may have happened.
        """
        ...

    def find(self, post: Outgoing, *, since: datetime) -> Receipt | Unseen:
        """Return the proof that ``post``, sent after ``since``, is public, or why there is none."""
        ...

    def look(self, receipt: Receipt) -> Receipt | Unseen:
        """Return the post of ``receipt`` as it stands now; ``ABSENT`` proves a withdrawal."""
        ...

    def withdraw(self, receipt: Receipt) -> None:
        """Take the post back. One that is gone already counts as taken back."""
        ...

    def edit(self, receipt: Receipt, post: Outgoing) -> Receipt:
        """Put ``post`` in the place of what stands there; return the proof of what stands now."""
        ...

    def replies(self, receipt: Receipt, *, since: datetime | None) -> Iterator[Reply]:
        """Yield what was said under the post after ``since``, in any order."""
        ...

    def answer(self, reply: Reply, post: Outgoing) -> Receipt:
        """Say ``post`` under ``reply``, once; promises and errors are those of ``publish``."""
        ...

    def metrics(self, receipts: Sequence[Receipt]) -> Mapping[str, Metrics]:
        """Return the figures of each post by its remote id; one that is gone is left out."""
        ...
