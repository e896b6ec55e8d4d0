"""Which characters of an entry a query matched: those of the title, and a passage with what that lacks."""

from __future__ import annotations

from collections.abc import Sequence

from kb import analysis
from kb.arrays import Shown
from kb.article import Marks, Passage, Place
from kb.query import Query

# a passage is one line, without the signs of Markdown
_BARE = str.maketrans("\n\r\t", "   ", "*#`|")
_EDGES = " ，。、；：！？）,.;:!?)"  # begin no passage
_PASSAGE, _BEFORE = 60, 8  # characters of a passage, and of it before its first matching word


def marks(entry: Shown, query: Query, pairs: frozenset[str]) -> Marks:
    """Return (start, end) of each stretch of the title that the query's `pairs`, words or letters match."""
    plain = entry.plain
    marked = _marked(plain, query, pairs)
    if query.letters and not any(marked):
        _mark_letters(plain, query.letters, entry.initials, entry.pinyin.split(), marked)
    return _stretches(marked)


def passage(entry: Shown, query: Query, pairs: frozenset[str], telling: Sequence[str]) -> Passage | None:
    """Return the other question that says more of the query than the title, or a piece of the answer.

    `telling` are the terms of the query that tell the most. Question and answer are taken as they are
    written: simplifying answers would take longer than the search.
    """
    article, found = entry.article, None
    missing = [term for term in telling if term not in entry.plain]
    if not missing:
        return None
    if article.similar or entry.chosen:
        most = sum(map(entry.plain.__contains__, pairs))
        for place, questions in ((Place.SIMILAR, article.similar), (Place.CHOSEN, entry.chosen)):
            for question in questions:
                told = sum(map(_lower(question).__contains__, pairs))
                if told > most:
                    most, found = told, (place, question)
    if found is None:
        # only Latin letters have another case, and an answer is long
        plain = _lower(article.answer) if query.words else article.answer
        begin = _thickest(plain, missing, needed=2 if len(missing) < len(telling) else 1)
        if begin is None:
            return None
        piece = article.answer[max(0, begin - _BEFORE) : begin - _BEFORE + _PASSAGE]
        found = Place.ANSWER, piece.translate(_BARE).strip(_EDGES)
    place, text = found
    return Passage(place, text, _stretches(_marked(_lower(text), query, pairs)))


def _lower(text: str) -> str:
    """Return a text in lower case with one character for each of its own."""
    lower = text.lower()
    return lower if len(lower) == len(text) else text


def _thickest(plain: str, terms: Sequence[str], needed: int) -> int | None:
    """Return where the stretch begins in which the most of `terms` stand for the first time."""
    places = sorted(place for place in map(plain.find, terms) if place >= 0)
    most, begin, first = needed - 1, None, 0
    for count, place in enumerate(places, start=1):
        while place - places[first] > _PASSAGE - 2 * _BEFORE:
            first += 1
        if count - first > most:
            most, begin = count - first, places[first]
    return begin


def _marked(plain: str, query: Query, pairs: frozenset[str]) -> bytearray:
    """Return which characters the query's pairs and words match; 1 is a match."""
    marked = bytearray(len(plain))
    for pair in pairs:
        if pair in plain:
            _mark(plain, pair, marked)
    for word in query.words:
        if len(word) > 1:
            _mark(plain, word, marked)
    if len(query.characters) == 1:
        _mark(plain, query.characters[0], marked)
    return marked


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


def _stretches(marked: bytearray) -> Marks:
    found = []
    start = marked.find(1)
    while start >= 0:
        end = marked.find(0, start)
        end = len(marked) if end < 0 else end
        found.append((start, end))
        start = marked.find(1, end)
    return tuple(found)
