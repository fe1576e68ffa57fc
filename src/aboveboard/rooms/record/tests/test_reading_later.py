from __future__ import annotations

import os
import subprocess
import sys

from aboveboard.core.kinds import Kind
from aboveboard.rooms.record.reading_later import kind_read, language_read


def test_a_text_proposes_its_kind() -> None:
    assert kind_read("We lost our largest client and it was my fault.") is Kind.SETBACK
    assert language_read("We verloren onze grootste klant en het was mijn fout.") == "nl"


def test_the_start_of_the_product_brings_no_numpy() -> None:
    script = (
        "import sys, django; django.setup(); import aboveboard.project.urls as urls; "
        "from django.urls import get_resolver; get_resolver().url_patterns; "
        "print('numpy' in sys.modules)"
    )
    told = subprocess.run(
        [sys.executable, "-c", script],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
    )
    assert told.stdout.strip() == "False"
