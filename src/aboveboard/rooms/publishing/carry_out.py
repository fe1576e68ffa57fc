"""Do what a claim is for."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from aboveboard.rooms.publishing.attempts import close_lost
from aboveboard.rooms.publishing.change import change
from aboveboard.rooms.publishing.held import Overtaken, let_go
from aboveboard.rooms.publishing.models import State
from aboveboard.rooms.publishing.publish import publish
from aboveboard.rooms.publishing.reconcile import reconcile
from aboveboard.rooms.publishing.take_back import take_back

if TYPE_CHECKING:
    from aboveboard.rooms.publishing.held import Turn

_log = logging.getLogger(__name__)
_WORK = {
    State.PREPARING: publish,
    State.UNCLEAR: reconcile,
    State.WITHDRAWING: take_back,
    State.EDITING: change,
}


def carry_out(turn: Turn) -> None:
    """Work on one publication until it can be left; do nothing when another holds it meanwhile."""
    claim = turn.claim
    if turn.taken not in _WORK:
        let_go(claim)
        return
    if turn.taken is not State.PREPARING:
        # Of a process that died while it looked.
        close_lost(claim.publication_id, now=turn.now())
    try:
        _WORK[turn.taken](turn)
    except Overtaken:
        let_go(turn.claim)
        _log.warning("overtaken publication=%d token=%d", claim.publication_id, claim.token)
