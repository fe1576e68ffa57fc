"""Pure readers of data exports: one file a format, values or :class:`Skipped` out.

May import :mod:`aboveboard.core` only (and parsers from PyPI); knows no Django, no clock, no network.
"""
