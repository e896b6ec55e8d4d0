"""The records as the knowledge editor's rooms see them: what the calls tell of the entries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from desk.assembly import terms_folder
from desk.records.knowledge_log import KnowledgeLog, LoggedSearch, UsedAnswer
from kb.editing.findings import Asked, Count, DirectRate
from kb.query import Glossary, understand

_SHARED = 0.5  # of the terms of the shorter question
_KEPT = 20_000  # questions whose terms are kept: call-takers ask the same again and again


class RecordedCalls:
    """A `kb.editing.ports.CallLog` over the records."""

    def __init__(self, log: KnowledgeLog) -> None:
        self._log = log
        self._meaning: _Meaning | None = None

    def unanswered(self, since: datetime) -> Sequence[Asked]:
        """Return the searches after which no entry answered what was searched for, oldest first.

        A caller may have two matters: that the call was answered from an entry settles only the searches
        for that matter. One that found nothing is settled by what came after it alone.
        """
        if self._meaning is None:
            self._meaning = _Meaning(Glossary.read(terms_folder() / "synonyms.txt"))
        used, searched = self._log.used(since), self._log.searched(since)
        of_call: dict[str, list[LoggedSearch]] = {}
        for each in searched:
            if each.call_id in used:
                of_call.setdefault(each.call_id, []).append(each)
        settled = {
            id(search)
            for call_id, searches in of_call.items()
            for search in _settled(searches, used[call_id], self._meaning)
        }
        return [
            Asked(
                query=each.query,
                at=each.at,
                call_id=each.call_id,
                queue=each.queue,
                outcome=each.outcome,
                kind=each.kind,
                hits=each.hits,
            )
            for each in searched
            if id(each) not in settled
        ]

    def asked(self, since: datetime, limit: int) -> Sequence[Count]:
        """Return what was searched for, the most frequent first."""
        return [Count(query, times) for query, times in self._log.asked(since, limit)]

    def answers(self, starts: date, ends: date) -> Mapping[str, int]:
        """Return how many direct answers each entry's code gave in these days."""
        return self._log.answers(starts, ends)

    def direct_rates(self, starts: date, ends: date) -> Sequence[DirectRate]:
        """Return one rate for each day that had calls."""
        return [DirectRate(each.day, each.calls, each.direct) for each in self._log.days(starts, ends)]


@dataclass(frozen=True, slots=True)
class _Read:
    """A question in simplified characters, its own terms, and those with others for the same."""

    text: str
    own: frozenset[str]
    every: frozenset[str]


class _Meaning:
    """Tells whether two questions of one call are about one matter."""

    def __init__(self, glossary: Glossary) -> None:
        self._glossary = glossary
        self._read = lru_cache(_KEPT)(self._understood)

    def alike(self, search: LoggedSearch, question: str) -> bool:
        """Tell whether a search begins a question, or goes on from it, or has its words.

        The words of a search that found nothing are in no entry: a single one that comes again tells enough.
        Others share 材料 or 办理 with many a matter. Letters alone are on the way to any question.
        """
        one, other = self._read(search.query), self._read(question)
        if not one.text or not other.text:
            return False
        if one.text.isascii() and one.text.isalpha():
            return True
        if one.text.startswith(other.text) or other.text.startswith(one.text):
            return True
        shared = max(len(one.own & other.every), len(other.own & one.every))
        least = _SHARED * min(len(one.own), len(other.own)) if search.hits else 1
        return shared >= max(least, 1)

    def _understood(self, question: str) -> _Read:
        query = understand(question, self._glossary)
        own = frozenset(query.pairs or query.characters)
        return _Read(query.text, own, own.union(query.synonyms))


def _settled(
    searches: Sequence[LoggedSearch], used: Sequence[UsedAnswer], meaning: _Meaning
) -> Iterable[LoggedSearch]:
    """Yield the searches of one call, given the oldest first, that its direct answers settled.

    One that was settled settles those before it that asked the same in other words.
    """
    answers = list(used)
    for search in reversed(searches):
        times = [
            each.at
            for each in answers
            if (search.hits or each.at >= search.at) and meaning.alike(search, each.query)
        ]
        if times:
            answers.append(UsedAnswer(search.query, max(times)))
            yield search
