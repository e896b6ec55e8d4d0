"""How characters sound: the table of the common ones, and what in it sounds nearly alike."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

Sounds = npt.NDArray[np.uint16]

# What is not told apart in the south: the first letters of each are typed, or heard, for the second.
_BEGINNINGS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"))
_ENDS = (("ing", "in"), ("eng", "en"))
_FIRST, _LAST = 0x4E00, 0x9FFF


def near(syllable: str) -> str:
    """Return what stands for all syllables that sound nearly alike: sin for shing, sing and shin."""
    for one, other in _BEGINNINGS:
        if syllable.startswith(one):
            syllable = other + syllable[len(one) :]
            break
    for one, other in _ENDS:
        if syllable.endswith(one):
            return syllable[: -len(one)] + other
    return syllable


class Syllables:
    """The syllables of characters, without tones; a character may have more than one.

    A sound is a number for all syllables that are near each other; 0 is that of a character not in the table.
    """

    def __init__(self, characters: Mapping[str, str] | None = None) -> None:
        self._of: dict[str, tuple[str, ...]] = {}
        for syllable, each in (characters or {}).items():
            for character in each:
                self._of[character] = (*self._of.get(character, ()), syllable)
        names = dict.fromkeys(near(syllable) for syllable in characters or ())
        self._numbers = {name: number for number, name in enumerate(names, start=1)}
        self._sounds: dict[str, tuple[int, ...]] = {}

    @classmethod
    def read(cls, path: Path) -> Syllables:
        """Read a table: a syllable and its characters a line; `#` starts a comment."""
        lines = (line.partition("#")[0].split() for line in path.read_text("utf-8").splitlines())
        return cls({line[0]: line[1] for line in lines if line})

    def sounds(self, character: str) -> tuple[int, ...]:
        """Return the sounds of a character, none when it is not in the table."""
        found = self._sounds.get(character)
        if found is None:
            every = {self._numbers[near(syllable)]: None for syllable in self._of.get(character, ())}
            found = self._sounds[character] = tuple(every)
        return found

    def same(self, one: str, other: str) -> bool:
        """Tell whether two characters have a syllable in common, not only one that is near."""
        others = self._of.get(other, ())
        return any(syllable in others for syllable in self._of.get(one, ()))

    def of_codes(self, codes: npt.NDArray[np.uint64]) -> Sounds:
        """Return the sounds of characters, a row for the first ones and one for each further reading."""
        known = (codes >= _FIRST) & (codes <= _LAST)
        found: Sounds = self._table[:, np.where(known, codes - np.uint64(_FIRST), 0)]
        return found * known

    @cached_property
    def _table(self) -> Sounds:
        every = {character: self.sounds(character) for character in self._of}
        rows = max(map(len, every.values()), default=1)
        table = np.zeros((rows, _LAST - _FIRST + 1), np.uint16)
        for character, sounds in every.items():
            table[: len(sounds), ord(character) - _FIRST] = sounds
        return table
