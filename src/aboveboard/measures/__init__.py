"""Shares, gaps, delays and compositions, each with its interval and the count behind it.

Pure: standard library and :mod:`aboveboard.core` only. Every function returns None where there
is nothing to measure, never a zero that looks like a finding.
"""
