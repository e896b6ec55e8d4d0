"""The pairs of characters that a segment's questions have, by the sound of one of the two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from kb.syllables import Syllables

_SHIFT, _SECOND = np.uint64(21), np.uint64((1 << 21) - 1)
_HASHED = np.uint64(1 << 60)  # keys from here are no characters
_SOUNDS = np.uint64(9)  # bits of the number of a sound


class SoundPairs:
    """Finds the characters of a sound that stand after, or before, a given character in questions."""

    def __init__(self, arrays: Any, syllables: Syllables) -> None:
        end = int(arrays.keys.searchsorted(_HASHED))
        keys = arrays.keys[:end]
        pairs = np.flatnonzero(keys & _SECOND)
        counts = (arrays.starts[pairs + 1] - arrays.starts[pairs]).astype(np.int32)
        first, second = keys[pairs] >> _SHIFT, keys[pairs] & _SECOND
        self._after = _Side(first, second, counts, syllables)
        self._before = _Side(second, first, counts, syllables)

    def after(self, asked: Sequence[tuple[str, int]]) -> Iterator[list[tuple[str, int]]]:
        """Yield the characters of each sound after each character, and how many questions have the two."""
        return self._after.find(asked)

    def before(self, asked: Sequence[tuple[str, int]]) -> Iterator[list[tuple[str, int]]]:
        """Yield the same for characters before it."""
        return self._before.find(asked)


class _Side:
    """Pairs sorted by the one character and the sound of the other."""

    def __init__(
        self,
        given: npt.NDArray[np.uint64],
        sought: npt.NDArray[np.uint64],
        counts: npt.NDArray[np.int32],
        syllables: Syllables,
    ) -> None:
        readings = syllables.of_codes(sought)
        reading, place = np.nonzero(readings)
        keys = given[place] << _SOUNDS | readings[reading, place]
        order = np.argsort(keys, kind="stable")
        self._keys, place = keys[order], place[order]
        self._codes, self._counts = sought[place].astype(np.uint32), counts[place]

    def find(self, asked: Sequence[tuple[str, int]]) -> Iterator[list[tuple[str, int]]]:
        keys = np.array([ord(character) << int(_SOUNDS) | sound for character, sound in asked], np.uint64)
        starts = self._keys.searchsorted(keys).tolist()
        ends = self._keys.searchsorted(keys, "right").tolist()
        for start, end in zip(starts, ends, strict=True):
            codes, counts = self._codes[start:end].tolist(), self._counts[start:end].tolist()
            yield list(zip(map(chr, codes), counts, strict=True))
