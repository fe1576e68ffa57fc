"""What ties moments to posts: proposals to decide on, and links made by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from aboveboard.core.errors import NotFound
from aboveboard.rooms.mirror import pairs, queries
from aboveboard.rooms.mirror.access import link_here, moment_here, post_here
from aboveboard.rooms.mirror.ask_for_links import ask_for_links
from aboveboard.rooms.mirror.decide import confirm, link_by_hand, reconsider, refuse, unlink
from aboveboard.rooms.workspaces.access import seat_of, writing_seat_of
from aboveboard.web.toasts import say
from aboveboard.web.views import back_to

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from aboveboard.rooms.mirror.models import Link

_DEEDS = {"confirm": confirm, "refuse": refuse, "reconsider": reconsider, "unlink": unlink}


@login_required
@require_GET
def links(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Show the proposals that wait, the likest first; for htmx also how things stand."""
    seat_of(request, workspace_id)
    if getattr(request, "htmx", False) and request.GET.get("part") == "standing":
        standing = queries.standing(workspace_id, now=timezone.now())
        return render(request, "mirror/_standing.html", {"standing": standing})
    return render(request, "mirror/links.html", _waiting(workspace_id))


@login_required
@require_POST
def decide(request: HttpRequest, workspace_id: int, link_id: int, verb: str) -> HttpResponse:
    """Confirm, refuse, take back or untie one link."""
    seat = writing_seat_of(request, workspace_id)
    deed = _DEEDS.get(verb)
    if deed is None:
        raise NotFound(what="deed")
    link = link_here(seat, link_id)
    deed(link, by=seat, now=timezone.now())
    _say(request, link, verb)
    if getattr(request, "htmx", False):
        return render(request, "mirror/_decided.html", _waiting(workspace_id))
    return redirect(back_to(request, reverse("mirror:links", args=[workspace_id])))


@login_required
@require_POST
def look(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Ask for proposals for what came since the last time."""
    writing_seat_of(request, workspace_id)
    now = timezone.now()
    with transaction.atomic():
        ask_for_links(workspace_id, now=now)
    if getattr(request, "htmx", False):
        standing = queries.standing(workspace_id, now=now)
        return render(request, "mirror/_standing.html", {"standing": standing})
    return redirect(back_to(request, reverse("mirror:page", args=[workspace_id])))


@login_required
@require_GET
def moment(request: HttpRequest, workspace_id: int, moment_id: int) -> HttpResponse:
    """Show what a moment is tied to, and posts to tie to it."""
    seat = seat_of(request, workspace_id)
    found = moment_here(seat, moment_id)
    words = request.GET.get("q", "")[:200]
    facts = {
        "room": "mirror",
        "moment": pairs.moment_side(found),
        "pairs": pairs.links_of_moment(found),
        "others": pairs.posts_matching(found, words),
        "words": words,
    }
    return render(request, "mirror/moment.html", facts)


@login_required
@require_GET
def post(request: HttpRequest, workspace_id: int, post_id: int) -> HttpResponse:
    """Show what a post is tied to, and moments to tie to it."""
    seat = seat_of(request, workspace_id)
    found = post_here(seat, post_id)
    words = request.GET.get("q", "")[:200]
    facts = {
        "room": "mirror",
        "post": pairs.post_side(found),
        "pairs": pairs.links_of_post(found),
        "others": pairs.moments_matching(found, words),
        "words": words,
    }
    return render(request, "mirror/post.html", facts)


@login_required
@require_POST
def tie(request: HttpRequest, workspace_id: int, moment_id: int, post_id: int) -> HttpResponse:
    """Tie a post to a moment by hand."""
    seat = writing_seat_of(request, workspace_id)
    link = link_by_hand(
        moment_here(seat, moment_id), post_here(seat, post_id), by=seat, now=timezone.now()
    )
    undo = reverse("mirror:decide", args=[workspace_id, link.pk, "unlink"])
    say(request, _("The post tells of this moment."), undo=undo)
    return redirect(back_to(request, reverse("mirror:moment", args=[workspace_id, moment_id])))


def _waiting(workspace_id: int) -> dict[str, object]:
    return {
        "room": "mirror",
        "pairs": pairs.proposals(workspace_id),
        "standing": queries.standing(workspace_id, now=timezone.now()),
    }


def _say(request: HttpRequest, link: Link, verb: str) -> None:
    words = {
        "confirm": _("The post tells of this moment."),
        "refuse": _("Not this one. The pair is not proposed again."),
        "reconsider": _("Taken back. The pair waits for your decision."),
        "unlink": _("Untied."),
    }[verb]
    undo = ""
    if verb in {"confirm", "refuse"}:
        undo = reverse("mirror:decide", args=[link.workspace_id, link.pk, "reconsider"])
    elif verb == "unlink" and link.pk:
        undo = reverse("mirror:decide", args=[link.workspace_id, link.pk, "confirm"])
    elif verb == "unlink":
        undo = reverse("mirror:tie", args=[link.workspace_id, link.moment_id, link.post_id])
    say(request, words, undo=undo)
