"""The fields of an entry; what the call-taker will read out stands beside what is typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desk.editor.attachments import attachments_of, lines_of
from desk.editor.fields import ChoiceEdit, DayEdit, LinesEdit, words_of
from desk.editor.keys import Key
from desk.widgets.answer_view import AnswerView
from desk.widgets.dressing import scaled, set_property
from desk.widgets.fields import LineEdit, NoteEdit
from desk.widgets.keys import shown
from desk.widgets.labels import PlainLabel, caption, key_label
from kb.article import Article


class _AnswerEdit(NoteEdit):
    LIMIT = 20_000


class EntryForm(QWidget):
    """Reads and shows an `Article`; knows nothing of its life."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("entry_form")
        self.title = LineEdit("entry_title", self.tr("Standard question"), self.tr("As citizens ask it"), 200)
        self.similar = LinesEdit(
            "entry_similar", self.tr("Similar questions"), self.tr("Other ways to ask it, one a line"), 3
        )
        self.keywords = LineEdit("entry_keywords", self.tr("Keywords"), self.tr("Separated by commas"), 500)
        self.department = ChoiceEdit("entry_department", self.tr("Department"))
        self.category = ChoiceEdit("entry_category", self.tr("Category"), self.tr("e.g. Housing fund/Loans"))
        self.source = LineEdit("entry_source", self.tr("Source document"), self.tr("Title and number"), 500)
        self.answer = _AnswerEdit(
            "entry_answer",
            self.tr("Answer"),
            self.tr("What the call-taker reads out. **bold**, - lists, [text](https://…)"),
            4,
        )
        self.preview = AnswerView(
            "entry_preview",
            self.tr("Answer as the call-taker sees it"),
            self.tr("As the call-taker sees it"),
        )
        self.preview_box = QFrame()
        self.valid_from = DayEdit("entry_valid_from", self.tr("Valid from"), self.tr("at once"))
        self.valid_until = DayEdit("entry_valid_until", self.tr("Valid until"), self.tr("no end"))
        self.contact_department = ChoiceEdit(
            "entry_contact_department", self.tr("Department for the three-way call"), self.tr("Whom to join")
        )
        self.contact_phone = LineEdit(
            "entry_contact_phone", self.tr("Telephone for the three-way call"), self.tr("Telephone"), 40
        )
        self.attachments = LinesEdit(
            "entry_attachments",
            self.tr("Attachments as links"),
            self.tr("Name and address, one a line: Form https://…"),
            1,
        )
        self._article = Article("", "", "")
        self._filling = False
        self._lay_out()
        for field in self.lines:
            field.textChanged.connect(self._changed)
        for text in (self.similar, self.answer, self.attachments):
            text.textChanged.connect(self._changed)
        self.answer.textChanged.connect(lambda: self.preview.show_answer(self.answer.toPlainText()))

    @property
    def lines(self) -> tuple[LineEdit, ...]:
        """The fields of one line, in the order of the keyboard."""
        return (
            self.title,
            self.keywords,
            self.department,
            self.category,
            self.source,
            self.valid_from,
            self.valid_until,
            self.contact_department,
            self.contact_phone,
        )

    @property
    def article(self) -> Article:
        """What stands in the fields; code and revision are those of the article that was shown."""
        return replace(
            self._article,
            title=" ".join(self.title.text().split()),
            similar=self.similar.items,
            keywords=words_of(self.keywords.text()),
            answer=self.answer.toPlainText().strip(),
            department=self.department.text().strip(),
            category=self.category.text().strip(),
            source=self.source.text().strip(),
            valid_from=self.valid_from.day,
            valid_until=self.valid_until.day,
            contact_department=self.contact_department.text().strip(),
            contact_phone=self.contact_phone.text().strip(),
            attachments=attachments_of(self.attachments.toPlainText().splitlines())[0],
        )

    @property
    def hindrance(self) -> str:
        """Say what can't be understood in the fields, in words; empty when all can."""
        for field in (self.valid_from, self.valid_until):
            if field.wrong:
                return self.tr("“{0}” is no date: write it as 2027-06-30.").format(field.text().strip())
        starts, ends = self.valid_from.day, self.valid_until.day
        if starts is not None and ends is not None and ends < starts:
            return self.tr("The entry would end ({0}) before it begins ({1}).").format(ends, starts)
        bad = attachments_of(self.attachments.toPlainText().splitlines())[1]
        if bad:
            return self.tr("“{0}” has no address that begins with http:// or https://.").format(bad[0][:60])
        return ""

    def show_article(self, article: Article) -> None:
        """Show `article`; fields that already say the same are left alone, cursor and all."""
        self._article = article
        self._filling = True
        for field, text in (
            (self.title, article.title),
            (self.department, article.department),
            (self.category, article.category),
            (self.source, article.source),
            (self.contact_department, article.contact_department),
            (self.contact_phone, article.contact_phone),
        ):
            if field.text() != text:
                field.setText(text)
                field.setCursorPosition(0)
        if words_of(self.keywords.text()) != article.keywords:
            self.keywords.setText("、".join(article.keywords))
            self.keywords.setCursorPosition(0)
        self.similar.show_items(article.similar)
        if self.answer.toPlainText().strip() != article.answer.strip():
            self.answer.setPlainText(article.answer)
        self.valid_from.show_day(article.valid_from)
        self.valid_until.show_day(article.valid_until)
        lines = lines_of(article.attachments)
        if self.attachments.toPlainText() != lines:
            self.attachments.setPlainText(lines)
        self.preview.show_answer(self.answer.toPlainText())
        self._filling = False

    def renumber(self, article: Article) -> None:
        """Take over code and revision; what stands in the fields is left alone."""
        self._article = article

    def set_read_only(self, read_only: bool) -> None:
        """Let the fields be typed in, or only read."""
        for field in self.lines:
            field.setReadOnly(read_only)
        for text in (self.similar, self.answer, self.attachments):
            text.setReadOnly(read_only)

    def set_known(self, departments: Sequence[str], categories: Sequence[str]) -> None:
        """Offer the departments and categories that there are."""
        self.department.set_known(departments)
        self.contact_department.set_known(departments)
        self.category.set_known(categories)

    def toggle_preview(self) -> None:
        """Show or hide what the call-taker will see."""
        self.preview_box.setVisible(self.preview_box.isHidden())

    def _changed(self) -> None:
        if not self._filling:
            self.edited.emit()

    def _lay_out(self) -> None:
        set_property(self.preview_box, "card", "true")
        sheet = QVBoxLayout(self.preview_box)
        sheet.setContentsMargins(scaled(8), scaled(2), scaled(6), scaled(2))
        sheet.setSpacing(scaled(1))
        head = QHBoxLayout()
        head.setSpacing(scaled(6))
        head.addWidget(caption(self.tr("As the call-taker sees it")))
        head.addWidget(key_label(shown(Key.PREVIEW)))
        head.addStretch(1)
        sheet.addLayout(head)
        sheet.addWidget(self.preview, 1)
        answers = QHBoxLayout()
        answers.setSpacing(scaled(6))
        answers.addWidget(self.answer, 1)
        answers.addWidget(self.preview_box, 1)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(scaled(6))
        grid.setVerticalSpacing(scaled(4))
        for row, (left, field, right, other) in enumerate(
            (
                (self.tr("Question"), self.title, "", None),
                (self.tr("Similar"), self.similar, "", None),
                (self.tr("Answer"), None, "", None),
                (self.tr("Keywords"), self.keywords, self.tr("Source"), self.source),
                (self.tr("Department"), self.department, self.tr("Category"), self.category),
                (self.tr("Valid from"), self.valid_from, self.tr("Valid until"), self.valid_until),
                (
                    self.tr("Three-way"),
                    self.contact_department,
                    self.tr("Telephone"),
                    self.contact_phone,
                ),
                (self.tr("Links"), self.attachments, "", None),
            )
        ):
            grid.addWidget(_name(left, high=field in (None, self.similar)), row, 0)
            if field is None:
                grid.addLayout(answers, row, 1, 1, 3)
                grid.setRowStretch(row, 1)
            elif other is None:
                grid.addWidget(field, row, 1, 1, 3)
            else:
                grid.addWidget(field, row, 1)
                grid.addWidget(_name(right), row, 2)
                grid.addWidget(other, row, 3)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        self.similar.setMaximumHeight(self.similar.sizeHint().height())
        self.attachments.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.attachments.setMaximumHeight(self.attachments.sizeHint().height())


def _name(text: str, *, high: bool = False) -> PlainLabel:
    label = caption(text)
    label.setAlignment(
        Qt.AlignmentFlag.AlignRight | (Qt.AlignmentFlag.AlignTop if high else Qt.AlignmentFlag.AlignVCenter)
    )
    if high:
        label.setContentsMargins(0, scaled(6), 0, 0)
        label.setSizePolicy(label.sizePolicy().horizontalPolicy(), QSizePolicy.Policy.Expanding)
    return label
