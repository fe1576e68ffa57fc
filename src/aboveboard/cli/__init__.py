"""The ``aboveboard`` command."""
