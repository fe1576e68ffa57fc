"""Stand-ins for Instagram and Facebook pages. Simulated: never compared with the networks."""

from __future__ import annotations

from tests.networks.meta.facebook import Facebook
from tests.networks.meta.instagram import Instagram

__all__ = ["Facebook", "Instagram"]
