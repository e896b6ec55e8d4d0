"""What call-takers searched for in vain: write the entry, or say why none is needed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from desk.editor.keys import Key
from desk.editor.list_panel import ListPanel
from desk.models.gaps_model import GapsModel
from desk.widgets.buttons import KeyButton
from desk.widgets.dressing import scaled
from desk.widgets.keys import shown
from desk.widgets.labels import PlainLabel
from desk.widgets.reason_row import ReasonRow
from kb.editing.findings import Gap


class GapsPanel(ListPanel[Gap]):
    """The gaps, the most frequent first."""

    write_requested = Signal(object)  # Gap
    dismiss_requested = Signal(object, str)  # Gap, reason

    def __init__(self) -> None:
        super().__init__(
            self.tr("Gaps"),
            "gaps",
            self.tr("Searches without an answer"),
            GapsModel(),
            line=40,
            last=54,
            hint=shown(Key.GAPS),
        )
        self.count = PlainLabel("gaps_count", self.tr("Number of gaps"), size=12)
        self.count.setTone("muted")
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.head.addWidget(self.count, 1)
        self.count.setTextOrHide("")
        self.write = KeyButton("gap_write", self.tr("Write the entry"), Key.WRITE)
        self.dismiss = KeyButton("gap_dismiss", self.tr("No entry …"))
        self.dismiss.setExplanation(self.tr("Say why no entry is needed"))
        self.reason = ReasonRow("gap_reason", self.tr("Why not?"), self.tr("Dismiss"))
        buttons = QHBoxLayout()
        buttons.setSpacing(scaled(4))
        buttons.addWidget(self.write, 1)
        buttons.addWidget(self.dismiss)
        self.body.addWidget(self.reason)
        self.body.addLayout(buttons)
        self.table.selectionModel().currentChanged.connect(self._allow)
        self.model.modelReset.connect(self._allow)
        self.table.activated.connect(lambda _index: self.write.click())
        self.write.clicked.connect(self._write)
        self.dismiss.clicked.connect(self.reason.open)
        self.reason.given.connect(self._dismiss)
        self._allow()

    def show_gaps(self, gaps: Sequence[Gap]) -> None:
        """Show the gaps; the chosen one stays chosen."""
        self.model.set_rows(gaps)
        self.count.setTextOrHide(str(len(gaps)) if gaps else "")
        self._hint.setText(self.tr("No gaps: every search of the last 30 days led to an answer."))
        self._allow()

    def _allow(self, *_: object) -> None:
        why_not = None if self.chosen is not None else self.tr("Choose a gap first.")
        self.write.allow(why_not)
        self.dismiss.allow(why_not)

    def _write(self) -> None:
        if self.chosen is not None:
            self.write_requested.emit(self.chosen)

    def _dismiss(self, reason: str) -> None:
        if self.chosen is not None:
            self.dismiss_requested.emit(self.chosen, reason)
