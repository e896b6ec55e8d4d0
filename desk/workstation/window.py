"""The call-taker's window: composes panels and controllers, gives keys, follows ring and size."""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desk import wording
from desk.timers import every
from desk.widgets.cards import Card
from desk.widgets.desk_window import DeskWindow
from desk.widgets.dressing import scaled
from desk.widgets.message_bar import MessageBar
from desk.widgets.paint_turn import PaintTurn
from desk.widgets.shortcuts import Shortcuts
from desk.widgets.text import plain
from desk.workstation.call_controller import CallController
from desk.workstation.call_panel import CallPanel
from desk.workstation.caller_controller import CallerController
from desk.workstation.caller_panel import CallerPanel
from desk.workstation.consult_panel import ConsultPanel
from desk.workstation.day_controller import DayController
from desk.workstation.day_line import DayLine
from desk.workstation.form_controller import FormController
from desk.workstation.keys import Key
from desk.workstation.knowledge_controller import KnowledgeController
from desk.workstation.knowledge_panel import KnowledgePanel
from desk.workstation.lead_controller import LeadController
from desk.workstation.legs_table import LegsTable
from desk.workstation.link_banner import LinkBanner
from desk.workstation.order_controller import OrderController
from desk.workstation.order_panel import OrderPanel
from desk.workstation.pinned_controller import PinnedController
from desk.workstation.ports import Ports
from desk.workstation.record_keeper import RecordKeeper
from desk.workstation.report_controller import ReportController
from desk.workstation.seat_bar import SeatBar
from desk.workstation.wrapup_panel import WrapupPanel
from telephony.snapshots import CallSnapshot, LegRole


class WorkstationWindow(DeskWindow):
    """Everything of a call at once; nothing in it knows a thread or a database."""

    def __init__(self, ports: Ports) -> None:
        super().__init__(ports.choices.theme, ports.choices.scale)
        self._ports = ports
        self.setObjectName("workstation")
        self.setWindowTitle(self.tr("Hotline desk · seat {0}").format(ports.seat.extension))
        self.messages = MessageBar(Key.SEEN)
        self.seat_bar = SeatBar(ports.seat)
        self.banner = LinkBanner()
        self.call_panel = CallPanel()
        self.legs = LegsTable()
        names = ports.choices.transfer_queues or tuple(ports.seat.queues)
        titles = {name: ports.seat.queues.get(name, name) for name in names}
        self.consult = ConsultPanel(titles, ports.choices.transfer_seats)
        self.caller = CallerPanel()
        self.knowledge = KnowledgePanel()
        self.order = OrderPanel()
        self.wrapup = WrapupPanel()
        self.day = DayLine()
        self._lay_out()
        # First of all, so that the caller is looked up while the rest follows the call.
        self.callers = CallerController(ports, self.caller, self.call_panel, self.messages, self)
        self.calls = CallController(
            ports, self.seat_bar, self.banner, self.call_panel, self.legs, self.consult, self.messages, self
        )
        self.records = RecordKeeper(ports, self)
        self.form = FormController(ports, self.order, self.wrapup, self.messages, self)
        self.knowledge_controller = KnowledgeController(ports, self.knowledge, self.form, self.messages, self)
        self.reports = ReportController(ports, self.knowledge.sheet, self.form, self.messages, self)
        self.pins = PinnedController(ports, self.knowledge, self.order, self.messages, self)
        self.leads = LeadController(ports, self.messages, self)
        self.days = DayController(ports, self.day, self.form, self)
        self.orders = OrderController(ports, self.order, self.form, self.messages, self)
        self.shortcuts = Shortcuts(self, self.messages)
        self._give_keys()
        self._connect()
        self.fill_screen()
        PaintTurn(self)
        self._second = every(1000, self._tick, self)
        self._second.start()
        self._seconds = 0
        self.knowledge.focus_query()

    def fit_letters(self) -> None:
        """Give lists and tables their lines in the letters in force."""
        self.knowledge.fit_letters()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save what has been typed; the rest is the composition root's."""
        self._second.stop()
        self.form.flush()
        self.callers.flush()
        self.records.flush()
        super().closeEvent(event)

    def _tick(self) -> None:
        self._seconds += 1
        self.calls.tick()
        if self._seconds % 20 == 0:
            self.caller.tick()
            self.orders.tick()

    def _connect(self) -> None:
        self.calls.ringing.connect(self._ring)
        self.order.edited.connect(lambda: self.callers.set_matter(self.order.matter))
        self.orders.dispatched.connect(self.callers.add_order)
        self.messages.stood.connect(self.day.give_way)
        self.knowledge.sheet.contact_requested.connect(self.consult.propose)
        self.knowledge.answer.link_refused.connect(
            lambda link: self.messages.warning(
                self.tr("This link is not one of the web and stays closed: {0}").format(link)
            )
        )
        self.records.failed.connect(
            lambda error: self.messages.error(
                self.tr("The call is not in the records yet: {0} It is tried again.").format(
                    wording.failure(error)
                )
            )
        )
        self.records.recovered.connect(
            lambda: self.messages.news(self.tr("The records work again; the call is in them."))
        )

    def _ring(self, call: CallSnapshot) -> None:
        number = plain(call.number, 40) or self.tr("number withheld")
        self.messages.notice(self.tr("A call is ringing: {0}").format(number))
        if self._ports.choices.ring == "none":
            return
        QApplication.alert(self)
        if self._ports.choices.ring == "front" and not self.isActiveWindow():
            if self.isMinimized():
                self.showNormal()
            self.raise_()
            self.activateWindow()

    def _give_keys(self) -> None:
        add = self.shortcuts.add
        for key, role, action in self.legs.key_table():
            add(key, partial(self._press_leg, role, action))
        self.shortcuts.add_buttons()
        add(Key.KNOWLEDGE, self.knowledge.focus_query)
        add(Key.PINNED, self.pins.open_next)
        add(Key.TARGET, self.consult.focus_target)
        add(Key.ORDER, self.order.focus_form)
        add(Key.DIAL, self.seat_bar.focus_dial)
        add(Key.LEGS, self.legs.focus_legs)
        add(Key.NOTE, self.caller.focus_note)
        add(Key.WRAPUP_NOTE, self.wrapup.note.setFocus)
        add(Key.URGENT, self.order.urgent.click)
        outcomes = (Key.OUTCOME_1, Key.OUTCOME_2, Key.OUTCOME_3, Key.OUTCOME_4, Key.OUTCOME_5)
        for at, key in enumerate(outcomes):
            add(key, partial(self.wrapup.choose, at))
        for at, key in enumerate((Key.SUGGESTION_1, Key.SUGGESTION_2, Key.SUGGESTION_3)):
            add(key, partial(self.order.choose_suggestion, at))
        self.give_look_keys(
            self.shortcuts, larger=Key.LARGER, smaller=Key.SMALLER, usual=Key.USUAL_SIZE, theme=Key.THEME
        )

    def _press_leg(self, role: LegRole, action: str) -> None:
        why_not = self.legs.press(role, action)
        if why_not:
            self.messages.error(why_not)

    def _lay_out(self) -> None:
        band = QHBoxLayout()
        band.setSpacing(scaled(6))
        legs = Card()
        legs.body.addWidget(self.legs)
        legs.setMinimumWidth(scaled(290))
        band.addWidget(self.call_panel, 36)
        band.addWidget(legs, 30)
        band.addWidget(self.consult, 34)
        columns = QGridLayout()
        columns.setSpacing(scaled(6))
        columns.addWidget(self.caller, 0, 0, 2, 1)
        columns.addWidget(self.knowledge, 0, 1, 2, 1)
        columns.addWidget(self.order, 0, 2)
        columns.addWidget(self.wrapup, 1, 2)
        for column, stretch in enumerate((30, 37, 33)):
            columns.setColumnStretch(column, stretch)
        columns.setRowStretch(0, 1)
        root = QWidget()
        root.setObjectName("workstation_root")
        page = QVBoxLayout(root)
        page.setContentsMargins(scaled(6), scaled(6), scaled(6), scaled(6))
        page.setSpacing(scaled(6))
        page.addWidget(self.seat_bar)
        page.addWidget(self.banner)
        page.addLayout(band, 22)
        page.addLayout(columns, 78)
        last = QHBoxLayout()
        last.setSpacing(scaled(6))
        last.addWidget(self.messages, 1)
        last.addWidget(self.day)
        page.addLayout(last)
        self.setCentralWidget(root)
        order = (
            self.knowledge.query,
            self.knowledge.pinned,
            self.knowledge.results,
            self.knowledge.sheet.wrong,
            self.knowledge.answer,
            self.knowledge.sheet.contact,
            self.knowledge.sheet.report.words,
            self.knowledge.sheet.report.send,
            self.knowledge.direct,
            self.order.kind,
            self.order.urgent,
            self.order.title,
            self.order.detail,
            self.order.place,
            self.order.department,
            *self.order.suggestions,
            self.order.dispatch,
        )
        for one, following in pairwise(order):
            QWidget.setTabOrder(one, following)
