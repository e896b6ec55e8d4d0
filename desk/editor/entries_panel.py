"""The list of entries: filtered as one types, as long as it may be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from enum import Enum

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QGridLayout,
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
)

from desk import editing_wording as wording
from desk.editor.keys import Key
from desk.editor.lists import focus_first, select_current
from desk.models.entries_model import EntriesModel
from desk.widgets.cards import Card
from desk.widgets.dressing import scaled
from desk.widgets.keys import shown
from desk.widgets.labels import PlainLabel
from desk.widgets.search_edit import SearchEdit
from desk.widgets.tables import EmptyHint, table
from desk.widgets.text import plain
from kb.editing.views import Filter, Sorting, State, Use, Validity

_MOVES = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)
_BACKWARDS = frozenset((Sorting.UPDATED, Sorting.USES))


class EntriesPanel(Card):
    """Search, filters and the list; the arrow keys of the search move in the list."""

    filter_changed = Signal()
    chosen_changed = Signal(str)  # code

    def __init__(self) -> None:
        super().__init__(self.tr("Entries"), shown(Key.SEARCH))
        self.count = PlainLabel("entries_count", self.tr("Number of entries shown"), size=12)
        self.count.setTone("muted")
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.head.addWidget(self.count, 1)
        self.search = SearchEdit(
            "entry_search", self.tr("Search in the entries"), self.tr("Words, code or pinyin initials")
        )
        self.search.setProperty("role", "query")
        self.search.setClearButtonEnabled(True)
        self.department = _choice("entry_filter_department", self.tr("Show entries of one department"))
        self.category = _choice("entry_filter_category", self.tr("Show entries of one category"))
        self.state = _choice("entry_filter_state", self.tr("Show entries in one state"))
        self.validity = _choice("entry_filter_validity", self.tr("Show entries by validity"))
        self.use = _choice("entry_filter_use", self.tr("Show entries by use"))
        self.sorting = _choice("entry_sorting", self.tr("Sorted by"))
        self._fill(self.department, self.tr("Any department"), ())
        self._fill(self.category, self.tr("Any category"), ())
        self._fill_enum(self.state, self.tr("Any state"), State, wording.state)
        self._fill_enum(self.validity, self.tr("Any validity"), Validity, wording.validity)
        self._fill_enum(self.use, self.tr("Any use"), Use, wording.use)
        for sorting, text in (
            (Sorting.UPDATED, self.tr("Newest first")),
            (Sorting.CODE, self.tr("By code")),
            (Sorting.TITLE, self.tr("By question")),
            (Sorting.DEPARTMENT, self.tr("By department")),
            (Sorting.USES, self.tr("Most used first")),
            (Sorting.VALID_UNTIL, self.tr("Soonest end first")),
        ):
            self.sorting.addItem(text, sorting)
        self.model = EntriesModel(self)
        self.table = table("entries", self.tr("Entries"), self.model)
        self.table.setVerticalScrollMode(self.table.ScrollMode.ScrollPerPixel)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._hint = EmptyHint(self.table, self.tr("Loading …"))
        self._lay_out()
        self.fit_letters()
        self.search.asked.connect(lambda _question: self.filter_changed.emit())
        self.search.installEventFilter(self)
        for choice in self.choices:
            choice.currentIndexChanged.connect(lambda _at: self.filter_changed.emit())
        select_current(self.table)
        self.table.selectionModel().currentRowChanged.connect(self._chosen)
        self.model.dataChanged.connect(self._arrived)
        self._restoring = False
        self._awaited = False  # the chosen row is not in memory yet

    @property
    def choices(self) -> tuple[QComboBox, ...]:
        """The filters, in the order of the keyboard."""
        return (self.department, self.category, self.state, self.validity, self.use, self.sorting)

    @property
    def chosen(self) -> str:
        """The code of the chosen entry, if its row is in memory."""
        row = self.model.row(self.table.currentIndex())
        return row.code if row is not None else ""

    def filtered(self, base: Filter) -> Filter:
        """Return `base` narrowed by what was typed and chosen here."""
        state = self.state.currentData()
        sorting = self.sorting.currentData()
        return replace(
            base,
            text=self.search.question.strip(),
            department=self.department.currentData(),
            category=self.category.currentData(),
            states=frozenset((state,)) if state is not None else base.states,
            validity=self.validity.currentData(),
            use=self.use.currentData(),
            sorting=sorting,
            descending=sorting in _BACKWARDS,
        )

    def set_known(self, departments: Sequence[str], categories: Sequence[str]) -> None:
        """Offer the departments and categories that entries have."""
        self._fill(self.department, self.tr("Any department"), departments)
        self._fill(self.category, self.tr("Any category"), categories)

    def clear_filters(self) -> None:
        """Show everything of the room; one signal at the end."""
        self.blockSignals(True)
        self.search.clear()
        for choice in self.choices[:-1]:
            choice.setCurrentIndex(0)
        self.blockSignals(False)
        self.filter_changed.emit()

    def show_count(self, count: int | None) -> None:
        """Show how many entries there are; None while they are counted."""
        if count is None:
            self.count.setTextOrHide(self.tr("Counting …"))
        else:
            entries = self.tr("1 entry") if count == 1 else self.tr("{0} entries")
            self.count.setTextOrHide(entries.format(f"{count:,}"))
        if count == 0:
            self._hint.setText(self.tr("No entry is like this. Escape shows all."))

    def show_error(self, text: str) -> None:
        """Say why there is nothing to be seen."""
        self._hint.setText(text)
        if not self.model.rowCount():
            self.count.setTextOrHide("")

    def select(self, code: str) -> None:
        """Choose an entry in the list, if it is in memory, without opening it again."""
        place = self.model.place_of(code)
        self._restoring = True
        if place is None:
            self.table.clearSelection()
            self.table.setCurrentIndex(QModelIndex())
        else:
            self.table.setCurrentIndex(self.model.index(place, 0))
        self._restoring = False

    def fit_letters(self) -> None:
        """Give lines and columns their size in the letters in force."""
        self.table.verticalHeader().setDefaultSectionSize(scaled(42))
        self.table.horizontalHeader().resizeSection(1, scaled(112))
        self.table.horizontalHeader().resizeSection(2, scaled(46))

    def focus_search(self) -> None:
        """Put the cursor into the search."""
        self.search.setFocus()
        self.search.selectAll()

    def focus_entries(self) -> None:
        """Put the keyboard into the list, at the first entry if none is chosen."""
        focus_first(self.table)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow keys of the search move in the list, and Escape show all again."""
        if watched is self.search and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _MOVES and self.model.rowCount():
                if not self.table.currentIndex().isValid():
                    self.table.setCurrentIndex(self.model.index(0, 0))
                else:
                    QApplication.sendEvent(self.table, QKeyEvent(event))
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.clear_filters()
                return True
        return super().eventFilter(watched, event)

    def _chosen(self, current: QModelIndex) -> None:
        row = self.model.row(current)
        self._awaited = row is None and current.isValid()
        if row is not None and not self._restoring:
            self.chosen_changed.emit(row.code)

    def _arrived(self) -> None:
        if self._awaited:
            self._chosen(self.table.currentIndex())

    def _fill(self, choice: QComboBox, everything: str, names: Sequence[str]) -> None:
        if [choice.itemData(at) for at in range(1, choice.count())] == list(names) and choice.count():
            return
        chosen = choice.currentData()
        choice.blockSignals(True)
        choice.clear()
        choice.addItem(everything, None)
        for name in names:
            choice.addItem(plain(name, 60) or self.tr("(none)"), name)
        choice.setCurrentIndex(max(0, choice.findData(chosen)) if chosen is not None else 0)
        choice.blockSignals(False)

    def _fill_enum(
        self, choice: QComboBox, everything: str, kind: type[Enum], name: Callable[..., str]
    ) -> None:
        choice.addItem(everything, None)
        for one in kind:
            choice.addItem(name(one), one)

    def _lay_out(self) -> None:
        self.body.addWidget(self.search)
        grid = QGridLayout()
        grid.setSpacing(scaled(4))
        for at, choice in enumerate(self.choices):
            grid.addWidget(choice, at // 3, at % 3)
        for column, share in enumerate((9, 7, 7)):  # departments have the longest names
            grid.setColumnStretch(column, share)
        self.body.addLayout(grid)
        self.body.addWidget(self.table, 1)


class _Choice(QComboBox):
    """A choice whose text gives way to the room there is."""

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """Elide what does not fit; the list that opens has all of it."""
        super().initStyleOption(option)
        place = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, place, self).width()
        elided = self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)
        option.currentText = elided


def _choice(name: str, accessible: str) -> QComboBox:
    choice = _Choice()
    choice.setObjectName(name)
    choice.setAccessibleName(accessible)
    choice.setToolTip(accessible)
    choice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    choice.setMinimumContentsLength(4)
    choice.setMaxVisibleItems(18)
    return choice
