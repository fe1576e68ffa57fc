"""Read on while the database writes.

Writing leaves the interpreter free most of the time, so the next batch is read and made ready in
a second thread meanwhile. One batch is kept ready at most, so memory stays bounded.
"""

from __future__ import annotations

from contextlib import contextmanager
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LOOK_UP_SECONDS: Final = 0.1


class _End:
    """What follows the last item: nothing, or the error that came instead."""

    def __init__(self, error: BaseException | None = None) -> None:
        self.error = error


@contextmanager
def read_ahead[Item](items: Callable[[], Iterator[Item]]) -> Iterator[Iterator[Item]]:
    """Give the items of ``items()``, which runs in a thread of its own, in their order.

    An error there is raised here, where its item would have come. At the end of the block the
    thread has ended, so what it reads from may be closed.
    """
    line: Queue[Item | _End] = Queue(maxsize=1)
    is_over = Event()

    def put(one: Item | _End) -> bool:
        while not is_over.is_set():
            try:
                line.put(one, timeout=_LOOK_UP_SECONDS)
            except Full:
                continue
            return True
        return False

    def work() -> None:
        try:
            for item in items():
                if not put(item):
                    return
        except BaseException as error:  # noqa: BLE001  (raised again in the other thread)
            put(_End(error))
        else:
            put(_End())

    reader = Thread(target=work, name="read-ahead", daemon=True)
    reader.start()
    try:
        yield _taken(line)
    finally:
        is_over.set()
        while reader.is_alive():
            reader.join(_LOOK_UP_SECONDS)


def _taken[Item](line: Queue[Item | _End]) -> Iterator[Item]:
    while True:
        try:
            one = line.get(timeout=_LOOK_UP_SECONDS)
        except Empty:
            continue
        if isinstance(one, _End):
            if one.error is not None:
                raise one.error
            return
        yield one
