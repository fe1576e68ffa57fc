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
        indexes = [
            models.Index(fields=["workspace", "state", "-likeness"], name="link_by_state"),
            models.Index(
                fields=["moment", "post"],
                condition=models.Q(state="confirmed"),
                name="link_of_moment",
            ),
            models.Index(
                fields=["post", "moment"],
                condition=models.Q(state="confirmed"),
                name="link_of_post",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["moment", "post"], name="link_once"),
        ]

    def __str__(self) -> str:
        return f"moment {self.moment_id} in post {self.post_id}"


class LinkRun(models.Model):
    """How far the proposing of links has come in a workspace; one row each."""

    workspace = models.OneToOneField(Workspace, models.CASCADE, related_name="link_run")
    moments_until = models.DateTimeField(null=True, help_text="latest change of a moment read")
    posts_until_id = models.BigIntegerField(default=0, help_text="latest post read")
    posts_until = models.DateTimeField(null=True, help_text="latest change of a post read")
    asked_at = models.DateTimeField(null=True, help_text="a job waits or runs since")
    at = models.DateTimeField(null=True, help_text="end of the last run")

    def __str__(self) -> str:
        return f"links of workspace {self.workspace_id}"


class PostTag(models.Model):
    """A hashtag in a post, read when links are proposed; one row for all its capitals."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="post_tags")
    post = models.ForeignKey(Post, models.CASCADE, related_name="tags")
    folded = models.CharField(max_length=100, help_text="casefolded, without #")
    name = models.CharField(max_length=100, help_text="as written, without #")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "folded"], name="post_tag_once"),
        ]
        indexes = [
            models.Index(
                fields=["workspace", "folded", "name", "post"], name="post_tag_by_name"
            )
        ]

    def __str__(self) -> str:
        return f"#{self.name}"
