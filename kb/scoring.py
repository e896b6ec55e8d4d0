"""How well a segment's documents answer a query: BM25 over lists of postings, then how much is covered.

First every document gets a sum of BM25 parts: characters, pairs and characters one apart in its best
question, pairs and synonyms in its whole text. All lists that the query touches are joined and added up by
`np.bincount`; no Python runs per posting. The best few are then multiplied with the exponential of what they
cover: of the query in the question, of the question by the query, and of the query's rarest words anywhere.

The weights were learnt (a listwise softmax over the first hundred candidates, log of the score linear in
its parts) from the sixty of a hundred questions that `tests.bench.kb_search` calls the part to work on; no
word, place or entry has a weight of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from kb.arrays import APART, TEXT, term_key
from kb.postings import idf
from kb.query import Query

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]

# BM25 parts
_CHARACTERS, _PAIRS, _ONE_APART, _TEXT, _SYNONYMS = 1.0, 0.38, 0.58, 0.59, 0.97
_PREFIX = 0.8
# coverage, in the exponent
_QUERY_COVERED, _POWER = 0.72, 3.5
_QUESTION_COVERED = 0.9
_ALIKE = -1.29
_WORDS_FOUND, _RAREST_FOUND = 0.37, 0.39
_RAREST = 6


@dataclass(frozen=True, slots=True)
class Terms:
    """A query's terms as keys of postings, in groups one after the other; `ends` are where groups end.

    The groups: characters of the matter, characters of fillers, pairs, pairs one apart (all in
    questions), pairs in the text, synonyms in the text. The first `own` pairs are the query's own,
    not completions; `words` are the places of whole words in the fifth group.
    """

    keys: npt.NDArray[np.uint64]
    weights: Floats
    ends: tuple[int, int, int, int, int, int]
    own: int
    words: tuple[int, ...]


def terms_of(query: Query, completions: Sequence[str]) -> Terms:
    """Return the terms to look up; `completions` are words that begin with the query's unfinished one."""
    more = [word for word in completions if word not in query.words]
    characters = [term_key(each) for each in (*query.characters, *more)]
    around = [term_key(each) for each in query.around]
    pairs = [term_key(each) for each in (*query.pairs, *more)]
    apart = [APART | key for each, key in zip(query.pairs, pairs, strict=False) if len(each) == 2]
    text = [TEXT | key for key in pairs]
    synonyms = [TEXT | term_key(each) for each in query.synonyms]
    groups = (characters, around, pairs, apart, text, synonyms)
    weights: list[float] = []
    ends: list[int] = []
    shares = (_CHARACTERS, _CHARACTERS, _PAIRS, _ONE_APART, _TEXT, _SYNONYMS)
    for number, (group, weight) in enumerate(zip(groups, shares, strict=True)):
        weights += [weight] * len(group)
        if more and number in (0, 2, 4):
            weights[-len(more) :] = [weight * _PREFIX] * len(more)
        ends.append(len(weights))
    begin = ends[3]
    return Terms(
        np.array([*characters, *around, *pairs, *apart, *text, *synonyms], np.uint64),
        np.array(weights),
        (ends[0], ends[1], ends[2], ends[3], ends[4], ends[5]),
        len(query.pairs),
        tuple(begin + place for place, each in enumerate(query.pairs) if each in query.words),
    )


class Worth:
    """What each term tells, by how many documents of all segments have it."""

    def __init__(self, terms: Terms, totals: Numbers, questions: int, documents: int) -> None:
        border = terms.ends[3]
        self.idf = np.concatenate((idf(totals[:border], questions), idf(totals[border:], documents)))
        self.boosts = (self.idf * terms.weights).astype(np.float32)
        self.characters = float(self.idf[: terms.ends[0]].sum()) or 1.0
        self.pairs = terms.own
        text = self.idf[border : terms.ends[4]]
        text = np.where(totals[border : terms.ends[4]] > 0, text, 0.0)  # a word of no entry tells nothing
        rarest = np.argsort(-text)[:_RAREST]
        # what a document gains in the exponent for each of the rarest pairs and for each whole word
        self.found = np.zeros(len(text))
        self.found[rarest] = _RAREST_FOUND * text[rarest] / (float(text[rarest].sum()) or 1.0)
        for place in terms.words:
            self.found[place - border] += _WORDS_FOUND / len(terms.words)
        self.telling = np.flatnonzero(self.found) + border


class SegmentScores:
    """The scores of one segment's documents."""

    def __init__(self, arrays: Any, terms: Terms, starts: Numbers, ends: Numbers, worth: Worth) -> None:
        self._arrays, self._terms, self._worth = arrays, terms, worth
        self._starts, self._ends = starts.tolist(), ends.tolist()
        self._lengths = ends - starts
        border = terms.ends[3]
        self._ids, self._questions = self._sum(0, border, arrays.questions)
        self._lists = np.cumsum(self._lengths[:border])
        _, self._text = self._sum(border, len(terms.keys), arrays.count)
        best = self._questions
        if arrays.questions != arrays.count:
            best = np.maximum.reduceat(best, arrays.question_starts[:-1])
        self.documents: Floats = best + self._text
        self.lettered = False

    def _sum(self, first: int, last: int, size: int) -> tuple[npt.NDArray[np.int32], Floats]:
        """Add up the terms from `first` to `last` by question or document."""
        arrays = self._arrays
        spans = [
            (start, end)
            for start, end in zip(self._starts[first:last], self._ends[first:last], strict=True)
            if end > start
        ]
        if not spans:
            return np.zeros(0, np.int32), np.zeros(size)
        ids = np.concatenate([arrays.ids[start:end] for start, end in spans])
        values = np.concatenate([arrays.impacts[start:end] for start, end in spans])
        values *= np.repeat(self._worth.boosts[first:last], self._lengths[first:last])
        sums: Any = np.bincount(ids, values, size)
        return ids, sums

    def closer(self, docs: Numbers) -> Floats:
        """Return the whole score of some documents."""
        arrays, terms, worth = self._arrays, self._terms, self._worth
        questions = arrays.questions
        found = np.zeros(arrays.count)
        for place in worth.telling.tolist():
            start, end = self._starts[place], self._ends[place]
            if end > start:
                found[arrays.ids[start:end]] += worth.found[place - terms.ends[3]]
        first, second = terms.ends[:2]
        characters = self._lists[first - 1] if first else 0
        covered = np.bincount(
            self._ids[:characters], np.repeat(worth.idf[:first], self._lengths[:first]), questions
        )
        begin = int(self._lists[second - 1]) if second else 0
        end = int(self._lists[second + terms.own - 1]) if second + terms.own else 0
        same = self._ids[begin:end]
        together = np.bincount(same, minlength=questions)
        asked, owners = docs, None
        if questions != arrays.count:
            begins = arrays.question_starts[docs].astype(np.int64)
            counts = arrays.question_starts[docs + 1] - begins
            owners = np.cumsum(counts) - counts
            asked = np.repeat(begins - owners, counts) + np.arange(int(counts.sum()))
            text = np.repeat(self._text[docs], counts)
            base = self._questions[asked] + text
        else:
            text = self._text[docs]
            base = self.documents[docs]
        here = covered[asked]
        exponent = _QUERY_COVERED * (here / worth.characters) ** _POWER
        exponent += _QUESTION_COVERED * np.minimum(here / np.maximum(arrays.masses[asked], 1e-6), 1.0)
        exponent += _ALIKE * 2 * together[asked] / np.maximum(arrays.pair_counts[asked] + worth.pairs, 1)
        scores: Floats = base * np.exp(exponent)
        if not self.lettered:  # what shares no more than filler words with the query is not found
            scores[(here == 0.0) & (text == 0.0)] = 0.0
        if owners is not None:
            scores = np.maximum.reduceat(scores, owners)
            if self.lettered:  # the letters were added to documents, not to their questions
                scores = np.maximum(scores, self.documents[docs])
        return scores * np.exp(found[docs])
