"""Tables of the boundaries. Nothing here is ever shown to anyone but members of the workspace."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from aboveboard.rooms.record.models import Target
from aboveboard.rooms.workspaces.models import Workspace


class About(models.TextChoices):
    """What a boundary is about; all but the last are those of the reading."""

    TERM = "term", _("a name or a word")
    PERSON = "person", _("somebody")
    TOPIC = "topic", _("a topic")
    NUMBERS = "numbers", _("figures")
    TARGET = "target", _("a target")
    CONNECTIONS = "connections", _("everybody you are connected with")


class Force(models.TextChoices):
    """How far it goes; the values of :class:`aboveboard.reading.boundaries.boundary.Force`."""

    NEVER = "never", pgettext_lazy("force of a boundary", "never")
    NOT_BEFORE = "not_before", _("not before a day")
    ASK = "ask", _("ask me first")
    CONSENT = "consent", _("only with consent")


class Numbers(models.TextChoices):
    """Kinds of figures; those of ``aboveboard.reading.boundaries.boundary.NUMBERS``."""

    REVENUE = "revenue", _("revenue")
    MARGIN = "margin", _("profit and margin")
    SALARIES = "salaries", _("salaries")
    HEADCOUNT = "headcount", _("headcount")


class State(models.TextChoices):
    """What was said to being named; the values of the reading's ``Consent``."""

    UNKNOWN = "unknown", _("not asked yet")
    ASKED = "asked", _("asked")
    GIVEN = "given", _("given")
    REFUSED = "refused", pgettext_lazy("consent", "refused")
    WITHDRAWN = "withdrawn", _("taken back")


class Boundary(models.Model):
    """One rule of the person's own.

    ``name`` is the term, the person, the topic, or one of :class:`Numbers`; empty for a target
    (``target``, or every open one without) and for connections. ``deleted_at`` is set for as
    long as the removal can be undone.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="boundaries")
    about = models.CharField(max_length=11, choices=About)
    name = models.CharField(max_length=160, blank=True)
    words = models.TextField(blank=True, help_text="further words, one a line")
    company = models.CharField(max_length=160, blank=True)
    target = models.ForeignKey(Target, models.CASCADE, null=True, related_name="boundaries")
    force = models.CharField(max_length=10, choices=Force, default=Force.NEVER)
    until = models.DateField(null=True, help_text="the first day on which it may be told")
    reason = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["workspace", "-updated_at"], name="boundary_by_change")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(about__in=About.values), name="boundary_about"
            ),
            models.CheckConstraint(
                condition=models.Q(force__in=Force.values), name="boundary_force"
            ),
            models.CheckConstraint(
                condition=models.Q(about__in=["target", "connections"]) | ~models.Q(name=""),
                name="boundary_named",
            ),
            models.CheckConstraint(
                condition=models.Q(target=None) | models.Q(about="target"),
                name="boundary_target",
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(force="not_before"),
                name="boundary_until",
            ),
            models.CheckConstraint(
                condition=~models.Q(about="numbers") | models.Q(name__in=Numbers.values),
                name="boundary_numbers",
            ),
        ]

    def __str__(self) -> str:
        return f"boundary {self.pk}"


class Consent(models.Model):
    """Somebody who may be named only when they agree, and what they said.

    ``folded`` is the casefolded name and company, by which a person has one row.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="consents")
    name = models.CharField(max_length=160)
    company = models.CharField(max_length=160, blank=True)
    folded = models.CharField(max_length=330)
    state = models.CharField(max_length=9, choices=State, default=State.UNKNOWN)
    said_on = models.DateField(null=True, help_text="when that was asked or said")
    note = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["workspace", "-updated_at"], name="consent_by_change")]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "folded"],
                condition=models.Q(deleted_at=None),
                name="consent_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=State.values), name="consent_state"
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="consent_named"),
        ]

    def __str__(self) -> str:
        return f"consent {self.pk}"


class RejectedLine(models.Model):
    """A line of a list that could not be taken, kept with its reason."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="rejected_lines")
    row = models.PositiveIntegerField(help_text="counted from 1")
    reason = models.CharField(max_length=40)
    raw = models.TextField()
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"line {self.row}"
