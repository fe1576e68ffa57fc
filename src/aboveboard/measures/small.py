"""When a count is too small to speak about in percentages."""

from __future__ import annotations

TOO_FEW = 5
"""Under this many moments a share is not stated, only the counts.

With 4 moments the 95 % Wilson interval of a share is between 49 and 70 points wide, and one
moment shown instead of kept moves the share by 25 points. "2 of 4" says all there is to say.
The border is a choice of presentation, not a test: at 5 the interval is still wide, and shown.
"""


def too_few(n: int) -> bool:
    """Return True when ``n`` moments are too few to state a share, a middle or a bar."""
    return n < TOO_FEW
