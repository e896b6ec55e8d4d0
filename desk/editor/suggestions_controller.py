"""Joins the suggestions of call-takers with the knowledge base and with the call they were made in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from desk.editor.health import Health
from desk.editor.list_controller import ListController
from desk.editor.ports import Ports
from desk.editor.rooms_panel import RoomsPanel
from desk.editor.suggestions_panel import SuggestionsPanel
from desk.models.rooms import Room
from desk.widgets.message_bar import MessageBar
from kb.editing.findings import Suggestion

_EVERY_MS = 10_000


class SuggestionsController(ListController[Suggestion]):
    """Open suggestions, their count in the work lists, and the entry of the one that is chosen."""

    entry_wanted = Signal(str)  # code

    def __init__(
        self,
        ports: Ports,
        panel: SuggestionsPanel,
        rooms: RoomsPanel,
        health: Health,
        messages: MessageBar,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(ports, panel, health, messages, _EVERY_MS, parent)
        self._panel, self._rooms = panel, rooms
        panel.chosen_changed.connect(self._chosen)
        panel.resolved.connect(self._resolve)

    def find(self) -> Sequence[Suggestion]:
        """Return the open suggestions."""
        return self._ports.editorial.suggestions.list()

    def arrived(self, found: Sequence[Suggestion]) -> None:
        """Show the open suggestions and count them."""
        self._rooms.show_counts({Room.SUGGESTIONS: len(found)})
        if tuple(found) != self._panel.model.rows or not found:
            self._panel.show_suggestions(found)

    def _chosen(self, one: Suggestion) -> None:
        self.entry_wanted.emit(one.code)
        if not one.call_id:
            return
        call = self._ports.call
        self._ports.worker.submit(
            "suggestions",
            lambda: call(one.call_id),
            lambda text: self._panel.show_call(one.number, text),
            lambda error: None,
            key="suggestion-call",
        )

    def _resolve(self, number: int, what: str) -> None:
        suggestions = self._ports.editorial.suggestions

        def done(_: Suggestion) -> None:
            self._messages.notice(self.tr("Settled; the call-taker's suggestion leaves the list."))

        self.take_step(lambda: suggestions.resolve(number, what), done)
