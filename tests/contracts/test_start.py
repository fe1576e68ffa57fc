"""What the product brings when it starts, and what only when it is asked for."""

from __future__ import annotations

import os
import subprocess
import sys

_LATER = ("PIL", "httpx2", "httpcore2", "joserfc", "numpy", "scipy", "openpyxl")


def test_what_few_pages_need_is_brought_when_they_need_it() -> None:
    script = (
        "import sys, django; django.setup(); "
        "from django.urls import get_resolver; get_resolver().url_patterns; "
        f"print(sorted({set(_LATER)!r} & set(sys.modules)), "
        "[one for one in sys.modules if one.startswith('aboveboard.channels.mastodon')])"
    )
    told = subprocess.run(
        [sys.executable, "-c", script],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
    )
    assert told.stdout.strip() == "[] []"
