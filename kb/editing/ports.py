"""What the editor's rooms need to know of calls; whoever keeps the calls gives it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from kb.editing.findings import Asked, Count, DirectRate


class CallLog(Protocol):
    """Searches, answered calls and direct answers of the hotline; every method may block."""

    def unanswered(self, since: datetime) -> Sequence[Asked]:
        """Return the searches after which no entry settled the call, oldest first."""

    def asked(self, since: datetime, limit: int) -> Sequence[Count]:
        """Return what was searched for, the most frequent first."""

    def answers(self, starts: date, ends: date) -> Mapping[str, int]:
        """Return how many direct answers each entry's code gave in these days."""

    def direct_rates(self, starts: date, ends: date) -> Sequence[DirectRate]:
        """Return one rate for each day that had calls."""


class NoCallLog:
    """Where nothing is known of calls."""

    def unanswered(self, since: datetime) -> Sequence[Asked]:
        """Return nothing."""
        return ()

    def asked(self, since: datetime, limit: int) -> Sequence[Count]:
        """Return nothing."""
        return ()

    def answers(self, starts: date, ends: date) -> Mapping[str, int]:
        """Return nothing."""
        return {}

    def direct_rates(self, starts: date, ends: date) -> Sequence[DirectRate]:
        """Return nothing."""
        return ()
