"""Looks at the draft while it is written: like entries, questions won and lost, the search with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from desk import editing_wording as wording
from desk.editor.checks_panel import ChecksPanel
from desk.editor.entry_form import EntryForm
from desk.editor.health import Health
from desk.editor.ports import Ports
from desk.editor.spare import written
from desk.timers import after
from kb.article import Hit
from kb.editing.findings import Duplicate, Reached

_QUIET_MS = 350
_LIMIT = 10


class ChecksController(QObject):
    """Waits until the fingers rest, then asks; what newer typing has overtaken is never shown."""

    entry_wanted = Signal(str)  # code

    def __init__(
        self,
        ports: Ports,
        panel: ChecksPanel,
        form: EntryForm,
        health: Health,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._ports, self._panel, self._form, self._health = ports, panel, form, health
        self._asked: tuple[object, ...] = ()
        self._timer = after(_QUIET_MS, self._check, self)
        form.edited.connect(self._timer.start)
        panel.query_changed.connect(lambda _text: self._search())
        panel.entry_wanted.connect(self._open)

    def follow(self) -> None:
        """Look at the entry that has just been opened."""
        self._timer.start()

    def _check(self) -> None:
        article = self._form.article
        if not article.title and not article.similar:
            self._asked = ()
            self._panel.show_nothing()
            self._overtake()
            return
        asked = (article.code, *written(article))
        if asked == self._asked:
            return
        self._asked = asked
        writing = self._ports.editorial.writing

        def job() -> tuple[Sequence[Duplicate], Sequence[Reached]]:
            return writing.duplicates(article), writing.reach(article)

        def arrived(found: tuple[Sequence[Duplicate], Sequence[Reached]]) -> None:
            duplicates, reached = found
            self._panel.show_duplicates(duplicates)
            self._panel.show_reached(reached)

        self._ports.worker.submit("checks", job, arrived, self._failed, key="checks")
        self._search()

    def _search(self) -> None:
        query, article = self._panel.query.question.strip(), self._form.article
        if not query:
            self._panel.show_found((), "")
            self._ports.worker.submit("checks", lambda: None, lambda _: None, key="check-search")
            return
        writing = self._ports.editorial.writing

        def arrived(hits: Sequence[Hit]) -> None:
            self._panel.show_found(hits, article.code)

        self._ports.worker.submit(
            "checks",
            lambda: writing.preview(query, article, _LIMIT),
            arrived,
            self._failed,
            key="check-search",
        )

    def _overtake(self) -> None:
        """See that nothing that is still under way fills the emptied lists."""
        self._ports.worker.submit("checks", lambda: None, lambda _: None, key="checks")

    def _open(self, code: str) -> None:
        if code and code != self._form.article.code:
            self.entry_wanted.emit(code)

    def _failed(self, error: Exception) -> None:
        self._asked = ()
        self._health.failed(error)
        self._panel.show_error(wording.failure(error))
