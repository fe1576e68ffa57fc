"""Write a text, see how it will stand on each network, and promise it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from aboveboard.channels.port import ChannelError, Visibility
from aboveboard.core.errors import Conflict, Invalid, NotAllowed
from aboveboard.rooms.accounts.outside import way_out
from aboveboard.rooms.publishing.bring_picture import MAX_MEGABYTES, MOST, bring_picture
from aboveboard.rooms.publishing.card import card_of, picture_at
from aboveboard.rooms.publishing.destinations import destinations
from aboveboard.rooms.publishing.plan import plan
from aboveboard.rooms.publishing.preview import preview
from aboveboard.rooms.publishing.slots import next_slot
from aboveboard.rooms.publishing.stops import stops_in, texts_of
from aboveboard.rooms.publishing.wish import wish_of, zones
from aboveboard.rooms.publishing.words import bend_words, reason_words
from aboveboard.rooms.publishing.write_form import (
    AT,
    NOW,
    empty_form,
    form_of,
    moved,
    wish_in,
)
from aboveboard.rooms.readings.asked import asked_of
from aboveboard.rooms.readings.buttons import buttons_of
from aboveboard.rooms.readings.panel import panel_of
from aboveboard.rooms.readings.queries import dismissed_keys
from aboveboard.rooms.readings.switches import switched_off
from aboveboard.rooms.workspaces.access import seat_of, writing_seat_of
from aboveboard.web.messages import sentence
from aboveboard.web.toasts import say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpRequest, HttpResponse

    from aboveboard.channels.sender import Sender
    from aboveboard.rooms.accounts.models import Account
    from aboveboard.rooms.publishing.destinations import Destination
    from aboveboard.rooms.publishing.models import Picture, Publication
    from aboveboard.rooms.publishing.preview import Preview
    from aboveboard.rooms.publishing.wish import Wish
    from aboveboard.rooms.publishing.write_form import WriteForm
    from aboveboard.rooms.workspaces.models import Member


@dataclass(frozen=True, slots=True)
class _Desk:
    """Everything on the page: the form, the accounts, and how it will be with the chosen ones."""

    form: WriteForm
    destinations: list[Destination]
    previews: list[Preview]
    now: datetime

    @property
    def is_ready(self) -> bool:
        """Whether it can go out as it is, as far as networks are concerned."""
        return bool(self.previews) and all(one.content for one in self.previews)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Show the page, and do what its buttons ask; whatever happens, nothing written is lost."""
    seat = seat_of(request, workspace_id)
    now = timezone.now()
    if request.method != "POST":
        day, time = request.GET.get("day", ""), request.GET.get("time", "")
        form = empty_form(now=now, day=day, time=time)
        every = destinations(workspace_id, now=timezone.now)
        chosen = request.GET.get("account", "")
        can = [one.pk for one in every if not one.why_not]
        picked = tuple(pk for pk in can if str(pk) == chosen) or tuple(
            can[:1] if len(can) == 1 else ()
        )
        return _page(request, seat, _desk(replace(form, accounts=picked), every, now))
    if not seat.may_write:
        raise NotAllowed
    form, error, field = _deed(request, seat, form_of(request.POST, workspace_id), now)
    desk = _desk(form, destinations(workspace_id, now=timezone.now), now)
    if error or "plan" not in request.POST:
        return _page(request, seat, desk, error=error, field=field)
    try:
        promises = _plan(desk, seat)
    except (Invalid, Conflict) as bad:
        name = str(bad.facts.get("field", ""))
        return _page(request, seat, desk, error=sentence(bad), field=name)
    return _done(request, promises)


@login_required
@never_cache
@require_POST
def look(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Show how it will be, for the page as it stands; nothing is kept."""
    seat = writing_seat_of(request, workspace_id)
    now = timezone.now()
    desk = _desk(
        form_of(request.POST, workspace_id), destinations(workspace_id, now=timezone.now), now
    )
    return render(request, "publishing/_preview.html", _preview_facts(desk, seat))


def _desk(form: WriteForm, every: list[Destination], now: datetime) -> _Desk:
    chosen = [one for one in every if one.pk in form.accounts and not one.why_not]
    previews = (
        []
        if form.is_empty
        else [
            preview(one.account, one.channel, form.written_for(one.pk), now=now)
            for one in chosen
        ]
    )
    return _Desk(form, every, previews, now)


def _deed(
    request: HttpRequest, seat: Member, form: WriteForm, now: datetime
) -> tuple[WriteForm, str, str]:
    """Return the form after what a button asked, and what went wrong in which field."""
    sent = request.POST
    for deed in ("drop", "front"):
        if sent.get(deed, "").isdecimal():
            return moved(form, deed, int(sent[deed][:17])), "", ""
    if "drop_card" in sent:
        return replace(form, card_picture=None), "", ""
    form, error = _with_files(form, request.FILES.getlist("files"), seat, now)
    if error:
        return form, error, "picture"
    if "card" in sent:
        return _with_card(form, seat, now)
    return form, "", ""


def _with_files(
    form: WriteForm, uploads: list[UploadedFile[bytes]], seat: Member, now: datetime
) -> tuple[WriteForm, str]:
    """Return the form with the files brought in, up to the one that cannot be, and why not."""
    pictures, error = list(form.pictures), ""
    try:
        for upload in uploads:
            if len(pictures) >= MOST:
                raise Invalid(field="picture", rule="too_many", limit=MOST)
            if upload.size is not None and upload.size > MAX_MEGABYTES * 1024 * 1024:
                raise Invalid(field="picture", rule="file_too_large", limit=MAX_MEGABYTES)
            one = bring_picture(upload.chunks(), upload.name or "", by=seat, now=now)
            if one.pk not in {kept.pk for kept, _ in pictures}:
                pictures.append((one, ""))
    except Invalid as bad:
        error = sentence(bad)
    return replace(form, pictures=tuple(pictures)), error


def _with_card(form: WriteForm, seat: Member, now: datetime) -> tuple[WriteForm, str, str]:
    """Fetch what a page says of itself; where that fails, the person writes it."""
    way = way_out(timezone.now)
    try:
        told = card_of(form.link, way)
    except Invalid as bad:
        return form, sentence(bad), "link"
    except ChannelError as no:
        words = gettext("The page could not be fetched: %(why)s Write the title yourself.")
        return form, words % {"why": reason_words(no.reason)}, "link"
    return (
        replace(
            form,
            link_title=told.title,
            link_description=told.description,
            card_picture=_fetched(told.picture, way, seat, now),
        ),
        "" if told.title else gettext("The page gives no title. Write it yourself."),
        "link",
    )


def _fetched(address: str, way: Sender, seat: Member, now: datetime) -> Picture | None:
    """Return the picture of a page, brought in like any other; a card does without as well."""
    if not address:
        return None
    try:
        data = picture_at(address, way)
        name = address.split("?", maxsplit=1)[0].rsplit("/", 1)[-1]
        picture = bring_picture([data], name, by=seat, now=now)
    except (ChannelError, Invalid):
        return None
    return picture if picture.width else None


def _plan(desk: _Desk, seat: Member) -> list[Publication]:
    """Promise what the page shows.

    Raises:
        Invalid: no account, a network that refuses, a time that cannot be, or a stop.
        Conflict: an account cannot be used any more.
    """
    if desk.form.is_empty:
        raise Invalid(field="text", rule="required")
    if not desk.previews:
        raise Invalid(field="accounts", rule="no_account")
    if not desk.is_ready:
        raise Invalid(field="accounts", rule="not_so")
    accounts = {one.pk: one.account for one in desk.destinations}
    contents = {
        accounts[one.account]: one.content for one in desk.previews if one.content is not None
    }
    return plan(
        contents,
        by=seat,
        wish=_wishes(desk, list(contents)),
        now=desk.now,
        is_heavy=desk.form.is_heavy,
        why=desk.form.why if seat.is_owner else "",
    )


def _wishes(desk: _Desk, accounts: list[Account]) -> Wish | Mapping[Account, Wish]:
    form, now = desk.form, desk.now
    if form.when == NOW:
        return wish_of(now, form.zone)
    if form.when == AT:
        return wish_in(form)
    wishes = {account: next_slot(account, now) for account in accounts}
    if not all(wishes.values()):
        raise Invalid(field="when", rule="no_slot")
    return {account: wish for account, wish in wishes.items() if wish is not None}


def _done(request: HttpRequest, promises: list[Publication]) -> HttpResponse:
    first = promises[0]
    say(request, gettext("Planned."))
    if len(promises) == 1:
        where = reverse("publishing:publication", args=[first.workspace_id, first.pk])
    else:
        where = reverse("publishing:release", args=[first.workspace_id, first.release_id])
    return redirect(f"{where}?written=1")


def _page(
    request: HttpRequest, seat: Member, desk: _Desk, *, error: str = "", field: str = ""
) -> HttpResponse:
    form = desk.form
    facts: dict[str, Any] = {
        **_preview_facts(desk, seat),
        **_findings(request, seat),
        "room": "calendar",
        "error": error,
        "field": field,
        "visibilities": [
            (Visibility.PUBLIC.value, gettext("Everyone")),
            (Visibility.UNLISTED.value, gettext("Everyone with the link")),
            (Visibility.FOLLOWERS.value, gettext("Followers or connections")),
        ],
        "zones": zones(),
        "variants": [
            (one, form.variants.get(one.pk, "")) for one in desk.destinations if not one.why_not
        ],
        "can_choose": any(not one.why_not for one in desk.destinations),
        "has_story": any(one.has_story for one in desk.destinations),
        "has_warning": any(one.has_warning for one in desk.destinations),
        "max_megabytes": MAX_MEGABYTES,
    }
    return render(request, "publishing/write.html", facts, status=422 if error else 200)


def _findings(request: HttpRequest, seat: Member) -> dict[str, Any]:
    """Return what the reading finds, for a page without script; with it the text is read live."""
    asked = asked_of(request.POST)
    panel, _found = panel_of(
        asked,
        seat.workspace_id,
        switched_off(seat.workspace_id),
        dismissed_keys(seat.workspace_id),
        buttons_of(seat),
    )
    return {"asked": asked, "panel": panel}


def _preview_facts(desk: _Desk, seat: Member) -> dict[str, Any]:
    form = desk.form
    contents = [one.content for one in desk.previews if one.content is not None]
    said = dict.fromkeys(text for content in contents for text in texts_of(content))
    stops = stops_in(said, seat.workspace_id, today=timezone.localdate(desk.now))
    return {
        "form": form,
        "summary": _summary(desk, len(stops)),
        "destinations": desk.destinations,
        "previews": desk.previews,
        "stops": stops,
        "moment": _moment_words(form),
        "seat": seat,
    }


def _summary(desk: _Desk, stops: int) -> str:
    """Return how it will be in one line, for those who listen."""
    refusing = [one.network_name for one in desk.previews if one.error]
    parts = []
    if stops:
        parts.append(ngettext("%(n)s stop", "%(n)s stops", stops) % {"n": stops})
    if refusing:
        parts.append(gettext("not taken: %(networks)s") % {"networks": ", ".join(refusing)})
    posts = sum(len(one.posts) for one in desk.previews if not one.error)
    if posts:
        parts.append(ngettext("%(n)s post", "%(n)s posts", posts) % {"n": posts})
    return "; ".join(parts)


def _moment_words(form: WriteForm) -> str:
    """Return what the clock does to the chosen time, or that it cannot be."""
    if form.when != AT or not form.day or not form.time:
        return ""
    try:
        return bend_words(wish_in(form))
    except Invalid as bad:
        return sentence(bad)
