"""The salt of a workspace's keys."""

from __future__ import annotations

from django.utils.crypto import salted_hmac


def salt_of(workspace_id: int) -> bytes:
    """Return the salt of a workspace, made from the signing key of the installation.

    It lies in no table: who has only the database cannot even try guesses.
    """
    return salted_hmac(
        "aboveboard.readings.dismissals", str(workspace_id), algorithm="sha256"
    ).digest()
