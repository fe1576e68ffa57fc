"""Small steps over arrays, without the ceremony that costs more than the step when there are few entries.

``np.flatnonzero``, ``np.diff`` with a first entry, ``np.isin`` and ``np.pad`` take ten to a hundred
microseconds of their own; a draft takes some hundred such steps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray


def nonzero(found: NDArray[Any]) -> NDArray[np.intp]:
    """Return the places of the entries that are true or not zero."""
    return found.nonzero()[0]


def begins_run(groups: NDArray[Any]) -> NDArray[np.bool_]:
    """Return which entries differ from the one before them; the first one does."""
    first = np.ones(groups.size, np.bool_)
    np.not_equal(groups[1:], groups[:-1], out=first[1:])
    return first


def ends_run(groups: NDArray[Any]) -> NDArray[np.bool_]:
    """Return which entries differ from the one behind them; the last one does."""
    last = np.ones(groups.size, np.bool_)
    np.not_equal(groups[1:], groups[:-1], out=last[:-1])
    return last


def counts_of(bounds: NDArray[np.intp], end: int) -> NDArray[np.intp]:
    """Return how many places lie from each bound to the next one, from the last one to ``end``."""
    counts = np.empty_like(bounds)
    np.subtract(bounds[1:], bounds[:-1], out=counts[:-1])
    counts[-1:] = end - bounds[-1:]
    return counts


def with_last[T: np.generic](values: NDArray[T], last: object) -> NDArray[T]:
    """Return ``values`` and one entry more."""
    longer = np.empty(values.size + 1, values.dtype)
    longer[:-1] = values
    longer[-1] = last
    return longer


def among(numbers: NDArray[np.intp], chosen: Collection[int], count: int) -> NDArray[np.bool_]:
    """Return which of ``numbers``, all from 0 to before ``count``, are among the chosen ones."""
    table = np.zeros(count, np.bool_)
    table[list(chosen)] = True
    return table[numbers]


def padded(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return ``mask`` with a False at either end."""
    longer = np.zeros(mask.size + 2, np.bool_)
    longer[1:-1] = mask
    return longer
