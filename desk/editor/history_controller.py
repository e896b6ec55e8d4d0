"""Joins the history page with the knowledge base, and shows two texts that are at odds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from desk import editing_wording as wording
from desk.editor.entry_controller import EntryController
from desk.editor.health import Health
from desk.editor.history_page import HistoryPage
from desk.editor.ports import Ports
from desk.widgets.message_bar import MessageBar
from kb.editing.views import Action, FieldDifference, Revision


class HistoryController(QObject):
    """The history of the open entry; a comparison that was overtaken is never shown."""

    restore_wanted = Signal(str, str)  # code, key of the revision

    def __init__(
        self,
        ports: Ports,
        page: HistoryPage,
        entry: EntryController,
        health: Health,
        messages: MessageBar,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._ports, self._page, self._entry = ports, page, entry
        self._health, self._messages = health, messages
        self._code = ""
        page.compare_requested.connect(self._compare)
        page.restore_requested.connect(lambda key: self.restore_wanted.emit(self._code, key))

    def show(self) -> None:
        """Read the history of the open entry."""
        code = self._code = self._entry.code
        opened = self._entry.opened
        name = f"{code} {opened.article.title}" if opened is not None else code
        self._page.show_loading(name)
        may = opened is not None and Action.RESTORE in opened.allowed
        self._page.allow_restore(None if may else self.tr("This text can't be changed now."))
        history = self._ports.editorial.history

        def arrived(revisions: Sequence[Revision]) -> None:
            self._health.worked()
            self._page.show_revisions(name, revisions)

        def failed(error: Exception) -> None:
            self._health.failed(error)
            self._page.show_error(wording.failure(error))

        # In the lane of the texts: what was just typed is kept before its history is read.
        self._ports.worker.submit("text", lambda: history.revisions(code), arrived, failed, key="history")

    def _compare(self, older: str, newer: str) -> None:
        history, code = self._ports.editorial.history, self._code

        def arrived(differences: Sequence[FieldDifference]) -> None:
            self._page.show_comparison(older, newer, differences)

        def failed(error: Exception) -> None:
            if not self._health.failed(error):
                self._messages.error(wording.failure(error))

        self._ports.worker.submit(
            "history", lambda: history.compare(code, older, newer), arrived, failed, key="compare"
        )
