"""How well a segment's documents answer a query: BM25 over lists of postings, then how much is covered.

First every document gets a sum of BM25 parts: characters and pairs in its best question, pairs and synonyms
in its whole text. All lists that the query touches are joined and added up by `np.bincount`; no Python runs
per posting. In a large segment the most frequent characters wait until there are candidates. The best few are
then multiplied with the exponential of what they cover: of the query in the question, of the question by the
query, of the query's rarest words and of its places anywhere; and of how much the answer says.

The weights were learnt (a listwise softmax over the first hundred candidates, log of the score linear in
its parts) from the sixty of a hundred questions that `tests.bench.kb_search` calls the part to work on; no
word, place or entry has a weight of its own. That bench also says how far each lever carries.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Any

import numpy as np
import numpy.typing as npt

from kb.arrays import TEXT, keys_of
from kb.packed import Packed, impacts_of, numbers_in, numbers_of
from kb.postings import idf
from kb.query import Query

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]

# BM25 parts
_CHARACTERS, _AROUND, _PAIRS, _TEXT, _SYNONYMS = 1.0, 1.5, 0.51, 0.7, 0.8
_PREFIX = 0.8
_SHARES = np.array((_CHARACTERS, _AROUND, _PAIRS, _TEXT, _SYNONYMS))
_TEXT_BIT = np.uint64(TEXT)
# coverage, in the exponent
_QUERY_COVERED, _POWER = 0.72, 3.5
_QUESTION_COVERED = 0.95
_ALIKE = -1.35
_WORDS_FOUND, _RAREST_FOUND, _PLACES_FOUND = 0.24, 0.43, 0.31
_RAREST = 6
_MANY, _LATE_SHARE = 40_000, 0.3  # postings of questions; of the worth of all terms
_LAYERS = 12  # questions of a document that are looked at by themselves
_SAYS_MORE = 0.037  # of an answer, times the logarithm of its length


@dataclass(frozen=True, slots=True)
class Terms:
    """A query's terms as keys of postings, in groups one after the other; `ends` are where groups end.

    The groups: characters of the matter, characters of fillers, pairs (all in questions), pairs in the
    text, synonyms in the text. The first `own` pairs are the query's own, not completions; `words` and
    `lands` are where whole words and names of places stand in the fourth group.
    """

    keys: npt.NDArray[np.uint64]
    weights: Floats
    ends: tuple[int, int, int, int, int]
    own: int
    words: tuple[int, ...]
    lands: tuple[int, ...]


def terms_of(query: Query, completions: Sequence[str]) -> Terms:
    """Return the terms to look up; `completions` are words that begin with the query's unfinished one."""
    more = [word for word in completions if word not in query.words]
    plain = not (more or query.words)  # Han characters and pairs of them alone
    singles = keys_of([*query.characters, *more, *query.around], plain=plain)
    pairs = keys_of([*query.pairs, *more], plain=plain)
    characters = len(query.characters) + len(more)
    sizes = (characters, len(query.around), len(pairs), len(pairs), len(query.synonyms))
    first, second, third, fourth, last = accumulate(sizes)
    weights = _SHARES.repeat(sizes)
    if more:
        for end in (first, third, fourth):
            weights[end - len(more) : end] *= _PREFIX
    keys = np.concatenate([singles, pairs, pairs, keys_of(query.synonyms)])
    keys[third:] |= _TEXT_BIT
    return Terms(
        keys,
        weights,
        (first, second, third, fourth, last),
        len(query.pairs),
        tuple(query.pairs.index(word) + third for word in query.words),
        tuple(query.pairs.index(place) + third for place in query.places),
    )


class Worth:
    """What each term tells, by how many documents of all segments have it."""

    def __init__(self, terms: Terms, totals: Numbers, questions: int, documents: int) -> None:
        border = terms.ends[2]
        counts = np.full(len(totals), float(documents))
        counts[:border] = questions
        self.idf = idf(totals, counts)
        self.boosts = self.idf * terms.weights
        self.characters = float(self.idf[: terms.ends[0]].sum()) or 1.0
        self.pairs = terms.own
        # a word of no entry tells nothing
        text = self.idf[border : terms.ends[3]] * (totals[border : terms.ends[3]] > 0)
        rarest = (-text).argsort()[:_RAREST]
        self.rarest = rarest.tolist()
        # what a document gains in the exponent for each of the rarest pairs, for words and for places
        self.found = np.zeros(len(text))
        self.found[rarest] = _RAREST_FOUND * text[rarest] / (float(text[rarest].sum()) or 1.0)
        lands = [place for place in terms.lands if totals[place]]
        for places, gain in ((terms.words, _WORDS_FOUND), (lands, _PLACES_FOUND)):
            for place in places:
                self.found[place - border] += gain / len(places)
        self.telling = self.found.nonzero()[0] + border


class SegmentScores:
    """The scores of one segment's documents."""

    def __init__(self, arrays: Any, terms: Terms, starts: Numbers, ends: Numbers, worth: Worth) -> None:
        self._arrays, self._terms, self._worth = arrays, terms, worth
        self._lengths = ends - starts
        self.late = _late(terms, self._lengths, worth)
        self._late_ends = ends[self.late]
        if len(self.late):
            ends = ends.copy()
            ends[self.late] = starts[self.late]
            self._lengths = ends - starts
        self._starts, self._ends = starts.tolist(), ends.tolist()
        # where each term's postings end in the joined lists; the last is that of none
        self._places = [*self._lengths.cumsum().tolist(), 0]
        joined = self._joined(range(len(terms.keys)))
        ids = numbers_of(joined)
        values = impacts_of(joined) * worth.boosts.repeat(self._lengths)
        border = self._places[terms.ends[2] - 1]
        self._ids = ids[:border]
        self._questions = _sum(self._ids, values[:border], arrays.questions)
        self._text = _sum(ids[border:], values[border:], arrays.count)
        best = self._questions
        if arrays.questions != arrays.count:
            best = _best_of_each(arrays, best)
        self.documents: Floats = best + self._text
        self.lettered = False

    def _joined(self, places: Iterable[int]) -> Packed:
        """Return the postings of the terms at `places` one after the other."""
        every, starts, ends = self._arrays.postings, self._starts, self._ends
        lists = [every[starts[place] : ends[place]] for place in places if ends[place] > starts[place]]
        return np.concatenate(lists) if lists else every[:0].copy()

    def closer(self, docs: Numbers) -> Floats:
        """Return the whole score of some documents."""
        arrays, terms, worth = self._arrays, self._terms, self._worth
        questions = arrays.questions
        telling = worth.telling
        rare = numbers_of(self._joined(telling.tolist()))
        found = _sum(rare, worth.found[telling - terms.ends[2]].repeat(self._lengths[telling]), arrays.count)
        first, second = terms.ends[:2]
        characters = self._places[first - 1]
        covered = _sum(self._ids[:characters], worth.idf[:first].repeat(self._lengths[:first]), questions)
        same = self._ids[self._places[second - 1] : self._places[second + terms.own - 1]]
        together = np.bincount(same, minlength=questions)
        asked, owners = docs, None
        if questions != arrays.count:
            begins = arrays.question_starts[docs].astype(np.int64)
            counts = arrays.question_starts[docs + 1] - begins
            owners = counts.cumsum() - counts
            asked = (begins - owners).repeat(counts) + np.arange(int(counts.sum()))
            text = self._text[docs].repeat(counts)
            base = self._questions[asked] + text
        else:
            text = self._text[docs]
            base = self.documents[docs]
        here, alike = covered[asked], together[asked]
        if len(self.late):
            self._add_late(asked, base, here, alike)
        exponent = _QUERY_COVERED * (here / worth.characters) ** _POWER
        exponent += _QUESTION_COVERED * np.minimum(here / np.maximum(arrays.masses[asked], 1e-6), 1.0)
        exponent += _ALIKE * 2 * alike / (arrays.pair_counts[asked] + (worth.pairs or 1))
        scores: Floats = base * np.exp(exponent)
        if not self.lettered:  # what shares no more than filler words with the query is not found
            scores[(here == 0.0) & (text == 0.0)] = 0.0
        if owners is not None:
            scores = np.maximum.reduceat(scores, owners)
            if self.lettered:  # the letters were added to documents, not to their questions
                scores = np.maximum(scores, self.documents[docs])
        scores *= np.exp(found[docs] + _SAYS_MORE * arrays.lengths[docs])
        return scores

    def _add_late(self, asked: Numbers, base: Floats, here: Floats, alike: Numbers) -> None:
        """Add to questions what the terms tell that were left out while all questions were scored."""
        arrays, terms, worth = self._arrays, self._terms, self._worth
        first, second = terms.ends[:2]
        sought = asked.astype(np.int32)
        for term, end in zip(self.late.tolist(), self._late_ends.tolist(), strict=True):
            start = self._starts[term]
            postings = arrays.postings[start:end]
            ids = numbers_in(postings)
            places = ids.searchsorted(sought)
            places[places == len(ids)] = 0
            found = (ids[places] == sought).nonzero()[0]
            base[found] += impacts_of(postings[places[found]]) * worth.boosts[term]
            if term < first:
                here[found] += worth.idf[term]
            elif second <= term < second + terms.own:
                alike[found] += 1


def _late(terms: Terms, lengths: Numbers, worth: Worth) -> Numbers:
    """Return the places of the terms that only the best candidates are looked up in.

    In a large segment the most frequent characters make most of the postings and tell the least. Those
    go whose worth together is a small part of the whole, so that they can't make a candidate.
    """
    border = terms.ends[2]
    if lengths[:border].sum() < _MANY:
        return np.zeros(0, np.int64)
    order = np.argsort(-lengths[:border], kind="stable")
    order = order[lengths[order] > 0]
    boosts = worth.boosts * (lengths > 0)
    share = np.cumsum(boosts[order])
    return order[: int(share.searchsorted(_LATE_SHARE * boosts.sum()))]


def _best_of_each(arrays: Any, questions: Floats) -> Floats:
    """Return the score of each document's best question.

    `np.maximum.reduceat` takes a call for each document, seven times as long as this.
    """
    layers, more, owners = _layers(arrays)
    best: Floats = questions.take(arrays.question_starts[:-1])
    for docs, numbers in layers:
        if len(docs) == len(best):
            np.maximum(best, questions.take(numbers), out=best)
        else:
            best[docs] = np.maximum(best[docs], questions.take(numbers))
    if len(more):
        np.maximum.at(best, owners, questions.take(more))
    return best


@lru_cache(64)
def _layers(arrays: Any) -> tuple[list[tuple[Numbers, Numbers]], Numbers, Numbers]:
    """Return the second questions and the documents that have one, the third …, then all others and whose."""
    starts = arrays.question_starts.astype(np.intp)
    counts = np.diff(starts)
    layers = []
    for place in range(1, _LAYERS):
        docs = (counts > place).nonzero()[0]
        if not len(docs):
            break
        layers.append((docs, starts[docs] + place))
    long = (counts > _LAYERS).nonzero()[0]
    sizes = counts[long] - _LAYERS
    owners = long.repeat(sizes)
    more = (starts[long] + _LAYERS - np.cumsum(sizes) + sizes).repeat(sizes) + np.arange(len(owners))
    return layers, more, owners


def _sum(ids: npt.NDArray[Any], values: npt.NDArray[Any], size: int) -> Floats:
    """Add up values by their numbers."""
    if not len(ids):
        return np.zeros(size)
    return np.bincount(ids, values, size).astype(np.float64, copy=False)
