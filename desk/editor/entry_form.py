"""The fields of an entry; what the call-taker will read out stands beside what is typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desk.editor.attachments import attachments_of, lines_of
from desk.editor.fields import ChoiceEdit, DayEdit, LinesEdit, day_of, items_of, lines_in
from desk.editor.keys import Key
from desk.widgets.answer_view import AnswerView
from desk.widgets.dressing import scaled, set_property
from desk.widgets.fields import LineEdit, NoteEdit
from desk.widgets.keys import shown
from desk.widgets.labels import PlainLabel, caption, key_label
from kb.article import Article, Attachment
from kb.rows import ITEMS, longest


class EntryForm(QWidget):
    """Reads and shows an `Article`; knows nothing of its life."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("entry_form")
        self.title = LineEdit(
            "entry_title", self.tr("Standard question"), self.tr("As citizens ask it"), longest("title")
        )
        self.similar = LinesEdit(
            "entry_similar",
            self.tr("Similar questions"),
            self.tr("Other ways to ask it, one a line"),
            3,
            _room("similar"),
        )
        self.keywords = LineEdit(
            "entry_keywords", self.tr("Keywords"), self.tr("Separated by commas"), _room("keywords")
        )
        self.department = ChoiceEdit("entry_department", self.tr("Department"), limit=longest("department"))
        self.category = ChoiceEdit(
            "entry_category",
            self.tr("Category"),
            self.tr("e.g. Housing fund/Loans"),
            longest("category"),
        )
        self.source = LineEdit(
            "entry_source", self.tr("Source document"), self.tr("Title and number"), longest("source")
        )
        self.answer = NoteEdit(
            "entry_answer",
            self.tr("Answer"),
            self.tr("What the call-taker reads out. **bold**, - lists, [text](https://…)"),
            4,
            longest("answer"),
        )
        self.preview = AnswerView(
            "entry_preview",
            self.tr("Answer as the call-taker sees it"),
            self.tr("Appears while you write."),
        )
        self.preview_box = QFrame()
        self.valid_from = DayEdit("entry_valid_from", self.tr("Valid from"), self.tr("at once"))
        self.valid_until = DayEdit("entry_valid_until", self.tr("Valid until"), self.tr("no end"))
        self.contact_department = ChoiceEdit(
            "entry_contact_department",
            self.tr("Department for the three-way call"),
            self.tr("Whom to join"),
            longest("contact_department"),
        )
        self.contact_phone = LineEdit(
            "entry_contact_phone",
            self.tr("Telephone for the three-way call"),
            self.tr("Telephone"),
            longest("contact_phone"),
        )
        self.attachments = LinesEdit(
            "entry_attachments",
            self.tr("Attachments as links"),
            self.tr("Name and address, one a line: Form https://…"),
            1,
            _room("attachments", texts=2),
        )
        self._fields: Mapping[str, LineEdit | NoteEdit] = {name: getattr(self, name) for name in _READ}
        self._article = Article("", "", "")  # as it is stored
        self._shown = self._article, self._texts()
        self._filling = False
        self._lay_out()
        for field in self._fields.values():
            field.textChanged.connect(self._changed)
        for text in (self.answer, self.attachments):
            text.textChanged.connect(self._preview)

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
        """What stands in the fields; code and revision are those of the article that was shown.

        A field that can't be read counts as what is stored of it, one that nobody touched as what was shown.
        """
        return replace(self._article, **dict(self._values()))

    @property
    def unread(self) -> str:
        """Say what can't be read in the fields, in words; empty when all can."""
        for field in (self.valid_from, self.valid_until):
            if field.wrong:
                return self.tr("“{0}” is no date: write it as 2027-06-30.").format(field.text().strip())
        lines = self.attachments.toPlainText()
        bad = attachments_of(lines.splitlines())[1] if lines != self._shown[1]["attachments"] else ()
        if bad:
            return self.tr("“{0}” has no address that begins with http:// or https://.").format(bad[0][:60])
        return ""

    @property
    def hindrance(self) -> str:
        """Say why what stands in the fields can't be handed on, in words; empty when it can."""
        starts, ends = self.valid_from.day, self.valid_until.day
        if not self.unread and starts is not None and ends is not None and ends < starts:
            return self.tr("The entry would end ({0}) before it begins ({1}).").format(ends, starts)
        return self.unread

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
                field.show_text(text)
        if items_of(self.keywords.text()) != article.keywords:
            self.keywords.show_text("、".join(article.keywords))
        self.similar.show_items(article.similar)
        if self.answer.toPlainText().strip() != article.answer.strip():
            self.answer.show_text(article.answer)
        self.valid_from.show_day(article.valid_from)
        self.valid_until.show_day(article.valid_until)
        lines = lines_of(article.attachments)
        if self.attachments.toPlainText() != lines:
            self.attachments.show_text(lines)
        self._shown = article, self._texts()
        self._filling = False
        self._preview()

    def renumber(self, article: Article) -> None:
        """Take over what is stored now; what stands in the fields is left alone."""
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

    def _texts(self) -> dict[str, str]:
        return {name: field.typed for name, field in self._fields.items()}

    def _values(self) -> Iterator[tuple[str, Any]]:
        article, texts = self._shown
        for name, text in self._texts().items():
            if text == texts[name]:
                # A field can't show everything: a comma in a keyword, a blank that does not break.
                yield name, getattr(article, name)
                continue
            try:
                value = _READ[name](text)
            except ValueError:
                continue
            yield name, value

    def _preview(self) -> None:
        if not self._filling:
            links = [(each.label, each.url) for each in self.article.attachments]
            self.preview.show_answer(self.answer.toPlainText(), links)

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


def _room(name: str, *, texts: int = 1) -> int:
    """Return how long a list may be that is typed in one field, where an item is so many texts."""
    return ITEMS * texts * (longest(name) + 1)


def _line(text: str) -> str:
    return " ".join(text.split())


def _day(text: str) -> date | None:
    day = day_of(text)
    if day is None and text.strip():
        raise ValueError(text)
    return day


def _links(text: str) -> tuple[Attachment, ...]:
    links, bad = attachments_of(text.splitlines())
    if bad:
        raise ValueError(bad[0])
    return links


# How each field is read; ValueError says that it can't be.
_READ: Mapping[str, Callable[[str], object]] = {
    "title": _line,
    "similar": lines_in,
    "answer": str.strip,
    "department": str.strip,
    "category": str.strip,
    "keywords": items_of,
    "source": str.strip,
    "valid_from": _day,
    "valid_until": _day,
    "contact_department": str.strip,
    "contact_phone": str.strip,
    "attachments": _links,
}
