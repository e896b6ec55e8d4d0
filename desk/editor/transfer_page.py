"""Entries out of a file and into one: looked at before anything is written, stopped at any time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QHeaderView

from desk.editor.keys import Key
from desk.editor.progress_row import ProgressRow
from desk.models.import_model import Fate, ImportModel, ImportRow
from desk.widgets.buttons import KeyButton
from desk.widgets.cards import Card
from desk.widgets.dressing import scaled
from desk.widgets.labels import Chip, PlainLabel
from desk.widgets.tables import EmptyHint, table


class TransferPage(Card):
    """What a file would do, row by row; then the import with its progress."""

    take_requested = Signal()
    cancel_requested = Signal()
    back_requested = Signal()
    choose_requested = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("Import"))
        self.file = PlainLabel("import_file", self.tr("File that is imported"), bold=True)
        self.choose = KeyButton("import_choose", self.tr("Another file …"), Key.IMPORT)
        self.back = KeyButton("import_back", self.tr("Back to the entries"), Key.BACK)
        self.chips = {
            Fate.NEW: Chip("import_new", self.tr("Entries that would be new"), chip="good"),
            Fate.CHANGED: Chip("import_changed", self.tr("Entries that would change"), chip="accent"),
            None: Chip("import_unchanged", self.tr("Entries that are so already")),
            Fate.BAD: Chip("import_bad", self.tr("Rows that can't be taken"), chip="danger"),
        }
        self.only_bad = QCheckBox(self.tr("Bad rows only"))
        self.only_bad.setObjectName("import_only_bad")
        self.only_bad.setAccessibleName(self.tr("Show bad rows only"))
        self.model = ImportModel(self)
        self.table = table("import_rows", self.tr("What would become of the rows of the file"), self.model)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self._hint = EmptyHint(self.table, self.tr("Choose a .csv, .xlsx or .jsonl file."))
        self.rule = PlainLabel("import_rule", self.tr("What an import does"), wrap=True)
        self.rule.setText(
            self.tr(
                "Importing publishes at once, to every desk, in your name: the history says that nobody else "
                "has approved these texts. What you wrote yourself is not taken."
            )
        )
        self.progress = ProgressRow("import")
        self.take = KeyButton("import_take", self.tr("Import"), Key.SUBMIT, kind="primary")
        self._rows: tuple[ImportRow, ...] = ()
        self._lay_out()
        self.fit_letters()
        self.only_bad.toggled.connect(lambda _on: self._filter())
        self.take.clicked.connect(self.take_requested)
        self.progress.stop_requested.connect(self.cancel_requested)
        self.back.clicked.connect(self.back_requested)
        self.choose.clicked.connect(self.choose_requested)
        self.show_idle("")

    def show_working(self, what: str, file: str = "") -> None:
        """Show that something is under way, and nothing of what was before."""
        if file:
            self.file.setText(file)
        self.progress.show_working(what)
        self.take.allow(what)
        self.choose.allow(what)

    def show_idle(self, what: str, why_not: str | None = None) -> None:
        """Show that nothing is under way; `why_not` tells why the file can't be imported."""
        self.progress.show_idle(what)
        self.choose.allow(None)
        self.take.allow(why_not or (None if self._rows else self.tr("Choose a file first.")))

    def show_rows(self, rows: Sequence[ImportRow], unchanged: int) -> None:
        """Show what a file would do; its bad rows first."""
        self._rows = tuple(rows)
        count = {fate: sum(1 for row in rows if row.fate is fate) for fate in Fate}
        self.chips[Fate.NEW].setText(self.tr("{0} new").format(count[Fate.NEW]))
        self.chips[Fate.CHANGED].setText(self.tr("{0} changed").format(count[Fate.CHANGED]))
        self.chips[None].setText(self.tr("{0} unchanged").format(unchanged))
        self.chips[Fate.BAD].setText(self.tr("{0} not taken").format(count[Fate.BAD]))
        for chip in self.chips.values():
            chip.show()
        self.chips[Fate.BAD].setVisible(count[Fate.BAD] > 0)
        self.only_bad.setVisible(count[Fate.BAD] > 0)
        self.rule.show()
        self._filter()

    def clear_rows(self, text: str) -> None:
        """Show no rows, and why."""
        self._rows = ()
        self.model.set_rows(())
        self._hint.setText(text)
        for chip in self.chips.values():
            chip.hide()
        self.only_bad.hide()
        self.rule.hide()

    def fit_letters(self) -> None:
        """Give lines and columns their size in the letters in force."""
        self.table.verticalHeader().setDefaultSectionSize(scaled(25))
        self.table.horizontalHeader().resizeSection(0, scaled(70))
        self.table.horizontalHeader().resizeSection(1, scaled(90))

    def _filter(self) -> None:
        bad = self.only_bad.isChecked()
        self.model.set_rows([row for row in self._rows if not bad or row.fate is Fate.BAD])
        self._hint.setText(self.tr("Everything in this file is in the knowledge base already."))

    def _lay_out(self) -> None:
        self.head.insertWidget(1, self.file, 1)
        self.head.addWidget(self.choose)
        self.head.addWidget(self.back)
        counts = QHBoxLayout()
        counts.setSpacing(scaled(6))
        for chip in self.chips.values():
            counts.addWidget(chip)
            chip.hide()
        counts.addStretch(1)
        counts.addWidget(self.only_bad)
        self.only_bad.hide()
        self.body.addLayout(counts)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.rule)
        self.rule.hide()
        foot = QHBoxLayout()
        foot.setSpacing(scaled(6))
        foot.addWidget(self.progress, 1)
        foot.addWidget(self.take)
        self.body.addLayout(foot)
