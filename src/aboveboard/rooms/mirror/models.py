"""The links between what happened and what was told."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from aboveboard.rooms.library.models import Post
from aboveboard.rooms.record.models import Moment
from aboveboard.rooms.workspaces.models import Workspace


class Link(models.Model):
    """A post that tells of a moment; many to many.

    States: ``proposed`` -> ``confirmed`` | ``refused``, and back and forth between these two. A
    refused pair is never proposed again.
    """

    class State(models.TextChoices):
        """Who stands behind the link."""

        PROPOSED = "proposed", _("proposed")
        CONFIRMED = "confirmed", _("confirmed")
        REFUSED = "refused", _("refused")

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="links")
    moment = models.ForeignKey(Moment, models.CASCADE, related_name="links")
    post = models.ForeignKey(Post, models.CASCADE, related_name="links")
    state = models.CharField(max_length=9, choices=State, default=State.PROPOSED)
    likeness = models.FloatField(help_text="0 to 1")
    reasons = models.JSONField(default=list, help_text="pairs of reason code and word")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["workspace", "state"], name="link_by_state")]
        constraints = [
            models.UniqueConstraint(fields=["moment", "post"], name="link_once"),
        ]

    def __str__(self) -> str:
        return f"moment {self.moment_id} in post {self.post_id}"
