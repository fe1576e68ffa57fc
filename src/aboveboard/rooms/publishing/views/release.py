"""What goes out together, to one account or to several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from aboveboard.core.errors import NotAllowed
from aboveboard.rooms.publishing.access import access_release
from aboveboard.rooms.publishing.release_page import release_rows
from aboveboard.rooms.publishing.withdraw import withdraw_all
from aboveboard.rooms.workspaces.access import seat_of
from aboveboard.web.toasts import say

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest, HttpResponse

    from aboveboard.rooms.publishing.models import Release


@require_GET
@login_required
@never_cache
def release(request: HttpRequest, workspace_id: int, release_id: int) -> HttpResponse:
    """Show where it stands with each account; the part alone for a page that renews itself."""
    found = access_release(seat_of(request, workspace_id), release_id)
    is_part = getattr(request, "htmx", False)
    template = "publishing/_release.html" if is_part else "publishing/release.html"
    return render(request, template, _facts(found))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_back_all(request: HttpRequest, workspace_id: int, release_id: int) -> HttpResponse:
    """Ask once more, then withdraw it everywhere."""
    seat = seat_of(request, workspace_id)
    found = access_release(seat, release_id)
    if request.method != "POST":
        return render(request, "publishing/withdraw_all.html", _facts(found))
    if not seat.may_write:
        raise NotAllowed
    done = withdraw_all(found, by=seat, now=timezone.now())
    words = ngettext("Asked back from %(n)s account.", "Asked back from %(n)s accounts.", done)
    say(request, words % {"n": done} if done else gettext("There is nothing to withdraw."))
    return redirect("publishing:release", workspace_id, release_id)


def _facts(found: Release) -> dict[str, Any]:
    rows = release_rows(found, now=timezone.now())
    return {
        "room": "calendar",
        "release": found,
        "rows": rows,
        "is_moving": any(row.is_moving for row in rows),
        "to_withdraw": [row for row in rows if row.may & {"withdraw", "cancel"}],
        "by_hand": [row for row in rows if "by_hand" in row.may],
    }
