"""What the draft would do, seen while it is written: like entries, questions won and lost, the search."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desk.editor.keys import Key
from desk.models.checks_model import DuplicatesModel, ReachedModel
from desk.models.found_model import FoundModel
from desk.widgets.cards import Card
from desk.widgets.dressing import edgeless, scaled, set_property
from desk.widgets.keys import shown
from desk.widgets.labels import key_label
from desk.widgets.search_edit import SearchEdit
from desk.widgets.tables import EmptyHint, table
from kb.article import Hit
from kb.editing.findings import Duplicate, Reached


class ChecksPanel(Card):
    """Three views of the draft, one at a time; each button tells how much there is to see."""

    query_changed = Signal(str)
    entry_wanted = Signal(str)  # code

    def __init__(self) -> None:
        super().__init__()
        self.duplicates = DuplicatesModel(self)
        self.reached = ReachedModel(self)
        self.found = FoundModel(self)
        self.query = SearchEdit(
            "check_query", self.tr("Search with the draft in it"), self.tr("What would a call-taker type?")
        )
        self._alike = self._table("check_duplicates", self.tr("Entries that ask the same"), self.duplicates)
        self._reach = self._table("check_reached", self.tr("Questions that this entry changes"), self.reached)
        self._finds = self._table("check_found", self.tr("Search with the draft in it"), self.found)
        idle = self.tr("Appears while you write.")
        self._hints = tuple(EmptyHint(view, idle) for view in (self._alike, self._reach, self._finds))
        self.pages = QStackedWidget()
        self._group = QButtonGroup(self)
        self._names = (self.tr("Alike"), self.tr("Questions"), self.tr("Preview"))
        self._lay_out()
        self.fit_letters()
        self._group.idClicked.connect(self._turn)
        self.query.asked.connect(self.query_changed)
        for view in (self._alike, self._reach, self._finds):
            view.activated.connect(self._open)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Show that nothing is being written."""
        self.duplicates.set_rows(())
        self.reached.set_rows(())
        self.found.set_rows(())
        for hint in self._hints:
            hint.setText(self.tr("Appears while you write."))
        self._label()

    def show_duplicates(self, found: Sequence[Duplicate]) -> None:
        """Show entries that ask the same."""
        self.duplicates.set_rows(found)
        self._hints[0].setText(self.tr("No other entry asks this."))
        self._label()

    def show_reached(self, found: Sequence[Reached]) -> None:
        """Show the questions that the draft wins, loses or takes away."""
        self.reached.set_rows(found)
        self._hints[1].setText(self.tr("No question that was asked finds this entry yet."))
        self._label()

    def show_found(self, hits: Sequence[Hit], own: str) -> None:
        """Show the results of the search; those of the entry `own` are marked."""
        self.found.own = own
        self.found.set_rows(hits)
        self._hints[2].setText(self.tr("Nothing found.") if self.query.question.strip() else "")
        self._label()

    def show_error(self, text: str) -> None:
        """Say why nothing can be checked."""
        for hint in self._hints:
            hint.setText(text)

    def fit_letters(self) -> None:
        """Give lines and columns their size in the letters in force."""
        for view in (self._alike, self._reach, self._finds):
            view.verticalHeader().setDefaultSectionSize(scaled(24))
        self._alike.horizontalHeader().resizeSection(1, scaled(96))
        self._alike.horizontalHeader().resizeSection(2, scaled(50))
        self._reach.horizontalHeader().resizeSection(1, scaled(46))
        self._reach.horizontalHeader().resizeSection(2, scaled(172))
        self._finds.horizontalHeader().resizeSection(1, scaled(110))

    def focus_checks(self) -> None:
        """Turn to the search and put the cursor there."""
        self._turn(2)
        self.query.setFocus()
        self.query.selectAll()

    def _turn(self, page: int) -> None:
        self.pages.setCurrentIndex(page)
        button = self._group.button(page)
        if button is not None:
            button.setChecked(True)

    def _open(self, index: QModelIndex) -> None:
        view = self.sender()
        if view is self._alike:
            like = self.duplicates.row(index)
            self.entry_wanted.emit(like.article.code if like is not None else "")
        elif view is self._reach:
            reached = self.reached.row(index)
            # The row names the entry that loses its place, and no other.
            self.entry_wanted.emit(reached.first_before if reached is not None and reached.stolen else "")
        else:
            hit = self.found.row(index)
            self.entry_wanted.emit(hit.article.code if hit is not None else "")

    def _label(self) -> None:
        stolen = sum(1 for one in self.reached.rows if one.stolen)
        counts = (
            str(self.duplicates.rowCount() or ""),
            str(self.reached.rowCount() or ""),
            str(self.found.rowCount() or ""),
        )
        for at, (name, count) in enumerate(zip(self._names, counts, strict=True)):
            button = self._group.button(at)
            if button is None:
                continue
            text = f"{name} {count}".strip()
            if at == 1 and stolen:
                text = self.tr("{0} · takes {1}").format(text, stolen)
            button.setText(text)
            button.setAccessibleName(text)
            alarming = (at == 0 and self.duplicates.rowCount()) or (at == 1 and stolen)
            set_property(button, "tone", "warning" if alarming else "")

    def _table(self, name: str, accessible: str, model: QAbstractItemModel) -> QTableView:
        view = table(name, accessible, model)
        view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        view.horizontalHeader().hide()
        return view

    def _lay_out(self) -> None:
        choices = QHBoxLayout()
        choices.setSpacing(scaled(4))
        for at, text in enumerate(self._names):
            button = QPushButton(text)
            button.setObjectName(("check_alike", "check_questions", "check_preview")[at])
            button.setCheckable(True)
            set_property(button, "small", "true")
            button.setMinimumHeight(scaled(24))
            self._group.addButton(button, at)
            choices.addWidget(button, 1)
        choices.addWidget(key_label(shown(Key.CHECKS)))
        self._group.setExclusive(True)
        search = QWidget()
        column = edgeless(QVBoxLayout(search), 3)
        column.addWidget(self.query)
        column.addWidget(self._finds, 1)
        for page in (self._alike, self._reach, search):
            self.pages.addWidget(page)
        self.body.addLayout(choices)
        self.body.addWidget(self.pages, 1)
        self._turn(0)
        self.setMinimumHeight(scaled(120))
        self.pages.setFocusPolicy(Qt.FocusPolicy.NoFocus)
