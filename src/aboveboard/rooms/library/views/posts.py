"""The library page, and one post."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from aboveboard.rooms.library import queries
from aboveboard.rooms.library.access import access_post
from aboveboard.rooms.library.choose_kind import choose_kind
from aboveboard.rooms.library.cursor import Cursor
from aboveboard.rooms.library.import_rows import imports
from aboveboard.rooms.library.models import Kind, Network
from aboveboard.rooms.library.receive import PIECE_BYTES
from aboveboard.rooms.workspaces.access import seat_of, writing_seat_of
from aboveboard.web.toasts import say
from aboveboard.web.views import back_to

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict

_YEAR: Final = re.compile(r"(?:19|20)\d\d")


def filters_in(asked: QueryDict) -> queries.Filters:
    """Return which posts the address asks for; what makes no sense is passed over."""
    network, kind, year = (asked.get(name, "") for name in ("network", "kind", "year"))
    return queries.Filters(
        network=network if network in Network.values else "",
        kind=kind if kind in Kind.values else "",
        words=asked.get("q", "").strip()[:200],
        year=int(year) if _YEAR.fullmatch(year) else None,
    )


@require_GET
@login_required
def page(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Show posts and imports; for htmx only the posts that follow ``after``."""
    seat_of(request, workspace_id)
    filters = filters_in(request.GET)
    after = Cursor.read(request.GET.get("after", ""))
    facts: dict[str, Any] = {
        "room": "library",
        "page": queries.posts(workspace_id, filters, after=after),
        "after": after,
        "asked": _asked(request),
        "this_year": timezone.localdate().year,
    }
    if getattr(request, "htmx", False) and after is not None:
        return render(request, "library/_months.html", {**facts, "is_part": True})
    facts |= {
        "filters": filters,
        "choices": queries.choices(workspace_id),
        "kinds": Kind.choices,
        "held": queries.held(workspace_id),
        "imports": imports(workspace_id, now=timezone.now()),
        "piece_bytes": PIECE_BYTES,
    }
    return render(request, "library/page.html", facts)


def _asked(request: HttpRequest) -> str:
    asked = request.GET.copy()
    asked.pop("after", None)
    return asked.urlencode()


@require_GET
@login_required
def post(request: HttpRequest, workspace_id: int, post_id: int) -> HttpResponse:
    """Show one post and where it came from."""
    found = access_post(seat_of(request, workspace_id), post_id)
    facts = {"room": "library", "post": queries.post_detail(found), "kinds": Kind.choices}
    return render(request, "library/post.html", facts)


@login_required
@require_POST
def set_kind(request: HttpRequest, workspace_id: int, post_id: int) -> HttpResponse:
    """Keep the kind the reader gives a post."""
    seat = writing_seat_of(request, workspace_id)
    found = access_post(seat, post_id)
    choose_kind(found, kind=request.POST.get("kind", ""), by=seat, now=timezone.now())
    if getattr(request, "htmx", False):
        return render(request, "library/_row.html", {"row": queries.post_row(found)})
    say(request, _("Kind kept."))
    return redirect(back_to(request, reverse("library:post", args=[workspace_id, post_id])))
