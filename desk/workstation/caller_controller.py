"""Joins the caller's card with the records: looked up while it rings, notes saved as typed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desk import wording
from desk.records.views import CallerCard, OrderView
from desk.timers import after
from desk.widgets.message_bar import MessageBar
from desk.workstation.call_panel import CallPanel
from desk.workstation.caller_edits import CallerEdits, Edit
from desk.workstation.caller_panel import CallerPanel
from desk.workstation.ports import Ports
from telephony.snapshots import CallSnapshot, CallState, SeatView

_MATTER_MS = 900
# The records answer within 5 ms as a rule: with the card at hand the ringing call is painted once, not twice.
_PATIENCE = 0.015


class CallerController(QObject):
    """Follows the call on the screen; somebody who is typing into the card is not interrupted."""

    card_shown = Signal(object)  # CallerCard

    def __init__(
        self,
        ports: Ports,
        panel: CallerPanel,
        call_panel: CallPanel,
        messages: MessageBar,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._ports, self._panel, self._call_panel, self._messages = ports, panel, call_panel, messages
        self._call: CallSnapshot | None = None
        self._shown = ""  # call whose card is on the screen
        self._card: CallerCard | None = None
        self._number = ""
        self._matter = ""
        self._edits = CallerEdits(ports, self)
        self._ask_again = after(_MATTER_MS, self._reload, self)
        self._edits.saved.connect(self._saved)
        self._edits.failed.connect(self._not_saved_yet)
        self._edits.recovered.connect(
            lambda: messages.news(self.tr("What was changed about the caller is saved now."))
        )
        panel.note_changed.connect(self._note_typed)
        panel.name_changed.connect(self._rename)
        panel.remind_requested.connect(self._remind)
        panel.nuisance_requested.connect(self._nuisance)
        panel.editing_ended.connect(self._follow)
        ports.pbx.view_changed.connect(self.show_view)
        self.show_view(ports.pbx.view)

    def show_view(self, view: SeatView) -> None:
        """Follow the call that has the screen."""
        if view.call is None:
            return  # the last caller stays until the next one
        self._call = view.call
        self._follow()

    def set_matter(self, matter: str) -> None:
        """Tell what the call is about: a like matter makes it a repeat call."""
        if matter != self._matter:
            self._matter = matter
            if len(matter) >= 4 and self._shown:
                self._ask_again.start()

    def add_order(self, call_id: str, order: OrderView) -> None:
        """Show an order that has just left among the caller's orders; it is no repeated matter."""
        if self._card is not None and call_id == self._shown:
            self._card = replace(self._card, orders=(order, *self._card.orders))
            self._panel.show_card(self._card)

    def flush(self) -> None:
        """Save what has been typed."""
        self._panel.finish_typing()
        self._edits.flush()

    def _follow(self) -> None:
        call = self._call
        if call is None or call.call_id == self._shown:
            return
        if self._panel.busy and self._shown and call.state is CallState.RINGING:
            return  # again when typing has ended or the call is answered
        self.flush()
        self._card = None
        self._shown, self._number, self._matter = call.call_id, call.number, ""
        self._call_panel.show_caller(call)
        self._panel.forget_caller()
        if not self._load(_PATIENCE):
            self._panel.show_loading()

    def _reload(self) -> None:
        self._load()

    def _load(self, patience: float = 0.0) -> bool:
        """Ask for the card; tell whether it is on the screen already."""
        self._ask_again.stop()
        records, number, matter = self._ports.records, self._number, self._matter
        language, shown = self._ports.choices.language, self._shown

        def arrived(card: CallerCard) -> None:
            if shown == self._shown:
                self._show(card)

        def failed(error: Exception) -> None:
            # A card that stands is kept: somebody may be typing into it.
            if self._card is None:
                self._panel.show_error(self.tr("The records can't be read."))
            self._messages.error(self.tr("The caller can't be looked up: {0}").format(wording.failure(error)))

        return self._ports.worker.submit(
            "caller",
            lambda: records.card(number, language, matter=matter),
            arrived,
            failed,
            key="card",
            patience=patience,
        )

    def _show(self, card: CallerCard) -> None:
        earlier = tuple(past for past in card.calls if past.call_id != self._shown)
        present = [past for past in card.calls if past.call_id == self._shown]
        if present:  # the call on the screen is no earlier one
            theirs = sum(not past.call_back for past in present)
            card = replace(card, calls=earlier, calls_total=card.calls_total - theirs)
        card = self._edits.over(self._number, card)
        self._card = card
        self._panel.show_card(card)
        call = self._call
        if call is not None and call.call_id == self._shown:
            self._call_panel.show_number(card.number)
            self._call_panel.show_name(card.name, call.name)
        self.card_shown.emit(card)

    def _note_typed(self, text: str) -> None:
        if self._number:
            self._edits.put_soon(self._number, Edit.NOTE, text)
        if self._card is not None:
            self._card = replace(self._card, note=text)

    def _rename(self, name: str) -> None:
        if not self._number:
            return
        self._call_panel.show_name(name, self._call.name if self._call else "")
        self._edits.put(self._number, Edit.NAME, name)
        if self._card is not None:
            self._card = replace(self._card, name=name)

    def _nuisance(self, reason: str) -> None:
        if self._number:
            self._edits.put(self._number, Edit.NUISANCE, reason)

    def _saved(self, number: str, edit: Edit) -> None:
        if edit is Edit.NUISANCE and number == self._number:
            self._reload()

    def _remind(self, order_number: str) -> None:
        records, agent, call_id = self._ports.records, self._ports.seat.agent, self._shown

        def done(order: OrderView) -> None:
            self._panel.show_reminded(order)
            self._messages.notice(
                self.tr("{0} has been reminded of order {1}.").format(order.department_name, order.number)
            )

        self._ports.worker.submit(
            "records", lambda: records.remind(order_number, agent, call_id), done, self._not_saved
        )

    def _not_saved_yet(self, error: Exception) -> None:
        text = self.tr("What was changed about the caller is not saved yet: {0} It is tried again.")
        self._messages.error(text.format(wording.failure(error)))

    def _not_saved(self, error: Exception) -> None:
        self._messages.error(self.tr("The records did not take this: {0}").format(wording.failure(error)))
