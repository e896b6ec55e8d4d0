"""What call-takers say of entries, with the call in which they said it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView

from desk.editor.lists import focus_first, select_current
from desk.models.suggestions_model import SuggestionsModel
from desk.widgets.buttons import KeyButton
from desk.widgets.cards import Card
from desk.widgets.dressing import scaled
from desk.widgets.labels import PlainLabel
from desk.widgets.reason_row import ReasonRow
from desk.widgets.tables import EmptyHint, table
from desk.widgets.tone_delegate import ToneDelegate
from kb.editing.findings import Suggestion


class SuggestionsPanel(Card):
    """Open suggestions; choosing one opens the entry it is about."""

    chosen_changed = Signal(object)  # Suggestion
    resolved = Signal(int, str)  # number, what was done

    def __init__(self) -> None:
        super().__init__(self.tr("Suggestions from call-takers"))
        self.model = SuggestionsModel(self)
        self.table = table("suggestions", self.tr("Suggestions from call-takers"))
        self.table.setModel(self.model)
        self.table.setItemDelegate(ToneDelegate(self.table))
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        self._hint = EmptyHint(self.table, self.tr("Loading …"))
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
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.words)
        self.body.addWidget(self.call)
        self.body.addWidget(self.reason)
        self.body.addLayout(buttons)
        self.fit_letters()
        select_current(self.table)
        self.table.selectionModel().currentChanged.connect(self._chosen)
        self.resolve.clicked.connect(self.reason.open)
        self.reason.given.connect(self._resolve)
        self._show(None)

    @property
    def chosen(self) -> Suggestion | None:
        """The suggestion that is chosen."""
        return self.model.row(self.table.currentIndex())

    def show_suggestions(self, found: Sequence[Suggestion]) -> None:
        """Show the open suggestions; the chosen one stays chosen."""
        self.model.set_rows(found)
        self._hint.setText(self.tr("No call-taker waits for an answer."))
        self._show(self.chosen)

    def show_call(self, number: int, text: str) -> None:
        """Say what is known of the call of a suggestion, if it is still the chosen one."""
        if self.chosen is not None and self.chosen.number == number:
            self.call.setTextOrHide(text)

    def show_error(self, text: str) -> None:
        """Say why there is nothing to be seen."""
        self._hint.setText(text)

    def fit_letters(self) -> None:
        """Give lines and columns their size in the letters in force."""
        self.table.verticalHeader().setDefaultSectionSize(scaled(42))
        self.table.horizontalHeader().resizeSection(1, scaled(90))

    def focus_list(self) -> None:
        """Put the keyboard into the list, at the first if none is chosen."""
        focus_first(self.table)

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
