"""The campaign board: what each department brought against its target, and what it did for the callers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kb.editing.context import Context
from kb.editing.findings import Board, Campaign
from kb.editing.ports import CallLog


class Campaigns:
    """Campaigns, their targets and figures."""

    def __init__(self, context: Context, log: CallLog) -> None:
        self._context = context
        self._log = log

    def list(self) -> Sequence[Campaign]:
        """Return all campaigns, the newest first."""
        raise NotImplementedError

    def save(self, campaign: Campaign) -> Campaign:
        """Keep a campaign and its targets; number 0 makes a new one."""
        raise NotImplementedError

    def remove(self, number: int) -> None:
        """Forget a campaign; entries are not touched."""
        raise NotImplementedError

    def board(self, campaign: Campaign) -> Board:
        """Return a campaign's figures until today."""
        raise NotImplementedError

    def export(self, board: Board, path: Path, titles: Sequence[str]) -> None:
        """Write a board to an XLSX file; `titles` are the headings of the columns of `COLUMNS`."""
        raise NotImplementedError
