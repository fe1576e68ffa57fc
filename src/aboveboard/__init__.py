"""Aboveboard: what really happened, beside what was published."""

__version__ = "26.11.0"
