"""Stand-ins in a process of their own: one line of JSON out for each line of JSON in.

``python -m tests.networks mastodon gotosocial linkedin`` first says where each is. Then it takes
``{"do": "advance", "seconds": 60}``, ``{"do": "fault", "network": "linkedin", "fault": {…}}`` and
``{"do": "living", "network": "linkedin"}`` or ``complaints``, and ends with its input.
``python -m tests.networks grades`` says how much of each contract is known and how much is guessed.
"""

from __future__ import annotations

import json
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from tests.networks.clock import Clock
from tests.networks.contract import GRADES, read_contract
from tests.networks.faults import Fault, Kind
from tests.networks.known import NETWORKS
from tests.networks.served import served

if TYPE_CHECKING:
    from tests.networks.network import Network


def obey(command: dict[str, Any], networks: dict[str, Network], clock: Clock) -> Any:
    """Return what a command found."""
    match command["do"]:
        case "advance":
            return clock.advance(command["seconds"]).isoformat()
        case "fault":
            values = dict(command["fault"])
            kind = Kind(values.pop("kind"))
            return networks[command["network"]].faults.plan(Fault(kind, **values))
        case "living":
            clock.catch_up()
            living = networks[command["network"]].ledger.living()
            return [{"id": one.id, "account": one.account, **one.content} for one in living]
        case "complaints":
            return networks[command["network"]].complaints
        case other:
            return f"{other} is unknown"


def grades() -> str:
    """Return a table: for each network, how many calls and fields have which grade."""
    lines = [
        "| network | calls | " + " | ".join(GRADES) + " |",
        "|---" * (len(GRADES) + 2) + "|",
    ]
    for name in sorted({network().name for network in NETWORKS.values()}):
        calls = read_contract(name)
        given = [one.grade for one in calls]
        for one in calls:
            given += [line.grade for line in (one.query | one.body).values()]
        headers = {(header, line) for one in calls for header, line in one.headers.items()}
        given += [line.grade for _, line in headers]  # once, though many calls share them
        counts = " | ".join(str(given.count(grade)) for grade in GRADES)
        lines.append(f"| {name} | {len(calls)} | {counts} |")
    return "\n".join(lines)


def main(names: list[str]) -> None:
    """Serve the named networks, with a clock that runs, until the input ends."""
    clock = Clock(runs=True)
    networks = {name: NETWORKS[name](clock) for name in names}
    with ExitStack() as stack:
        said: dict[str, Any] = {}
        for name, network in networks.items():
            here = stack.enter_context(served(network))
            said[name] = {"address": here.address, "token": network.any_token().value}
        _say(said)
        for line in sys.stdin:
            _say(obey(json.loads(line), networks, clock))


def _say(value: Any) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    if sys.argv[1:] == ["grades"]:
        sys.stdout.write(grades() + "\n")
    else:
        main(sys.argv[1:])
