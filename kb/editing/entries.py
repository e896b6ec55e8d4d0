"""The list of entries: light rows of 100,000 entries, filtered as one types."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kb.editing.context import Context
from kb.editing.views import EntryRow, Filter, WorkList


class EntryList:
    """Rows of all entries, kept in memory and brought up to date by `refresh`."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def load(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Read all rows (about a second for 100,000); called by the first use if nobody did."""
        raise NotImplementedError

    def refresh(self) -> bool:
        """Take up what has changed in the database, by anybody; tell whether anything did."""
        raise NotImplementedError

    def count(self, chosen: Filter | None = None) -> int:
        """Return how many entries a filter shows."""
        raise NotImplementedError

    def rows(self, chosen: Filter | None = None, offset: int = 0, limit: int = 200) -> Sequence[EntryRow]:
        """Return a page of what a filter shows."""
        raise NotImplementedError

    def row(self, code: str) -> EntryRow | None:
        """Return one entry's row."""
        raise NotImplementedError

    def departments(self) -> tuple[str, ...]:
        """Return the departments that entries have, sorted."""
        raise NotImplementedError

    def categories(self) -> tuple[str, ...]:
        """Return the categories that entries have, sorted."""
        raise NotImplementedError

    def work(self) -> Mapping[WorkList, int]:
        """Return how many entries are in each work list."""
        raise NotImplementedError
