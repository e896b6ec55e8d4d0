"""What an editor sees while writing: the same question elsewhere, and what the search would make of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import chain, islice

from kb.article import Article, Hit
from kb.editing.context import Context
from kb.editing.findings import Count, Duplicate, Reached
from kb.editing.grouping import likeness
from kb.editing.ports import CallLog

_ALIKE = 0.5
_CANDIDATES = 10
_OWN_QUESTIONS = 8
_LOG_DAYS, _LOG_QUESTIONS = 90, 2000
_NEAR, _TRIED = 60, 160  # questions of entries and all together that are searched for twice
_FIRST = 3  # a place that a call-taker sees without looking for it
_PLACES = 10


class Writing:
    """Looks at a draft with the eyes of the search: the same code scores it as scores published entries."""

    def __init__(self, context: Context, log: CallLog) -> None:
        self._context = context
        self._log = log

    def duplicates(self, article: Article, limit: int = 5) -> Sequence[Duplicate]:
        """Return other entries that ask nearly the same, the likest first."""
        found: dict[str, Duplicate] = {}
        for asked in _questions(article)[:_OWN_QUESTIONS]:
            own = self._terms(asked)
            for hit in self._context.knowledge.search(asked, _CANDIDATES):
                if hit.article.code == article.code:
                    continue
                for question in _questions(hit.article):
                    alike = _likeness(own, self._terms(question))
                    before = found.get(hit.article.code)
                    if alike >= _ALIKE and (before is None or alike > before.likeness):
                        found[hit.article.code] = Duplicate(hit.article, round(alike, 3), asked, question)
        return sorted(found.values(), key=lambda each: (-each.likeness, each.article.code))[:limit]

    def reach(self, article: Article, limit: int = 30) -> Sequence[Reached]:
        """Return the questions whose best answers the draft changes, stolen ones first, then by frequency."""
        if not article.title.strip():
            return []
        knowledge, found = self._context.knowledge, []
        trial = knowledge.trial(article)
        for question in self._to_try(article):
            after = _place(trial(question.word, _PLACES), article.code)
            if after is None or after > _FIRST:
                continue
            hits = knowledge.search(question.word, _PLACES)
            before = _place(hits, article.code)
            if before == after:
                continue
            first = hits[0].article if hits else None
            found.append(
                Reached(
                    query=question.word,
                    times=question.times,
                    place_before=before,
                    place_after=after,
                    first_before=first.code if first else "",
                    first_before_title=first.title if first else "",
                    own=first is None or first.code == article.code,
                )
            )
        found.sort(key=lambda each: (not each.stolen, -each.times, each.place_after or 0, each.query))
        return found[:limit]

    def preview(self, query: str, article: Article, limit: int = 10) -> Sequence[Hit]:
        """Search as if the draft were published; its hit has the draft's code."""
        return self._context.knowledge.trial(article)(query, limit)

    def _to_try(self, article: Article) -> Iterator[Count]:
        """Yield the draft's own questions, those of entries near it, and like ones of the log, each once."""
        seen: set[str] = set()
        for question in chain(islice(self._near(article), _NEAR), self._asked(article)):
            if question.word not in seen:
                seen.add(question.word)
                yield question
            if len(seen) >= _TRIED:
                return

    def _near(self, article: Article) -> Iterator[Count]:
        for asked in _questions(article):
            yield Count(asked, 0)
        for asked in _questions(article)[:_OWN_QUESTIONS]:
            for hit in self._context.knowledge.search(asked, _CANDIDATES):
                for question in _questions(hit.article):
                    yield Count(question, 0)

    def _asked(self, article: Article) -> Iterator[Count]:
        with self._context.engine.connect() as connection:
            since = self._context.clock(connection) - timedelta(days=_LOG_DAYS)
        own = {term for question in _questions(article) for term in self._terms(question)}
        own |= {term for word in article.keywords for term in self._terms(word)}
        for question in self._log.asked(since, _LOG_QUESTIONS):
            if not own.isdisjoint(self._terms(question.word)):
                yield question

    def _terms(self, question: str) -> Mapping[str, float]:
        return self._context.knowledge.terms(question)


def _questions(article: Article) -> list[str]:
    return [question for question in (article.title, *article.similar) if question.strip()]


def _likeness(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return likeness(one, sum(one.values()), other, sum(other.values()))


def _place(hits: Iterable[Hit], code: str) -> int | None:
    for place, hit in enumerate(hits, start=1):
        if hit.article.code == code:
            return place
    return None
