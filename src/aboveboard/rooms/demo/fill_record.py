"""What really happened at Peulvuur: moments, topics, targets and perception notes."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from aboveboard.rooms.demo.blocks import story
from aboveboard.rooms.record.models import Moment, PerceptionNote, Target, Topic

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aboveboard.rooms.demo.blocks import Block
    from aboveboard.rooms.demo.opening import Opening

_EVENING = "19:30"
"""When Noor writes things down."""


def fill_record(workspace_id: int, opening: Opening) -> dict[str, Moment]:
    """Write the record and return its moments by their key in the story."""
    blocks = story("moments")
    moments = Moment.objects.bulk_create(
        _moment(block, workspace_id, opening) for block in blocks
    )
    _tie_topics(workspace_id, list(zip(blocks, moments, strict=True)))
    Target.objects.bulk_create(
        _target(block, workspace_id, opening) for block in story("targets")
    )
    PerceptionNote.objects.bulk_create(
        PerceptionNote(
            workspace_id=workspace_id,
            people_think=block.text,
            it_is_so=block.note,
            created_at=opening.moment(block.whole("ago"), _EVENING),
        )
        for block in story("perceptions")
    )
    return {block.key: moment for block, moment in zip(blocks, moments, strict=True)}


def _moment(block: Block, workspace_id: int, opening: Opening) -> Moment:
    ago, until = block.whole("ago"), block.whole_or_none("until")
    written = opening.moment(ago if until is None else until, _EVENING)
    return Moment(
        workspace_id=workspace_id,
        text=block.text,
        happened_on=opening.day(ago),
        until=opening.day_or_none(until),
        kind=block.fields["kind"],
        weight=int(block.get("weight", "3")),
        language=block.get("language", "nl"),
        note=block.note,
        openness=block.get("openness", "ask"),
        open_from=opening.day_or_none(block.whole_or_none("open_from")),
        created_at=written,
        updated_at=written,
    )


def _tie_topics(workspace_id: int, told: Iterable[tuple[Block, Moment]]) -> None:
    names = [
        (moment, name) for block, moment in told for name in block.get("topics").split(",")
    ]
    topics = {
        topic.name: topic
        for topic in Topic.objects.bulk_create(
            Topic(workspace_id=workspace_id, name=name, folded=name.casefold())
            for name in dict.fromkeys(name for _, name in names)
        )
    }
    tie = Moment.topics.through
    tie.objects.bulk_create(
        tie(moment_id=moment.pk, topic_id=topics[name].pk) for moment, name in names
    )


def _target(block: Block, workspace_id: int, opening: Opening) -> Target:
    outcome = block.get("outcome")
    return Target(
        workspace_id=workspace_id,
        what=block.text,
        value=Decimal(block.fields["value"]),
        unit=block.get("unit"),
        direction=block.get("direction", "at_least"),
        due_on=opening.day(block.whole("due")),
        state=block.fields["state"],
        outcome=Decimal(outcome) if outcome else None,
        settled_on=opening.day_or_none(block.whole_or_none("settled")),
        note=block.note,
        created_at=opening.moment(block.whole("made"), _EVENING),
    )
