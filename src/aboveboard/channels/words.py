"""Words as every network sends them: line ends of one kind, and an address below."""

from __future__ import annotations

import re
from typing import Final

_GOES_ON: Final = r"(?![\w/?#&=%~+-]|\.\w)"


def cleaned(text: str) -> str:
    """Return the text with line ends of one kind and no white space around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def with_address(text: str, address: str) -> str:
    """Return the text with an address below it, where that does not stand in it already."""
    written = re.escape(address.rstrip("/")) + "/?" + _GOES_ON
    return text if re.search(written, text) else f"{text}\n\n{address}".strip()
