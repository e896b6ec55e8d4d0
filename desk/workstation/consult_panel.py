"""Departments: find one, consult it, make it three, leave the two alone, or hand over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QHeaderView

from desk import wording
from desk.models.targets_model import Target, TargetsModel, raw_number
from desk.records.views import Department
from desk.widgets.buttons import KeyButton
from desk.widgets.cards import Card
from desk.widgets.dressing import scaled
from desk.widgets.keys import shown
from desk.widgets.labels import key_label
from desk.widgets.search_edit import SearchEdit
from desk.widgets.tables import EmptyHint, table
from desk.widgets.text import plain
from desk.workstation.keys import Key
from telephony.snapshots import CallAction, Hindrance

_SEATS = 20  # as many as departments


class ConsultPanel(Card):
    """A field that finds departments, queues and seats, their list, and the four ways to bring one in."""

    query_changed = Signal(str)
    consult_requested = Signal(str, str)  # number, name
    join_requested = Signal()
    leave_requested = Signal()
    transfer_requested = Signal(object)  # Target
    refused = Signal(str)  # why whom Enter was pressed for can't be consulted

    def __init__(self, queues: Mapping[str, str], seats: Sequence[str] = ()) -> None:
        super().__init__()
        self._queues = tuple(Target("", title, "", queue=name) for name, title in queues.items())
        self._seats = tuple(Target.of_seat(extension) for extension in seats)
        self._why_not: dict[CallAction, str] = {}
        self._text_of_rows = ""
        self.target = SearchEdit(
            "consult_target",
            self.tr("Department or number"),
            self.tr("Department: code, name, initials or number"),
            limit=100,
        )
        self.model = TargetsModel(self)
        self.view = table("consult_targets", self.tr("Departments found"), self.model)
        self.view.horizontalHeader().hide()
        header = self.view.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(2, scaled(112))  # opening hours can be long; the tooltip has them whole
        self.view.verticalHeader().setDefaultSectionSize(scaled(24))
        EmptyHint(self.view, self.tr("No department matches. A telephone number can be typed, too."))
        self.start = KeyButton("consult_start", self.tr("Consult"), Key.CONSULT)
        self.join = KeyButton("consult_join", self.tr("Three-way"), Key.JOIN)
        self.leave = KeyButton("consult_leave", self.tr("Leave"), Key.LEAVE)
        self.transfer = KeyButton("transfer_now", self.tr("Hand over"), Key.TRANSFER)
        self.leave.setExplanation(self.tr("Citizen and department go on alone."))
        field = QHBoxLayout()
        field.addWidget(key_label(shown(Key.TARGET)))
        field.addWidget(self.target, 1)
        self.body.addLayout(field)
        self.body.addWidget(self.view, 1)
        keys = QHBoxLayout()
        keys.setSpacing(scaled(6))
        for button in (self.start, self.join, self.leave, self.transfer):
            button.setMinimumHeight(scaled(36))
            keys.addWidget(button, 1)
        self.body.addLayout(keys)
        self.target.asked.connect(self.query_changed)
        self.target.textChanged.connect(self._number_at_once)
        self.target.down_pressed.connect(self._into_list)
        self.target.returnPressed.connect(self._consult)
        self.view.activated.connect(lambda _index: self._consult())
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._allow())
        self.start.clicked.connect(self._consult)
        self.join.clicked.connect(self.join_requested)
        self.leave.clicked.connect(self.leave_requested)
        self.transfer.clicked.connect(self._transfer)

    @property
    def chosen(self) -> Target | None:
        """The row that is marked; the number typed while the list has not come yet."""
        rows = self.view.selectionModel().selectedRows()
        if rows and self._text_of_rows == self.target.question:
            return self.model.row(rows[0])
        number = raw_number(self.target.text())
        return Target(number) if number else None

    def show_departments(self, text: str, departments: Sequence[Department]) -> None:
        """Show what was found for `text`, the best marked."""
        if text != self.target.question:
            return
        folded = text.strip().casefold()
        queues = [
            queue for queue in self._queues if folded and folded in f"{queue.name} {queue.queue}".casefold()
        ]
        seats = [seat for seat in self._seats if folded and folded in seat.name.casefold()][:_SEATS]
        self._text_of_rows = text
        self.model.set_matches(text, departments, [*queues, *seats])
        if text.strip() and self.model.rowCount():
            self.view.selectRow(0)
        else:
            self.view.clearSelection()
        self.view.scrollToTop()
        self._allow()

    def allow(self, why_not: dict[CallAction, str]) -> None:
        """Enable the actions that are not in `why_not`; the others say why not."""
        self._why_not = why_not
        self._allow()

    def focus_target(self) -> None:
        """Put the cursor into the field."""
        self.target.setFocus()
        self.target.selectAll()

    def propose(self, text: str) -> None:
        """Put a number or a department's name into the field, ready to be consulted."""
        self.target.show_text(text)
        self.target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def clear(self) -> None:
        """Forget the last department."""
        self.target.clear()

    def _number_at_once(self) -> None:
        self._allow()

    def _allow(self) -> None:
        why = self._why_not
        self.start.allow(why.get(CallAction.CONSULT) or self._unreachable() or self._no_consultation())
        self.join.allow(why.get(CallAction.JOIN))
        self.leave.allow(why.get(CallAction.LEAVE))
        if not why.get(CallAction.LEAVE):
            self.leave.setExplanation(self.tr("Citizen and department go on alone."))
        self.transfer.allow(why.get(CallAction.TRANSFER) or self._unreachable())

    def _unreachable(self) -> str | None:
        """Return why the call can't go to what is chosen."""
        target = self.chosen
        if target is None:
            return self.tr("Choose a department or type a number first.")
        if not target.queue and not target.number.strip():
            return self.tr("{0} has no telephone number. Type a number.").format(plain(target.name, 60))
        return None

    def _no_consultation(self) -> str | None:
        """Return why what is chosen can't be spoken with first."""
        queue = self.chosen is not None and self.chosen.queue
        return self.tr("A queue can't be consulted, only handed over to.") if queue else None

    def _consult(self) -> None:
        target, why_not = self.chosen, self._unreachable() or self._no_consultation()
        if why_not:
            self.refused.emit(why_not)
        elif target is not None:
            self.consult_requested.emit(target.number, target.name)

    def _transfer(self) -> None:
        if self.chosen is not None:
            self.transfer_requested.emit(self.chosen)

    def _into_list(self) -> None:
        if self.model.rowCount():
            self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
            if not self.view.selectionModel().hasSelection():
                self.view.selectRow(0)


def no_link() -> dict[CallAction, str]:
    """Return why nothing can be done while there is no link."""
    return dict.fromkeys(CallAction, wording.hindrance(Hindrance.LINK_DOWN))
