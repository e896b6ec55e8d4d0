"""From a query to hits: every segment scored, letters matched with titles' sound, the best ones shown."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from operator import itemgetter
from typing import Any

import numpy as np
import numpy.typing as npt

from kb.article import CONFIRMED_DAYS, Hit, Marks, Passage, Reasons
from kb.index import Snapshot
from kb.marks import marks, passage
from kb.postings import spans
from kb.query import Query
from kb.scoring import Floats, Numbers, SegmentScores, Terms, Worth, terms_of
from kb.slips import Slips
from kb.sounds import add_letters

_NEEDS_CHECKING = 0.6
_CLOSE_LOOK = 100
_LATE_LOOK = 2  # times as many when their scores are not whole
_WORTH = 0.25
_COMPLETIONS = 20


def search(
    snapshot: Snapshot, query: Query, limit: int, today: date, uses: Mapping[str, int], slips: Slips
) -> list[Hit]:
    """Return the best entries for a query, best first; for what was meant when no entry has its words."""
    if query.empty or not snapshot.count or limit < 1:
        return []
    day = today.toordinal()
    looked = _Looked.up(snapshot, query)
    meant = slips.meant(query, looked.pairs(), [part.arrays for part in snapshot.parts])
    if meant is not None:
        query, looked = meant.query, _Looked.up(snapshot, meant.query)
    instead = meant.words if meant is not None else ()
    pairs = frozenset(query.pairs)
    best, telling = _best(snapshot, query, looked, limit, day)
    hits = []
    for score, number, doc in best:
        arrays = snapshot.parts[number].arrays
        article = arrays.article(doc)
        reasons = Reasons(partial(_why, arrays, doc, query, pairs, telling))
        doubtful, used = bool(_doubtful(arrays, day)[doc]), uses.get(article.code, 0)
        hits.append(Hit(article, round(score, 4), doubtful, used, instead, reasons))
    return hits


def _why(
    arrays: Any, doc: int, query: Query, pairs: frozenset[str], telling: Sequence[str]
) -> tuple[Marks, Passage | None]:
    entry = arrays.entry(doc)
    return marks(entry, query, pairs), passage(entry, query, pairs, telling)


@dataclass(frozen=True, slots=True)
class _Looked:
    """The terms of a query, where each part has their postings, and how many there are of each."""

    terms: Terms
    places: list[tuple[Numbers, Numbers]]
    totals: Numbers

    @classmethod
    def up(cls, snapshot: Snapshot, query: Query) -> _Looked:
        """Look up the terms of a query."""
        terms = terms_of(query, _completions(snapshot, query.prefix))
        places = [spans(part.arrays, terms.keys) for part in snapshot.parts]
        first, *others = (ends - starts for starts, ends in places)
        return cls(terms, places, sum(others, first))

    def pairs(self) -> Numbers:
        """Return how many documents have each of the query's pairs."""
        begin = self.terms.ends[2]
        return self.totals[begin : begin + self.terms.own]


def _best(
    snapshot: Snapshot, query: Query, looked: _Looked, limit: int, day: int
) -> tuple[list[tuple[float, int, int]], list[str]]:
    """Return score, number of the part and document of the best documents, best first; the telling terms."""
    wanted = max(limit, _CLOSE_LOOK)
    terms = looked.terms
    worth = Worth(
        terms,
        looked.totals,
        sum(part.arrays.questions for part in snapshot.parts),
        sum(part.arrays.count for part in snapshot.parts),
    )
    found: list[tuple[float, int, int]] = []
    best = 0.0
    for number, (part, (starts, ends)) in enumerate(zip(snapshot.parts, looked.places, strict=True)):
        arrays = part.arrays
        scored = SegmentScores(arrays, terms, starts, ends, worth)
        scores = scored.documents
        if query.letters:
            add_letters(arrays, query.letters, scores)
            scored.lettered = True
        if len(part.deleted):
            scores[part.deleted] = 0.0
        top = float(scores.max()) if len(scores) else 0.0
        if top <= 0.0:
            continue
        best = max(best, top)
        docs = (scores >= best * _WORTH).nonzero()[0]
        most = wanted * _LATE_LOOK if len(scored.late) else wanted
        if len(docs) > most:
            docs = docs[np.argpartition(scores[docs], len(docs) - most)[-most:]]
            docs.sort()  # so that look-ups go forward
        if not len(docs):
            continue
        close = scored.closer(docs)
        factors = _factors(arrays, day)
        if factors is not None:
            close *= factors[docs]
        order = (-close).argsort(kind="stable")[:limit]
        ranked = zip(close[order].tolist(), docs[order].tolist(), strict=True)
        found += [(score, number, doc) for score, doc in ranked if score > 0.0]
    found.sort(key=itemgetter(0), reverse=True)
    return found[:limit], [query.pairs[place] for place in worth.rarest if place < terms.own]


def _completions(snapshot: Snapshot, prefix: str) -> list[str]:
    if not prefix:
        return []
    found: list[str] = []
    for part in snapshot.parts:
        words = _word_list(part.arrays)
        start = bisect_left(words, prefix)
        end = bisect_left(words, prefix + "{", start)
        found += words[start : min(end, start + _COMPLETIONS)]
    return list(dict.fromkeys(found))


@lru_cache(64)
def _word_list(arrays: Any) -> list[str]:
    words: list[str] = arrays.words()
    return words


@lru_cache(64)
def _factors(arrays: Any, day: int) -> Floats | None:
    """Return what scores are multiplied with for validity; None when every entry is in order."""
    doubtful = _doubtful(arrays, day)
    return np.where(doubtful, _NEEDS_CHECKING, 1.0) if doubtful.any() else None


@lru_cache(64)
def _doubtful(arrays: Any, day: int) -> npt.NDArray[np.bool_]:
    """Tell of each document what `Article.doubtful` tells of one."""
    doubtful: npt.NDArray[np.bool_] = (
        (arrays.valid_until < day) | (arrays.valid_from > day) | (arrays.confirmed < day - CONFIRMED_DAYS)
    )
    return doubtful
