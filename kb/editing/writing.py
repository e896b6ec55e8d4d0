"""What an editor sees while writing: the same question elsewhere, and what the search would make of it."""

from __future__ import annotations

from collections.abc import Sequence

from kb.article import Article, Hit
from kb.editing.context import Context
from kb.editing.findings import Duplicate, Reached
from kb.editing.ports import CallLog


class Writing:
    """Looks at a draft with the eyes of the search: the same code scores it as scores published entries."""

    def __init__(self, context: Context, log: CallLog) -> None:
        self._context = context
        self._log = log

    def duplicates(self, article: Article, limit: int = 5) -> Sequence[Duplicate]:
        """Return other entries that ask nearly the same, the likest first."""
        raise NotImplementedError

    def reach(self, article: Article, limit: int = 30) -> Sequence[Reached]:
        """Return the questions whose best answers the draft changes, stolen ones first, then by frequency."""
        raise NotImplementedError

    def preview(self, query: str, article: Article, limit: int = 10) -> Sequence[Hit]:
        """Search as if the draft were published; its hit has the draft's code."""
        raise NotImplementedError
