"""Joins the caller's card with the records: looked up while it rings, notes saved as typed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desk import wording
from desk.records.views import CallerCard, Kept, OrderView
from desk.timers import after
from desk.widgets.message_bar import MessageBar
from desk.widgets.text import plain
from desk.workstation.call_panel import CallPanel
from desk.workstation.caller_edits import CallerEdit, CallerEdits, Edit
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
        self._card: CallerCard | None = None  # as the records have it
        self._stale = False  # somebody types: the screen does not show all of it
        self._saves = 0  # of the caller on the screen
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
        panel.editing_ended.connect(self._typing_ended)
        ports.pbx.view_changed.connect(self.show_view)
        self._edits.flush()  # what an earlier start has left
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
            self._put_on_screen(self._card)

    def flush(self) -> None:
        """Save what has been typed."""
        self._panel.finish_typing()
        self._edits.flush()

    def spool(self) -> None:
        """Keep on this machine what the records have not taken; the program ends."""
        self._edits.spool()

    def _typing_ended(self) -> None:
        self._follow()
        self._catch_up()

    def _catch_up(self) -> None:
        if self._stale and self._card is not None and not self._panel.busy:
            self._put_on_screen(self._card)

    def _follow(self) -> None:
        call = self._call
        if call is None or call.call_id == self._shown:
            return
        if self._panel.busy and self._shown and call.state is CallState.RINGING:
            return  # again when typing has ended or the call is answered
        self.flush()
        self._card, self._stale, self._saves = None, False, 0
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
        language, shown, saves = self._ports.choices.language, self._shown, self._saves

        def arrived(card: CallerCard) -> None:
            if shown == self._shown and saves != self._saves:
                self._load()  # read before something was saved, perhaps
            elif shown == self._shown:
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
        self._card = card
        call = self._call
        if call is not None and call.call_id == self._shown:
            self._call_panel.show_number(card.number)
        self.card_shown.emit(self._put_on_screen(card))

    def _put_on_screen(self, card: CallerCard) -> CallerCard:
        """Show what the records have, and over it what they do not have yet; return that."""
        whole, call = self._edits.over(self._number, card), self._call
        self._panel.show_card(whole)
        if call is not None and call.call_id == self._shown:
            self._call_panel.show_name(whole.name, call.name)
        # A field that somebody types in has kept its text, and with it what that was based on.
        if not self._panel.keeps_note:
            self._edits.base(self._number, Edit.NOTE, card.note)
        if not self._panel.keeps_name:
            self._edits.base(self._number, Edit.NAME, card.name)
        self._edits.base(self._number, Edit.NUISANCE, card.nuisance_reason)
        self._stale = self._panel.busy
        return whole

    def _note_typed(self, text: str) -> None:
        if self._number:
            self._edits.put_soon(self._number, Edit.NOTE, text)

    def _rename(self, name: str) -> None:
        if not self._number:
            return
        self._call_panel.show_name(name, self._call.name if self._call else "")
        self._edits.put(self._number, Edit.NAME, name)

    def _nuisance(self, reason: str) -> None:
        if self._number:
            self._edits.put(self._number, Edit.NUISANCE, reason)

    def _saved(self, done: CallerEdit, kept: Kept) -> None:
        if kept.theirs is not None:
            self._tell_of_another_desk(done, kept)
        if done.number != self._number:
            return
        self._saves += 1
        if done.edit is Edit.NUISANCE:
            self._reload()
        elif self._card is not None:
            note = kept.text if done.edit is Edit.NOTE else self._card.note
            name = kept.text if done.edit is Edit.NAME else self._card.name
            self._card = replace(self._card, note=note, name=name)
            self._stale = self._stale or kept.text != done.value
            self._catch_up()

    def _tell_of_another_desk(self, done: CallerEdit, kept: Kept) -> None:
        number, limit = plain(done.number, 40), self._panel.note.LIMIT
        if done.edit is Edit.NAME:
            text = self.tr("Another desk has changed the name of {0} meanwhile: {1}. Not saved: {2}.")
            nobody = self.tr("no name")
            names = (plain(name, 100) or nobody for name in (kept.text, done.value))
            self._messages.stand(f"name {number}", text.format(number, *names))
        elif done.edit is Edit.NUISANCE:
            text = self.tr("Another desk has decided meanwhile whether {0} is a nuisance: that stays.")
            self._messages.stand(f"nuisance {number}", text.format(number))
        elif len(kept.text) > limit:
            text = self.tr(
                "Another desk has changed the note about {0} meanwhile. Both are kept, which is more than"
                " {1} characters: please shorten it."
            )
            self._messages.stand(f"note {number}", text.format(number, limit))
        else:
            text = self.tr("Another desk has changed the note about {0} meanwhile. Both are kept.")
            self._messages.news(text.format(number))

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
