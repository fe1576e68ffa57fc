"""A stand-in for LinkedIn. Simulated: never compared with the network itself."""

from __future__ import annotations

from tests.networks.linkedin.server import LinkedIn

__all__ = ["LinkedIn"]
