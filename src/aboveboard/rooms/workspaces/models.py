"""Who is here: users, workspaces, seats, one-time links and what was done."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A person who signs in. Language and theme are cookies, so that a page before sign-in has them."""

    has_shortcuts = models.BooleanField(
        default=True, help_text=_("Single-key shortcuts (WCAG 2.1.4)")
    )
    mail_language = models.CharField(
        max_length=8,
        blank=True,
        help_text="of the page on which the address for mail was given",
    )


class Workspace(models.Model):
    """A shared place; nothing in one is seen from another."""

    name = models.CharField(max_length=120)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """One person's seat in one workspace."""

    class Role(models.TextChoices):
        """What a seat allows, from most to least."""

        OWNER = "owner", _("owner")
        EDITOR = "editor", _("editor")
        REVIEWER = "reviewer", _("reviewer")
        READER = "reader", _("reader")

    WRITERS: ClassVar = (Role.OWNER, Role.EDITOR)
    """Roles that may change what a workspace holds."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="seats")
    role = models.CharField(max_length=8, choices=Role, default=Role.OWNER)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "user"], name="member_one_seat"),
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.role})"

    @property
    def may_write(self) -> bool:
        """Whether this seat may change the record and the library."""
        return self.role in self.WRITERS

    @property
    def is_owner(self) -> bool:
        """Whether this seat may remove the workspace."""
        return self.role == self.Role.OWNER


class SignInLink(models.Model):
    """A link that signs in once. Only the digest of its token is kept."""

    digest = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"link of {self.made_at:%F %R}"


class AuditEntry(models.Model):
    """One deed, written in the transaction that did it; never changed afterwards."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="audit")
    member = models.ForeignKey(Member, models.SET_NULL, null=True)
    deed = models.CharField(max_length=40)
    subject = models.CharField(max_length=40)
    subject_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["workspace", "at"], name="audit_by_time")]

    def __str__(self) -> str:
        return f"{self.deed} {self.subject} {self.subject_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new entry; an entry that exists is never written again."""
        if not self._state.adding:
            raise TypeError("an audit entry is never changed")
        super().save(*args, **kwargs)
