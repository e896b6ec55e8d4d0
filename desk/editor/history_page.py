"""What happened to an entry: any two of its texts beside each other, any one made the draft again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from desk.editor.compare_view import CompareView
from desk.editor.keys import Key
from desk.editor.spare import written
from desk.models.revisions_model import RevisionsModel, named
from desk.widgets.buttons import KeyButton
from desk.widgets.cards import Card
from desk.widgets.dressing import scaled
from desk.widgets.labels import PlainLabel
from desk.widgets.tables import EmptyHint, table
from desk.widgets.text import plain
from kb.editing.views import FieldDifference, Revision


class HistoryPage(Card):
    """The list of revisions; with two chosen they are compared, with one it and the one before."""

    back_requested = Signal()
    compare_requested = Signal(str, str)  # keys: older, newer
    restore_requested = Signal(str)  # key

    def __init__(self) -> None:
        super().__init__(self.tr("History"))
        self.of = PlainLabel("history_entry", self.tr("Entry whose history this is"), bold=True)
        self.restore = KeyButton("history_restore", self.tr("Make this the draft"))
        self.back = KeyButton("history_back", self.tr("Back to the entry"), Key.BACK)
        self.model = RevisionsModel(self)
        self.table = table(
            "revisions", self.tr("Revisions, newest first; choose two to compare them"), self.model
        )
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self._hint = EmptyHint(self.table, self.tr("Loading …"))
        self.compare = CompareView("compare")
        self._why_not: str | None = None
        self._lay_out()
        self.fit_letters()
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._choose())
        self.restore.clicked.connect(self._restore)
        self.back.clicked.connect(self.back_requested)
        self._allow()

    @property
    def chosen(self) -> tuple[Revision, ...]:
        """The chosen revisions, newest first."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        found = (self.model.row(self.model.index(row, 0)) for row in rows)
        return tuple(one for one in found if one is not None)

    def show_loading(self, name: str) -> None:
        """Show that an entry's history is being read."""
        self.of.setText(name)
        self.model.set_rows(())
        self._hint.setText(self.tr("Loading …"))
        self.compare.clear()
        self._allow()

    def show_revisions(self, name: str, revisions: Sequence[Revision]) -> None:
        """Show an entry's history; its last step is chosen."""
        self.of.setText(plain(name, 100))
        self.model.set_rows(revisions)
        self._hint.setText(self.tr("Nothing has happened to this entry yet."))
        if revisions:
            self.table.selectRow(0)
            self.table.setFocus()
        self._allow()

    def show_error(self, text: str) -> None:
        """Say why there is no history to be seen."""
        self._hint.setText(text)

    def show_comparison(self, older: str, newer: str, differences: Sequence[FieldDifference]) -> None:
        """Show two revisions, unless others have been chosen meanwhile."""
        by_key = {one.key: one for one in self.model.rows}
        if (older in by_key or not older) and newer in by_key:
            before = named(by_key[older]) if older else self.tr("No other text before")
            self.compare.show_names(before, named(by_key[newer]))
            self.compare.show_differences(differences)

    def allow_restore(self, why_not: str | None) -> None:
        """Allow making a revision the draft, or say why not."""
        self._why_not = why_not
        self._allow()

    def fit_letters(self) -> None:
        """Give each line its height in the letters in force."""
        self.table.verticalHeader().setDefaultSectionSize(scaled(40))

    def _choose(self) -> None:
        chosen, rows = self.chosen, self.model.rows
        if len(chosen) == 1:
            # A step that changed no word is compared with the text that was there before it.
            text = written(chosen[0].article)
            before = rows[rows.index(chosen[0]) + 1 :]
            older = next((one.key for one in before if written(one.article) != text), "")
            self.compare_requested.emit(older, chosen[0].key)
        elif chosen:
            self.compare_requested.emit(chosen[-1].key, chosen[0].key)
        self._allow()

    def _allow(self) -> None:
        one = None if len(self.chosen) == 1 else self.tr("Choose one revision.")
        self.restore.allow(self._why_not or one)

    def _restore(self) -> None:
        if len(self.chosen) == 1:
            self.restore_requested.emit(self.chosen[0].key)

    def _lay_out(self) -> None:
        self.head.insertWidget(1, self.of, 1)
        self.head.addWidget(self.restore)
        self.head.addWidget(self.back)
        lists = QWidget()
        column = QVBoxLayout(lists)
        column.setContentsMargins(0, 0, 0, 0)
        hint = PlainLabel(size=12)
        hint.setText(self.tr("Shift or Ctrl chooses a second one to compare with."))
        hint.setTone("muted")
        column.addWidget(self.table, 1)
        column.addWidget(hint)
        row = QHBoxLayout()
        row.setSpacing(scaled(8))
        row.addWidget(lists, 34)
        row.addWidget(self.compare, 66)
        self.body.addLayout(row, 1)
