"""Tables of the accounts. What opens an account is sealed; its key is not in the database."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from aboveboard.core.networks import NAMES
from aboveboard.rooms.workspaces.models import Workspace


class Network(models.TextChoices):
    """Networks that can be published to."""

    LINKEDIN = "linkedin", NAMES["linkedin"]
    INSTAGRAM = "instagram", NAMES["instagram"]
    FACEBOOK = "facebook", NAMES["facebook"]
    MASTODON = "mastodon", NAMES["mastodon"]
    BLUESKY = "bluesky", NAMES["bluesky"]


class Kind(models.TextChoices):
    """Whose voice it is; the values of :class:`aboveboard.channels.connecting.AccountKind`."""

    PERSON = "person", pgettext_lazy("kind of account", "person")
    PAGE = "page", pgettext_lazy("kind of account", "page")


class Account(models.Model):
    """One connected profile or page.

    States and the only ways between them::

        connected -> lapsed         (only the person can connect it again)
            |           |
            `-----------+-> disconnected   (by the person; what was published with it stays)

    Connecting it again leads back to ``connected`` from both.
    """

    class State(models.TextChoices):
        """Whether it can be used."""

        CONNECTED = "connected", pgettext_lazy("state of an account", "connected")
        LAPSED = "lapsed", pgettext_lazy("state of an account", "to be connected again")
        DISCONNECTED = "disconnected", pgettext_lazy("state of an account", "disconnected")

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="accounts")
    network = models.CharField(max_length=9, choices=Network)
    kind = models.CharField(max_length=6, choices=Kind, default=Kind.PERSON)
    remote_id = models.CharField(max_length=255, help_text="the network's own name for it")
    handle = models.CharField(max_length=255, blank=True)
    name = models.CharField(max_length=255)
    server = models.CharField(max_length=255, help_text="where its requests go")
    facts = models.JSONField(default=dict, help_text="of the server: limits, software, version")
    scopes = models.JSONField(default=list, help_text="what was permitted")
    state = models.CharField(max_length=12, choices=State, default=State.CONNECTED)
    reason = models.CharField(max_length=40, blank=True, help_text="why it lapsed; a code")
    expires_at = models.DateTimeField(
        null=True, help_text="when the person has to connect it again, where that is known"
    )
    connected_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "network", "remote_id"], name="account_once"
            ),
            models.CheckConstraint(
                condition=models.Q(network__in=Network.values), name="account_network"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["connected", "lapsed", "disconnected"]),
                name="account_state",
            ),
        ]

    def __str__(self) -> str:
        return f"account {self.pk} ({self.network}, {self.state})"


class Credential(models.Model):
    """What opens one account, sealed. It is gone once the account is disconnected.

    ``epoch`` counts the tokens: who renews them writes only over those they began with. One process
    at a time renews; it holds the lease until it is done, or until ``lease_until`` when it died.
    """

    account = models.OneToOneField(
        Account, models.CASCADE, primary_key=True, related_name="credential"
    )
    sealed = models.TextField(help_text="tokens, as JSON under the sealing key")
    epoch = models.PositiveIntegerField(default=1)
    access_until = models.DateTimeField(null=True, help_text="end of the access token, if any")
    renews = models.BooleanField(help_text="whether it can be renewed without the person")
    again_at = models.DateTimeField(null=True, help_text="not to be renewed before")
    lease_holder = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["renews", "access_until"], name="credential_to_renew"),
        ]

    def __str__(self) -> str:
        return f"credential of account {self.pk} (epoch {self.epoch})"

    @property
    def place(self) -> str:
        """What its sealed value is bound to."""
        return f"credential/{self.pk}/tokens"


class RegisteredApp(models.Model):
    """The developer app by which a network knows this workspace; on Mastodon one a server."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="apps")
    network = models.CharField(max_length=9, choices=Network)
    server = models.CharField(max_length=255, blank=True, help_text="where it is registered")
    redirect = models.CharField(max_length=500, blank=True, help_text="what it leads back to")
    client_id = models.CharField(max_length=255)
    sealed = models.TextField(blank=True, help_text="its secret, under the sealing key")
    version = models.CharField(max_length=20, blank=True, help_text="of the API it speaks")
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "network", "server"], name="registered_app_once"
            ),
        ]

    def __str__(self) -> str:
        return f"app {self.pk} ({self.network})"

    @property
    def place(self) -> str:
        """What its sealed value is bound to."""
        return f"app/{self.workspace_id}/{self.network}/{self.server}/secret"


class Errand(models.Model):
    """Somebody on their way to a network and back; good once, for a quarter of an hour.

    States and the only ways between them::

        away -> choosing -> done
          `-----------------^       (there was only one account to choose)

    Only the digest of what comes back with the person is kept.
    """

    class State(models.TextChoices):
        """How far they are."""

        AWAY = "away"
        CHOOSING = "choosing"
        DONE = "done"

    digest = models.CharField(max_length=64, unique=True)
    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="errands")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    network = models.CharField(max_length=9, choices=Network)
    server = models.CharField(max_length=255, blank=True, help_text="as they wrote it")
    redirect = models.CharField(max_length=500)
    language = models.CharField(max_length=8)
    wants_pages = models.BooleanField(default=False)
    app = models.ForeignKey(RegisteredApp, models.CASCADE, null=True, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.AWAY)
    sealed = models.TextField(help_text="what the network asks back, then what may be chosen")
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["away", "choosing", "done"]), name="errand_state"
            ),
        ]

    def __str__(self) -> str:
        return f"errand {self.pk} ({self.network}, {self.state})"

    @property
    def place(self) -> str:
        """What its sealed value is bound to."""
        return f"errand/{self.digest}/{self.state}"


class EndTold(models.Model):
    """One mail that said when an account ends; each step is told once an end."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="ends_told")
    ends_at = models.DateTimeField()
    days = models.PositiveSmallIntegerField(help_text="14, 7 or 2 ahead; 0: it has ended")
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "ends_at", "days"], name="end_told_once"
            ),
        ]

    def __str__(self) -> str:
        return f"end of account {self.account_id}, {self.days} days ahead"
