"""A database of its own for a run of verification."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def ready(address: str = "", *, name: str = "") -> Iterator[None]:
    """Set Django up on an empty database: in memory, or one made at the PostgreSQL ``address``."""
    if address:
        os.environ["ABOVEBOARD_DATABASE_URL"] = address
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django
    from django.test.utils import (
        setup_databases,
        setup_test_environment,
        teardown_databases,
        teardown_test_environment,
    )

    django.setup()
    from django.conf import settings

    if name:
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = name
    setup_test_environment()
    old = setup_databases(verbosity=0, interactive=False)
    try:
        yield
    finally:
        teardown_databases(old, verbosity=0)
        teardown_test_environment()


@contextmanager
def scratch(address: str = "") -> Iterator[None]:
    """Set Django up on a database that other processes can open: the first to come makes it.

    A file in a folder that goes away, or an empty PostgreSQL database at ``address``.
    """
    folder = None
    if "ABOVEBOARD_DATA_DIR" not in os.environ:
        folder = tempfile.mkdtemp(prefix="aboveboard-verify-")
        os.environ["ABOVEBOARD_DATA_DIR"] = folder
        if address:
            os.environ["ABOVEBOARD_DATABASE_URL"] = address
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    if folder is None:
        yield
        return
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    try:
        yield
    finally:
        shutil.rmtree(folder, ignore_errors=True)
