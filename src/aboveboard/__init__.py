"""Aboveboard: what really happened, beside what was published."""

from __future__ import annotations

__version__ = "26.11.0"
