"""Change the words of what is public, where the network allows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aboveboard.channels.port import ChannelError, Reason, Refused
from aboveboard.rooms.publishing.attempts import begin, complete, outcome_of
from aboveboard.rooms.publishing.enter_library import enter_library
from aboveboard.rooms.publishing.models import Deed, Outcome, Part, State
from aboveboard.rooms.publishing.outgoing import digest, draft_of, frozen, receipt_of, thawed
from aboveboard.rooms.publishing.settle import postpone, put_down
from aboveboard.rooms.publishing.writing import writing

if TYPE_CHECKING:
    from aboveboard.channels.port import Outgoing, Receipt
    from aboveboard.rooms.publishing.held import Turn
    from aboveboard.rooms.publishing.models import Attempt


def change(turn: Turn) -> None:
    """Put the new text in the place of what stands there; asking twice does no harm.

    Raises:
        Overtaken: another holds the publication.
    """
    publication = turn.publication
    part = Part.objects.get(publication=publication, position=0)
    attempt = begin(turn.claim, Deed.EDIT, part, now=turn.now())
    try:
        channel = turn.tools.open_channel(publication.account)
        publication.text = publication.new_text
        media = list(publication.media.select_related("picture").order_by("position"))
        posts = channel.compose(
            draft_of(publication, media), key=str(publication.key), now=turn.now()
        )
        if len(posts) != 1:
            raise Refused(Reason.TOO_LONG)
        receipt = channel.edit(receipt_of(part), thawed(_with(part, posts[0]), []))
    except ChannelError as error:
        _settle_failure(turn, attempt, error)
        return
    _settle(turn, attempt, receipt, part)


def _with(part: Part, post: Outgoing) -> Part:
    """Return the part as it is to stand there; it is written only once it does."""
    part.outgoing = frozen(post)
    part.sha256 = digest(part.outgoing)
    return part


@writing
def _settle(turn: Turn, attempt: Attempt, receipt: Receipt, part: Part) -> None:
    complete(attempt, Outcome.DONE, now=turn.now(), receipt=receipt)
    part.version, part.url = receipt.version, receipt.url or part.url
    part.save(update_fields=["outgoing", "sha256", "version", "url"])
    put_down(
        turn, State.PUBLIC, text=turn.publication.text, new_text="", reason="", said="", tries=0
    )
    enter_library(turn.publication, [part])


@writing
def _settle_failure(turn: Turn, attempt: Attempt, error: ChannelError) -> None:
    complete(attempt, outcome_of(error), now=turn.now(), error=error)
    if isinstance(error, Refused) and error.reason is not Reason.SIGN_IN:
        put_down(
            turn, State.PUBLIC, new_text="", reason=error.reason.value, said=error.said[:300]
        )
    else:
        postpone(turn, error)
