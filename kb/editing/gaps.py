"""Gaps: what call-takers searched for and found no answer to, grouped by meaning."""

from __future__ import annotations

from collections.abc import Sequence

from kb.editing.context import Context
from kb.editing.findings import Gap
from kb.editing.ports import CallLog
from kb.editing.views import Working


class Gaps:
    """The gaps of the last days; what was decided of each is kept in the database."""

    def __init__(self, context: Context, log: CallLog) -> None:
        self._context = context
        self._log = log

    def list(self, days: int = 30, limit: int = 200) -> Sequence[Gap]:
        """Return the gaps that nobody has dismissed or filled, the most frequent first."""
        raise NotImplementedError

    def assign(self, gap: Gap, code: str = "", department: str = "") -> Working:
        """Begin an entry for a gap, its wordings as similar questions; with `code` use that entry's draft."""
        raise NotImplementedError

    def dismiss(self, gap: Gap, reason: str) -> None:
        """Say that a gap needs no entry, and why."""
        raise NotImplementedError
