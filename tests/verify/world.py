"""A workspace with one account on a stand-in, in the database that is set up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from aboveboard.channels.networks import NETWORKS
from aboveboard.channels.port import Reason, Refused
from aboveboard.rooms.accounts.models import Account
from aboveboard.rooms.publishing.held import Tools
from aboveboard.rooms.publishing.schedule import Content, schedule
from aboveboard.rooms.publishing.wish import moment_of, read_wish
from aboveboard.rooms.workspaces.models import Member, User, Workspace
from tests.channels.stand_in import StandInSender
from tests.networks.clock import Clock
from tests.networks.faults import Faults
from tests.verify.interrupts import Interrupts, WatchedSender
from tests.verify.pictures import fitted

if TYPE_CHECKING:
    from datetime import datetime

    from aboveboard.channels.connecting import Grant
    from aboveboard.channels.port import Channel
    from aboveboard.rooms.publishing.models import Publication
    from tests.networks.network import Network
    from tests.verify.places import Place
    from tests.verify.scenario import Scenario

ZONE: Final = "Europe/Brussels"
_SENTENCE: Final = "We promised the shops a new jar by spring and did not make it. "


@dataclass(slots=True)
class World:
    """Everything of one schedule. ``grant`` is replaced when the account is connected again."""

    place: Place
    scenario: Scenario
    clock: Clock
    network: Network
    interrupts: Interrupts
    member: Member
    account: Account
    grant: Grant
    faults: int = 0
    """How often the database refused what breaks a constraint of a table."""

    def tools(self, *, is_watched: bool) -> Tools:
        """Return what a worker works with; one that is watched can die."""
        sender = StandInSender(self.network)

        def open_channel(account: Account) -> Channel:
            account.refresh_from_db(fields=["state"])
            if account.state != Account.State.CONNECTED:
                raise Refused(Reason.SIGN_IN)
            return NETWORKS[self.place.network].channel(
                self.grant,
                app=self.place.app,
                sender=WatchedSender(sender, self.interrupts) if is_watched else sender,
                now=self.clock.now,
            )

        def now() -> datetime:
            self.interrupts.point()
            return self.clock.now()

        return Tools(
            now=now if is_watched else self.clock.now,
            open_channel=open_channel,
            distrust=self._distrust,
            wait=lambda seconds: None,
        )

    def _distrust(self, account: Account) -> None:
        Account.objects.filter(pk=account.pk).update(state=Account.State.LAPSED)

    def reconnect(self) -> None:
        """Connect the account again, as its person does."""
        faults, self.network.faults = self.network.faults, Faults()
        self.grant = self.place.grant(self.network)
        self.network.faults = faults
        Account.objects.filter(pk=self.account.pk).update(state=Account.State.CONNECTED)


def build(place: Place, scenario: Scenario) -> tuple[World, list[Publication]]:
    """Return a new world and what is promised in it."""
    due = moment_of(read_wish(scenario.wish, ZONE)).at
    clock = Clock(due - timedelta(minutes=5))
    faults = Faults()
    network = place.make(clock, faults)
    user = User.objects.create(username=uuid4().hex)
    workspace = Workspace.objects.create(name=place.name, created_at=clock.now())
    member = Member.objects.create(workspace=workspace, user=user, role="owner")
    grant = place.grant(network)
    identity = grant.identity
    account = Account.objects.create(
        workspace=workspace,
        network=place.network,
        kind=identity.kind.value,
        remote_id=identity.remote_id,
        handle=identity.handle,
        name=identity.name,
        server=identity.server,
        facts=dict(identity.facts),
        connected_at=clock.now(),
        changed_at=clock.now(),
    )
    interrupts = Interrupts(set(scenario.kills), set(scenario.locks))
    world = World(place, scenario, clock, network, interrupts, member, account, grant)
    media = (fitted(workspace, clock.now()),) if scenario.has_picture else ()
    promises = [
        schedule(
            {account: Content(_words(scenario, number), media=media)},
            by=member,
            wish=read_wish(scenario.wish, ZONE),
            now=clock.now(),
        )[0]
        for number in range(scenario.publications)
    ]
    faults.plan(*scenario.faults)
    return world, promises


def _words(scenario: Scenario, number: int) -> str:
    """Return a text; those of twins are the same, those of a thread are long."""
    name = "twin" if scenario.is_twin else f"number {number}"
    body = _SENTENCE * (12 if scenario.parts > 1 else 1)
    return f"Seed {scenario.seed}, {name}. {body}".strip()
