"""The pairs of characters that a segment's questions have, by the sound of one of the two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from kb.arrays import HASHED, SECOND, SHIFT
from kb.syllables import Syllables

_SOUND_BITS, _AFTER_BIT = 9, 1 << 21  # bits of the number of a sound; above those of a character
_SOUNDS, _AFTER = np.uint64(_SOUND_BITS), np.uint64(_AFTER_BIT)
_KEPT = 500  # places whose answer is remembered

# characters, and how many questions have each of them in that place
Beside = tuple[str, Sequence[int]]
_NOBODY: Beside = ("", ())


class SoundPairs:
    """Finds the characters of a sound that stand before, or after, a given character in questions."""

    def __init__(self, arrays: Any, syllables: Syllables) -> None:
        end = int(arrays.keys.searchsorted(np.uint64(HASHED)))
        keys = arrays.keys[:end]
        pairs = np.flatnonzero(keys & SECOND)
        counts = (arrays.starts[pairs + 1] - arrays.starts[pairs]).astype(np.int32)
        first, second = keys[pairs] >> SHIFT, keys[pairs] & SECOND
        # sorted by the side of the one character, by this character, and by the sound of the other one
        sought = np.concatenate([first, second])
        readings = syllables.of_codes(sought)
        reading, place = np.nonzero(readings)
        given = np.concatenate([second, first | _AFTER])[place] << _SOUNDS
        given |= readings[reading, place]
        order = np.argsort(given, kind="stable")
        self._keys, place = given[order], place[order]
        self._found: dict[int, Beside] = {}  # the same places are asked for at each character of a typed line
        self._codes, self._counts = sought[place].astype("<u4"), counts[place % max(1, len(counts))]

    def find(self, asked: Sequence[tuple[str, bool, int]]) -> list[Beside]:
        """Return the characters of each sound beside each character, and how many questions have the two.

        It is asked for a character, whether the others stand after it, and their sound.
        """
        keys = [
            (ord(character) | _AFTER_BIT if after else ord(character)) << _SOUND_BITS | sound
            for character, after, sound in asked
        ]
        found = self._found if len(self._found) <= _KEPT else {}
        missing = [key for key in keys if key not in found]
        if missing:
            found.update(self._look_up(missing))
            self._found = found
        return [found[key] for key in keys]

    def _look_up(self, keys: Sequence[int]) -> Iterator[tuple[int, Beside]]:
        # where each begins and where the next one would: one search for all takes a quarter of the time
        places = self._keys.searchsorted(np.array([*keys, *(key + 1 for key in keys)], np.uint64)).tolist()
        for key, start, end in zip(keys, places[: len(keys)], places[len(keys) :], strict=True):
            if start == end:  # of most
                yield key, _NOBODY
                continue
            characters = self._codes[start:end].tobytes().decode("utf-32-le")
            yield key, (characters, self._counts[start:end].tolist())
