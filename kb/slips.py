"""What was meant by words that no entry has: 公机金 is 公积金, picked wrongly from what sounds alike.

A pair of characters that no entry has is mostly the end of one word and the beginning of the next. A
character is taken for a slip when no entry has either of its two pairs, and with another one of its sound
questions have them; or when no entry has one of them, and with another one questions have both, and more.
What was meant then takes the place of what was typed: beside it, the wrong character still counted as a
part of the question that no entry answers, and most of the gain was lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from math import exp, log, prod
from operator import itemgetter
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from kb.query import Glossary, Query, understand
from kb.sound_pairs import Beside, SoundPairs
from kb.syllables import Syllables

# How often questions must have the pairs, as logarithms: a share of how many questions there are (six of
# 12,000, three of a few hundred); and by how much more when entries have one pair of what was typed.
_LEAST, _MORE = 0.2, 3.0
_WORD = 30  # entries that have a pair: it is a word then
_MOST = 6  # suspects that are looked at
_NEAR = 1.0  # how much less a sound that is only near counts


@dataclass(frozen=True, slots=True)
class Meant:
    """A query read again, and the words that stand in it instead of those that were typed."""

    query: Query
    words: tuple[str, ...]


@dataclass(slots=True)
class _Suspect:
    """A character of a run that may be a slip; `found` are others with what their pairs count."""

    run: str
    place: int
    sides: Sequence[int]  # how many entries have its pairs
    found: dict[str, list[int]] = field(default_factory=dict)

    def add(self, side: int, others: Beside) -> None:
        """Note that questions have other characters in this one's place, beside one of its neighbours."""
        found, own = self.found, self.run[self.place]
        for other, count in zip(*others, strict=True):
            if other in found:
                found[other][side] += count
            elif other != own:
                found[other] = counts = [0] * len(self.sides)
                counts[side] = count


class Slips:
    """Reads a line again that has words of no entry."""

    def __init__(self, glossary: Glossary, syllables: Syllables) -> None:
        self._glossary = glossary
        self._syllables = syllables
        self._pairs: WeakKeyDictionary[Any, SoundPairs] = WeakKeyDictionary()

    def meant(self, query: Query, counts: npt.NDArray[np.int64], segments: Sequence[Any]) -> Meant | None:
        """Return the query that was meant, None when it is the one that was typed.

        `counts` are how many entries have each pair of the query; `segments` are the arrays of all entries.
        """
        if counts.all():
            return None
        known = dict(zip(query.pairs, counts.tolist(), strict=True))
        suspects = list(islice((suspect for run in query.runs for suspect in _suspects(run, known)), _MOST))
        if not suspects:
            return None
        for arrays in segments:
            self._look(suspects, self._pairs_of(arrays))
        least = _LEAST * log(1 + sum(arrays.questions for arrays in segments))
        instead: dict[str, dict[int, str]] = {}
        for worth, suspect, character in sorted(map(self._best, suspects), key=itemgetter(0), reverse=True):
            places = instead.setdefault(suspect.run, {})
            if worth >= least and not {suspect.place - 1, suspect.place + 1} & places.keys():
                places[suspect.place] = character  # of 社宝, one of the two
        text, words = query.text, []
        for run, places in instead.items():
            if places:
                words.append("".join(places.get(place, character) for place, character in enumerate(run)))
                text = text.replace(run, words[-1])
        return Meant(understand(text, self._glossary), tuple(words)) if words else None

    def _look(self, suspects: Sequence[_Suspect], pairs: SoundPairs) -> None:
        asked, sides = [], []
        for suspect in suspects:
            run, place, last = suspect.run, suspect.place, len(suspect.sides) - 1
            for sound in self._syllables.sounds(run[place]):
                if place:
                    asked.append((run[place - 1], True, sound))
                    sides.append((suspect, 0))
                if place < len(run) - 1:
                    asked.append((run[place + 1], False, sound))
                    sides.append((suspect, last))
        for (suspect, side), others in zip(sides, pairs.find(asked), strict=True):
            if others[0]:
                suspect.add(side, others)

    def _best(self, suspect: _Suspect) -> tuple[float, _Suspect, str]:
        """Return how much the best of the others counts, and which it is; 0 when none will do.

        What an other counts is the sum of the logarithms of its pairs: the products are compared.
        """
        typed = prod(side + 1 for side in suspect.sides)
        least, best, meant = typed * exp(_MORE), 1.0, ""
        for other, counts in suspect.found.items():
            if typed > 1 and 0 in counts:
                continue
            worth: float = prod(count + 1 for count in counts)
            if worth <= best:
                continue
            if not self._syllables.same(suspect.run[suspect.place], other):
                worth /= exp(_NEAR)
            if worth > best and (typed == 1 or worth >= least):
                best, meant = worth, other
        return log(best), suspect, meant

    def _pairs_of(self, arrays: Any) -> SoundPairs:
        pairs = self._pairs.get(arrays)
        if pairs is None:
            pairs = self._pairs[arrays] = SoundPairs(arrays, self._syllables)
        return pairs


def _suspects(run: str, known: Mapping[str, int]) -> Iterator[_Suspect]:
    before = -1  # how many entries have the pair that ends here; -1 for none
    for place, one in enumerate(run):
        after = known[one + run[place + 1]] if place + 1 < len(run) else -1
        if not before or not after:
            if after < 0 or before < 0:
                # at an end there is but one pair
                yield _Suspect(run, place, [max(before, after)])
            elif before + after <= _WORD:
                yield _Suspect(run, place, [before, after])
        before = after
