"""The boundaries of a workspace as the reading takes them, compiled once and kept."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, Max, Q

from aboveboard.rooms.boundaries.agree import folded
from aboveboard.rooms.boundaries.models import About, Boundary, Consent, Force
from aboveboard.rooms.library.models import Connection
from aboveboard.rooms.record.models import Target

if TYPE_CHECKING:
    from aboveboard.reading.boundaries.boundary import Boundary as Value
    from aboveboard.reading.boundaries.matcher import BoundaryMatcher

type _Mark = tuple[Any, ...]

_MOST: Final = 20
"""Workspaces whose boundaries are kept compiled."""
_kept: dict[int, tuple[_Mark, BoundaryMatcher]] = {}
_lock: Final = Lock()


def known_boundaries(workspace_id: int) -> BoundaryMatcher | None:
    """Return the compiled boundaries of a workspace, or None when there are none.

    They hold whatever the day is: ``Known.today`` decides which are in force. Kept until
    something changes; then only what changed is compiled. At most four queries when nothing did.
    """
    # numpy comes in with the first reading, not with the start of the product.
    from aboveboard.reading.boundaries.matcher import compiled  # noqa: PLC0415

    mark = _mark(workspace_id)
    held = _kept.get(workspace_id)
    if held is not None and held[0] == mark:
        return held[1] if held[1].boundaries else None
    values = dict.fromkeys(_values(workspace_id))
    if held is None:
        matcher = compiled(tuple(values))
    else:
        before = set(held[1].boundaries)
        added = [one for one in values if one not in before]
        matcher = held[1].changed(added=added, removed=before - values.keys())
    with _lock:
        _kept.pop(workspace_id, None)
        while len(_kept) >= _MOST:
            _kept.pop(next(iter(_kept)))
        _kept[workspace_id] = (mark, matcher)
    return matcher if values else None


def forget() -> None:
    """Drop what is kept; it is compiled anew when it is asked for."""
    with _lock:
        _kept.clear()


def _mark(workspace_id: int) -> _Mark:
    """Return what changes whenever a value may."""
    rules = Boundary.objects.filter(workspace=workspace_id).aggregate(
        n=Count("pk"),
        at=Max("updated_at"),
        targets=Count("pk", filter=Q(about=About.TARGET, deleted_at=None)),
        connections=Count("pk", filter=Q(about=About.CONNECTIONS, deleted_at=None)),
    )
    consents = Consent.objects.filter(workspace=workspace_id)
    mark = [*rules.values(), *consents.aggregate(n=Count("pk"), at=Max("updated_at")).values()]
    if rules["targets"]:
        mark += _open(workspace_id).values_list("pk", "what", "value", "unit")
    if rules["connections"]:
        people = Connection.objects.filter(workspace=workspace_id)
        mark += people.aggregate(n=Count("pk"), last=Max("pk")).values()
    return tuple(mark)


def _open(workspace_id: int) -> Any:
    return Target.objects.filter(
        workspace=workspace_id, state=Target.State.OPEN, deleted_at=None
    ).order_by("pk")


def _values(workspace_id: int) -> list[Value]:
    """Return the boundaries as plain values, those that say more of somebody first."""
    from aboveboard.reading.boundaries import boundary as engine  # noqa: PLC0415

    consents = list(Consent.objects.filter(workspace=workspace_id, deleted_at=None))
    states = {one.folded: engine.Consent(one.state) for one in consents}
    found: list[Value] = []
    seen: set[str] = set()
    for one in Boundary.objects.filter(workspace=workspace_id, deleted_at=None).order_by("pk"):
        if one.about == About.TARGET:
            found += _targets(one)
        elif one.about != About.CONNECTIONS:
            who = folded(one.name, one.company)
            consent = states.get(who, engine.Consent.UNKNOWN)
            if one.about == About.PERSON:
                seen.add(who)
            found.append(
                engine.Boundary(
                    engine.About(one.about),
                    one.name,
                    engine.Force(one.force),
                    one.until,
                    one.reason,
                    tuple(one.words.splitlines()),
                    one.company,
                    consent if one.force == Force.CONSENT else engine.Consent.UNKNOWN,
                )
            )
    for person in consents:
        if person.folded not in seen:
            seen.add(person.folded)
            found.append(_person(person.name, person.company, states[person.folded], ""))
    return found + _connections(workspace_id, seen)


def _person(
    name: str, company: str, consent: str, reason: str, force: str = "consent"
) -> Value:
    from aboveboard.reading.boundaries import boundary as engine  # noqa: PLC0415

    return engine.Boundary(
        engine.About.PERSON,
        name,
        engine.Force(force),
        reason=reason,
        company=company,
        consent=engine.Consent(consent),
    )


def _targets(rule: Boundary) -> list[Value]:
    from aboveboard.reading.boundaries import boundary as engine  # noqa: PLC0415

    targets = _open(rule.workspace_id)
    if rule.target_id is not None:
        targets = targets.filter(pk=rule.target_id)
    return [
        engine.Boundary(
            engine.About.TARGET,
            target.what,
            engine.Force(rule.force),
            rule.until,
            rule.reason,
            value=target.value.normalize(),
            unit=target.unit,
        )
        for target in targets
    ]


def _connections(workspace_id: int, seen: set[str]) -> list[Value]:
    rule = (
        Boundary.objects.filter(
            workspace=workspace_id, about=About.CONNECTIONS, deleted_at=None
        )
        .order_by("-pk")
        .first()
    )
    if rule is None:
        return []
    people = Connection.objects.filter(workspace=workspace_id).values_list("name", "company")
    found: list[Value] = []
    for name, company in people.order_by("pk"):
        who = folded(name, company)
        # A name of one word would be found in every text that has the word.
        if who not in seen and len(name.split()) > 1:
            seen.add(who)
            force = "ask" if rule.force == Force.ASK else "consent"
            found.append(_person(name, company, "unknown", rule.reason, force))
    return found
