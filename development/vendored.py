"""Fail when a file that others made differs from the hash written down for it in VENDORED.toml."""

from __future__ import annotations

import sys
import tomllib
from hashlib import sha256
from pathlib import Path

if __name__ == "__main__":
    listed = tomllib.loads(Path("VENDORED.toml").read_text(encoding="utf-8"))["file"]
    found = [
        f"{one['path']}: the hash differs"
        for one in listed
        if sha256(Path(one["path"]).read_bytes()).hexdigest() != one["sha256"]
    ]
    known = {one["path"] for one in listed}
    fonts = Path("src/aboveboard/web/static/web/fonts").glob("*.woff2")
    found += [f"{font}: not in VENDORED.toml" for font in fonts if str(font) not in known]
    print("\n".join(found))
    sys.exit(bool(found))
