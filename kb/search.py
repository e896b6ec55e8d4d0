"""Scoring: BM25 over the arrays of every segment, fields summed, then the best few looked at closely.

All lists of postings that the query touches are joined and added up by `np.bincount`; no Python runs
per posting. Typed letters are matched against the titles' pinyin initials and full pinyin.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt

from kb.arrays import SegmentArrays, field_key, term_key
from kb.article import Hit
from kb.index import Part, Snapshot
from kb.marks import marks
from kb.query import Query

Floats = npt.NDArray[np.float64]

# Found by a search over weights with all the real questions in sight: expect a little less elsewhere.
_WEIGHTS = {"title": 2.2, "similar": 2.2, "about": 1.0, "answer": 1.0}
_SYNONYMS = {"title": 0.8, "similar": 0.8, "about": 0.5, "answer": 0.35}
_FIELD_KEYS = np.array([field_key(field) for field in _WEIGHTS], np.uint64)
_QUESTIONS = ("title", "similar")
# A question whose characters nearly all stand in the title is a different case from one that shares a
# few with it, hence the power: letters of many sentences are left as they are.
_CHARACTERS_COVERED, _COVERED_POWER = 6.0, 3.5
_PAIRS_COVERED = 1.0
_NEEDS_CHECKING = 0.6
_CONFIRMED_DAYS = 365
_CLOSE_LOOK = 60
_WORTH = 0.25
_LETTER_MATCHES = 400
# A match of all letters outweighs what Latin words of the texts give by chance.
_LETTERS_START, _LETTERS_INSIDE = 40.0, 25.0


# Whole pinyin syllables, the last perhaps unfinished: "gjj" can't be pinyin, "gongjij" can.
_SYLLABLES = re.compile(
    "(?:(?:[zcs]h|[b-df-hj-np-tw-z])?[aeiouv]{1,3}(?:ng|n|r)?)+(?:[zcs]h|[b-df-hj-np-tw-z])?$"
)


@dataclass(slots=True)
class _Candidate:
    score: float
    part: Part
    doc: int


def search(snapshot: Snapshot, query: Query, limit: int, today: date, uses: Mapping[str, int]) -> list[Hit]:
    """Return the best entries for a query, best first."""
    if query.empty or not snapshot.count or limit < 1:
        return []
    found = _candidates(snapshot, query, max(limit, _CLOSE_LOOK), today)
    found.sort(key=lambda each: -each.score)
    hits = []
    for each in found[:limit]:
        entry = each.part.arrays.entry(each.doc)
        hits.append(
            Hit(
                article=entry.article,
                score=round(each.score, 4),
                marks=marks(entry, query),
                needs_checking=_needs_checking(each.part.arrays, each.doc, today),
                uses=uses.get(entry.article.code, 0),
            )
        )
    return hits


@dataclass(frozen=True, slots=True)
class _Terms:
    """The query's terms for every field: index keys, weights, and which field and kind each is."""

    keys: npt.NDArray[np.uint64]
    weights: Floats
    fields: npt.NDArray[np.int64]
    pairs: npt.NDArray[np.bool_]
    singles: npt.NDArray[np.bool_]


def _candidates(snapshot: Snapshot, query: Query, wanted: int, today: date) -> list[_Candidate]:
    terms = _terms(query, snapshot)
    spans = [_spans(part.arrays, terms.keys) for part in snapshot.parts]
    totals = sum((ends - starts for starts, ends in spans), np.zeros(len(terms.keys), np.int64))
    documents = sum(part.arrays.count for part in snapshot.parts)
    idf = np.log1p((documents - totals + 0.5).clip(0) / (totals + 0.5))
    found: list[_Candidate] = []
    best = 0.0
    for part, (starts, ends) in zip(snapshot.parts, spans, strict=True):
        arrays = part.arrays
        scores = _scores(arrays, terms, starts, ends, terms.weights * idf)
        if query.letters:
            _add_letters(arrays, query.letters, scores)
        if len(part.deleted):
            scores[part.deleted] = 0.0
        top = float(scores.max()) if len(scores) else 0.0
        if top <= 0.0:
            continue
        docs = np.flatnonzero(scores >= max(top, best) * _WORTH)
        if len(docs) > wanted:
            docs = docs[np.argpartition(-scores[docs], wanted)[:wanted]]
        best = max(best, top)
        close = scores[docs] * _coverage(arrays, terms, starts, ends, idf, docs)
        factors = _factors(arrays, today.toordinal())
        if factors is not None:
            close *= factors[docs]
        found += map(_Candidate, close.tolist(), repeat(part), docs.tolist())
    return found


def _terms(query: Query, snapshot: Snapshot) -> _Terms:
    own = dict(query.terms)
    if query.prefix:
        for part in snapshot.parts:
            for word in _words_from(part.arrays, query.prefix):
                own.setdefault(word, 0.8)
    words = [*own, *query.synonyms]
    keys = np.array([term_key(word) for word in words], np.uint64)
    weights = np.array([*own.values(), *(1.0 for _ in query.synonyms)])
    synonym = np.arange(len(words)) >= len(own)
    single = np.array([len(word) == 1 or word.isascii() for word in words], np.bool_) & ~synonym
    pair = np.array([len(word) > 1 or word.isascii() for word in words], np.bool_) & ~synonym
    factors = np.array([np.where(synonym, _SYNONYMS[field], 1.0) * _WEIGHTS[field] for field in _WEIGHTS])
    return _Terms(
        keys=(_FIELD_KEYS[:, None] | keys).ravel(),
        weights=(factors * weights).ravel(),
        fields=np.repeat(np.arange(len(_WEIGHTS)), len(words)),
        pairs=np.tile(pair, len(_WEIGHTS)),
        singles=np.tile(single, len(_WEIGHTS)),
    )


def _spans(arrays: SegmentArrays, keys: npt.NDArray[np.uint64]) -> tuple[Any, Any]:
    """Return where each key's postings start and end; both 0 when the segment has none."""
    if not len(arrays.keys):
        nothing = np.zeros(len(keys), np.int64)
        return nothing, nothing
    places = np.searchsorted(arrays.keys, keys)
    places[places == len(arrays.keys)] = 0
    there = arrays.keys[places] == keys
    return np.where(there, arrays.starts[places], 0), np.where(there, arrays.starts[places + 1], 0)


def _scores(arrays: SegmentArrays, terms: _Terms, starts: Any, ends: Any, boosts: Floats) -> Floats:
    """Return each document's BM25: the better of its questions, and the rest."""
    questions = [
        _sum(arrays, (terms.fields == number) & (ends > 0), starts, ends, boosts)
        for number in range(len(_QUESTIONS))
    ]
    rest = _sum(arrays, (terms.fields >= len(_QUESTIONS)) & (ends > 0), starts, ends, boosts)
    scores = questions[0] if questions[1] is None else questions[1]
    if questions[0] is not None and questions[1] is not None:
        scores = np.maximum(questions[0], questions[1])
    if scores is None:
        return np.zeros(arrays.count) if rest is None else rest
    return scores if rest is None else scores + rest


def _sum(
    arrays: SegmentArrays,
    chosen: npt.NDArray[np.bool_],
    starts: Any,
    ends: Any,
    boosts: Floats,
    *,
    impacts: bool = True,
) -> Floats | None:
    """Add up the chosen terms' postings by document; None when there are none."""
    which = np.flatnonzero(chosen)
    if not len(which):
        return None
    spans = list(zip(starts[which].tolist(), ends[which].tolist(), strict=True))
    docs = np.concatenate([arrays.docs[start:end] for start, end in spans])
    values = np.repeat(boosts[which].astype(np.float32), (ends - starts)[which])
    if impacts:
        values *= np.concatenate([arrays.impacts[start:end] for start, end in spans])
    return np.bincount(docs, values, minlength=arrays.count).astype(np.float64, copy=False)


def _coverage(
    arrays: SegmentArrays, terms: _Terms, starts: Any, ends: Any, idf: Floats, docs: npt.NDArray[np.int64]
) -> Floats:
    """Return what `docs` gain by how much of the query stands in one of their questions."""
    best = np.ones(len(docs))
    for number in range(len(_QUESTIONS)):
        here = terms.fields == number
        gain = np.ones(len(docs))
        for kind, weight, power in (
            (terms.singles, _CHARACTERS_COVERED, _COVERED_POWER),
            (terms.pairs, _PAIRS_COVERED, 1.0),
        ):
            chosen = here & kind
            covered = _sum(arrays, chosen & (ends > 0), starts, ends, idf, impacts=False)
            if covered is not None:
                gain += weight * (covered[docs] / float(idf[chosen].sum())) ** power
        best = np.maximum(best, gain)
    return best


@lru_cache(64)
def _word_list(arrays: SegmentArrays) -> list[str]:
    return arrays.words()


def _words_from(arrays: SegmentArrays, prefix: str) -> list[str]:
    from bisect import bisect_left

    words = _word_list(arrays)
    start = bisect_left(words, prefix)
    end = bisect_left(words, prefix + "{", start)
    return words[start : min(end, start + 20)]


def _add_letters(arrays: SegmentArrays, letters: str, scores: Floats) -> None:
    """Add what the pinyin of titles gives for typed letters."""
    needle = letters.encode()
    readings = [(arrays.initials, arrays.initial_starts, 1.0)]
    if _SYLLABLES.match(letters):
        readings.append((arrays.pinyin, arrays.pinyin_starts, 0.9))
    for text, starts, share in readings:
        for sought, worth in ((b"\n" + needle, _LETTERS_START), (needle, _LETTERS_INSIDE)):
            docs = _docs_of(text, starts, sought)
            if len(docs):
                # of two titles with the letters, the shorter is said more completely by them
                cover = len(needle) / (starts[docs + 1] - starts[docs])
                scores[docs] = np.maximum(scores[docs], worth * share * (0.8 + 0.2 * cover))
            if len(docs) >= _CLOSE_LOOK:
                break  # there are enough titles that begin so
    if not scores.any():
        _add_letters_apart(arrays, needle, scores)


def _add_letters_apart(arrays: SegmentArrays, needle: bytes, scores: Floats) -> None:
    """Find titles whose initials hold the letters in two pieces: gjjtq, 提取住房公积金."""
    for cut in range(2, len(needle) - 1):
        first = _docs_of(arrays.initials, arrays.initial_starts, needle[:cut])
        docs = np.intersect1d(first, _docs_of(arrays.initials, arrays.initial_starts, needle[cut:]))
        # the longer the shorter piece, the less it is by chance
        worth = _LETTERS_INSIDE * (0.5 + min(cut, len(needle) - cut) / len(needle))
        scores[docs] = np.maximum(scores[docs], worth)


def _docs_of(text: bytes, starts: Any, needle: bytes) -> npt.NDArray[np.int64]:
    places: list[int] = []
    place = text.find(needle)
    while place >= 0 and len(places) < _LETTER_MATCHES:
        places.append(place)
        place = text.find(needle, place + 1)
    if not places:
        return np.zeros(0, np.int64)
    found = np.searchsorted(starts, np.array(places, np.int64), "right") - 1
    return np.unique(found)


@lru_cache(64)
def _factors(arrays: SegmentArrays, today: int) -> Floats | None:
    """Return what scores are multiplied with for validity; None when every entry is in order."""
    doubtful = _doubtful(arrays, today)
    return np.where(doubtful, _NEEDS_CHECKING, 1.0) if doubtful.any() else None


def _doubtful(arrays: SegmentArrays, today: int) -> npt.NDArray[np.bool_]:
    return (
        (arrays.valid_until < today)
        | (arrays.valid_from > today)
        | (arrays.confirmed < today - _CONFIRMED_DAYS)
    )


def _needs_checking(arrays: SegmentArrays, doc: int, today: date) -> bool:
    day = today.toordinal()
    return bool(
        arrays.valid_until[doc] < day
        or arrays.valid_from[doc] > day
        or arrays.confirmed[doc] < day - _CONFIRMED_DAYS
    )
