"""One entry, ready to be read out: question, answer, where it is from, whom to bring in, what is wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout

from desk.models.hits_model import doubt, facts, matched
from desk.widgets.answer_view import AnswerView
from desk.widgets.buttons import KeyButton
from desk.widgets.dressing import scaled, set_property
from desk.widgets.labels import Chip, PlainLabel
from desk.widgets.text import plain, tooltip
from desk.workstation.keys import Key
from desk.workstation.report_row import ReportRow
from kb.article import Hit


class AnswerSheet(QFrame):
    """Shows a hit; what is asked of it goes out as a signal."""

    direct_answer_requested = Signal(object)  # Hit
    wrong_opened = Signal(object)  # Hit
    contact_requested = Signal(str)  # number, or name where there is none

    def __init__(self) -> None:
        super().__init__()
        self._hit: Hit | None = None
        self._why_not: str | None = self.tr("There is no call.")
        self.title = PlainLabel("kb_title", self.tr("Standard question"), size=16, bold=True, wrap=True)
        self.doubt = Chip("kb_doubt", self.tr("Why this entry must be checked"), chip="danger", bold=True)
        self.doubt.hide()
        self.wrong = KeyButton("kb_wrong", self.tr("Wrong"), Key.WRONG)
        self.wrong.setProperty("small", "true")
        self.answer = AnswerView(
            "kb_answer", self.tr("Answer to read out"), self.tr("The answer to read out stands here.")
        )
        self.report = ReportRow()
        self.contact = KeyButton("kb_contact", self.tr("Contact"), Key.CONTACT)
        self.contact.setExplanation(self.tr("Put the contact of this entry into the department field."))
        self.contact.setProperty("small", "true")
        self.contact_name = PlainLabel(
            "kb_contact_name", self.tr("Whom to join in a three-way call"), size=13
        )
        self.source = PlainLabel("kb_source", self.tr("Source and validity"), size=12)
        self.source.setTone("muted")
        self.direct = KeyButton(
            "kb_direct_answer", self.tr("Answered from this"), Key.DIRECT_ANSWER, kind="primary"
        )
        self._lay_out()
        self.wrong.clicked.connect(self._wrong)
        self.contact.clicked.connect(self._contact)
        self.direct.clicked.connect(self._direct)
        self.report.closed.connect(self._allow)
        self.show_hit(None)
        self.fit_letters()

    @property
    def hit(self) -> Hit | None:
        """The entry that is shown."""
        return self._hit

    def show_hit(self, hit: Hit | None) -> None:
        """Show an entry, or none."""
        self._hit = hit
        if hit is None:
            self.title.setText("")
            self.title.hide()
            self.answer.show_answer("")
            self.source.setText(" ")
            self.doubt.hide()
            self.contact_name.setText("")
        else:
            article = hit.article
            self.title.setText(article.title)
            self.title.show()
            self.answer.show_answer(article.answer, [(each.label, each.url) for each in article.attachments])
            self.answer.mark(matched(hit))
            line = self._line(hit)
            self.source.setText(line)
            self.source.setToolTip(tooltip(line))
            warning = doubt(hit)
            self.doubt.setText(warning)
            self.doubt.setVisible(bool(warning))
            whom = f"{plain(article.contact_phone, 40)} {plain(article.contact_department, 60)}"
            self.contact_name.setText(whom.strip())
        self._allow()

    def allow(self, why_not: str | None) -> None:
        """Allow direct answers, or say why not."""
        self._why_not = why_not
        self._allow()

    def fit_letters(self) -> None:
        """Set the answer in larger letters than the rest: it is read out."""
        font = QFont(QApplication.font())
        font.setPixelSize(scaled(17))
        self.answer.setFont(font)
        self.answer.mark_again()

    def _line(self, hit: Hit) -> str:
        article = hit.article
        source = self.tr("No source given")
        if article.source:
            source = self.tr("Source: {0}").format(plain(article.source))
        code = self.tr("{0}, revision {1}").format(article.code, article.revision)
        return " · ".join(part for part in (source, facts(hit), code) if part)

    def _allow(self) -> None:
        nothing = None if self._hit is not None else self.tr("Choose an entry first.")
        self.direct.allow(self._why_not or nothing)
        self.wrong.allow(nothing if self.report.about is None else None)
        if self.wrong.isEnabled():
            self.wrong.setExplanation(self.tr("This answer is wrong: tell the editors."))
        article = self._hit.article if self._hit is not None else None
        contact = article is not None and bool(article.contact_phone or article.contact_department)
        for widget in (self.contact, self.contact_name):  # the words about an entry take their room
            widget.setVisible(contact and self.report.about is None)

    def _direct(self) -> None:
        if self._hit is not None:
            self.direct_answer_requested.emit(self._hit)

    def _wrong(self) -> None:
        if self.report.about is None and self._hit is not None:
            self.wrong_opened.emit(self._hit)
        if self._hit is not None:
            self.report.open(self._hit)
            self._allow()

    def _contact(self) -> None:
        if self._hit is not None:
            article = self._hit.article
            self.contact_requested.emit(article.contact_phone.strip() or article.contact_department.strip())

    def _lay_out(self) -> None:
        set_property(self, "card", "true")
        page = QVBoxLayout(self)
        page.setContentsMargins(scaled(10), scaled(5), scaled(10), scaled(6))
        page.setSpacing(scaled(4))
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addStretch(0)
        for widget in (self.doubt, self.wrong):
            top.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)
        page.addLayout(top)
        self.answer.setMinimumHeight(scaled(64))
        page.addWidget(self.answer, 1)
        whom = QHBoxLayout()
        whom.addWidget(self.contact)
        whom.addWidget(self.contact_name, 1)
        page.addLayout(whom)
        page.addWidget(self.report)
        foot = QHBoxLayout()
        foot.addWidget(self.source, 1)
        foot.addWidget(self.direct)
        page.addLayout(foot)
        self.direct.setMinimumHeight(scaled(32))
