"""Scoring: BM25 over the arrays of every segment, fields summed, then the best few looked at closely.

All lists of postings that the query touches are joined and added up by `np.bincount`; no Python runs
per posting. Typed letters are matched against the titles' pinyin initials and full pinyin.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from kb.arrays import SegmentArrays, field_key, stored_article, term_key
from kb.article import Hit
from kb.index import Part, Snapshot
from kb.marks import marks
from kb.query import Query

Floats = npt.NDArray[np.float64]

WEIGHTS = {"title": 3.0, "similar": 2.0, "about": 1.0, "answer": 1.0}
_CHARACTER_WEIGHT = 1.0
_NEEDS_CHECKING = 0.6
_CONFIRMED_DAYS = 365
_CLOSE_LOOK = 50
_WORTH = 0.25
_LETTER_MATCHES = 400
# An initials or pinyin match of a whole query outweighs what Latin words of the texts give by chance.
_LETTERS = {"start": 40.0, "inside": 25.0}


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
        values = each.part.arrays.values(each.doc)
        article = stored_article(values)
        hits.append(
            Hit(
                article=article,
                score=round(each.score, 4),
                marks=marks(article.title, query, values["initials"], values["pinyin"]),
                needs_checking=_needs_checking(each.part.arrays, each.doc, today),
                uses=uses.get(article.code, 0),
            )
        )
    return hits


def _candidates(snapshot: Snapshot, query: Query, wanted: int, today: date) -> list[_Candidate]:
    keys, weights = _keys(query, snapshot)
    spans = [_spans(part.arrays, keys) for part in snapshot.parts]
    totals = sum((ends - starts for starts, ends in spans), np.zeros(len(keys), np.int64))
    documents = sum(part.arrays.count for part in snapshot.parts)
    idf = np.log1p((documents - totals + 0.5).clip(0) / (totals + 0.5))
    boosts = weights * idf
    scored = []
    for part, (starts, ends) in zip(snapshot.parts, spans, strict=True):
        scores = _score(part.arrays, starts, ends, boosts)
        if query.letters:
            _add_letters(part.arrays, query.letters, scores)
        factors = _factors(part.arrays, today.toordinal())
        if factors is not None:
            scores *= factors
        if len(part.deleted):
            scores[part.deleted] = 0.0
        scored.append(scores)
    best = max((float(scores.max()) for scores in scored if len(scores)), default=0.0)
    if best <= 0.0:
        return []
    found: list[_Candidate] = []
    for part, scores in zip(snapshot.parts, scored, strict=True):
        docs = np.flatnonzero(scores >= best * _WORTH)
        if len(docs) > wanted:
            docs = docs[np.argpartition(-scores[docs], wanted)[:wanted]]
        found += [_Candidate(float(scores[doc]), part, int(doc)) for doc in docs]
    return found


def _keys(query: Query, snapshot: Snapshot) -> tuple[npt.NDArray[np.uint64], Floats]:
    keys: list[int] = []
    weights: list[float] = []
    terms = dict(query.terms)
    if query.prefix:
        for part in snapshot.parts:
            for word in _words_from(part.arrays, query.prefix):
                terms.setdefault(word, 0.8)
    for field, boost in WEIGHTS.items():
        base = field_key(field)
        for term, weight in terms.items():
            keys.append(base | term_key(term))
            weights.append(weight * boost)
    return np.array(keys, np.uint64), np.array(weights)


def _spans(arrays: SegmentArrays, keys: npt.NDArray[np.uint64]) -> tuple[Any, Any]:
    """Return where each key's postings start and end; both 0 when the segment has none."""
    if not len(arrays.keys):
        nothing = np.zeros(len(keys), np.int64)
        return nothing, nothing
    places = np.searchsorted(arrays.keys, keys)
    places[places == len(arrays.keys)] = 0
    there = arrays.keys[places] == keys
    return np.where(there, arrays.starts[places], 0), np.where(there, arrays.starts[places + 1], 0)


def _score(arrays: SegmentArrays, starts: Any, ends: Any, boosts: Floats) -> Floats:
    which = np.flatnonzero(ends)
    if not len(which):
        return np.zeros(arrays.count)
    spans = list(zip(starts[which].tolist(), ends[which].tolist(), strict=True))
    docs = np.concatenate([arrays.docs[start:end] for start, end in spans])
    impacts = np.concatenate([arrays.impacts[start:end] for start, end in spans])
    impacts *= np.repeat(boosts[which].astype(np.float32), (ends - starts)[which])
    return np.bincount(docs, impacts, minlength=arrays.count).astype(np.float64, copy=False)


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
    for text, starts, share in (
        (arrays.initials, arrays.initial_starts, 1.0),
        (arrays.pinyin, arrays.pinyin_starts, 0.9),
    ):
        lengths = np.diff(starts)
        for sought, kind in ((b"\n" + needle, "start"), (needle, "inside")):
            docs = _docs_of(text, starts, sought)
            if len(docs):
                # of two titles with the letters, the shorter is said more completely by them
                cover = len(needle) / np.maximum(lengths[docs], 1)
                scores[docs] = np.maximum(scores[docs], _LETTERS[kind] * share * (0.8 + 0.2 * cover))


def _docs_of(text: bytes, starts: Any, needle: bytes) -> npt.NDArray[np.int64]:
    places: list[int] = []
    place = text.find(needle)
    while place >= 0 and len(places) < _LETTER_MATCHES:
        places.append(place)
        place = text.find(needle, place + 1)
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
