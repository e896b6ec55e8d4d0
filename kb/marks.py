"""Which characters of a title a query matched."""

from __future__ import annotations

from collections.abc import Sequence
from operator import add

from kb import analysis
from kb.arrays import Shown
from kb.query import Query


def marks(entry: Shown, query: Query, pairs: frozenset[str]) -> tuple[tuple[int, int], ...]:
    """Return (start, end) of each stretch of the title that the query's `pairs`, words or letters match."""
    plain = entry.plain
    marked = bytearray(len(plain))
    for place in [place for place, pair in enumerate(map(add, plain, plain[1:])) if pair in pairs]:
        marked[place : place + 2] = b"\x01\x01"
    for word in query.words:
        if len(word) > 1:
            _mark(plain, word, marked)
    if len(query.characters) == 1:
        _mark(plain, query.characters[0], marked)
    if query.letters and not any(marked):
        _mark_letters(plain, query.letters, entry.initials, entry.pinyin.split(), marked)
    return _stretches(marked)


def _mark(plain: str, term: str, marked: bytearray) -> None:
    place = plain.find(term)
    while place >= 0:
        marked[place : place + len(term)] = b"\x01" * len(term)
        place = plain.find(term, place + 1)


def _mark_letters(plain: str, letters: str, initials: str, syllables: list[str], marked: bytearray) -> None:
    """Mark the characters whose initials the letters are, or whose pinyin starts there."""
    places: Sequence[int] = range(len(plain))
    if len(initials) < len(plain):  # else every character has a sound
        places = analysis.sound_places(plain)
    start = initials.find(letters)
    if start >= 0:
        end = start + len(letters)
    else:
        for start in range(len(syllables)):
            end, sound = start, ""
            while end < len(syllables) and len(sound) < len(letters):
                sound += syllables[end]
                end += 1
            if sound.startswith(letters):
                break
        else:
            return
    for place in places[start:end]:
        marked[place] = 1


def _stretches(marked: bytearray) -> tuple[tuple[int, int], ...]:
    found = []
    start = marked.find(1)
    while start >= 0:
        end = marked.find(0, start)
        end = len(marked) if end < 0 else end
        found.append((start, end))
        start = marked.find(1, end)
    return tuple(found)
