"""Postings as a search reads them: the number of a question or document and its impact in 64 bits.

A query touches some sixty lists, and cutting and joining them is a quarter of its scoring; with both in one
array that is done once. The number is the lower half, so one operation takes it out for all; the impact
is the upper half, a 32-bit float.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Packed = npt.NDArray[np.int64]

_DTYPE = np.dtype("<i8")
_LOWER = np.int64((1 << 32) - 1)


def packed(ids: npt.NDArray[Any], impacts: npt.NDArray[np.float32]) -> Packed:
    """Return postings of numbers from 0 to 2³¹ - 1 and their impacts, one for each."""
    both = np.empty((len(ids), 2), "<i4")
    both[:, 0] = ids
    both[:, 1] = impacts.astype("<f4").view("<i4")
    return both.reshape(-1).view(_DTYPE)


def numbers_of(postings: Packed) -> npt.NDArray[np.int64]:
    """Return the numbers of postings."""
    taken: npt.NDArray[np.int64] = postings & _LOWER
    return taken


def numbers_in(postings: Packed) -> npt.NDArray[np.int32]:
    """Return the numbers of postings as a view of them, to look some up in a long list."""
    return postings.view("<i4")[::2]


def impacts_of(postings: Packed) -> npt.NDArray[np.float32]:
    """Return the impacts of postings, as a view of them."""
    return postings.view("<f4")[1::2]


def renumbered(postings: Packed, shift: npt.NDArray[np.int64]) -> Packed:
    """Return postings whose numbers are larger by `shift`, one for each."""
    return postings + shift  # the sum of two numbers stays in its half
