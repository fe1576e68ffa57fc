"""In what servers that speak Mastodon's language differ.

The differences marked M were seen by driving GoToSocial 0.20 and Takahe 0.11 with Mastodon.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a server behaves. The defaults are Mastodon's."""

    software: str = "mastodon"
    version: str = "4.5.2"
    keeps_keys: bool = True
    """Whether the header Idempotency-Key means anything: docs methods/statuses.md (L)."""
    most_characters: int = 500  # entities/Instance.md (L)
    too_long: int = 422  # methods/statuses.md (L)
    schedules: bool = True
    says_nothing_of_revoking: bool = False
    status_after_revoking: int = 401
    has_history: bool = True
    has_rate_headers: bool = True
    has_oauth_metadata: bool = True
    follow_is_request: bool = False
    seconds_to_notify: float = 0.0


MASTODON: Final = Dialect()

GOTOSOCIAL: Final = Dialect(
    software="gotosocial",
    version="0.20.0",  # K: the form of the words
    keeps_keys=False,  # M: two posts for two calls, five for five at once
    most_characters=5000,  # M
    too_long=400,  # M
    has_rate_headers=False,  # M, with its limits off
    has_oauth_metadata=False,  # M: 404
    follow_is_request=True,  # M: accounts are locked unless opened
)

TAKAHE: Final = Dialect(
    software="takahe",
    version="takahe/0.11.0",  # M: a text that Mastodon.py cannot read; its form K
    keeps_keys=False,  # M
    too_long=400,  # M
    schedules=False,  # M: scheduled_at is ignored, the post is public at once
    says_nothing_of_revoking=True,  # M: an empty body
    status_after_revoking=400,  # M
    has_history=False,  # M: 404
    has_rate_headers=False,  # M
    has_oauth_metadata=False,  # M: 404
    seconds_to_notify=10.0,  # M: about ten seconds
)
"""An upload answered 500 on the server that was tried; why was not found, so here it works."""
