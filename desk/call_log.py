"""The records as the knowledge editor's rooms see them: what the calls tell of the entries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from desk.records.knowledge_log import KnowledgeLog
from kb.editing.findings import Asked, Count, DirectRate


class RecordedCalls:
    """A `kb.editing.ports.CallLog` over the records."""

    def __init__(self, log: KnowledgeLog) -> None:
        self._log = log

    def unanswered(self, since: datetime) -> Sequence[Asked]:
        """Return the searches after which no entry settled the call, oldest first."""
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
            for each in self._log.unanswered(since)
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
