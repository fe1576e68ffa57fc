"""Ask networks what came of what is public, ever more seldom, and keep the answers as a series."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from aboveboard.channels.port import Ability, Busy, ChannelError, Reason, Refused
from aboveboard.rooms.accounts.models import Account
from aboveboard.rooms.library.models import Metric
from aboveboard.rooms.publishing.enter_library import archived_id
from aboveboard.rooms.publishing.figures import NAMES
from aboveboard.rooms.publishing.models import Part, State
from aboveboard.rooms.publishing.outgoing import receipt_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from aboveboard.channels.port import Metrics
    from aboveboard.rooms.publishing.held import Tools

_log = logging.getLogger(__name__)
EVERY: Final = timedelta(seconds=60)
"""How often it is looked what is to be asked."""
STEPS: Final = (
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(days=1),
    timedelta(days=2),
    timedelta(days=4),
    timedelta(weeks=1),
    timedelta(weeks=2),
    timedelta(weeks=4),
)
"""How old a post is each time it is asked for; after the last no more."""
AT_ONCE: Final = 40
"""Posts asked for in one call of a channel."""


def measure(tools: Tools) -> int:
    """Ask for the figures that are due; return of how many posts some came.

    Safe in any number of processes: who moves ``measure_at`` on asks, the others do not.
    """
    now = tools.now()
    due = (
        Part.objects.filter(
            measure_at__lte=now,
            gone_at=None,
            published_at__isnull=False,
            publication__state=State.PUBLIC,
            publication__account__state=Account.State.CONNECTED,
        )
        .exclude(remote_id="")
        .select_related("publication__account")
        .order_by("publication__account", "measure_at")
    )
    groups: dict[Account, list[Part]] = {}
    for part in due[: 10 * AT_ONCE]:
        of_account = groups.setdefault(part.publication.account, [])
        if len(of_account) < AT_ONCE and _take(part, now):
            of_account.append(part)
    return sum(_ask(account, parts, tools) for account, parts in groups.items() if parts)


def next_measure(published_at: datetime, now: datetime) -> datetime | None:
    """Return when a post is to be asked for next, or None when it was asked for often enough."""
    return next((published_at + step for step in STEPS if published_at + step > now), None)


def _take(part: Part, now: datetime) -> bool:
    assert part.published_at is not None  # noqa: S101  (filtered)
    following = next_measure(part.published_at, now)
    mine = Part.objects.filter(pk=part.pk, measure_at=part.measure_at)
    return bool(mine.update(measure_at=following))


def _ask(account: Account, parts: Sequence[Part], tools: Tools) -> int:
    """Return of how many posts figures came; what fails is asked for at its next step again."""
    receipts = [receipt_of(part) for part in parts]
    try:
        channel = tools.open_channel(account)
        if Ability.METRICS not in channel.abilities:
            Part.objects.filter(pk__in=[part.pk for part in parts]).update(measure_at=None)
            return 0
        told = channel.metrics(receipts)
    except Busy as busy:
        _ask_again(parts, busy.again_at)
        return 0
    except ChannelError as error:
        if isinstance(error, Refused) and error.reason is Reason.SIGN_IN:
            tools.distrust(account)
        _log.warning("no figures account=%d reason=%s", account.pk, error.reason.value)
        return 0
    return _keep(account, parts, told, tools.now())


def _ask_again(parts: Sequence[Part], again_at: datetime) -> None:
    """Ask at the network's own time, unless the next step comes sooner."""
    rows = Part.objects.filter(pk__in=[part.pk for part in parts])
    rows.filter(measure_at=None).update(measure_at=again_at)
    rows.filter(measure_at__gt=again_at).update(measure_at=again_at)


def _keep(
    account: Account, parts: Sequence[Part], told: Mapping[str, Metrics], now: datetime
) -> int:
    """Keep one figure a day and name: a later look on the same day says it better."""
    counted = [part for part in parts if part.remote_id in told]
    rows = [
        Metric(
            workspace_id=account.workspace_id,
            network=account.network,
            remote_id=remote_id,
            name=name,
            until=now.date(),
            value=value,
            post_url=part.url,
            posted_at=part.published_at,
            where=f"publication:{part.publication_id}",
        )
        # A person may have given the same link twice; a row is written once.
        for remote_id, part in {
            archived_id(account.network, part.remote_id): part for part in counted
        }.items()
        for name, field in NAMES.items()
        if (value := getattr(told[part.remote_id], field)) is not None
    ]
    Metric.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["workspace", "network", "remote_id", "name", "until"],
        update_fields=["value"],
    )
    return len(counted)
