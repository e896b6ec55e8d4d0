"""Entries in and out of files, as the window does it: looked at first, with progress, and stoppable."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kb.article import Article
from kb.editing.context import Context
from kb.editing.copies import read_published
from kb.editing.entries import EntryList
from kb.editing.errors import Clash, ConflictError
from kb.editing.findings import ImportPreview
from kb.editing.rights import require_reviewer
from kb.editing.views import Filter
from kb.publishing import Edition, Progress, changing, chunks
from kb.transfer import ImportResult, export_file, preview_file, tell


class Files:
    """Import and export; `CancelledError` when the progress said stop, `TransferError` for a useless file."""

    def __init__(self, context: Context, entries: EntryList) -> None:
        self._context = context
        self._entries = entries

    def preview(self, path: Path, progress: Progress | None = None) -> ImportPreview:
        """Read a file and say what it would do; nothing is written (the dry run).

        The progress is told of rows read, of a total of 0 while that is not known.
        """
        return preview_file(self._context.knowledge, path, progress)

    def take(self, preview: ImportPreview, progress: Progress | None = None) -> ImportResult:
        """Publish what was previewed in one transaction; reviewers only.

        A text that was changed since the preview raises `ConflictError`, and nothing is imported. The
        desks' indexes take the entries up with their next refresh, this one's too.
        """
        require_reviewer(self._context.who)
        wanted = [*preview.new, *(article for _, article in preview.changed)]
        with changing(self._context.engine) as edition:
            _check_unchanged(edition, preview)
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
            return export_file(_told((entry.article for entry in store.all()), store.count(), progress), path)
        wanted = list(codes)
        return export_file(_told(self._articles(wanted), len(wanted), progress), path)

    def export_chosen(self, path: Path, chosen: Filter, progress: Progress | None = None) -> int:
        """Write the published entries that a filter shows, in its order."""
        return self.export(path, self._entries.codes(chosen), progress)

    def _articles(self, codes: Sequence[str]) -> Iterator[Article]:
        for chunk in chunks(codes):
            found = self._context.knowledge.store.articles(chunk)
            yield from (found[code] for code in chunk if code in found)


def _check_unchanged(edition: Edition, preview: ImportPreview) -> None:
    seen = {before.code: before for before, _ in preview.changed}
    codes = [*seen, *(article.code for article in preview.new)]
    for chunk in chunks(codes):
        public = edition.public(chunk)
        for code in chunk:
            if public.get(code) != seen.get(code):
                raise ConflictError(Clash.PUBLISHED, None, read_published(edition.connection, code))


def _told(articles: Iterable[Article], total: int, progress: Progress | None) -> Iterator[Article]:
    count = 0
    for count, article in enumerate(articles, start=1):
        yield article
        if not count % 200:
            tell(progress, count, max(count, total))
    tell(progress, count, count)
