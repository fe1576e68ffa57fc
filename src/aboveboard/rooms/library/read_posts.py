"""Read of imported posts what they tell, after they were taken in.

It does not hold up an import, and the posts are there to look at meanwhile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import connection, transaction

from aboveboard.core.languages import READ
from aboveboard.rooms.library.models import Post
from aboveboard.rooms.library.take_in import Stopped

if TYPE_CHECKING:
    from collections.abc import Callable

_AT_ONCE: Final = 200
# A kind the person chose stays; text that grew meanwhile is read once more.
_KEEP: Final = (
    "UPDATE library_post SET language = %s, "
    "kind = CASE WHEN is_kind_chosen THEN kind ELSE %s END, "
    "sensitivity = CASE WHEN is_kind_chosen THEN sensitivity ELSE %s END, "
    "is_read = (text = %s) WHERE id = %s"
)


def read_posts(
    workspace_id: int,
    *,
    most: int | None = None,
    is_stopping: Callable[[], bool] = lambda: False,
) -> int:
    """Give unread posts their language, kind and sensitivity; return how many were read.

    All of them, or about ``most``. A kind the person chose stays. Safe to break off and to call again.

    Raises:
        Stopped: ``is_stopping`` said so between two steps.
    """
    # The reading brings numpy; it comes in with the first posts, not with the start.
    from aboveboard.reading.disclosure import read_disclosures  # noqa: PLC0415

    count = 0
    while posts := list(
        Post.objects.filter(workspace_id=workspace_id, is_read=False)
        .order_by("pk")
        .values_list("pk", "text", "language")[:_AT_ONCE]
    ):
        if is_stopping():
            raise Stopped
        readings = read_disclosures([text for _, text, _ in posts])
        rows = [
            (
                language if language in READ else reading.language.value,
                reading.kind.value,
                reading.sensitivity or "",
                text,
                pk,
            )
            for (pk, text, language), reading in zip(posts, readings, strict=True)
        ]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(_KEEP, rows)
        count += len(posts)
        if most is not None and count >= most:
            break
    return count
