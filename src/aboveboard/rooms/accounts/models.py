"""Tables of the accounts. What opens an account is sealed; its key is not in the database."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from aboveboard.rooms.workspaces.models import Workspace


class Network(models.TextChoices):
    """Networks that can be published to."""

    LINKEDIN = "linkedin", "LinkedIn"
    INSTAGRAM = "instagram", "Instagram"
    FACEBOOK = "facebook", "Facebook"
    MASTODON = "mastodon", "Mastodon"
    BLUESKY = "bluesky", "Bluesky"


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
