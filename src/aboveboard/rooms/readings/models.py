"""Tables of the readings. No words of a text are ever kept here."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from aboveboard.rooms.workspaces.models import Workspace


class Reason(models.TextChoices):
    """Why a finding is dismissed; the values of :class:`aboveboard.reading.dismissal.Reason`."""

    THIS_IS_ME = "this_is_me", _("This is me")
    NOT_TRUE = "not_true", _("Not true here")
    OTHER_WORDS = "other_words", _("I use other words")
    NOT_AGAIN = "not_again", _("Do not show this rule again")


class Dismissal(models.Model):
    """A finding that is not shown again: its rule, and a salted hash of the words it found."""

    workspace = models.ForeignKey(
        Workspace, models.CASCADE, related_name="dismissals", db_index=False
    )
    rule = models.CharField(max_length=60)
    key = models.CharField(max_length=64, help_text="aboveboard.reading.dismissal.key_of")
    reason = models.CharField(max_length=11, choices=Reason)
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "key"], name="dismissal_once"),
            models.CheckConstraint(
                condition=models.Q(reason__in=Reason.values), name="dismissal_reason"
            ),
        ]
        indexes = [models.Index(fields=["workspace", "-on", "-id"], name="dismissal_by_day")]

    def __str__(self) -> str:
        return f"dismissal {self.pk} of {self.rule}"


class SwitchedOff(models.Model):
    """A check or a rule that a workspace does not want, by its name."""

    workspace = models.ForeignKey(
        Workspace, models.CASCADE, related_name="switched_off", db_index=False
    )
    name = models.CharField(max_length=60, help_text="of a check, or of a rule with its check")
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "name"], name="switched_off_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} is off"


class RuleCount(models.Model):
    """How often findings of a rule were shown, so that one can say how often it was wrong."""

    workspace = models.ForeignKey(
        Workspace, models.CASCADE, related_name="rule_counts", db_index=False
    )
    rule = models.CharField(max_length=60)
    shown = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "rule"], name="rule_count_once"),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.shown}"


class ArchiveReading(models.Model):
    """What the reading of all posts of a workspace found, in counts; the last one asked for.

    States: ``waiting`` -> ``running`` -> ``done``; a process that is killed leaves ``running``,
    and its task is taken up again from the first post.
    """

    class State(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")

    workspace = models.OneToOneField(Workspace, models.CASCADE, related_name="archive_reading")
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    posts_done = models.PositiveBigIntegerField(default=0)
    posts_all = models.PositiveBigIntegerField(default=0)
    summary = models.JSONField(default=dict, help_text="of the last one that was done")
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"reading of the posts of workspace {self.workspace_id} ({self.state})"
