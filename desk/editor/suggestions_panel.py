"""What call-takers say of entries, with the call in which they said it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout

from desk.editor.list_panel import ListPanel
from desk.models.suggestions_model import SuggestionsModel
from desk.widgets.buttons import KeyButton
from desk.widgets.labels import PlainLabel
from desk.widgets.reason_row import ReasonRow
from kb.editing.findings import Suggestion


class SuggestionsPanel(ListPanel[Suggestion]):
    """Open suggestions; choosing one opens the entry it is about."""

    chosen_changed = Signal(object)  # Suggestion
    resolved = Signal(int, str)  # number, what was done

    def __init__(self) -> None:
        heading = self.tr("Suggestions from call-takers")
        super().__init__(heading, "suggestions", heading, SuggestionsModel(), line=42, last=90)
        self.words = PlainLabel("suggestion_words", self.tr("What the call-taker says"), wrap=True)
        self.call = PlainLabel(
            "suggestion_call", self.tr("The call in which it was said"), size=12, wrap=True
        )
        self.call.setTone("muted")
        self.resolve = KeyButton("suggestion_resolve", self.tr("Settled …"))
        self.reason = ReasonRow(
            "suggestion_resolution", self.tr("What was done about it?"), self.tr("Settled"), kind="primary"
        )
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.resolve)
        self.body.addWidget(self.words)
        self.body.addWidget(self.call)
        self.body.addWidget(self.reason)
        self.body.addLayout(buttons)
        self.table.selectionModel().currentChanged.connect(self._chosen)
        self.resolve.clicked.connect(self.reason.open)
        self.reason.given.connect(self._resolve)
        self._show(None)

    def show_suggestions(self, found: Sequence[Suggestion]) -> None:
        """Show the open suggestions; the chosen one stays chosen."""
        self.model.set_rows(found)
        self._hint.setText(self.tr("No call-taker waits for an answer."))
        self._show(self.chosen)

    def show_call(self, number: int, text: str) -> None:
        """Say what is known of the call of a suggestion, if it is still the chosen one."""
        if self.chosen is not None and self.chosen.number == number:
            self.call.setTextOrHide(text)

    def _chosen(self, current: QModelIndex) -> None:
        one = self.model.row(current)
        self._show(one)
        if one is not None:
            self.chosen_changed.emit(one)

    def _show(self, one: Suggestion | None) -> None:
        self.words.setTextOrHide(one.words if one is not None else "")
        self.call.setTextOrHide("")
        self.reason.close_row()
        self.resolve.allow(None if one is not None else self.tr("Choose a suggestion first."))

    def _resolve(self, what: str) -> None:
        if self.chosen is not None:
            self.resolved.emit(self.chosen.number, what)
