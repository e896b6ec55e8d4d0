"""Entries in and out of files, as the window does it: looked at first, with progress, and stoppable."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kb.editing.context import Context
from kb.editing.findings import ImportPreview
from kb.editing.views import Filter
from kb.publishing import Progress
from kb.transfer import ImportResult


class Files:
    """Import and export; `CancelledError` when the progress said stop, `TransferError` for a useless file."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def preview(self, path: Path, progress: Progress | None = None) -> ImportPreview:
        """Read a file and say what it would do; nothing is written (the dry run)."""
        raise NotImplementedError

    def take(self, preview: ImportPreview, progress: Progress | None = None) -> ImportResult:
        """Publish what was previewed in one transaction; reviewers only."""
        raise NotImplementedError

    def export(self, path: Path, codes: Iterable[str] | None = None, progress: Progress | None = None) -> int:
        """Write all published entries, or those of `codes`, replacing the file only when all is written."""
        raise NotImplementedError

    def export_chosen(self, path: Path, chosen: Filter, progress: Progress | None = None) -> int:
        """Write the published entries that a filter shows."""
        raise NotImplementedError
