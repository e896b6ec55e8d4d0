"""The knowledge base: type, look, read out, and say that the call was answered from this entry."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QListView, QPlainTextEdit, QVBoxLayout

from desk.models.hits_model import HitsModel, doubt, facts
from desk.widgets.buttons import KeyButton
from desk.widgets.cards import Card
from desk.widgets.dressing import scaled, set_property
from desk.widgets.fields import LineEdit
from desk.widgets.keys import shown
from desk.widgets.labels import Chip, PlainLabel, key_label
from desk.widgets.tables import EmptyHint
from desk.widgets.text import plain, plain_lines, tooltip
from desk.workstation.hit_delegate import HitDelegate
from desk.workstation.keys import Key
from kb.article import Hit

_MOVES = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class KnowledgePanel(Card):
    """Query, results and answer under one another; the cursor stays in the query all the time."""

    query_changed = Signal(str)
    chosen_changed = Signal(object)  # Hit
    direct_answer_requested = Signal(object)  # Hit

    def __init__(self) -> None:
        super().__init__(self.tr("Knowledge"))
        self.query = LineEdit(
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
        self.title = PlainLabel("kb_title", self.tr("Standard question"), size=16, bold=True, wrap=True)
        self.doubt = Chip("kb_doubt", self.tr("Why this entry must be checked"), chip="danger", bold=True)
        self.doubt.hide()
        self.answer = QPlainTextEdit()
        self.answer.setObjectName("kb_answer")
        self.answer.setAccessibleName(self.tr("Answer to read out"))
        self.answer.setReadOnly(True)
        self.answer.setTabChangesFocus(True)
        self.answer.setProperty("role", "answer")
        self.answer.setPlaceholderText(self.tr("The answer to read out stands here."))
        self.source = PlainLabel("kb_source", self.tr("Source and validity"), size=12)
        self.source.setTone("muted")
        self.direct = KeyButton(
            "kb_direct_answer", self.tr("Answered from this"), Key.DIRECT_ANSWER, kind="primary"
        )
        self.recorded = PlainLabel(
            "kb_recorded", self.tr("Entries that this call was answered from"), size=12
        )
        self.recorded.setTone("good")
        self._why_not: str | None = self.tr("There is no call.")
        self._lay_out()
        self.query.textChanged.connect(self._typed)
        self.query.installEventFilter(self)
        self.results.selectionModel().currentChanged.connect(self._chosen)
        self.results.activated.connect(lambda _index: self.answer.setFocus())
        self.direct.clicked.connect(self._direct)
        self.show_recorded(())
        self._show(None)
        self.fit_letters()
        self.count.hide()

    @property
    def chosen(self) -> Hit | None:
        """The entry whose answer is shown."""
        return self.model.row(self.results.currentIndex())

    def fit_letters(self) -> None:
        """Set the answer in larger letters than the rest: it is read out."""
        font = QFont(QApplication.font())
        font.setPixelSize(scaled(17))
        self.answer.setFont(font)

    def show_hits(self, query: str, hits: Sequence[Hit]) -> None:
        """Show what was found for `query`; the best is opened."""
        if query != self.query.text():
            return
        chosen = self.chosen
        self.model.set_rows(hits)
        self._hint.setText(self.tr("Nothing found. Try other words, or write a work order."))
        self.count.setTextOrHide(self.tr("Found: {0}").format(len(hits)))
        if hits and (chosen is None or all(hit.article.code != chosen.article.code for hit in hits[:1])):
            self.results.setCurrentIndex(self.model.index(0, 0))
        self.results.scrollToTop()
        self._show(self.chosen)

    def show_nothing_asked(self) -> None:
        """Empty the results."""
        self.model.set_rows(())
        self._hint.setText(self.tr("Results appear as you type."))
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

    def allow(self, why_not: str | None) -> None:
        """Allow direct answers, or say why not."""
        self._why_not = why_not
        self._allow()

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

    def _chosen(self, current: QModelIndex) -> None:
        hit = self.model.row(current)
        self._show(hit)
        if hit is not None:
            self.chosen_changed.emit(hit)

    def _show(self, hit: Hit | None) -> None:
        if hit is None:
            self.title.setText("")
            self.title.hide()
            self.answer.clear()
            self.source.setText(" ")
            self.doubt.hide()
        else:
            article = hit.article
            self.title.setText(article.title)
            self.title.show()
            answer = plain_lines(article.answer, 20_000) if len(article.answer) > 5_000 else article.answer
            if self.answer.toPlainText() != answer:
                self.answer.setPlainText(answer)
            source = (
                self.tr("Source: {0}").format(plain(article.source))
                if article.source
                else self.tr("No source given")
            )
            code = self.tr("{0}, revision {1}").format(article.code, article.revision)
            line = " · ".join(part for part in (source, facts(hit), code) if part)
            self.source.setText(line)
            self.source.setToolTip(tooltip(line))
            warning = doubt(hit)
            self.doubt.setText(warning)
            self.doubt.setVisible(bool(warning))
        self._allow()

    def _allow(self) -> None:
        nothing = None if self.chosen is not None else self.tr("Choose an entry first.")
        self.direct.allow(self._why_not or nothing)

    def _direct(self) -> None:
        if self.chosen is not None:
            self.direct_answer_requested.emit(self.chosen)

    def _lay_out(self) -> None:
        self.head.insertWidget(1, key_label(shown(Key.KNOWLEDGE)))
        self.head.addWidget(self.recorded, 3)
        self.head.addWidget(self.count, 1)
        self.body.addWidget(self.query)
        self.results.setMinimumHeight(scaled(122))
        self.body.addWidget(self.results, 4)
        sheet = QFrame()
        set_property(sheet, "card", "true")
        page = QVBoxLayout(sheet)
        page.setContentsMargins(scaled(10), scaled(5), scaled(10), scaled(6))
        page.setSpacing(scaled(4))
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.doubt, 0, Qt.AlignmentFlag.AlignTop)
        page.addLayout(top)
        page.addWidget(self.answer, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.source, 1)
        foot.addWidget(self.direct)
        page.addLayout(foot)
        self.direct.setMinimumHeight(scaled(32))
        self.body.addWidget(sheet, 6)
