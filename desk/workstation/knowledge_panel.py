"""The knowledge base: type, look, read out, and say that the call was answered from this entry."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QListView

from desk.models.hits_model import HitsModel
from desk.widgets.cards import Card
from desk.widgets.dressing import scaled
from desk.widgets.keys import shown
from desk.widgets.labels import PlainLabel, key_label
from desk.widgets.search_edit import SearchEdit
from desk.widgets.tables import EmptyHint
from desk.widgets.text import plain
from desk.workstation.answer_sheet import AnswerSheet
from desk.workstation.hit_delegate import HitDelegate
from desk.workstation.keys import Key
from desk.workstation.pinned_list import PinnedList
from kb.article import Hit
from kb.pinned import Pinned

_MEANT = 16  # characters of what was meant by a slip
_MOVES = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class KnowledgePanel(Card):
    """Query, results and answer under one another; the cursor stays in the query all the time."""

    query_changed = Signal(str)

    def __init__(self) -> None:
        super().__init__(self.tr("Knowledge"))
        self.query = SearchEdit(
            "kb_query",
            self.tr("Search the knowledge base"),
            self.tr("What is asked? Words or pinyin initials"),
        )
        self.query.setProperty("role", "query")
        self.query.setClearButtonEnabled(True)
        self.count = PlainLabel("kb_count", self.tr("Number of entries found"), size=12)
        self.count.setTone("muted")
        self.count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.model = HitsModel(self)
        self.results = QListView()
        self.results.setObjectName("kb_results")
        self.results.setAccessibleName(self.tr("Entries found"))
        self.results.setModel(self.model)
        self.results.setItemDelegate(HitDelegate(self.results))
        self.results.setUniformItemSizes(True)
        self.results.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.results.setFrameShape(QFrame.Shape.NoFrame)
        self._hint = EmptyHint(self.results, self.tr("Results appear as you type."))
        self.pinned = PinnedList(shown(Key.PINNED))
        self.sheet = AnswerSheet()
        self.answer, self.direct = self.sheet.answer, self.sheet.direct
        self.recorded = PlainLabel(
            "kb_recorded", self.tr("Entries that this call was answered from"), size=12
        )
        self.recorded.setTone("good")
        self._lay_out()
        self.query.asked.connect(self._typed)
        self.query.installEventFilter(self)
        self.results.selectionModel().currentChanged.connect(self._chosen)
        self.results.activated.connect(lambda _index: self.answer.setFocus())
        self.pinned.opened.connect(self._open)
        self.show_recorded(())
        self.count.hide()

    @property
    def chosen(self) -> Hit | None:
        """The entry whose answer is shown."""
        return self.sheet.hit

    def fit_letters(self) -> None:
        """Follow the size of the letters."""
        self.sheet.fit_letters()
        self.pinned.fit_letters()
        self._give_room()

    def show_pinned(self, pinned: Sequence[Pinned]) -> None:
        """Show the agreed answers above the results."""
        self.pinned.show_pinned(pinned)
        self._give_room()

    def show_hits(self, query: str, hits: Sequence[Hit]) -> None:
        """Show what was found for `query`; the best is opened."""
        if query != self.query.question:
            return
        chosen = self._marked
        self.model.set_rows(hits)
        self._hint.setText(self.tr("Nothing found. Try other words, or write a work order."))
        found = self.tr("Found: {0}").format(len(hits))
        if hits and hits[0].instead:
            meant = plain(" ".join(hits[0].instead), _MEANT)
            found = self.tr("Found: {0}, read as {1}").format(len(hits), meant)
        self.count.setTextOrHide(found)
        if hits and (chosen is None or all(hit.article.code != chosen.article.code for hit in hits[:1])):
            self.results.setCurrentIndex(self.model.index(0, 0))
        self.results.scrollToTop()
        self._show(self._marked)

    def show_nothing_asked(self) -> None:
        """Empty the results."""
        self.show_unanswered(self.tr("Results appear as you type."))

    def show_unanswered(self, text: str) -> None:
        """Say why nothing is found yet."""
        self.model.set_rows(())
        self._hint.setText(text)
        self.count.setTextOrHide("")
        self._show(None)

    def show_error(self, text: str) -> None:
        """Say why nothing can be found now."""
        self.model.set_rows(())
        self._hint.setText(text)
        self.count.setTextOrHide(self.tr("Search failed"))
        self._show(None)

    def show_recorded(self, codes: Sequence[str]) -> None:
        """Show from which entries this call was answered."""
        text = self.tr("Recorded: {0}").format(", ".join(plain(code, 30) for code in codes)) if codes else ""
        self.recorded.setTextOrHide(text)

    def focus_query(self) -> None:
        """Put the cursor into the query."""
        self.query.setFocus()
        self.query.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow keys of the query move in the results, and Escape empty the query."""
        if watched is self.query and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in _MOVES and self.model.rowCount():
                QApplication.sendEvent(self.results, QKeyEvent(event))
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.query.clear()
                return True
        return super().eventFilter(watched, event)

    def _typed(self, text: str) -> None:
        if text.strip():
            self.count.setTextOrHide(self.tr("Searching …"))
        self.query_changed.emit(text)

    @property
    def _marked(self) -> Hit | None:
        return self.model.row(self.results.currentIndex())

    def _chosen(self, current: QModelIndex) -> None:
        if current.isValid():
            self._show(self.model.row(current))

    def _show(self, hit: Hit | None) -> None:
        self.pinned.leave()
        self.sheet.show_hit(hit)

    def _open(self, pinned: Pinned) -> None:
        self.results.selectionModel().clear()
        self.sheet.show_hit(Hit(pinned.article, 0.0, needs_checking=pinned.needs_checking))

    def _give_room(self) -> None:
        # Three results, or two and what is agreed.
        least = scaled(122 if self.pinned.isHidden() else 82)
        if self.results.minimumHeight() != least:
            self.results.setMinimumHeight(least)

    def _lay_out(self) -> None:
        self.head.insertWidget(1, key_label(shown(Key.KNOWLEDGE)))
        self.head.addWidget(self.recorded, 3)
        self.head.addWidget(self.count, 1)
        self.body.addWidget(self.query)
        self.body.addWidget(self.pinned)
        self._give_room()
        self.body.addWidget(self.results, 4)
        self.body.addWidget(self.sheet, 6)
