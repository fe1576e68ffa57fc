"""Tables of the library. Each item keeps the import and place it came from.

An item seen again in a later import gets a :class:`Sighting`, so that undoing one import removes
only what no other import holds.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from aboveboard.core.networks import NAMES
from aboveboard.rooms.workspaces.models import Workspace


class Network(models.TextChoices):
    """Networks whose exports are read."""

    LINKEDIN = "linkedin", NAMES["linkedin"]
    INSTAGRAM = "instagram", NAMES["instagram"]
    FACEBOOK = "facebook", NAMES["facebook"]
    MASTODON = "mastodon", NAMES["mastodon"]
    BLUESKY = "bluesky", NAMES["bluesky"]
    X = "x", NAMES["x"]


class Kind(models.TextChoices):
    """What a post tells; the values of :class:`aboveboard.core.kinds.Kind`."""

    WIN = "win", _("win")
    SETBACK = "setback", _("setback")
    LESSON = "lesson", _("lesson")
    NEUTRAL = "neutral", _("neutral")


class Import(models.Model):
    """One archive brought in.

    States and the only ways between them::

        uploading -> waiting -> running -> done -> undoing -> undone
                                  |-> failed   (the archive cannot be read; nothing of it stays)
                                  `-> waiting  (the process stops; goes on after ``rows_done``)

    A process that is killed leaves ``running`` or ``undoing``; its task is taken up again.
    """

    class State(models.TextChoices):
        """Where the import stands."""

        UPLOADING = "uploading", _("uploading")
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        UNDOING = "undoing", _("undoing")
        FAILED = "failed", _("failed")
        UNDONE = "undone", _("undone")

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="imports")
    file_name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField(help_text="bytes of the whole file")
    received = models.PositiveBigIntegerField(default=0, help_text="bytes uploaded so far")
    sha256 = models.CharField(max_length=64, blank=True, help_text="of a file on this machine")
    ends_sha256 = models.CharField(
        max_length=64, blank=True, help_text="of the first and last MiB of an upload"
    )
    format = models.CharField(max_length=30, blank=True, help_text="recognised by content")
    state = models.CharField(max_length=9, choices=State, default=State.UPLOADING)
    failure = models.CharField(max_length=40, blank=True, help_text="reason code")
    failure_detail = models.CharField(max_length=200, blank=True)
    rows_done = models.PositiveBigIntegerField(default=0, help_text="values read and settled")
    rows_all = models.PositiveBigIntegerField(null=True, help_text="estimate while running")
    rows_before = models.PositiveBigIntegerField(
        default=0, help_text="rows_done when this run began"
    )
    taken = models.PositiveBigIntegerField(default=0)
    taken_by_table = models.JSONField(default=dict, help_text="new items by model name")
    known = models.PositiveBigIntegerField(default=0)
    skipped = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["workspace", "-created_at"], name="import_by_time")]

    def __str__(self) -> str:
        return f"import {self.pk} ({self.state})"


class Item(models.Model):
    """What every imported thing has. ``where`` is its place in the archive, as ``Shares.csv:12``."""

    # Every table below has an index that begins with the workspace; a second one only costs time.
    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+", db_index=False)
    network = models.CharField(max_length=9, choices=Network)
    remote_id = models.CharField(max_length=255)
    source = models.ForeignKey(Import, models.RESTRICT, related_name="+", null=True)
    where = models.CharField(max_length=255)

    class Meta:
        abstract = True


class Post(Item):
    """Something public of ours, imported (later also published from here)."""

    written_at = models.DateTimeField()
    text = models.TextField(blank=True)
    url = models.TextField(blank=True)
    visibility = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=5, default="other")
    reply_to = models.TextField(blank=True)
    shared_url = models.TextField(blank=True)
    is_repost = models.BooleanField(default=False)
    other_ids = models.JSONField(default=list)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.NEUTRAL)
    is_kind_chosen = models.BooleanField(
        default=False, help_text="by the person; wins over the reading"
    )
    sensitivity = models.CharField(max_length=8, blank=True)
    is_read = models.BooleanField(
        default=True,
        help_text="no for a post just imported, until its kind is read from its text",
    )
    changed_at = models.DateTimeField(
        null=True, help_text="when its text last changed, after it was taken"
    )

    class Meta:
        indexes = [
            # Lists need the first three; the rest lets the mirror count without reading texts.
            models.Index(
                fields=["workspace", "-written_at", "-id", "kind", "is_repost"],
                name="post_by_time",
            ),
            models.Index(
                fields=["workspace", "kind", "-written_at", "-id"], name="post_by_kind"
            ),
            models.Index(
                fields=["workspace"], condition=models.Q(is_read=False), name="post_unread"
            ),
            models.Index(
                fields=["workspace", "changed_at"],
                condition=models.Q(changed_at__isnull=False),
                name="post_changed",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "network", "remote_id"], name="post_once"
            ),
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="post_kind"),
        ]

    def __str__(self) -> str:
        return f"post {self.pk}"


class Media(models.Model):
    """A picture, video or document of a post, by its place in the archive or its address.

    The file itself is not kept, only where it was and how it was described. Each import that tells
    of a post's media keeps its own; those of the one that tells most are shown.
    """

    post = models.ForeignKey(Post, models.CASCADE, related_name="media")
    source = models.ForeignKey(Import, models.CASCADE, related_name="+", null=True)
    path = models.TextField(blank=True)
    url = models.TextField(blank=True)
    alt = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"media {self.pk}"


class Comment(Item):
    """A comment, ours or someone else's."""

    written_at = models.DateTimeField()
    text = models.TextField()
    is_own = models.BooleanField()
    post_url = models.TextField(blank=True)
    author = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["workspace", "-written_at", "-id"], name="comment_by_time")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "network", "remote_id"], name="comment_once"
            ),
        ]

    def __str__(self) -> str:
        return f"comment {self.pk}"


class Connection(Item):
    """Someone we are tied to on a network."""

    relation = models.CharField(max_length=10)
    name = models.CharField(max_length=255)
    url = models.TextField(blank=True)
    company = models.CharField(max_length=255, blank=True)
    position = models.CharField(max_length=255, blank=True)
    since = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "network", "relation", "remote_id"], name="connection_once"
            ),
        ]

    def __str__(self) -> str:
        return f"connection {self.pk}"


class Message(Item):
    """One private message."""

    conversation = models.CharField(max_length=255)
    written_at = models.DateTimeField()
    sender = models.CharField(max_length=255)
    recipients = models.TextField(blank=True)
    text = models.TextField()
    is_own = models.BooleanField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["workspace", "-written_at", "-id"], name="message_by_time")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "network", "remote_id"], name="message_once"
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"


class Metric(Item):
    """A count a network gave, until a day; later counts stand beside earlier ones."""

    name = models.CharField(max_length=40)
    value = models.BigIntegerField()
    until = models.DateField()
    post_url = models.TextField(blank=True)
    posted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "network", "remote_id", "name", "until"],
                name="metric_once",
            ),
        ]

    def __str__(self) -> str:
        return f"metric {self.pk}"


class Sighting(models.Model):
    """An item that a later import held as well. ``table`` is the model's name in lower case."""

    seen_in = models.ForeignKey(Import, models.CASCADE, related_name="sightings")
    table = models.CharField(max_length=10)
    item_id = models.BigIntegerField()
    where = models.CharField(max_length=255)

    class Meta:
        indexes = [models.Index(fields=["table", "item_id"], name="sighting_of_item")]

    def __str__(self) -> str:
        return f"{self.table} {self.item_id} in {self.seen_in_id}"


class Told(models.Model):
    """What one import told of an item, kept as soon as two imports tell different things.

    The item shows all of it merged, so that undoing an import can leave out its part. Without
    ``told_in`` it is what every import told that holds the item and has no row here.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="+", db_index=False)
    told_in = models.ForeignKey(Import, models.CASCADE, related_name="+", null=True)
    table = models.CharField(max_length=10)
    item_id = models.BigIntegerField()
    cells = models.JSONField(help_text="in the order of Shelf.filled")

    class Meta:
        indexes = [models.Index(fields=["workspace", "table", "item_id"], name="told_of_item")]

    def __str__(self) -> str:
        return f"{self.table} {self.item_id} as in {self.told_in_id}"


class SkippedRow(models.Model):
    """A row that was not taken, with its reason; no row vanishes."""

    source = models.ForeignKey(Import, models.CASCADE, related_name="skipped_rows")
    where = models.CharField(max_length=255)
    reason = models.CharField(max_length=20)
    detail = models.TextField(blank=True)
    raw = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["source", "reason"], name="skipped_by_reason")]

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}"
