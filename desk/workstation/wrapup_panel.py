"""After-call work: outcome, note, done, next call."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton

from desk import wording
from desk.records.views import Outcome
from desk.widgets.buttons import KeyButton
from desk.widgets.cards import Card
from desk.widgets.dressing import scaled
from desk.widgets.fields import NoteEdit
from desk.widgets.keys import shown
from desk.widgets.labels import PlainLabel, key_label
from desk.workstation.keys import Key


class WrapupPanel(Card):
    """The note can be written during the call; done is possible when the call has ended."""

    edited = Signal()
    outcome_chosen = Signal(object)  # Outcome, by the call-taker
    done_requested = Signal()
    unfinished_requested = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("Wrap-up"))
        self._filling = False
        self.of_call = PlainLabel("wrapup_call", self.tr("Call that is wrapped up"), size=12)
        self.of_call.setTone("muted")
        self.unfinished = KeyButton("wrapup_unfinished", "", Key.UNFINISHED)
        self.unfinished.hide()
        self.outcomes = QButtonGroup(self)
        self.outcomes.setExclusive(True)
        self._buttons: dict[Outcome, QPushButton] = {}
        choices = QHBoxLayout()
        choices.setSpacing(scaled(4))
        for at, outcome in enumerate(Outcome, start=1):
            button = QPushButton(wording.outcome(outcome))
            button.setObjectName(f"outcome_{outcome.value}")
            button.setAccessibleName(wording.outcome(outcome))
            button.setAccessibleDescription(f"Ctrl+{at}")
            button.setToolTip(f"Ctrl+{at}")
            button.setCheckable(True)
            button.setProperty("small", "true")
            button.setMinimumHeight(scaled(26))
            button.clicked.connect(lambda _=False, value=outcome: self.outcome_chosen.emit(value))
            self.outcomes.addButton(button)
            self._buttons[outcome] = button
            choices.addWidget(button, 1)
        self.note = NoteEdit("wrapup_note", self.tr("Note about the call"), self.tr("Note about the call"), 2)
        self.done = KeyButton("wrapup_done", self.tr("Done, next call"), Key.DONE, kind="primary")
        self.done.setMinimumHeight(scaled(36))
        self.head.addWidget(self.of_call, 4)
        self.head.addWidget(self.unfinished)
        self.head.insertWidget(1, key_label(shown(Key.WRAPUP_NOTE)))
        self.body.addLayout(choices)
        last = QHBoxLayout()
        last.addWidget(self.note, 1)
        last.addWidget(self.done)
        self.body.addLayout(last)
        self.note.setMaximumHeight(scaled(64))
        self.note.textChanged.connect(lambda: None if self._filling else self.edited.emit())
        self.done.clicked.connect(self.done_requested)
        self.unfinished.clicked.connect(self.unfinished_requested)
        self.allow(self.tr("There is no call."))

    @property
    def outcome(self) -> Outcome | None:
        """The outcome that is chosen."""
        return next((outcome for outcome, button in self._buttons.items() if button.isChecked()), None)

    @property
    def note_text(self) -> str:
        """What has been typed."""
        return self.note.toPlainText().strip()

    def show_wrapup(self, outcome: Outcome | None, note: str, of_call: str) -> None:
        """Show the wrap-up of another call, or none."""
        self._filling = True
        if self.note.toPlainText() != note:  # setting it would put the cursor before what is being typed
            self.note.show_text(note)
        self.of_call.setText(of_call)
        self._filling = False
        self.preselect(outcome)

    def preselect(self, outcome: Outcome | None) -> None:
        """Choose the outcome that follows from what happened."""
        self.outcomes.setExclusive(False)
        for value, button in self._buttons.items():
            button.setChecked(value is outcome)
        self.outcomes.setExclusive(True)

    def choose(self, at: int) -> None:
        """Choose the outcome at a place, as its key does."""
        list(self._buttons.values())[at].click()

    def allow(self, why_not: str | None) -> None:
        """Allow done, or say why not."""
        self.done.allow(why_not)

    def allow_outcomes(self, possible: bool) -> None:
        """Allow choosing an outcome while there is a call."""
        for button in self._buttons.values():
            button.setEnabled(possible)

    def show_unfinished(self, count: int, *, back_to_call: bool = False) -> None:
        """Tell how many other calls have no wrap-up yet, or that the call that goes on comes next."""
        without = self.tr("Without wrap-up: {0}").format(count)
        self.unfinished.setLabel(self.tr("Back to the call") if back_to_call else without)
        self.unfinished.setVisible(count > 0 or back_to_call)
