"""Settings of the tests: the product's own, with data in a folder that goes away."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

if "ABOVEBOARD_DATA_DIR" not in os.environ:  # noqa: TID251  (set before the settings are read)
    _folder = tempfile.mkdtemp(prefix="aboveboard-test-")
    atexit.register(shutil.rmtree, _folder, ignore_errors=True)
    os.environ["ABOVEBOARD_DATA_DIR"] = _folder  # noqa: TID251  (as above)
os.environ.setdefault("ABOVEBOARD_SECRET_KEY", "only-for-tests")  # noqa: TID251  (as above)

from aboveboard.project.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
