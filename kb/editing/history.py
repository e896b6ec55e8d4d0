"""Every revision of an entry: any two compared, any one restored."""

from __future__ import annotations

from kb.article import Article
from kb.editing.context import Context
from kb.editing.views import FieldDifference, Revision, Working


def compare(before: Article, after: Article) -> tuple[FieldDifference, ...]:
    """Return every field of two texts with what changed in it, in the order of the form."""
    raise NotImplementedError


class History:
    """What happened to an entry, and the texts that it had."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def revisions(self, code: str) -> tuple[Revision, ...]:
        """Return everything that happened to an entry, newest first."""
        raise NotImplementedError

    def compare(self, code: str, before: str, after: str) -> tuple[FieldDifference, ...]:
        """Compare two revisions by their keys."""
        raise NotImplementedError

    def restore(self, code: str, key: str, version: int = 0) -> Working:
        """Make a revision's text the draft; `version` is the working copy's that is there now, 0 for none."""
        raise NotImplementedError
