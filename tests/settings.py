"""Settings of the tests: the product's own, with data in a folder that goes away."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

if "ABOVEBOARD_DATA_DIR" not in os.environ:
    _folder = tempfile.mkdtemp(prefix="aboveboard-test-")
    atexit.register(shutil.rmtree, _folder, ignore_errors=True)
    os.environ["ABOVEBOARD_DATA_DIR"] = _folder
os.environ.setdefault("ABOVEBOARD_SECRET_KEY", "only-for-tests")

from aboveboard.project.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

FILE_UPLOAD_TEMP_DIR.mkdir(parents=True, exist_ok=True)  # noqa: F405  (the start of the product makes it)
