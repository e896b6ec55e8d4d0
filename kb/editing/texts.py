"""One entry's life, two pairs of eyes on it: every change is one transaction that checks before it acts."""

from __future__ import annotations

from datetime import datetime

from kb.article import Article
from kb.editing.context import Context
from kb.editing.views import FieldProblem, Opened, Working


class Texts:
    """Opens entries and leads their texts through their life.

    `version` is the working copy's version that the window shows: a `ConflictError` tells of a newer one.
    All may raise `RefusedError`, `ImpossibleError` and `UnknownEntryError`.
    """

    def __init__(self, context: Context) -> None:
        self._context = context

    def open(self, code: str) -> Opened:
        """Return an entry's public text and working copy, who else has it open, and what may be done."""
        raise NotImplementedError

    def problems(self, article: Article) -> tuple[FieldProblem, ...]:
        """Return what keeps a text from being submitted, without asking the database."""
        raise NotImplementedError

    def save(self, article: Article, version: int = 0, based_on: int | None = None) -> Working:
        """Keep a working copy; `version` 0 begins one, an empty `article.code` gives a new code.

        `based_on` is given to say that a newer public text has been looked at (see `Clash.PUBLISHED`).
        Drafts may be incomplete; what could not be stored raises `BadTextError`.
        """
        raise NotImplementedError

    def discard(self, code: str, version: int) -> None:
        """Give up a working copy; its steps stay in the history."""
        raise NotImplementedError

    def submit(self, code: str, version: int) -> Working:
        """Hand the working copy to the reviewers; `BadTextError` says what it lacks."""
        raise NotImplementedError

    def recall(self, code: str, version: int) -> Working:
        """Take back what was submitted or scheduled, as a draft."""
        raise NotImplementedError

    def send_back(self, code: str, version: int, reason: str) -> Working:
        """Send a submitted or scheduled text back; the reason is needed."""
        raise NotImplementedError

    def approve(self, code: str, version: int, publish_at: datetime | None = None) -> Opened:
        """Publish a submitted text, at once or at a time; the approver must not be one of its authors."""
        raise NotImplementedError

    def doubt(self, code: str, reason: str) -> Opened:
        """Ask that the public text be confirmed."""
        raise NotImplementedError

    def confirm(self, code: str) -> Opened:
        """Say that the public text is still true today."""
        raise NotImplementedError

    def withdraw(self, code: str, reason: str, at: datetime | None = None) -> Opened:
        """Take the public text away from the desks, at once or at a time; the reason is needed."""
        raise NotImplementedError
