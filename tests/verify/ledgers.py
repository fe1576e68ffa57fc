"""What really stands on a network, and whether our rows say the same."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aboveboard.rooms.publishing.models import Part, Publication, State

if TYPE_CHECKING:
    from tests.networks.network import Network
    from tests.verify.world import World

_TEXT: Final = ("text", "status", "commentary", "caption", "message")
ENDED: Final = (
    State.PUBLIC,
    State.REFUSED,
    State.RETURNED,
    State.CANCELLED,
    State.WITHDRAWN,
)
"""States in which nothing more happens by itself, and nobody is asked."""


def living_texts(network: Network) -> dict[str, str]:
    """Return the text of each living post by its id."""
    return {one.id: _text(one.content) for one in network.ledger.living()}


def _text(content: dict[str, object]) -> str:
    return str(next((content[name] for name in _TEXT if name in content), ""))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was wrong at the end of a schedule; all empty when the promise was kept.

    ``doubled``: more posts of a text live than were promised. ``hidden``: a post lives that we say
    is not there. ``false``: one does not live that we say is there. ``open``: not settled.
    ``faults``: writes that a constraint refused.
    """

    seed: int
    doubled: int = 0
    hidden: int = 0
    false: int = 0
    open: int = 0
    faults: int = 0
    states: tuple[str, ...] = ()
    points: int = 0

    @property
    def is_kept(self) -> bool:
        """Whether the promise was kept."""
        return not (self.doubled or self.hidden or self.false or self.open or self.faults)


def judged(world: World, promises: list[Publication]) -> Verdict:
    """Compare the rows with the ledger of the stand-in."""
    rows = Publication.objects.filter(pk__in=[one.pk for one in promises])
    states = tuple(rows.order_by("pk").values_list("state", flat=True))
    parts = Part.objects.filter(publication__in=rows).select_related("publication")
    claimed = [one for one in parts if one.published_at is not None and one.gone_at is None]
    living = living_texts(world.network)
    removed = {
        entry.id
        for entry in world.network.ledger.entries.values()
        if entry.events[-1].deed == "delete" and entry.events[-1].by_network
    }
    false, known = 0, set()
    told = Counter(one.outgoing["text"] for one in claimed if not one.remote_id)
    for one in claimed:
        if one.remote_id in living:
            known.add(one.remote_id)
        elif one.remote_id and one.remote_id not in removed:
            false += 1
    strays = [text for id_, text in living.items() if id_ not in known]
    for text in list(strays):
        if told[text]:
            told[text] -= 1
            strays.remove(text)
    false += sum(told.values())
    promised = Counter(one.outgoing["text"] for one in parts)
    have = Counter(living.values())
    doubled = sum(max(0, have[text] - max(1, promised[text])) for text in have)
    return Verdict(
        seed=world.scenario.seed,
        doubled=doubled,
        hidden=max(0, len(strays) - doubled),
        false=false,
        open=sum(state not in ENDED for state in states),
        faults=world.faults,
        states=states,
        points=world.interrupts.count,
    )
