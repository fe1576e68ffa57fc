"""Tables of what goes out. The rows of :class:`Publication`, :class:`Part` and :class:`Attempt` are
the truth about what is public; no queue is.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import pgettext_lazy

from aboveboard.rooms.accounts.models import Account
from aboveboard.rooms.workspaces.models import Member, Workspace


class Picture(models.Model):
    """A picture or document as it was brought in; the file is kept by its digest."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="pictures")
    sha256 = models.CharField(max_length=64)
    type = models.CharField(max_length=40)
    name = models.CharField(max_length=160)
    size = models.PositiveBigIntegerField(help_text="bytes")
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(help_text="when it was brought in last")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "sha256"], name="picture_once")
        ]

    def __str__(self) -> str:
        return f"picture {self.pk}"


class Release(models.Model):
    """What goes out together: one text, to one account or to several."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="releases")
    title = models.CharField(max_length=120)
    made_by = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"release {self.pk}"


class Lane(models.Model):
    """The one way out of an account: one publication at a time, and not faster than allowed.

    ``holder_until`` is the lease of the publication that is under way, ``not_before`` when the
    network wants to be asked again. ``sent`` counts what was sent since ``counted_from``.
    """

    account = models.OneToOneField(Account, models.CASCADE, related_name="lane")
    holder_until = models.DateTimeField(null=True)
    not_before = models.DateTimeField(null=True)
    counted_from = models.DateTimeField(null=True)
    sent = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"lane of {self.account_id}"


class State(models.TextChoices):
    """Where a publication stands."""

    SCHEDULED = "scheduled", pgettext_lazy("publication", "planned")
    PREPARING = "preparing", pgettext_lazy("publication", "being prepared")
    SENDING = "sending", pgettext_lazy("publication", "being sent")
    UNCLEAR = "unclear", pgettext_lazy("publication", "unclear")
    ASKED = "asked", pgettext_lazy("publication", "you decide")
    PUBLIC = "public", pgettext_lazy("publication", "public")
    EDITING = "editing", pgettext_lazy("publication", "being changed")
    REFUSED = "refused", pgettext_lazy("publication", "refused")
    RETURNED = "returned", pgettext_lazy("publication", "back with you")
    CANCELLED = "cancelled", pgettext_lazy("publication", "cancelled")
    WITHDRAWING = "withdrawing", pgettext_lazy("publication", "being withdrawn")
    WITHDRAWN = "withdrawn", pgettext_lazy("publication", "withdrawn")


class Publication(models.Model):
    """The promise that a text will be public once, with one account.

    States and the only ways between them::

        scheduled -> preparing -> sending -> public -> withdrawing -> withdrawn
          |  ^  ^        |          |  |       |  `-> editing -> public
          |  |  `--------'          |  |       `-> (see below)
          |  `- not sent, busy -----+  |-> refused
          |                         `--+-> unclear -> public
          |                                   |`-> scheduled (proved absent)
          |                                   `-> asked -> public | returned
          |-> returned -> scheduled   (late, or something has to be looked at again)
          `-> cancelled

    ``preparing`` shows nothing to anybody. ``sending`` means that the intent was committed before
    the first byte; a process that dies there leaves ``sending``, which becomes ``unclear``.

    ``token`` is raised by each claim, and every later write of that claim carries it: who was
    overtaken changes nothing. ``try_at`` is when the worker takes the row up next.
    """

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="publications")
    release = models.ForeignKey(Release, models.CASCADE, related_name="publications")
    account = models.ForeignKey(Account, models.CASCADE, related_name="publications")
    lane = models.ForeignKey(Lane, models.CASCADE, related_name="+")
    member = models.ForeignKey(
        Member, models.SET_NULL, null=True, related_name="+", help_text="who promised it"
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    text = models.TextField(blank=True)
    language = models.CharField(max_length=5, default="")
    visibility = models.CharField(max_length=9, default="public")
    warning = models.CharField(max_length=300, blank=True)
    form = models.CharField(max_length=5, default="post")
    link = models.TextField(blank=True, help_text="the address its card is about")
    link_title = models.CharField(max_length=400, blank=True)
    link_description = models.CharField(max_length=600, blank=True)

    state = models.CharField(max_length=11, choices=State, default=State.SCHEDULED)
    reason = models.CharField(max_length=40, blank=True, help_text="why; a code")
    said = models.CharField(max_length=300, blank=True, help_text="the network's own words")
    due_at = models.DateTimeField()
    wish = models.CharField(max_length=16, help_text="wall clock: 2027-03-28T08:30")
    zone = models.CharField(max_length=50)
    late_at = models.DateTimeField(help_text="from when on it goes back to the writer instead")
    try_at = models.DateTimeField()
    token = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0, help_text="looks and repeats in this state")
    unclear_since = models.DateTimeField(null=True)
    wants_withdrawal = models.BooleanField(default=False)
    new_text = models.TextField(blank=True, help_text="what it is being changed to")
    is_told = models.BooleanField(
        default=False, help_text="that it is public was told by a person, not by the network"
    )
    public_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["try_at", "id"],
                condition=models.Q(
                    state__in=["scheduled", "unclear", "withdrawing", "editing"]
                ),
                name="publication_due",
            ),
            models.Index(
                fields=["lease_until"],
                condition=models.Q(lease_until__isnull=False),
                name="publication_leased",
            ),
            models.Index(fields=["workspace", "due_at"], name="publication_by_time"),
            models.Index(fields=["workspace", "state"], name="publication_by_state"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=State.values), name="publication_state"
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["preparing", "sending"])
                | models.Q(lease_until__isnull=False),
                name="publication_leased_while_out",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["public", "withdrawn"])
                | models.Q(public_at__isnull=False),
                name="publication_public_has_day",
            ),
        ]

    def __str__(self) -> str:
        return f"publication {self.pk} ({self.state})"


class PublicationMedia(models.Model):
    """A picture of a publication, as it fits the network; ``changes`` say what was done to it."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="media")
    picture = models.ForeignKey(Picture, models.RESTRICT, related_name="+")
    position = models.PositiveSmallIntegerField()
    description = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64)
    type = models.CharField(max_length=40)
    size = models.PositiveBigIntegerField()
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    changes = models.JSONField(default=list)
    is_card = models.BooleanField(
        default=False, help_text="the picture of the card under the text, not one of the post"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["publication", "position"], name="publication_media_place"
            )
        ]

    def __str__(self) -> str:
        return f"media {self.position} of {self.publication_id}"


class Part(models.Model):
    """One post of a publication; a thread has several. Frozen once composed.

    ``intent_at`` is when the request that makes it public was about to leave; it is taken back
    only when nothing left, or when the post was proved absent. ``remote_id`` is the proof.
    """

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="parts")
    position = models.PositiveSmallIntegerField()
    outgoing = models.JSONField(help_text="what is sent, see outgoing.py")
    sha256 = models.CharField(max_length=64, help_text="of what is sent")
    prepared = models.TextField(blank=True)
    intent_at = models.DateTimeField(null=True)
    remote_id = models.CharField(max_length=255, blank=True)
    url = models.TextField(blank=True)
    version = models.CharField(max_length=120, blank=True)
    published_at = models.DateTimeField(null=True)
    gone_at = models.DateTimeField(null=True)
    measure_at = models.DateTimeField(null=True, help_text="when to ask for its figures next")

    class Meta:
        indexes = [
            models.Index(
                fields=["measure_at"],
                condition=models.Q(measure_at__isnull=False),
                name="part_to_measure",
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["publication", "position"], name="part_place"),
            models.CheckConstraint(
                condition=models.Q(published_at__isnull=True)
                | models.Q(intent_at__isnull=False),
                name="part_public_after_intent",
            ),
            models.CheckConstraint(
                condition=models.Q(gone_at__isnull=True) | models.Q(published_at__isnull=False),
                name="part_gone_after_public",
            ),
        ]

    def __str__(self) -> str:
        return f"part {self.position} of {self.publication_id}"


class Deed(models.TextChoices):
    """What an attempt set out to do."""

    PREPARE = "prepare", pgettext_lazy("attempt", "prepare")
    PUBLISH = "publish", pgettext_lazy("attempt", "send")
    FIND = "find", pgettext_lazy("attempt", "look for it")
    WITHDRAW = "withdraw", pgettext_lazy("attempt", "withdraw")
    LOOK = "look", pgettext_lazy("attempt", "look whether it is gone")
    EDIT = "edit", pgettext_lazy("attempt", "change")
    DECIDE = "decide", pgettext_lazy("attempt", "ask you")
    RETURN = "return", pgettext_lazy("attempt", "give back")


class Outcome(models.TextChoices):
    """What became of an attempt. Empty while it is under way, or when the process died in it."""

    DONE = "done", pgettext_lazy("outcome", "done")
    WAITS = "waits", pgettext_lazy("outcome", "the network needs time")
    NOT_SENT = "not_sent", pgettext_lazy("outcome", "nothing was sent")
    BUSY = "busy", pgettext_lazy("outcome", "the network was busy")
    REFUSED = "refused", pgettext_lazy("outcome", "refused")
    UNCLEAR = "unclear", pgettext_lazy("outcome", "no clear answer")
    LOST = "lost", pgettext_lazy("outcome", "broken off")
    FOUND = "found", pgettext_lazy("outcome", "it is there")
    ABSENT = "absent", pgettext_lazy("outcome", "it is not there")
    HIDDEN = "hidden", pgettext_lazy("outcome", "the network does not let us look")


class Attempt(models.Model):
    """One thing tried for a publication. Written before, completed once after, never changed."""

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="attempts")
    part = models.ForeignKey(Part, models.SET_NULL, null=True, related_name="+")
    token = models.PositiveIntegerField()
    deed = models.CharField(max_length=8, choices=Deed)
    sha256 = models.CharField(max_length=64, blank=True, help_text="of what was sent")
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    reason = models.CharField(max_length=40, blank=True)
    status = models.PositiveSmallIntegerField(null=True)
    said = models.CharField(max_length=300, blank=True)
    remote_id = models.CharField(max_length=255, blank=True)
    url = models.TextField(blank=True)
    member = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["publication", "id"], name="attempt_in_order")]

    def __str__(self) -> str:
        return f"{self.deed} {self.outcome or 'under way'}"


class Owned(models.Model):
    """An owner took it upon them that a text goes out though boundaries say stop, and said why.

    ``keys`` name what was met, each by a digest: what is met beside those stops all the same.
    """

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="owned")
    member = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    keys = models.JSONField(default=list)
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"owned stops of {self.publication_id}"


class Pause(models.Model):
    """Nothing of the workspace goes out for as long as this row stands."""

    workspace = models.OneToOneField(Workspace, models.CASCADE, related_name="pause")
    member = models.ForeignKey(Member, models.SET_NULL, null=True, related_name="+")
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"pause of {self.workspace_id}"


class Slot(models.Model):
    """A weekly hour at which an account likes to publish."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="slots")
    weekday = models.PositiveSmallIntegerField(help_text="0 is Monday")
    at = models.TimeField(help_text="wall clock")
    zone = models.CharField(max_length=50)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "weekday", "at"], name="slot_once"),
            models.CheckConstraint(
                condition=models.Q(weekday__gte=0) & models.Q(weekday__lte=6),
                name="slot_weekday",
            ),
        ]

    def __str__(self) -> str:
        return f"slot {self.weekday} {self.at}"


class CalendarFeed(models.Model):
    """A secret address of the calendar for other programs. Only the digest of its token is kept."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="calendar_feeds")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    has_text = models.BooleanField(default=False, help_text="whole texts, not only titles")
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"feed {self.pk}"
