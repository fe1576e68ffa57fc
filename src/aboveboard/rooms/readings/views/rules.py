"""The rules: what each looks for, why, and how often it was wrong here."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from aboveboard.core.errors import NotFound
from aboveboard.measures.rate import share
from aboveboard.rooms.readings.queries import rule_rows
from aboveboard.rooms.readings.switches import is_rule, switch, switched_off
from aboveboard.rooms.workspaces.access import seat_of, writing_seat_of
from aboveboard.web.explained import check_name, sources_of, what_of, why_of
from aboveboard.web.toasts import say
from aboveboard.web.views import back_to

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

FEW = 10
"""Findings under which no share is stated."""


@require_GET
@login_required
def rules(request: HttpRequest, workspace_id: int) -> HttpResponse:
    """Show every rule by its check."""
    seat_of(request, workspace_id)
    off = switched_off(workspace_id)
    rows = rule_rows(workspace_id, off)
    checks = [
        (check_name(check), check not in off, [(row, what_of(row.rule)) for row in some])
        for check, some in groupby(rows, key=lambda row: row.rule.partition(".")[0])
    ]
    return render(request, "readings/rules.html", {"room": "readings", "checks": checks})


@require_GET
@login_required
def rule(request: HttpRequest, workspace_id: int, rule: str) -> HttpResponse:
    """Explain one rule."""
    seat_of(request, workspace_id)
    if not is_rule(rule):
        raise NotFound(what="rule")
    off = switched_off(workspace_id)
    row = next(one for one in rule_rows(workspace_id, off) if one.rule == rule)
    check = rule.partition(".")[0]
    facts = {
        "room": "readings",
        "row": row,
        "check": check,
        "check_name": check_name(check),
        "is_check_on": check not in off,
        "what": what_of(rule),
        "why": why_of(rule),
        "sources": sources_of(rule),
        "wrong": share(row.not_true, row.shown) if row.shown >= FEW else None,
    }
    return render(request, "readings/rule.html", facts)


@login_required
@require_POST
def switch_rule(request: HttpRequest, workspace_id: int, rule: str) -> HttpResponse:
    """Switch a rule, or a check, on or off."""
    seat = writing_seat_of(request, workspace_id)
    is_on = request.POST.get("on") == "1"
    switch(rule, is_on=is_on, by=seat, now=timezone.now())
    say(request, gettext("Switched on.") if is_on else gettext("Switched off."))
    return redirect(back_to(request, reverse("readings:rules", args=[workspace_id])))
