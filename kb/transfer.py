"""Entries to and from files: what goes wrong is told by line and key, never by a crash.

`similar` and `keywords` are lists: in a table cell they are separated by `|` (or line breaks), or
written as a JSON list when an item contains a separator.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kb.article import Article, article_values
from kb.content import differs
from kb.editing.findings import ImportPreview
from kb.errors import CancelledError
from kb.knowledge_base import KnowledgeBase
from kb.publishing import Progress
from kb.rows import FIELDS, BadRow, TransferError, article_of, cells_of, protect
from kb.safe_file import replacing
from kb.tables import read_csv, read_jsonl, read_xlsx

Source = Callable[[Path], Iterator[tuple[int, object]]]
_READERS: dict[str, Source] = {".jsonl": read_jsonl, ".csv": read_csv, ".xlsx": read_xlsx}
_XLSX_CELL = 32_767
_TOLD_EVERY = 200


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did, and every row it could not take."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    bad: tuple[BadRow, ...] = ()


def read(path: Path) -> Iterator[Article | BadRow]:
    """Yield the entries of a file, and a `BadRow` for each row that is none.

    Raises `TransferError` when the file as a whole can't be read.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise TransferError("unknown_format", path.suffix)
    try:
        for line, row in reader(path):
            yield row if isinstance(row, BadRow) else article_of(line, row)
    except OSError as error:
        raise TransferError("cannot_read", error.strerror or str(error)) from error


def preview_file(knowledge: KnowledgeBase, path: Path, progress: Progress | None = None) -> ImportPreview:
    """Read a file and say what its import would do; nothing is written."""
    good: dict[str, Article] = {}
    bad: list[BadRow] = []
    repeated = 0
    for count, row in enumerate(read(path), start=1):
        if isinstance(row, BadRow):
            bad.append(row)
        else:
            repeated += row.code in good
            good[row.code] = row
        if not count % _TOLD_EVERY:
            tell(progress, count, 0)
    public = knowledge.store.articles(list(good))
    changed = tuple(
        (public[code], article)
        for code, article in good.items()
        if code in public and differs(public[code], article)
    )
    new = tuple(article for code, article in good.items() if code not in public)
    tell(progress, len(good), len(good))
    unchanged = len(good) - len(new) - len(changed)
    return ImportPreview(path.name, new, changed, unchanged, tuple(bad), repeated)


def import_file(
    knowledge: KnowledgeBase, path: Path, author: str, progress: Progress | None = None
) -> ImportResult:
    """Publish the good rows of a file in one transaction; a repeated code takes the last row."""
    preview = preview_file(knowledge, path, progress)
    wanted = [*preview.new, *(article for _, article in preview.changed)]
    result = knowledge.put_counted(wanted, author, progress)
    return ImportResult(result.added, result.updated, result.unchanged + preview.unchanged, preview.bad)


def tell(progress: Progress | None, done: int, total: int) -> None:
    """Say how far the work is; `total` 0 is not known yet. Raise `CancelledError` when it is to stop."""
    if progress is not None and progress(done, total) is False:
        raise CancelledError


def export_file(
    articles: Iterable[Article], path: Path, progress: Progress | None = None, total: int = 0
) -> int:
    """Write entries to a file, replacing it only when all is written; return how many.

    The progress is told of entries written, of a `total` that may have changed while they were read.
    """
    writers = {".jsonl": _write_jsonl, ".csv": _write_csv, ".xlsx": _write_xlsx}
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise TransferError("unknown_format", path.suffix)
    with replacing(path) as temporary:
        count = writer(_told(articles, progress, total), temporary)
        tell(progress, count, count)  # the last moment to stop: the file takes its place next
    return count


def _told(articles: Iterable[Article], progress: Progress | None, total: int) -> Iterator[Article]:
    tell(progress, 0, total)
    for count, article in enumerate(articles, start=1):
        yield article
        if not count % _TOLD_EVERY:
            tell(progress, count, max(count, total))


def _write_jsonl(articles: Iterable[Article], path: Path) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for count, article in enumerate(articles, start=1):  # noqa: B007 (returned)
            file.write(json.dumps(as_json(article), ensure_ascii=False) + "\n")
    return count


def _write_csv(articles: Iterable[Article], path: Path) -> int:
    count = 0
    # the mark at the beginning tells Excel that the file is UTF-8
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(FIELDS)
        for count, article in enumerate(articles, start=1):  # noqa: B007 (returned)
            writer.writerow([protect(cell) for cell in cells_of(article)])
    return count


def _write_xlsx(articles: Iterable[Article], path: Path) -> int:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet("kb")
    sheet.append(list(FIELDS))
    count = 0
    try:
        for count, article in enumerate(articles, start=1):  # noqa: B007 (returned)
            cells = [protect(cell) for cell in cells_of(article)]
            if max(map(len, cells)) > _XLSX_CELL:  # openpyxl would cut it without a word
                raise TransferError("cell_too_long", article.code)
            sheet.append(cells)
    except BaseException:
        # openpyxl complains on the terminal of a sheet left open, and keeps its rows on the disk.
        sheet.close()
        sheet._writer.cleanup()
        raise
    # Not straight into the file: openpyxl complains on the terminal when it is stopped in the middle.
    whole = io.BytesIO()
    book.save(whole)
    path.write_bytes(whole.getvalue())
    return count


def as_json(article: Article) -> dict[str, object]:
    """Return an entry's fields as JSON values, named as in every file."""
    links = [{"label": each.label, "url": each.url} for each in article.attachments]
    values = article_values(article) | {"attachments": links}
    return {name: values[name] for name in FIELDS}
