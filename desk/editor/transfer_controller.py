"""Joins import and export with the knowledge base: a preview first, progress, and a stop at any time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desk import editing_wording as wording
from desk.editor.health import Health
from desk.editor.ports import Ports
from desk.editor.progress_row import ProgressRow
from desk.editor.transfer_page import TransferPage
from desk.models.import_model import Fate, ImportRow
from desk.transfer_wording import file_sentence, row_reason
from desk.widgets.files import choose_to_read, choose_to_write
from desk.widgets.message_bar import MessageBar
from desk.widgets.text import plain
from kb.article import Article
from kb.editing.errors import CancelledError, Refusal
from kb.editing.findings import ImportPreview
from kb.editing.views import Filter, Role
from kb.rows import TransferError
from kb.transfer import ImportResult

_ENDINGS = ("xlsx", "csv", "jsonl")
_TOLD_EVERY = 0.05  # seconds


class TransferController(QObject):
    """One file at a time, in a lane of its own."""

    imported = Signal()
    _progressed = Signal(int, int)

    def __init__(
        self,
        ports: Ports,
        page: TransferPage,
        strip: ProgressRow,
        health: Health,
        messages: MessageBar,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._ports, self._page, self._strip = ports, page, strip
        self._health, self._messages = health, messages
        self._preview: ImportPreview | None = None
        self._stop = threading.Event()
        self._busy = False
        self._row = page.progress  # where one sees how far it is
        self._progressed.connect(self._show_progress)
        page.take_requested.connect(self.take)
        page.cancel_requested.connect(self.cancel)
        strip.stop_requested.connect(self.cancel)
        page.choose_requested.connect(self.choose)

    @property
    def busy(self) -> bool:
        """Whether a file is being read or written."""
        return self._busy

    def choose(self) -> None:
        """Ask for the file to be imported."""
        choose_to_read(self._page, self.tr("Import entries"), _ENDINGS, self.look)

    def choose_export(self, chosen: Filter) -> None:
        """Ask where the entries go that `chosen` shows."""
        choose_to_write(
            self._page.window(),
            self.tr("Export the entries shown"),
            self.tr("knowledge.xlsx"),
            _ENDINGS,
            lambda path: self.export(path, chosen),
        )

    def look(self, path: Path) -> None:
        """Read a file and show what it would do; nothing is written."""
        if self._refuse():
            return
        self._preview = None
        self._page.clear_rows(self.tr("The file is being read …"))
        self._begin(self.tr("Reading the file …"), path.name)
        files, tell = self._ports.editorial.files, self._teller()

        def job() -> tuple[ImportPreview, tuple[ImportRow, ...]]:
            preview = files.preview(path, tell)
            return preview, rows_of(preview)

        def done(found: tuple[ImportPreview, tuple[ImportRow, ...]]) -> None:
            self._busy = False
            self._preview, rows = found
            self._page.show_rows(rows, self._preview.unchanged)
            self._page.show_idle(self._summary(self._preview), self._why_not(self._preview))

        def failed(error: Exception) -> None:
            self._busy = False
            self._page.clear_rows(self._sentence(path, error))
            self._page.show_idle("")

        self._ports.worker.submit("files", job, done, failed)

    def take(self) -> None:
        """Import what was previewed, in one transaction."""
        preview = self._preview
        if preview is None or self._refuse():
            return
        self._begin(self.tr("Importing …"))
        files, tell = self._ports.editorial.files, self._teller()

        def done(result: ImportResult) -> None:
            self._busy = False
            self._preview = None
            text = self.tr("Imported: {0} new, {1} changed, {2} unchanged, {3} not taken.").format(
                result.added, result.updated, result.unchanged, len(preview.bad)
            )
            self._page.show_idle(text, self.tr("This file has been imported."))
            self._messages.notice(text)
            self.imported.emit()

        def failed(error: Exception) -> None:
            self._busy = False
            sentence = self._sentence(Path(preview.file), error)
            self._page.show_idle(sentence, self._why_not(preview))
            self._messages.error(sentence)

        self._ports.worker.submit("files", lambda: files.take(preview, tell), done, failed)

    def export(self, path: Path, chosen: Filter) -> None:
        """Write the published entries that `chosen` shows to a file, while one works on."""
        if self._refuse():
            return
        self._busy, self._row = True, self._strip
        self._stop.clear()
        self._strip.show_working(self.tr("Exporting to {0} …").format(plain(path.name, 60)))
        self._strip.show()
        files, tell = self._ports.editorial.files, self._teller()

        def done(count: int) -> None:
            self._busy = False
            self._strip.hide()
            self._messages.notice(
                self.tr("{0} entries were written to {1}.").format(count, plain(str(path), 200))
            )

        def failed(error: Exception) -> None:
            self._busy = False
            self._strip.hide()
            if isinstance(error, CancelledError):
                self._messages.notice(self.tr("Stopped; no file was written."))
            else:
                self._messages.error(self._sentence(path, error))

        self._ports.worker.submit("files", lambda: files.export_chosen(path, chosen, tell), done, failed)

    def cancel(self) -> None:
        """Stop what is under way; nothing of it stays."""
        self._stop.set()
        if self._busy:
            self._row.show_stopping(self.tr("Stopping …"))

    def _refuse(self) -> bool:
        """Tell whether another file is being worked on, and say so."""
        if self._busy:
            self._messages.warning(self.tr("A file is being worked on; wait until that is done, or stop it."))
        return self._busy

    def _begin(self, what: str, file: str = "") -> None:
        self._busy, self._row = True, self._page.progress
        self._stop.clear()
        self._page.show_working(what, file)

    def _teller(self) -> Callable[[int, int], bool]:
        """Return what the worker calls to say how far it is; it returns whether to go on."""
        last = 0.0

        def tell(done: int, total: int) -> bool:
            nonlocal last
            now = time.monotonic()
            if now - last >= _TOLD_EVERY or done == total:
                last = now
                self._progressed.emit(done, total)
            return not self._stop.is_set()

        return tell

    def _show_progress(self, done: int, total: int) -> None:
        self._row.show_progress(done, total)

    def _why_not(self, preview: ImportPreview) -> str | None:
        if self._ports.who.role is not Role.REVIEWER:
            return wording.refusal(Refusal.ROLE)
        if not preview.new and not preview.changed:
            return self.tr("There is nothing in this file to be imported.")
        return None

    def _summary(self, preview: ImportPreview) -> str:
        text = self.tr("Nothing has been written yet.")
        if preview.repeated:
            more = self.tr("{0} codes stand in the file more than once: the last counts.")
            text = f"{text} {more.format(preview.repeated)}"
        if preview.drafted:
            more = self.tr("Drafts of others on {0} of these entries stay: they will be compared first.")
            text = f"{text} {more.format(preview.drafted)}"
        return text

    def _sentence(self, path: Path, error: Exception) -> str:
        self._health.failed(error)
        if isinstance(error, TransferError):
            return file_sentence(Path(path.name), error)
        if isinstance(error, CancelledError):
            return self.tr("Stopped; nothing was changed.")
        return wording.failure(error)


def rows_of(preview: ImportPreview) -> tuple[ImportRow, ...]:
    """Return a line for each row that is bad, new or changes something: the bad ones first."""
    bad = (ImportRow(Fate.BAD, at, "", row_reason(row), row.line) for at, row in enumerate(preview.bad))
    new = (ImportRow(Fate.NEW, at, _named(article)) for at, article in enumerate(preview.new))
    changed = (
        ImportRow(Fate.CHANGED, at, f"{_named(after)} ({_fields(before, after)})")
        for at, (before, after) in enumerate(preview.changed)
    )
    return (*bad, *new, *changed)


def _named(article: Article) -> str:
    return f"{plain(article.code, 40)} {plain(article.title, 120)}"


def _fields(before: Article, after: Article) -> str:
    names = [
        wording.field(name)
        for name in before.__dataclass_fields__
        if name not in ("code", "revision") and getattr(before, name) != getattr(after, name)
    ]
    return wording.names(names, 4)
