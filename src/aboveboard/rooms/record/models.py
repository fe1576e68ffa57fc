"""Tables of the record. Nothing here is ever shown to anyone but members of the workspace."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from aboveboard.rooms.workspaces.models import Workspace


class Kind(models.TextChoices):
    """What a moment or a post tells; the values of :class:`aboveboard.core.kinds.Kind`."""

    WIN = "win", _("win")
    SETBACK = "setback", _("setback")
    LESSON = "lesson", _("lesson")
    NEUTRAL = "neutral", _("neutral")


class Openness(models.TextChoices):
    """How far the person wants to go with a moment; a wish of their own, never a norm."""

    ASK = "ask", _("ask me")
    FREE = "free", _("free to tell")
    NOT_BEFORE = "not_before", _("not before a date")
    NEVER = "never", _("never")


class Topic(models.Model):
    """A subject in the person's own word; one row for all ways of writing its capitals."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="topics")
    name = models.CharField(max_length=60)
    folded = models.CharField(max_length=60, help_text="casefolded name")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "folded"], name="topic_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Moment(models.Model):
    """Something that really happened, on a day or over a period.

    ``deleted_at`` is set for as long as the deletion can be undone; every query leaves such rows out.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="moments")
    text = models.TextField()
    happened_on = models.DateField()
    until = models.DateField(null=True, help_text="last day of a period")
    kind = models.CharField(max_length=8, choices=Kind)
    is_kind_chosen = models.BooleanField(
        default=False, help_text="by the person; wins over the reading"
    )
    weight = models.PositiveSmallIntegerField(default=3)
    language = models.CharField(max_length=5, default="other")
    note = models.TextField(blank=True)
    topics = models.ManyToManyField(Topic, related_name="moments", blank=True)
    openness = models.CharField(max_length=10, choices=Openness, default=Openness.ASK)
    open_from = models.DateField(null=True, help_text="for not_before")
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            # Lists need the first three; the rest lets the mirror count without reading texts.
            models.Index(
                fields=[
                    "workspace",
                    "-happened_on",
                    "-id",
                    "kind",
                    "openness",
                    "until",
                    "open_from",
                    "deleted_at",  # SQLite looks at it once more, though it is null in every row
                ],
                condition=models.Q(deleted_at=None),
                name="moment_timeline",
            ),
            models.Index(
                fields=["workspace", "kind", "-happened_on", "-id", "deleted_at"],
                condition=models.Q(deleted_at=None),
                name="moment_by_kind",
            ),
            models.Index(
                fields=["workspace", "-updated_at"],
                condition=models.Q(deleted_at=None),
                name="moment_by_change",
            ),
            models.Index(
                fields=["workspace"],
                condition=models.Q(deleted_at__isnull=False),
                name="moment_removed",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=Kind.values), name="moment_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(weight__gte=1, weight__lte=5), name="moment_weight"
            ),
            models.CheckConstraint(
                condition=models.Q(until=None) | models.Q(until__gte=models.F("happened_on")),
                name="moment_period",
            ),
            models.CheckConstraint(
                condition=~models.Q(openness="not_before") | models.Q(open_from__isnull=False),
                name="moment_open_from",
            ),
        ]

    def __str__(self) -> str:
        return f"moment {self.pk}"


class Attachment(models.Model):
    """A picture or PDF with a moment; the bytes lie outside the database under their hash."""

    moment = models.ForeignKey(Moment, models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(help_text="bytes")
    content_type = models.CharField(max_length=40)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"attachment {self.pk}"


class Target(models.Model):
    """What was promised, and what it came to.

    States: ``open`` -> ``met`` | ``missed`` | ``dropped``, and back to ``open``.
    """

    class Direction(models.TextChoices):
        """On which side of the number the target lies."""

        AT_LEAST = "at_least", _("at least")
        AT_MOST = "at_most", _("at most")

    class State(models.TextChoices):
        """Where the target stands."""

        OPEN = "open", _("open")
        MET = "met", _("met")
        MISSED = "missed", _("missed")
        DROPPED = "dropped", _("dropped")

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="targets")
    what = models.CharField(max_length=120)
    value = models.DecimalField(max_digits=18, decimal_places=4)
    unit = models.CharField(max_length=20, blank=True)
    direction = models.CharField(max_length=8, choices=Direction, default=Direction.AT_LEAST)
    due_on = models.DateField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    outcome = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    settled_on = models.DateField(null=True)
    note = models.TextField(blank=True)
    created_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["workspace", "due_on"], name="target_by_due")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state__in=["met", "missed"])
                | models.Q(outcome__isnull=False),
                name="target_has_outcome",
            ),
        ]

    def __str__(self) -> str:
        return f"target {self.pk}"


class PerceptionNote(models.Model):
    """What people think, and how it is."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="perception_notes")
    people_think = models.TextField()
    it_is_so = models.TextField()
    created_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"perception note {self.pk}"


class RejectedRow(models.Model):
    """A row of an imported CSV that could not be taken, kept with its reason."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="rejected_rows")
    file_name = models.CharField(max_length=200)
    row = models.PositiveIntegerField(help_text="counted from 1, the header is row 1")
    reason = models.CharField(max_length=40)
    raw = models.TextField()
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.file_name}:{self.row}"
