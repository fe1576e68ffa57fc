"""The networks: one file each, all keeping the contract of :mod:`.port`, all through :mod:`.http`.

May import :mod:`aboveboard.core` only; knows no Django and no tables, holds no state, and is told
what time it is. A channel never sends a create twice by itself: whether to is decided by whoever
keeps the record of attempts.
"""
