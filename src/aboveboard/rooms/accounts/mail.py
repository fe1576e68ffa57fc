"""Mail that says an account ends, or has to be connected again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from aboveboard.rooms.accounts.expiry import ENDED
from aboveboard.rooms.accounts.words import reason_words
from aboveboard.rooms.workspaces.models import Member, User
from aboveboard.web.dates import date_format

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from aboveboard.rooms.accounts.expiry import Ending
    from aboveboard.rooms.workspaces.models import Workspace


def readers(workspace: Workspace) -> QuerySet[User]:
    """Return who is written to about accounts: those who may connect them and gave an address."""
    return User.objects.filter(
        seats__workspace=workspace, seats__role__in=Member.WRITERS, is_active=True
    ).exclude(email="")


def write(user: User, workspace: Workspace, ending: Ending) -> EmailMessage:
    """Return the mail, in the language the person reads."""
    with override(user.mail_language or settings.LANGUAGE_CODE):
        facts = {
            "name": ending.name,
            "network": ending.network_name,
            "workspace": workspace.name,
            "days": ending.days,
            "day": date_format(timezone.localdate(ending.ends_at), "j F Y"),
        }
        path = reverse("accounts:page", args=[workspace.pk])
        where = (
            f"{settings.BASE_URL}{path}"
            if settings.BASE_URL
            else _("Open Aboveboard and go to Accounts.")
        )
        subject, *paragraphs = _ended(ending) if ending.days == ENDED else _ends(ending)
        text = "\n\n".join([*(one % facts for one in paragraphs), where])
        return EmailMessage(subject % facts, text, None, [user.email])


def _ends(ending: Ending) -> tuple[str, ...]:
    return (
        _("%(name)s on %(network)s: connect it again by %(day)s"),
        _("The connection of %(name)s on %(network)s ends within %(days)s days, on %(day)s."),
        _(
            "%(network)s lets a connection last only so long. Connect the account again before then; "
            "it takes a minute. What you scheduled with it goes out as planned."
        ),
        _("It belongs to %(workspace)s."),
    )


def _ended(ending: Ending) -> tuple[str, ...]:
    return (
        _("%(name)s on %(network)s is no longer connected"),
        _("Aboveboard can no longer post as %(name)s on %(network)s.")
        + " "
        + str(reason_words(ending.reason)),
        _(
            "What you scheduled with it is held, and nothing is lost. Once the account is connected "
            "again it goes out, or asks you first when it is late."
        ),
        _("It belongs to %(workspace)s."),
    )
