"""Writing, changing and removing statuses: docs methods/statuses.md (L)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from tests.networks.exchange import Answer, answer
from tests.networks.faults import Kind
from tests.networks.mastodon import entities
from tests.networks.mastodon.state import Scheduled
from tests.networks.network import Call, Handlers, Refusal

if TYPE_CHECKING:
    from tests.networks.ledger import Entry
    from tests.networks.mastodon.server import Mastodon

HANDLERS: Final = Handlers()
KEY_LIFE: Final = timedelta(hours=1)
"""How long a key is kept: methods/statuses.md (L); 3600 in post_status_service.rb (C)."""
_MOST_FILES: Final = 4
_SOON: Final = timedelta(minutes=5)
_VISIBILITIES: Final = frozenset({"public", "unlisted", "private", "direct"})


@HANDLERS("status_create")
def create(network: Mastodon, call: Call) -> Answer:
    """Return the new status, or with a known key the one it made; the text is not looked at (C)."""
    key = call.request.headers.get("idempotency-key")
    if key and (known := _by_key(network, call, key)):
        return answer(200, entities.status(network, known, at=call.now))
    said = _checked(network, call)
    if "scheduled_at" in said and network.dialect.schedules:
        when = datetime.fromisoformat(said["scheduled_at"])
        if when - call.now > _SOON:  # sooner is posted at once (C)
            return _schedule(network, call, said, when)
    entry = publish(network, call.token.account, said)
    if key:
        _keep_key(network, call, key, entry.id)
    # A clock that runs has gone on since the call came.
    return answer(200, entities.status(network, entry, at=max(call.now, entry.born)))


@HANDLERS("status_edit")
def edit(network: Mastodon, call: Call) -> Answer:
    """Return the status after the change."""
    entry = own(network, call)
    fields = dict(call.fields)
    for one in fields.pop("media_attributes", []):
        file = network.state.attachments.get(one["id"])
        if file is not None:
            file.description = one.get("description", file.description)
    text = fields.get("status", entry.content.get("status", ""))
    _check_length(network, text, fields.get("spoiler_text", ""))
    network.ledger.edit(entry.id, _typed(fields), now=call.now)
    return answer(200, entities.status(network, entry, at=call.now))


@HANDLERS("status_delete")
def delete(network: Mastodon, call: Call) -> Answer:
    """Return the status with its source, for a redraft."""
    entry = own(network, call)
    shown = entities.status(network, entry, at=call.now)
    network.ledger.delete(entry.id, now=call.now)
    return answer(200, shown | {"text": entry.content.get("status", "")})


def publish(network: Mastodon, account: str, said: dict[str, Any]) -> Entry:
    """Return the entry of a status that is public from now on."""
    for id_ in said.get("media_ids", []):
        network.state.attachments[id_].is_used = True
    id_ = network.snowflake()
    return network.ledger.create(id_, account, said, now=network.clock.now())


def own(network: Mastodon, call: Call) -> Entry:
    """Return the status of the call when it lives and is the caller's."""
    entry = network.ledger.find(call.path["status"], at=call.now)
    if entry is None or entry.account != call.token.account:
        raise Refusal(network.unknown(call.request))
    return entry


def _by_key(network: Mastodon, call: Call, key: str) -> Entry | None:
    """Return the status that a key made within the hour, if that is known by now."""
    if not network.dialect.keeps_keys:
        return None
    found = network.state.keys.get((call.token.account, key))
    if found is None:
        return None
    id_, since, until = found
    return network.ledger.find(id_, at=call.now) if since <= call.now < until else None


def _keep_key(network: Mastodon, call: Call, key: str, id_: str) -> None:
    """Keep a key after the status is made, without a lock around both (C)."""
    late = call.fault is not None and call.fault.kind is Kind.LATE_KEY
    since = call.now + timedelta(seconds=call.fault.seconds if late and call.fault else 0)
    network.state.keys[call.token.account, key] = (id_, since, since + KEY_LIFE)


def _checked(network: Mastodon, call: Call) -> dict[str, Any]:
    """Return the fields of a new status that will do."""
    said = _typed(call.fields)
    text = said.get("status", "")
    files = said.get("media_ids", [])
    if not text.strip() and not files:
        raise invalid("Text can't be blank")
    _check_length(network, text, said.get("spoiler_text", ""))
    if said.get("visibility", "public") not in _VISIBILITIES:
        raise invalid("Visibility is not included in the list")
    _check_files(network, call, files)
    parent = said.get("in_reply_to_id")
    if parent and network.ledger.find(parent, at=call.now) is None:
        missing = "The post you are trying to reply to does not appear to exist."
        raise Refusal(answer(404, {"error": missing}))
    return said


def _typed(fields: dict[str, Any]) -> dict[str, Any]:
    said = {name: value for name, value in fields.items() if value is not None}
    if "sensitive" in said:
        said["sensitive"] = str(said["sensitive"]).lower() in {"true", "1"}
    return said


def _check_length(network: Mastodon, text: str, warning: str) -> None:
    most = network.dialect.most_characters
    if entities.length(text, warning) > most:
        words = f"Text character limit of {most} exceeded"
        if network.dialect.software == "takahe":
            raise Refusal(answer(400, {"error": "Status is too long"}))
        raise invalid(words, status=network.dialect.too_long)


def _check_files(network: Mastodon, call: Call, files: list[str]) -> None:
    if len(files) > _MOST_FILES:
        raise invalid("Cannot attach more than 4 files")
    for id_ in files:
        file = network.state.attachments.get(id_)
        if file is None or file.account != call.token.account or file.is_used:
            raise invalid(f"Media {id_} could not be found")
        if file.ready_at > call.now or file.fails:
            raise invalid("Cannot attach files that have not finished processing.")


def _schedule(network: Mastodon, call: Call, said: dict[str, Any], when: datetime) -> Answer:
    """Return entities/ScheduledStatus; at its time it is published without its key (C)."""
    plan = Scheduled(network.snowflake(), call.token.account, said, when)
    network.state.scheduled[plan.id] = plan

    def come_out() -> None:
        with network.lock:
            if network.state.scheduled.pop(plan.id, None):
                publish(network, plan.account, plan.fields)

    network.clock.at(when, come_out)
    shown = {
        "id": plan.id,
        "scheduled_at": entities.moment(when),
        "params": said | {"text": said.get("status")},
        "media_attachments": [],
    }
    return answer(200, shown)


def invalid(words: str, *, status: int = 422) -> Refusal:
    """Return a refusal in the words of Rails' validations."""
    return Refusal(answer(status, {"error": f"Validation failed: {words}"}))
