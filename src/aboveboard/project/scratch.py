"""A whole product on data that goes away, for measuring."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextlib.contextmanager
def scratch() -> Iterator[None]:
    """Set the product up in a folder that is removed afterwards; SQLite unless the setting says other."""
    folder = tempfile.mkdtemp(prefix="aboveboard-bench-")
    os.environ["ABOVEBOARD_DATA_DIR"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "aboveboard.project.settings"
    try:
        import django  # noqa: PLC0415  (after the folder is set)

        django.setup()
        from aboveboard.project.upgrade import upgrade  # noqa: PLC0415  (after setup)

        upgrade()
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)
