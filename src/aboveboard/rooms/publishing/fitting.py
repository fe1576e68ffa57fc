"""Pictures as they fit each network, made once and remembered."""

from __future__ import annotations

import tempfile
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from aboveboard.channels.unfit import Unfit
from aboveboard.rooms.publishing.media_files import folder, keep_file, path_of
from aboveboard.rooms.publishing.schedule import FittedPicture

if TYPE_CHECKING:
    from aboveboard.channels.pictures import Fitted
    from aboveboard.channels.port import MediaLimits
    from aboveboard.rooms.publishing.models import Picture

_REMEMBERED: Final = 400


def fitted(
    picture: Picture, limits: MediaLimits, *, description: str = "", has_border: bool = False
) -> FittedPicture:
    """Return the picture made to fit a network, its file kept by its digest.

    Raises:
        Unfit: it cannot be made to fit.
    """
    made = _made(picture.sha256, limits, has_border)
    if isinstance(made, Unfit):
        raise made
    if not path_of(made.media.sha256).exists():
        _made.cache_clear()
        return fitted(picture, limits, description=description, has_border=has_border)
    return FittedPicture(
        picture=picture,
        sha256=made.media.sha256,
        type=made.media.type,
        size=path_of(made.media.sha256).stat().st_size,
        description=description,
        width=made.media.width,
        height=made.media.height,
        changes=tuple(f"{one.kind.value}:{one.before}:{one.after}" for one in made.changes),
    )


@lru_cache(maxsize=_REMEMBERED)
def _made(sha256: str, limits: MediaLimits, has_border: bool) -> Fitted | Unfit:  # noqa: FBT001  (a key)
    """Return what became of a file, or why nothing could; a no is remembered as well."""
    from aboveboard.channels.pictures import fit  # noqa: PLC0415  (brings Pillow)

    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=folder(), prefix=".fitting-") as place:
        try:
            made = fit(path_of(sha256), limits, folder=Path(place), has_border=has_border)
        except Unfit as no:
            return no
        keep_file(made.media.sha256, made.media.path.read_bytes())
    return made
