"""The caller: warnings, name, note, open orders, earlier calls."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QHeaderView, QMenu, QPushButton, QTableView, QVBoxLayout

from desk import wording
from desk.models.calls_model import CallsModel
from desk.models.orders_model import OrdersModel, is_late, remaining
from desk.records.views import CallerCard, OrderState, OrderView, Outcome, RepeatCall
from desk.timers import after
from desk.widgets.buttons import KeyButton
from desk.widgets.cards import Card
from desk.widgets.dressing import scaled, set_property
from desk.widgets.fields import LineEdit, NoteEdit
from desk.widgets.keys import shown
from desk.widgets.labels import PlainLabel, key_label
from desk.widgets.tables import EmptyHint, table
from desk.widgets.text import plain, tooltip
from desk.workstation.keys import Key

_FADE_MS = 60  # how long the last caller's lists stay while the next one is looked up


class CallerPanel(Card):
    """What the records know of the caller; name and note can be changed here."""

    note_changed = Signal(str)
    name_changed = Signal(str)
    remind_requested = Signal(str)  # number of the order
    nuisance_requested = Signal(str)  # reason
    editing_ended = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("Caller"))
        self._repeat_order: OrderView | None = None
        self._filling = False
        # A card comes within milliseconds as a rule: lists that empty and fill again cost more.
        self._fading = after(_FADE_MS, self._clear_lists, self)
        self.alert_box = QFrame()
        self.alert = PlainLabel("caller_alert", self.tr("Warnings about the caller"), bold=True, wrap=True)
        self.remind = KeyButton("caller_remind", self.tr("Remind the department"), Key.REMIND)
        alert = self._alert_layout = QVBoxLayout(self.alert_box)
        alert.setContentsMargins(scaled(8), scaled(3), scaled(8), scaled(5))
        alert.setSpacing(scaled(2))
        alert.addWidget(self.alert)
        alert.addWidget(self.remind, 0, Qt.AlignmentFlag.AlignRight)
        self.name = LineEdit("caller_name", self.tr("Name of the caller"), self.tr("Name"), limit=100)
        self.address = PlainLabel("caller_address", self.tr("Address of the caller"))
        self.address.setTone("muted")
        self.note = NoteEdit(
            "caller_note",
            self.tr("Note about the caller"),
            self.tr("Note about the caller"),
            lines=2,
            limit=1000,
        )
        self.nuisance = QPushButton(self.tr("Nuisance …"))
        self.nuisance.setObjectName("caller_nuisance")
        self.nuisance.setProperty("small", "true")
        self.nuisance.setAccessibleName(self.tr("Mark as nuisance caller"))
        self.nuisance.setMenu(self._nuisance_menu())
        self.not_nuisance = QPushButton(self.tr("Not a nuisance call"))
        self.not_nuisance.setObjectName("caller_not_nuisance")
        self.not_nuisance.setProperty("small", "true")
        self.not_nuisance.setAccessibleName(self.tr("Take the nuisance mark away from this caller"))
        self.not_nuisance.hide()
        self.summary = PlainLabel("caller_summary", self.tr("Number of earlier calls"), size=12)
        self.summary.setTone("muted")
        self.orders_model = OrdersModel(self)
        self.orders = self._make_table(
            "caller_orders", self.tr("Work orders of the caller"), self.orders_model, 41
        )
        self.calls_model = CallsModel(self)
        self.calls = self._make_table(
            "caller_calls", self.tr("Earlier calls of the caller"), self.calls_model, 25
        )
        # Fixed: a table whose columns jump from caller to caller can't be read at a glance.
        letters = self.calls.fontMetrics()
        outcome = max(letters.horizontalAdvance(wording.outcome(one)) for one in Outcome) + scaled(22)
        for column, width in ((0, scaled(92)), (1, max(outcome, scaled(98))), (3, scaled(52))):
            self.calls.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.calls.horizontalHeader().resizeSection(column, width)
        self._mode(self.calls, 2, "S")
        for column in (0, 1):
            self._mode(self.orders, column, "S")
        self._orders_hint = EmptyHint(self.orders, self.tr("No work orders."))
        self._calls_hint = EmptyHint(self.calls, self.tr("No earlier calls."))
        self._lay_out()
        self.name.editingFinished.connect(self._name_done)
        self._leaving = after(0, self._left, self)
        for field in (self.name, self.note):
            field.installEventFilter(self)
        self.note.textChanged.connect(self._note_typed)
        self.remind.clicked.connect(self._remind)
        self.not_nuisance.clicked.connect(lambda: self.nuisance_requested.emit(""))
        self.clear()

    @property
    def busy(self) -> bool:
        """Whether somebody is typing into the name or the note."""
        return self.name.hasFocus() or self.note.hasFocus()

    @property
    def keeps_name(self) -> bool:
        """Whether the name is being typed: a card leaves it as it stands, in a window behind others too."""
        return self.name.hasFocus() or self.name.text().strip() != self._known_name

    @property
    def keeps_note(self) -> bool:
        """Whether the note is being typed: a card leaves it as it stands."""
        return self.note.hasFocus()

    def clear(self) -> None:
        """Show that there is no caller."""
        self.forget_caller()
        self._clear_lists()

    def finish_typing(self) -> None:
        """Take a name and letters of an input method as they stand: the fields go to another caller."""
        if self.busy:
            QGuiApplication.inputMethod().commit()
        self._take_name()

    def forget_caller(self) -> None:
        """Empty the fields, also one that somebody types in: the text belongs to the last caller."""
        self._filling = True
        self._known_name = ""
        self._repeat_order = None
        self.name.show_text("")
        if self.note.toPlainText():
            self.note.show_text("")
        self.address.setText("")
        self.summary.setText("")
        self._filling = False
        self._enable(False)

    def _clear_lists(self) -> None:
        self._fading.stop()
        self.alert_box.hide()
        self.orders_model.set_rows(())
        self.calls_model.set_rows(())

    def show_loading(self) -> None:
        """Show that the records are being asked."""
        self.summary.setText(self.tr("Looking up the caller …"))
        self._fading.start()

    def show_error(self, text: str) -> None:
        """Show that the records could not be read."""
        self.clear()
        self.summary.setText(text)

    def show_card(self, card: CallerCard) -> None:
        """Show everything that is known."""
        self._fading.stop()
        self._filling = True
        known = not card.number.withheld
        self._enable(known)
        if not self.keeps_name:
            self.name.show_text(plain(card.name, len(card.name)))
            self._known_name = self.name.text().strip()
        if not self.keeps_note and self.note.toPlainText() != card.note:
            self.note.show_text(card.note)
        self.address.setText(plain(card.address))
        self.address.setToolTip(tooltip(card.address))
        self.address.setVisible(bool(card.address))
        if not known:
            self.summary.setText(self.tr("Number withheld: nothing is known of the caller."))
        elif card.calls_total:
            self.summary.setText(self.tr("Calls so far: {0}").format(card.calls_total))
        else:
            self.summary.setText(self.tr("First call from this number"))
        self.orders_model.set_rows(card.orders)
        self.calls_model.set_rows(card.calls)
        self._show_alert(card)
        # Laid out now, not in turns of their own that have the lists painted twice.
        self._alert_layout.activate()
        self.body.activate()
        for view in (self.orders, self.calls):
            view.doItemsLayout()
        self._filling = False

    def show_reminded(self, order: OrderView) -> None:
        """Show an order after a reminder."""
        rows = [order if row.number == order.number else row for row in self.orders_model.rows]
        self.orders_model.set_rows(rows)
        if self._repeat_order is not None and self._repeat_order.number == order.number:
            self._repeat_order = order
            self.remind.allow(self.tr("The department has just been reminded."))

    def tick(self) -> None:
        """Let the times left follow the clock."""
        self.orders_model.refresh()

    def focus_note(self) -> None:
        """Put the cursor into the note."""
        self.note.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that somebody leaves a field, once it has taken what was typed."""
        if event.type() == QEvent.Type.FocusOut:
            self._leaving.start()
        return super().eventFilter(watched, event)

    def _show_alert(self, card: CallerCard) -> None:
        lines = []
        if card.nuisance:
            text = self.tr("Nuisance calls: {0}") if card.nuisance_reason else self.tr("Nuisance calls")
            lines.append(text.format(plain(card.nuisance_reason, 120)))
        self._repeat_order = None
        if card.repeat is not None:
            lines.append(self._repeat(card.repeat))
            order = card.repeat.order
            self._repeat_order = order if order is not None and order.state is not OrderState.CLOSED else None
        said = self._repeat_order.number if self._repeat_order is not None else ""
        late = sum(1 for order in card.orders if is_late(order) and order.number != said)
        if late:
            lines.append(self.tr("Overdue work orders: {0}").format(late))
        self.alert.setText(" · ".join(lines))
        self.alert.setToolTip(tooltip("\n".join(lines)))
        self.remind.setVisible(self._repeat_order is not None)
        self.remind.allow(None)
        card_kind = "danger" if card.nuisance else "alert"
        if self.alert_box.property("card") != card_kind:
            set_property(self.alert_box, "card", card_kind)
            for widget in (self.alert, self.remind):  # their colour comes from the box
                widget.style().unpolish(widget)
                widget.style().polish(widget)
        self.alert_box.setVisible(bool(lines))
        self.nuisance.setVisible(not card.nuisance)
        self.not_nuisance.setVisible(card.nuisance)

    def _repeat(self, repeat: RepeatCall) -> str:
        text, order = self.tr("Repeat call"), repeat.order
        if repeat.calls:
            text = self.tr("Repeat call: {0} calls in {1} days").format(repeat.calls, repeat.days)
        if order is None:
            return text
        if order.state is OrderState.CLOSED:
            return self.tr("{0}. Order {1} on this matter is closed.").format(text, order.number)
        return self.tr("{0}. Order {1} is open ({2}).").format(text, order.number, remaining(order))

    def _enable(self, known: bool) -> None:
        self.name.setEnabled(known)
        self.note.setEnabled(known)
        self.nuisance.setEnabled(known)
        self.not_nuisance.setEnabled(known)
        self.remind.allow(None if known else self.tr("There is no open order to remind of."))

    def _remind(self) -> None:
        if self._repeat_order is not None:
            self.remind_requested.emit(self._repeat_order.number)

    def _name_done(self) -> None:
        self._take_name()
        self.editing_ended.emit()

    def _left(self) -> None:
        if not self.busy:
            self.editing_ended.emit()

    def _take_name(self) -> None:
        name = self.name.text().strip()
        if not self._filling and name != self._known_name:
            self._known_name = name
            self.name_changed.emit(name)

    def _note_typed(self) -> None:
        if not self._filling:
            self.note_changed.emit(self.note.toPlainText())

    def _nuisance_menu(self) -> QMenu:
        menu = QMenu(self)
        for reason in (
            self.tr("Silent call"),
            self.tr("Abuse"),
            self.tr("Pranks"),
            self.tr("Advertising"),
        ):
            action = menu.addAction(reason)
            action.triggered.connect(lambda _=False, text=reason: self.nuisance_requested.emit(text))
        return menu

    def _make_table(
        self, name: str, accessible: str, model: OrdersModel | CallsModel, height: int
    ) -> QTableView:
        view = table(name, accessible, model)
        view.setAlternatingRowColors(True)
        view.verticalHeader().setDefaultSectionSize(scaled(height))
        view.horizontalHeader().setMinimumSectionSize(scaled(40))
        return view

    def _mode(self, view: QTableView, column: int, mode: str) -> None:
        modes = QHeaderView.ResizeMode
        view.horizontalHeader().setSectionResizeMode(
            column, modes.Stretch if mode == "S" else modes.ResizeToContents
        )

    def _lay_out(self) -> None:
        self.head.addWidget(self.summary, 4)
        self.head.addWidget(self.nuisance)
        self.head.addWidget(self.not_nuisance)
        self.summary.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        who = QHBoxLayout()
        who.addWidget(self.name, 2)
        who.addWidget(self.address, 3)
        self.body.addWidget(self.alert_box)
        self.body.addLayout(who)
        note = QHBoxLayout()
        note.addWidget(key_label(shown(Key.NOTE)), 0, Qt.AlignmentFlag.AlignTop)
        note.addWidget(self.note, 1)
        self.body.addLayout(note)
        self.note.setMaximumHeight(scaled(64))
        self.orders.setMinimumHeight(scaled(108))
        self.calls.setMinimumHeight(scaled(76))
        self.body.addWidget(self.orders, 5)
        self.body.addWidget(self.calls, 4)
