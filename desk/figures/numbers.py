"""A table from large numbers to small ones, in two arrays: a day of it is a seventh of what a dict would be.

A `dict` of 100,000 calls keeps each of its numbers as an object, 110 bytes in all; here a pair takes 12, and
a third of the places at least is left empty, so that a number is found with a few looks.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

NOTHING = -1  # what stands for no number; so a value is never negative
_FIRST_SIZE = 1024  # a power of two, as every size


class Numbers:
    """Values from 0 to 2³¹ − 1 by keys of 64 bits; nothing is taken out again."""

    def __init__(self, size: int = _FIRST_SIZE) -> None:
        self._keys: npt.NDArray[np.int64] = np.zeros(size, np.int64)
        self._values: npt.NDArray[np.int32] = np.full(size, NOTHING, np.int32)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, key: int) -> int:
        """Return the value of a key, `NOTHING` for a key that was never set."""
        return int(self._values[self._place(key)])

    def __setitem__(self, key: int, value: int) -> None:
        place = self._place(key)
        if self._values[place] == NOTHING:
            self._count += 1
            self._keys[place] = key
        self._values[place] = value
        if self._count * 3 > len(self._keys) * 2:
            self._grow()

    def __iter__(self) -> Iterator[int]:
        """Yield all keys, in no order."""
        return iter(self._keys[self._values != NOTHING].tolist())

    def _place(self, key: int) -> int:
        """Return where a key stands, or would stand."""
        last = len(self._keys) - 1
        place = key & last
        while self._values[place] != NOTHING and self._keys[place] != key:
            place = (place + 1) & last
        return place

    def _grow(self) -> None:
        """Find a place for all pairs among twice as many, all at once: one by one it would take 100 ms."""
        there = self._values != NOTHING
        keys, values = self._keys[there], self._values[there]
        size = len(self._keys) * 2
        self._keys, self._values = np.zeros(size, np.int64), np.full(size, NOTHING, np.int32)
        places = keys & (size - 1)
        while len(keys):
            # Of those that want the same free place one gets it, the others look at the next one.
            wins = np.zeros(len(keys), np.bool_)
            wins[np.unique(places, return_index=True)[1]] = True
            wins &= self._values[places] == NOTHING
            self._keys[places[wins]], self._values[places[wins]] = keys[wins], values[wins]
            left = ~wins
            keys, values, places = keys[left], values[left], (places[left] + 1) & (size - 1)
