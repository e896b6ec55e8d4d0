"""How alike two short Chinese texts are, without a dictionary: their pairs of characters."""

from __future__ import annotations

import re
import unicodedata

_WORDS = re.compile(r"\w+")
_LONGEST = 2000


def pairs(text: str) -> list[str]:
    """Return the pairs of neighbouring characters of each word of `text`, in order, with repeats."""
    found: list[str] = []
    for word in _WORDS.findall(unicodedata.normalize("NFKC", text[:_LONGEST]).casefold()):
        found += [word[i : i + 2] for i in range(len(word) - 1)] or [word]
    return found


def likeness(one: str, other: str) -> float:
    """Return Dice's coefficient of the two texts' pairs: 0 nothing in common, 1 the same pairs."""
    a, b = set(pairs(one)), set(pairs(other))
    if not a or not b:
        return 0.0
    return 2 * len(a & b) / (len(a) + len(b))
