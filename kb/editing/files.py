"""Entries in and out of files, as the window does it: looked at first, with progress, and stoppable.

An import publishes at once. The two pairs of eyes are those of whoever wrote the file and of the reviewer
who looks at it and takes it. So nobody may import what they are writing themselves, or once wrote; every
revision names the importer and the file, and has no approver.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kb.article import Article
from kb.content import article_in, differs
from kb.editing.context import Context
from kb.editing.copies import read_published
from kb.editing.entries import EntryList
from kb.editing.errors import Clash, ConflictError, Refusal, RefusedError
from kb.editing.findings import ImportPreview
from kb.editing.rights import require_reviewer
from kb.editing.views import Action, Filter
from kb.publishing import Edition, Progress, changing, chunks
from kb.rows import BadRow
from kb.schema import drafts, steps
from kb.transfer import ImportResult, export_file, preview_file


class Files:
    """Import and export; `CancelledError` when the progress said stop, `TransferError` for a useless file."""

    def __init__(self, context: Context, entries: EntryList) -> None:
        self._context = context
        self._entries = entries

    def preview(self, path: Path, progress: Progress | None = None) -> ImportPreview:
        """Read a file and say what it would do; nothing is written (the dry run).

        The progress is told of rows read, of a total of 0 while that is not known.
        """
        found = preview_file(self._context.knowledge, path, progress)
        with self._context.engine.connect() as connection:
            own, others = self._drafted(connection, _wanted(found))
        refused = [article for article in _wanted(found) if article.code in own]
        return replace(
            found,
            new=tuple(article for article in found.new if article.code not in own),
            changed=tuple(pair for pair in found.changed if pair[1].code not in own),
            bad=(*found.bad, *(BadRow(0, "own_text", (one.code, one.title)) for one in refused)),
            drafted=len(others),
        )

    def take(self, preview: ImportPreview, progress: Progress | None = None) -> ImportResult:
        """Publish what was previewed in one transaction; reviewers only.

        A text that was changed since the preview raises `ConflictError`, one that the importer has begun to
        write `RefusedError`, and nothing is imported. The desks' indexes take the entries up with their
        next refresh, this one's too.
        """
        require_reviewer(self._context.who)
        wanted = _wanted(preview)
        with changing(self._context.engine) as edition:
            _check_unchanged(edition, preview)
            if self._drafted(edition.connection, wanted)[0]:
                raise RefusedError(Refusal.OWN_TEXT, Action.PUBLISH)
            now = self._context.clock(edition.connection)
            result = edition.publish(
                wanted, self._context.who.name, now, reason=preview.file, progress=progress
            )
        unchanged = result.unchanged + preview.unchanged
        return ImportResult(result.added, result.updated, unchanged, preview.bad)

    def export(self, path: Path, codes: Iterable[str] | None = None, progress: Progress | None = None) -> int:
        """Write all published entries, or those of `codes`, replacing the file only when all is written."""
        store = self._context.knowledge.store
        if codes is None:
            return export_file((entry.article for entry in store.all()), path, progress, store.count())
        wanted = list(codes)
        return export_file(self._articles(wanted), path, progress, len(wanted))

    def export_chosen(self, path: Path, chosen: Filter, progress: Progress | None = None) -> int:
        """Write the published entries that a filter shows, in its order."""
        return self.export(path, self._entries.codes(chosen), progress)

    def _drafted(self, connection: Connection, wanted: Sequence[Article]) -> tuple[set[str], set[str]]:
        """Return the codes of `wanted` that are this person's own text, and those that others are writing.

        One's own are the entries one has a hand in now, and words that one once saved as a draft.
        """
        me, texts = self._context.who.name, {article.code: article for article in wanted}
        own: set[str] = set()
        others: set[str] = set()
        for chunk in chunks(list(texts)):
            query = sa.select(drafts.c.code, drafts.c.authors).where(drafts.c.code.in_(chunk))
            for row in connection.execute(query):
                (own if me in row.authors else others).add(row.code)
            saved = sa.select(steps).where(steps.c.code.in_(chunk), steps.c.who == me)
            for step in connection.execute(saved.where(steps.c.action == Action.SAVE.value)):
                if not differs(article_in(step, 0), texts[step.code]):
                    own.add(step.code)
        return own, others - own

    def _articles(self, codes: Sequence[str]) -> Iterator[Article]:
        for chunk in chunks(codes):
            found = self._context.knowledge.store.articles(chunk)
            yield from (found[code] for code in chunk if code in found)


def _wanted(preview: ImportPreview) -> list[Article]:
    return [*preview.new, *(article for _, article in preview.changed)]


def _check_unchanged(edition: Edition, preview: ImportPreview) -> None:
    seen = {before.code: before for before, _ in preview.changed}
    for chunk in chunks([article.code for article in _wanted(preview)]):
        public = edition.public(chunk)
        for code in chunk:
            if public.get(code) != seen.get(code):
                raise ConflictError(Clash.PUBLISHED, None, read_published(edition.connection, code))
