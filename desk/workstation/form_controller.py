"""Which call the form belongs to: drafts are saved as typed, the wrap-up closes them.

A second call never takes the form. An earlier call that is not wrapped up is put aside when the
next one is answered, and stays in the count of calls without wrap-up.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desk import wording
from desk.records.views import LOCAL, Department, OrderDraft, OrderView, Outcome
from desk.timers import after
from desk.widgets.message_bar import MessageBar
from desk.widgets.text import moment, plain
from desk.workstation.call_form import CallForm, written
from desk.workstation.draft_keeper import DraftKeeper, LeftCall, restored
from desk.workstation.forms import Forms
from desk.workstation.order_panel import OrderPanel
from desk.workstation.ports import Ports
from desk.workstation.wrapup_panel import WrapupPanel
from telephony import requests
from telephony.snapshots import CallSnapshot, CallState, SeatView

_SAVE_MS = 400


class FormController(QObject):
    """Owner of order form and wrap-up."""

    changed = Signal()  # the form belongs to another call
    finished = Signal()  # a call was wrapped up

    def __init__(
        self,
        ports: Ports,
        order: OrderPanel,
        wrapup: WrapupPanel,
        messages: MessageBar,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._ports, self._order, self._wrapup, self._messages = ports, order, wrapup, messages
        self._forms = Forms()
        self._drafts = DraftKeeper(ports, self)
        self._warned = ""  # call whose order was not dispatched, and that was said
        self._finishing = False
        self._save = after(_SAVE_MS, self.flush, self)
        self._drafts.stored.connect(self._stored)
        self._drafts.failed.connect(self._not_stored)
        self._drafts.wanted.connect(self._store_again)
        order.edited.connect(self._edited)
        order.another_requested.connect(self._begin_another)
        wrapup.edited.connect(self._edited)
        wrapup.outcome_chosen.connect(self._outcome_chosen)
        wrapup.done_requested.connect(self._finish)
        wrapup.unfinished_requested.connect(self.next_unfinished)
        ports.pbx.view_changed.connect(self.show_view)
        self._show()
        self._drafts.read_left(self._restore, self._not_restored)
        self.show_view(ports.pbx.view)

    @property
    def call_id(self) -> str:
        """The call that the form belongs to, empty without one."""
        return self._forms.current_id

    @property
    def has_call(self) -> bool:
        """Whether the form belongs to a call of the PBX that was answered."""
        form = self._forms.current
        return form is not None and not form.local and form.answered

    @property
    def answers(self) -> tuple[str, ...]:
        """The entries from which the form's call was answered."""
        form = self._forms.current
        return form.answers if form is not None else ()

    @property
    def draft(self) -> OrderDraft | None:
        """What stands in the form, tied to its call."""
        form = self._form_for_typing()
        return self._read(form)

    def show_view(self, view: SeatView) -> None:
        """Follow the calls of the PBX."""
        was_call = self.has_call
        self._forms.follow(view)
        call = view.call
        if call is not None and self._forms.is_news(call):
            self._offer(call)
        self._drop_missed()
        self._allow()
        form = self._forms.current
        if form is not None and self._wrapup.outcome is not form.suggested():
            self._wrapup.preselect(form.suggested())
        if was_call != self.has_call:
            self.changed.emit()
        self._be_ready()

    def direct_answers(self, call_id: str, codes: tuple[str, ...]) -> None:
        """Note from which entries a call was answered."""
        form = self._forms.of(call_id)
        if form is not None:
            form.answers = codes
            if call_id == self.call_id:
                self._wrapup.preselect(form.suggested())

    def dispatched(self, call_id: str, order: OrderView) -> None:
        """Note that a call's order has left; its draft is gone."""
        form = self._forms.of(call_id)
        if form is None:
            return
        form.order = order
        form.draft = OrderDraft(call_id, note=form.draft.note, caller_number=form.draft.caller_number)
        if call_id == self.call_id:
            self._order.show_dispatched(order, form.earlier)
            self._wrapup.preselect(form.suggested())
            self._save.stop()
            form.draft = self._read(form)
            self._allow()
        if form.draft.note:
            self._store(form)
        else:
            # What was typed while it was being dispatched may have been stored again.
            self._drafts.discard(call_id)

    def next_unfinished(self) -> None:
        """Open the next call without wrap-up; after the last of them, the call that goes on."""
        self._end_composing()
        form = self._forms.following()
        if form is not None:
            self._switch(form)

    def flush(self) -> None:
        """Save what stands in the form."""
        self._save.stop()
        form = self._forms.current
        if form is not None:
            form.draft = self._read(form)
            self._store(form)

    def spool(self) -> None:
        """Keep on this machine what the records have not taken; the program ends."""
        self._drafts.spool()

    # drafts

    def _store(self, form: CallForm) -> None:
        form.stored = True
        self._drafts.store(form.draft)

    def _stored(self, draft: OrderDraft) -> None:
        if draft.call_id == self.call_id and draft.updated_at is not None:
            self._order.show_saved(draft.updated_at)

    def _not_stored(self, call_id: str, error: Exception) -> None:
        if call_id == self.call_id:
            self._order.show_not_saved(wording.failure(error))

    def _store_again(self, call_id: str) -> None:
        form = self._forms.of(call_id)
        if form is not None:
            form.draft = self._read(form)
            self._store(form)

    def _restore(self, left: tuple[LeftCall, ...]) -> None:
        records = [one.record for one in left if one.record is not None]
        newest = max(records, key=lambda record: record.offered_at, default=None)
        self._forms.restore(map(restored, left), newest.call_id if newest is not None else "")
        typed = [form for form in self._forms if form.restored and written(form.draft)]
        if not self.call_id and typed:
            self._switch(typed[-1])
            self._messages.news(self.tr("A draft was restored."))
        self._allow()

    def _not_restored(self, error: Exception) -> None:
        self._messages.error(self.tr("Drafts can't be read: {0}").format(wording.failure(error)))

    # whose form it is

    def _offer(self, call: CallSnapshot) -> None:
        """Let a call have the form if nothing is lost by it, with what has been typed for it before."""
        if not self._forms.gives_way(call, self._typed):
            return
        self._end_composing()
        if not self._forms.gives_way(call, self._typed):
            return  # now there is something that would be lost
        form = self._forms.of(call.call_id)
        if form is None:
            draft = OrderDraft(call.call_id, caller_number=call.number)
            form = self._forms.add(CallForm(draft, call, three_way=call.state is CallState.THREE_WAY))
            self._drafts.read(call.call_id, self._found, rings=call.state is CallState.RINGING)
        self._switch(form)

    def _found(self, left: LeftCall) -> None:
        form = self._forms.of(left.call_id)
        if form is None or not (left.draft or left.orders or left.answers):
            return
        form.draft = self._read(form)
        if left.draft is not None and not written(form.draft):
            form.draft, form.stored = left.draft, True
        form.take_orders(left.orders)
        form.answers = form.answers or left.answers
        if left.call_id == self.call_id:
            self._show()
            self.changed.emit()

    def _end_composing(self) -> None:
        # Letters that an input method still composes are not in the field yet, and a new text would
        # throw them away.
        focus = QApplication.focusWidget()
        if focus is not None and (self._order.isAncestorOf(focus) or self._wrapup.isAncestorOf(focus)):
            QGuiApplication.inputMethod().commit()

    def _typed(self) -> bool:
        form = self._forms.current
        return form is not None and written(self._read(form))

    def _switch(self, form: CallForm) -> None:
        if self._save.isActive():
            self.flush()
        self._forms.current_id = form.draft.call_id
        self._show()
        self.changed.emit()

    def _begin_another(self) -> None:
        form = self._forms.current
        if form is not None and form.order is not None:
            form.draft = self._read(form)
            form.begin_another()
            self._show()
            self._order.focus_form()

    def _show(self) -> None:
        form = self._forms.current
        if form is None:
            self._order.show_draft(None)
            self._wrapup.show_wrapup(None, "", self.tr("No call"))
        else:
            self._order.show_draft(form.draft if form.order is None else None, form.earlier)
            if form.order is not None:
                self._order.show_dispatched(form.order, form.earlier)
            self._wrapup.show_wrapup(form.suggested(), form.draft.note, self._of_call(form))
            if form.draft.department_code and form.order is None:
                self._name_department(form.draft)
        self._allow()

    def _name_department(self, draft: OrderDraft) -> None:
        records, code = self._ports.records, draft.department_code

        def arrived(found: tuple[Department, ...]) -> None:
            match = next((department for department in found if department.code == code), None)
            if match is not None and draft.call_id == self.call_id and self._order.chosen_department is None:
                self._order.show_department(match)

        self._ports.worker.submit("lookup", lambda: records.departments(code, 5), arrived, lambda error: None)

    def _of_call(self, form: CallForm) -> str:
        if form.local:
            return self.tr("Without a call")
        number = plain(form.draft.caller_number, 40) or self.tr("number withheld")
        when = form.call.offered_at if form.call is not None else form.came_at or form.draft.updated_at
        text = self.tr("Call {0}").format(number)
        return f"{text} · {moment(when, datetime.now(UTC))}" if when is not None else text

    def _form_for_typing(self) -> CallForm:
        form = self._forms.current
        if form is None:
            # Without a call: the phone may still work while the link to the PBX does not.
            stamp = datetime.now(UTC).strftime("%Y%m%d%H%M%S%f")
            call_id = f"{LOCAL}{self._ports.seat.extension}-{stamp}"
            form = self._forms.add(CallForm(OrderDraft(call_id)))
            self._forms.current_id = call_id
            self._wrapup.show_wrapup(None, self._wrapup.note_text, self._of_call(form))
            self.changed.emit()
            self._allow()
        return form

    def _read(self, form: CallForm) -> OrderDraft:
        if form.draft.call_id != self.call_id:
            return form.draft
        note = self._wrapup.note_text
        if form.order is not None:
            return replace(form.draft, note=note, updated_at=datetime.now(UTC))
        return replace(self._order.fill_into(form.draft), note=note)

    def _edited(self) -> None:
        self._form_for_typing()
        self._warned = ""
        # Not started anew by each key: what is typed is stored within a second, however long one types.
        if not self._save.isActive():
            self._save.start()

    def _outcome_chosen(self, outcome: Outcome) -> None:
        form = self._forms.current
        if form is not None:
            form.outcome = outcome

    # wrap-up

    def _finish(self) -> None:
        self._end_composing()
        form = self._forms.current
        if form is None or self._finishing:
            return
        draft = self._read(form)
        if form.order is None and written(replace(draft, note="")) and self._warned != draft.call_id:
            self._warned = draft.call_id
            self._messages.warning(
                self.tr("The work order has not been dispatched. Press again to close the call without it.")
            )
            return
        self._save.stop()
        self._drafts.forget(draft.call_id)
        self._finishing = True
        call_id, note = draft.call_id, draft.note
        outcome = self._wrapup.outcome or form.suggested() or Outcome.INCOMPLETE
        records, local = self._ports.records, form.local

        def job() -> None:
            if not local:
                records.wrap_up(call_id, outcome, note)
            records.discard_draft(call_id)

        def done(_: object) -> None:
            self._finishing = False
            shown = call_id == self.call_id
            self._forms.finish(call_id)
            if shown:
                self._leave()
            self._be_ready()
            self._messages.notice(self.tr("Wrap-up saved: {0}.").format(wording.outcome(outcome)))
            self.finished.emit()

        def failed(error: Exception) -> None:
            self._finishing = False
            if call_id == self.call_id:
                self.flush()
            self._messages.error(self.tr("The wrap-up was not saved: {0}").format(wording.failure(error)))

        self._ports.worker.submit("records", job, done, failed)

    def _leave(self) -> None:
        """Show the call that has the screen in place of one that has been closed."""
        call = self._ports.pbx.view.call
        if call is not None:
            self._offer(call)
        if not self.call_id:
            self._show()
            self.changed.emit()

    def _be_ready(self) -> None:
        if self._forms.is_ready(self._ports.pbx.view):
            handle = self._ports.pbx.request(requests.WrapUpDone())
            handle.failed.connect(lambda error: self._messages.error(wording.failure(error)))

    def _drop_missed(self) -> None:
        """Forget calls that were never answered here and for which nothing is written."""
        for form in self._forms:
            if form.answered or not form.ended or written(self._read(form)):
                continue
            if form.stored:  # typed, and taken back
                self._drafts.discard(form.draft.call_id)
            shown = form.draft.call_id == self.call_id
            self._forms.remove(form.draft.call_id)
            if shown:
                self._save.stop()
                self._show()
                self.changed.emit()

    def _allow(self) -> None:
        form, following = self._forms.current, self._forms.following()
        if form is None:
            why: str | None = self.tr("There is no call.")
        elif not form.ended:
            why = self.tr("The call is still going on.")
        else:
            why = None
        self._wrapup.allow(why)
        self._wrapup.allow_outcomes(form is not None and not form.local)
        back = following is not None and not following.ended
        self._wrapup.show_unfinished(self._forms.unfinished(), back_to_call=back)
        self._order.allow(None if form is not None else self.tr("There is no call."))
