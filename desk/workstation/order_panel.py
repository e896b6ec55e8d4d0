"""The work order: written while the citizen speaks, dispatched with one key."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QListView,
)

from desk import wording
from desk.records.views import Department, DepartmentSuggestion, OrderDraft, OrderKind, OrderView
from desk.widgets.buttons import ElidedButton, KeyButton
from desk.widgets.cards import Card
from desk.widgets.dressing import scaled
from desk.widgets.fields import LineEdit, NoteEdit
from desk.widgets.keys import shown
from desk.widgets.labels import PlainLabel, caption, key_label
from desk.widgets.text import moment, plain, tooltip
from desk.workstation.keys import Key

_SUGGESTIONS = 3


class OrderPanel(Card):
    """The form; it knows its fields and nothing of calls or storage."""

    edited = Signal()
    deadline_wanted = Signal()  # kind or urgency changed
    department_typed = Signal(str)
    dispatch_requested = Signal()
    another_requested = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("Work order"))
        self._filling = False
        self._why_not: str | None = self.tr("There is no call.")
        self._department: Department | None = None
        self._matches: tuple[Department, ...] = ()
        self._dispatched: OrderView | None = None
        self.kind = QComboBox()
        self.kind.setObjectName("order_kind")
        self.kind.setAccessibleName(self.tr("Kind of request"))
        for kind in OrderKind:
            self.kind.addItem(wording.order_kind(kind), kind)
        self.urgent = QCheckBox(self.tr("Urgent ({0})").format(shown(Key.URGENT)))
        self.urgent.setObjectName("order_urgent")
        self.urgent.setAccessibleName(self.tr("Urgent"))
        self.deadline = PlainLabel("order_deadline", self.tr("Deadline of the work order"))
        self.deadline.setTone("muted")
        self.deadline.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.title = LineEdit(
            "order_title", self.tr("Title of the work order"), self.tr("Title: what is it about?"), 120
        )
        self.place = LineEdit("order_place", self.tr("Place of the matter"), self.tr("Place"), 200)
        self.detail = NoteEdit(
            "order_detail",
            self.tr("Text of the work order"),
            self.tr("What happened, since when, what does the citizen want?"),
            2,
        )
        self.department = LineEdit(
            "order_department",
            self.tr("Department that handles it"),
            self.tr("Department: name, code, initials"),
            100,
        )
        self._names = QStringListModel(self)
        self._completer = QCompleter(self._names, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setWidget(self.department)
        self._popup = QListView()
        self._popup.setObjectName("order_department_matches")
        self._popup.setAccessibleName(self.tr("Departments found"))
        self._completer.setPopup(self._popup)
        self._completer.activated.connect(self._take_named)
        self.suggestions = [self._suggestion(at) for at in range(_SUGGESTIONS)]
        self._suggested: tuple[DepartmentSuggestion, ...] = ()
        self.dispatch = KeyButton("order_dispatch", self.tr("Dispatch"), Key.DISPATCH, kind="primary")
        self.number = PlainLabel(
            "order_number", self.tr("Number of the work order, to read out"), size=20, bold=True
        )
        self._number_caption = caption("")
        self.another = KeyButton("order_another", self.tr("Another order"), Key.ANOTHER)
        self.another.setProperty("small", "true")
        self.another.hide()
        self.saved = PlainLabel("order_saved", self.tr("State of the draft"), size=12)
        self.saved.setTone("muted")
        self.saved.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._lay_out()
        self._connect()
        self._show_numbers((), self.tr("No."), "")
        self.saved.hide()
        self._allow()

    @property
    def chosen_department(self) -> Department | None:
        """The department that the order goes to, once it is certain."""
        return self._department

    @property
    def matter(self) -> str:
        """Title and text, for what is like this matter."""
        return f"{self.title.text()} {self.detail.toPlainText()}".strip()

    @property
    def empty(self) -> bool:
        """Whether nothing has been typed."""
        return not (self.matter or self.place.text().strip() or self._department)

    def fill_into(self, draft: OrderDraft) -> OrderDraft:
        """Return `draft` with what stands in the form."""
        return OrderDraft(
            call_id=draft.call_id,
            kind=self.order_kind,
            urgent=self.urgent.isChecked(),
            title=self.title.text().strip(),
            detail=self.detail.toPlainText().strip(),
            place=self.place.text().strip(),
            department_code=self._department.code if self._department else "",
            note=draft.note,
            caller_number=draft.caller_number,
            updated_at=datetime.now(UTC),
        )

    @property
    def order_kind(self) -> OrderKind:
        """The kind that is chosen."""
        return OrderKind(self.kind.currentData())

    def show_draft(self, draft: OrderDraft | None, earlier: Sequence[OrderView] = ()) -> None:
        """Put a draft into the form, or empty it; `earlier` orders of the same call have left already."""
        self._filling = True
        draft = draft or OrderDraft("")
        self._dispatched = None
        self.kind.setCurrentIndex(self.kind.findData(draft.kind))
        self.urgent.setChecked(draft.urgent)
        self.title.show_text(draft.title)
        self.place.show_text(draft.place)
        if self.detail.toPlainText() != draft.detail:  # setting it lays the document out anew
            self.detail.show_text(draft.detail)
        self._department = None
        self.department.setText(draft.department_code)
        self._show_numbers(earlier, self.tr("Dispatched:") if earlier else self.tr("No."), "muted")
        self.another.hide()
        self.saved.hide()
        self.show_suggestions(())
        self._filling = False
        self._allow()
        self.deadline_wanted.emit()

    def show_department(self, department: Department) -> None:
        """Choose the department of the order."""
        self._filling = True
        self._department = department
        self.department.setText(plain(department.name, 100))
        self.department.setToolTip(tooltip("\n".join((department.name, department.phone, department.duties))))
        self._filling = False
        self._allow()

    def show_matches(self, text: str, departments: Sequence[Department]) -> None:
        """Offer departments for what was typed; a complete code or name is taken at once."""
        if text != self.department.text():
            return
        self._matches = tuple(departments)
        wanted = text.strip().casefold()
        exact = [found for found in departments if wanted in (found.code.casefold(), found.name.casefold())]
        if len(exact) == 1:
            if len(departments) == 1:  # its code: the name tells whether it is the one that was meant
                self.show_department(exact[0])
            self._department = exact[0]
            self._allow()
            self.edited.emit()
        self._names.setStringList([f"{plain(found.name, 60)}  {found.code}" for found in departments])
        if self.department.hasFocus() and departments and not exact:
            self._completer.complete()
        else:
            self._popup.hide()

    def show_suggestions(self, suggestions: Sequence[DepartmentSuggestion]) -> None:
        """Propose departments; the call-taker decides."""
        self._suggested = tuple(suggestions)[:_SUGGESTIONS]
        for at, button in enumerate(self.suggestions):
            there = at < len(self._suggested)
            button.setVisible(there)
            if there:
                found = self._suggested[at]
                button.setLabel(f"{at + 1}  {plain(found.department.name)}")
                button.setAccessibleName(
                    self.tr("Suggested department: {0}").format(plain(found.department.name))
                )
                why = (
                    self.tr("Like {0} earlier orders").format(found.like_orders) if found.like_orders else ""
                )
                button.setToolTip(
                    tooltip("\n".join(part for part in (found.department.name, found.evidence, why) if part))
                )
                button.setAccessibleDescription(f"Alt+{at + 1} {plain(found.evidence, 100)}")
        self._no_suggestions.setVisible(not self._suggested)

    def show_deadline(self, due: datetime, now: datetime) -> None:
        """Show until when the department has to answer."""
        hours = (due - now).total_seconds() / 3600
        length = (
            self.tr("{0} min").format(round(hours * 60))
            if hours < 1.5
            else self.tr("{0} h").format(round(hours))
        )
        self.deadline.setText(self.tr("Due {0} ({1})").format(moment(due, now), length))
        self.deadline.setTone("danger" if self.urgent.isChecked() else "muted")

    def show_saved(self, when: datetime) -> None:
        """Tell that the draft is stored."""
        if self._dispatched is None:
            self.saved.setText(self.tr("Draft saved {0}").format(when.astimezone().strftime("%H:%M:%S")))
            self.saved.setToolTip("")
            self.saved.setTone("muted")
            self.saved.show()

    def show_not_saved(self, why: str) -> None:
        """Tell that the draft could not be stored."""
        self.saved.setText(self.tr("DRAFT NOT SAVED: {0}").format(why))
        self.saved.setToolTip(tooltip(self.saved.text()))
        self.saved.setTone("danger")
        self.saved.show()

    def show_dispatched(self, order: OrderView, earlier: Sequence[OrderView] = ()) -> None:
        """Show the number, large, to be read out, and those of `earlier` orders of the same call."""
        self._dispatched = order
        self._show_numbers((order,), self.tr("No."), "good")
        department, before = plain(order.department_name, 60), _numbers(earlier)
        text = self.tr("Dispatched to {0}; before it: {1}") if earlier else self.tr("Dispatched to {0}")
        self.saved.setText(text.format(department, before))
        self.saved.setToolTip(tooltip(self.saved.text()))
        self.another.show()
        self.saved.setTone("muted")
        self.saved.show()
        self._allow()

    def allow(self, why_not: str | None) -> None:
        """Allow dispatching, or say why not."""
        self._why_not = why_not
        self._allow()

    def focus_form(self) -> None:
        """Put the cursor into the title."""
        self.title.setFocus()

    def choose_suggestion(self, at: int) -> None:
        """Take a proposed department."""
        if at < len(self._suggested):
            self.show_department(self._suggested[at].department)
            self.edited.emit()

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(self._deadline_changed)
        self.urgent.toggled.connect(self._deadline_changed)
        for field in (self.title, self.place):
            field.textChanged.connect(self._typed)
        self.detail.textChanged.connect(self._typed)
        self.department.textEdited.connect(self._department_edited)
        self.department.returnPressed.connect(lambda: self._take(0) if self._department is None else None)
        self.department.down_pressed.connect(self._completer.complete)
        self.dispatch.clicked.connect(self.dispatch_requested)
        self.another.clicked.connect(self.another_requested)

    def _show_numbers(self, orders: Sequence[OrderView], words: str, tone: str) -> None:
        self._number_caption.setText(words)
        self.number.setText(_numbers(orders))
        self.number.setToolTip(tooltip(_numbers(orders)))
        self.number.setTone(tone)

    def _typed(self) -> None:
        if not self._filling:
            self._allow()
            self.edited.emit()

    def _deadline_changed(self) -> None:
        self.deadline_wanted.emit()
        self._typed()

    def _department_edited(self, text: str) -> None:
        self._department = None
        self._allow()
        self.department_typed.emit(text)
        self.edited.emit()

    def _take_named(self, text: str) -> None:
        if text in self._names.stringList():
            self._take(self._names.stringList().index(text))

    def _take(self, at: int) -> None:
        if 0 <= at < len(self._matches):
            self.show_department(self._matches[at])
            self.edited.emit()

    def _allow(self) -> None:
        why = self._why_not
        if self._dispatched is not None:
            why = self.tr("This work order has been dispatched.")
        elif why is None and not self.title.text().strip():
            why = self.tr("The work order has no title yet.")
        elif why is None and self._department is None:
            why = self.tr("Choose the department from the list or a suggestion.")
        self.dispatch.allow(why)
        for field in (self.kind, self.urgent, self.title, self.place, self.detail, self.department):
            field.setEnabled(self._dispatched is None)

    def _suggestion(self, at: int) -> ElidedButton:
        button = ElidedButton(f"order_suggestion_{at + 1}")
        button.setProperty("small", "true")
        button.setProperty("suggestion", "true")
        button.setMinimumHeight(scaled(24))
        button.clicked.connect(lambda: self.choose_suggestion(at))
        button.hide()
        return button

    def _lay_out(self) -> None:
        self.head.insertWidget(1, key_label(shown(Key.ORDER)))
        self.head.addWidget(self.saved, 6)
        self.head.addWidget(self.another)
        first = QHBoxLayout()
        for widget, stretch in ((self.kind, 0), (self.urgent, 0), (self.deadline, 1)):
            first.addWidget(widget, stretch)
        self.body.addLayout(first)
        self.body.addWidget(self.title)
        self.body.addWidget(self.detail, 1)
        where = QHBoxLayout()
        where.addWidget(self.place, 9)
        where.addWidget(self.department, 11)
        self.body.addLayout(where)
        proposals = QHBoxLayout()
        proposals.setSpacing(scaled(5))
        for button in self.suggestions:
            proposals.addWidget(button, 1)
        self._no_suggestions = PlainLabel("order_no_suggestion", self.tr("No suggestion"), size=12)
        self._no_suggestions.setTone("muted")
        self._no_suggestions.setText(self.tr("Departments are suggested as you type (Alt+1…3)."))
        self._no_suggestions.setMinimumHeight(scaled(24))
        proposals.addWidget(self._no_suggestions, 1)
        self.body.addLayout(proposals)
        last = QHBoxLayout()
        self.dispatch.setMinimumHeight(scaled(36))
        last.addWidget(self.dispatch)
        last.addSpacing(scaled(8))
        last.addWidget(self._number_caption)
        last.addWidget(self.number, 1)
        self.body.addLayout(last)


def _numbers(orders: Sequence[OrderView]) -> str:
    return ", ".join(order.number for order in reversed(orders))
