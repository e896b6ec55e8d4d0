"""Joins the order form with the directory, the deadlines and the records."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QObject, Signal

from desk import wording
from desk.records.views import OrderView
from desk.timers import after
from desk.widgets.message_bar import MessageBar
from desk.workstation.form_controller import FormController
from desk.workstation.order_panel import OrderPanel
from desk.workstation.ports import Ports

_SUGGEST_MS = 350


class OrderController(QObject):
    """Departments are proposed, never chosen; an order leaves when the call-taker says so."""

    dispatched = Signal(str, object)  # call id, OrderView

    def __init__(
        self,
        ports: Ports,
        panel: OrderPanel,
        form: FormController,
        messages: MessageBar,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._ports, self._panel, self._form, self._messages = ports, panel, form, messages
        self._dispatching = False
        self._matter = ""
        self._suggest = after(_SUGGEST_MS, self._propose, self)
        panel.edited.connect(self._edited)
        panel.department_typed.connect(self._search)
        panel.deadline_wanted.connect(self.tick)
        panel.dispatch_requested.connect(self._dispatch)
        form.changed.connect(self._edited)
        self.tick()

    def tick(self) -> None:
        """Let the deadline follow the clock."""
        now = datetime.now(UTC)
        due = self._ports.deadline(self._panel.order_kind, self._panel.urgent.isChecked())
        self._panel.show_deadline(due, now)

    def _edited(self) -> None:
        if self._panel.matter != self._matter:
            self._suggest.start()

    def _propose(self) -> None:
        text = self._matter = self._panel.matter
        if len(text) < 2:
            self._panel.show_suggestions(())
            return
        records = self._ports.records
        self._ports.worker.submit(
            "lookup",
            lambda: records.suggest_departments(text, 3),
            self._panel.show_suggestions,
            lambda error: self._panel.show_suggestions(()),
            key="suggest",
        )

    def _search(self, text: str) -> None:
        records = self._ports.records
        self._ports.worker.submit(
            "lookup",
            lambda: records.departments(text.strip(), 8),
            lambda found: self._panel.show_matches(text, found),
            lambda error: self._messages.error(
                self.tr("The directory can't be read: {0}").format(wording.failure(error))
            ),
            key="order-departments",
        )

    def _dispatch(self) -> None:
        draft = self._form.draft
        if self._dispatching or draft is None:
            return
        self._dispatching = True
        self._panel.allow(self.tr("The work order is being dispatched."))
        records, agent = self._ports.records, self._ports.seat.agent

        def done(order: OrderView) -> None:
            self._dispatching = False
            self._panel.allow(None)
            self._form.dispatched(draft.call_id, order)
            self.dispatched.emit(draft.call_id, order)
            self._messages.notice(
                self.tr("Order {0} dispatched to {1}.").format(order.number, order.department_name)
            )

        def failed(error: Exception) -> None:
            self._dispatching = False
            self._panel.allow(None)
            self._messages.error(
                self.tr("The work order was not dispatched: {0}").format(wording.failure(error))
            )

        self._ports.worker.submit("records", lambda: records.dispatch(draft, agent), done, failed)
