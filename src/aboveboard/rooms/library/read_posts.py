"""Read of imported posts what they tell, after they were taken in.

Reading takes about a millisecond a post, many times what keeping it takes; so it does not hold up
an import, and the posts are there to look at meanwhile.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.db.models import Case, F, Q, Value, When

from aboveboard.core.languages import READ
from aboveboard.rooms.library.models import Post
from aboveboard.rooms.library.take_in import Stopped

if TYPE_CHECKING:
    from collections.abc import Callable

_AT_ONCE: Final = 200


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
        .only("pk", "text", "language")[:_AT_ONCE]
    ):
        if is_stopping():
            raise Stopped
        readings = zip(posts, read_disclosures([post.text for post in posts]), strict=True)
        with transaction.atomic():
            for post, reading in readings:
                is_known = post.language in READ
                Post.objects.filter(pk=post.pk).update(
                    language=post.language if is_known else reading.language.value,
                    kind=_unless_chosen("kind", reading.kind.value),
                    sensitivity=_unless_chosen("sensitivity", reading.sensitivity or ""),
                    # Text that grew meanwhile is read once more.
                    is_read=Case(When(text=post.text, then=True), default=False),
                )
        count += len(posts)
        if most is not None and count >= most:
            break
    return count


def _unless_chosen(field: str, value: str) -> Case:
    return Case(When(Q(is_kind_chosen=True), then=F(field)), default=Value(value))
