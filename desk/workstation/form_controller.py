"""Which call the form belongs to: drafts are saved as typed, the wrap-up closes them.

A second call never takes the form. An earlier call that is not wrapped up is put aside when the
next one is answered, and stays in the count of calls without wrap-up.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desk import wording
from desk.records.views import Department, OrderDraft, OrderView, Outcome
from desk.timers import after
from desk.widgets.message_bar import MessageBar
from desk.widgets.text import moment, plain
from desk.workstation.call_form import CallForm
from desk.workstation.order_panel import OrderPanel
from desk.workstation.ports import Ports
from desk.workstation.wrapup_panel import WrapupPanel
from telephony import requests
from telephony.snapshots import CallSnapshot, CallState, SeatState, SeatView

_SAVE_MS = 400
_AGAIN_MS = 2000
_LOCAL = "desk-"  # drafts written without a call: the PBX was away, or nobody called


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
        self._forms: dict[str, CallForm] = {}
        self._current = ""
        self._finished: set[str] = set()
        self._warned = ""  # call whose order was not dispatched, and that was said
        self._finishing = False
        self._save = after(_SAVE_MS, self.flush, self)
        order.edited.connect(self._edited)
        wrapup.edited.connect(self._edited)
        wrapup.outcome_chosen.connect(self._outcome_chosen)
        wrapup.done_requested.connect(self._finish)
        wrapup.unfinished_requested.connect(self.next_unfinished)
        ports.pbx.view_changed.connect(self.show_view)
        self._show()
        self._restore()
        self.show_view(ports.pbx.view)

    @property
    def call_id(self) -> str:
        """The call that the form belongs to, empty without one."""
        return self._current

    @property
    def has_call(self) -> bool:
        """Whether the form belongs to a call of the PBX that was answered."""
        form = self._forms.get(self._current)
        return form is not None and not self._current.startswith(_LOCAL) and form.answered

    @property
    def answers(self) -> tuple[str, ...]:
        """The entries from which the form's call was answered."""
        form = self._forms.get(self._current)
        return form.answers if form is not None else ()

    @property
    def draft(self) -> OrderDraft | None:
        """What stands in the form, tied to its call."""
        form = self._form_for_typing()
        return self._read(form)

    def show_view(self, view: SeatView) -> None:
        """Follow the calls of the PBX."""
        was_call = self.has_call
        for call in (view.call, *view.other_calls):
            form = self._forms.get(call.call_id) if call is not None else None
            if call is not None and form is not None:
                form.call = call
                form.three_way = form.three_way or call.state is CallState.THREE_WAY
        call = view.call
        if call is not None and call.call_id != self._current and call.call_id not in self._finished:
            self._offer(call)
        self._drop_missed()
        self._allow()
        form = self._forms.get(self._current)
        if form is not None and self._wrapup.outcome is not form.suggested():
            self._wrapup.preselect(form.suggested())
        if was_call != self.has_call:
            self.changed.emit()

    def direct_answers(self, call_id: str, codes: tuple[str, ...]) -> None:
        """Note from which entries a call was answered."""
        form = self._forms.get(call_id)
        if form is not None:
            form.answers = codes
            if call_id == self._current:
                self._wrapup.preselect(form.suggested())

    def dispatched(self, call_id: str, order: OrderView) -> None:
        """Note that a call's order has left; its draft is gone."""
        form = self._forms.get(call_id)
        if form is None:
            return
        form.order = order
        form.draft = OrderDraft(call_id, note=form.draft.note, caller_number=form.draft.caller_number)
        if call_id == self._current:
            self._order.show_dispatched(order)
            self._wrapup.preselect(form.suggested())
            self._save.stop()
            form.draft = self._read(form)
            self._allow()
        if form.draft.note:
            self._store(form)
        else:
            # What was typed while it was being dispatched may have been stored again.
            records = self._ports.records
            self._ports.worker.submit(
                "records", lambda: records.discard_draft(call_id), None, lambda error: None
            )

    def next_unfinished(self) -> None:
        """Open the next call without wrap-up."""
        others = [call_id for call_id in self._unfinished() if call_id != self._current]
        if others:
            self._switch(others[0])

    def flush(self) -> None:
        """Save what stands in the form."""
        self._save.stop()
        form = self._forms.get(self._current)
        if form is None:
            return
        form.draft = self._read(form)
        self._store(form)

    def _store(self, form: CallForm) -> None:
        draft, records = form.draft, self._ports.records
        call_id = draft.call_id
        form.saving = True

        def saved(_: object) -> None:
            form.saving = False
            if call_id == self._current and draft.updated_at is not None:
                self._order.show_saved(draft.updated_at)

        def failed(error: Exception) -> None:
            if call_id == self._current:
                self._order.show_not_saved(wording.failure(error))
            if call_id in self._forms:
                QTimer.singleShot(_AGAIN_MS, self, lambda: self._store_again(call_id))

        self._ports.worker.submit(
            "records", lambda: records.save_draft(draft), saved, failed, key=("draft", call_id)
        )

    def _store_again(self, call_id: str) -> None:
        form = self._forms.get(call_id)
        if form is None:
            return
        if call_id == self._current:
            self.flush()
        else:
            self._store(form)

    def _offer(self, call: CallSnapshot) -> None:
        """Let a call have the form if nothing is lost by it."""
        if call.call_id != self._current:
            self._end_composing()
        current = self._forms.get(self._current)
        free = (
            current is None
            or (not current.answered and current.ended)
            or (
                self._current.startswith(_LOCAL)
                and not self._read(current).title
                and not self._read(current).detail
            )
        )
        answered = call.state not in (CallState.RINGING, CallState.DIALLING, CallState.ENDED)
        missed = call.state is CallState.ENDED and call.answered_at is None
        if missed or not (free or (answered and current is not None and current.ended)):
            return
        if call.call_id not in self._forms:
            draft = OrderDraft(call.call_id, caller_number=call.number)
            self._forms[call.call_id] = CallForm(draft, call, three_way=call.state is CallState.THREE_WAY)
            self._ask_for_draft(call.call_id)
        self._forms[call.call_id].call = call
        self._switch(call.call_id)

    def _end_composing(self) -> None:
        # Letters that an input method still composes are not in the field yet, and a new text would
        # throw them away.
        focus = QApplication.focusWidget()
        if focus is not None and (self._order.isAncestorOf(focus) or self._wrapup.isAncestorOf(focus)):
            QGuiApplication.inputMethod().commit()

    def _ask_for_draft(self, call_id: str) -> None:
        records = self._ports.records

        def arrived(draft: OrderDraft | None) -> None:
            form = self._forms.get(call_id)
            if draft is not None and form is not None and not self._read(form).title and not form.written:
                form.draft = draft
                if call_id == self._current:
                    self._show()

        self._ports.worker.submit("records", lambda: records.draft(call_id), arrived, lambda error: None)

    def _restore(self) -> None:
        records, agent = self._ports.records, self._ports.seat.agent

        def arrived(found: tuple[tuple[OrderDraft, ...], tuple[str, ...]]) -> None:
            drafts, unfinished = found
            for draft in sorted(drafts, key=lambda one: one.updated_at or datetime.min.replace(tzinfo=UTC)):
                if draft.call_id not in self._forms and draft.call_id not in self._finished:
                    self._forms[draft.call_id] = CallForm(draft, restored=True)
            for call_id in unfinished:
                if call_id not in self._forms and call_id not in self._finished:
                    self._forms[call_id] = CallForm(OrderDraft(call_id), restored=True)
            written = [call_id for call_id, form in self._forms.items() if form.restored and form.written]
            if not self._current and written:
                self._switch(written[-1])
                self._messages.news(self.tr("A draft was restored."))
            self._allow()

        def failed(error: Exception) -> None:
            self._messages.error(self.tr("Drafts can't be read: {0}").format(wording.failure(error)))

        self._ports.worker.submit(
            "records", lambda: (records.drafts(), records.unfinished(agent)), arrived, failed, key="restore"
        )

    def _switch(self, call_id: str) -> None:
        if self._current in self._forms and self._save.isActive():
            self.flush()
        self._current = call_id
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        form = self._forms.get(self._current)
        if form is None:
            self._order.show_draft(None)
            self._wrapup.show_wrapup(None, "", self.tr("No call"))
        else:
            self._order.show_draft(form.draft if form.order is None else None)
            if form.order is not None:
                self._order.show_dispatched(form.order)
            self._wrapup.show_wrapup(form.suggested(), form.draft.note, self._of_call(form))
            if form.draft.department_code and form.order is None:
                self._name_department(form.draft)
        self._allow()

    def _name_department(self, draft: OrderDraft) -> None:
        records, code = self._ports.records, draft.department_code

        def arrived(found: tuple[Department, ...]) -> None:
            match = next((department for department in found if department.code == code), None)
            if match is not None and draft.call_id == self._current and self._order.chosen_department is None:
                self._order.show_department(match)

        self._ports.worker.submit("lookup", lambda: records.departments(code, 5), arrived, lambda error: None)

    def _of_call(self, form: CallForm) -> str:
        if form.draft.call_id.startswith(_LOCAL):
            return self.tr("Without a call")
        number = plain(form.draft.caller_number, 40) or self.tr("number withheld")
        when = form.call.offered_at if form.call is not None else form.draft.updated_at
        text = self.tr("Call {0}").format(number)
        return f"{text} · {moment(when, datetime.now(UTC))}" if when is not None else text

    def _form_for_typing(self) -> CallForm:
        form = self._forms.get(self._current)
        if form is None:
            # Without a call: the phone may still work while the link to the PBX does not.
            stamp = datetime.now(UTC).strftime("%Y%m%d%H%M%S%f")
            call_id = f"{_LOCAL}{self._ports.seat.extension}-{stamp}"
            form = self._forms[call_id] = CallForm(OrderDraft(call_id))
            self._current = call_id
            self._wrapup.show_wrapup(None, self._wrapup.note_text, self._of_call(form))
            self.changed.emit()
            self._allow()
        return form

    def _read(self, form: CallForm) -> OrderDraft:
        if form.draft.call_id != self._current:
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
        form = self._forms.get(self._current)
        if form is not None:
            form.outcome = outcome

    def _finish(self) -> None:
        form = self._forms.get(self._current)
        if form is None or self._finishing:
            return
        draft = self._read(form)
        if form.order is None and (draft.title or draft.detail) and self._warned != draft.call_id:
            self._warned = draft.call_id
            self._messages.warning(
                self.tr("The work order has not been dispatched. Press again to close the call without it.")
            )
            return
        self._save.stop()
        self._finishing = True
        call_id, note = draft.call_id, draft.note
        outcome = self._wrapup.outcome or form.suggested() or Outcome.INCOMPLETE
        records, local = self._ports.records, draft.call_id.startswith(_LOCAL)

        def job() -> None:
            if not local:
                records.wrap_up(call_id, outcome, note)
            records.discard_draft(call_id)

        def done(_: object) -> None:
            self._finishing = False
            self._finished.add(call_id)
            self._forms.pop(call_id, None)
            if call_id == self._current:
                self._leave()
            if self._ports.pbx.view.seat.state is SeatState.AFTER_CALL:
                handle = self._ports.pbx.request(requests.WrapUpDone())
                handle.failed.connect(lambda error: self._messages.error(wording.failure(error)))
            self._messages.notice(self.tr("Wrap-up saved: {0}.").format(wording.outcome(outcome)))
            self.finished.emit()

        def failed(error: Exception) -> None:
            self._finishing = False
            self._messages.error(self.tr("The wrap-up was not saved: {0}").format(wording.failure(error)))

        self._ports.worker.submit("records", job, done, failed)

    def _leave(self) -> None:
        self._current = ""
        call = self._ports.pbx.view.call
        if call is not None and call.call_id not in self._finished:
            self._offer(call)
        if not self._current:
            self._show()
            self.changed.emit()

    def _drop_missed(self) -> None:
        """Forget calls that were never answered here: there is nothing to wrap up."""
        for call_id, form in tuple(self._forms.items()):
            if form.call is not None and form.ended and not form.answered and not self._read(form).note:
                if self._read(form).title:
                    continue
                del self._forms[call_id]
                if call_id == self._current:
                    self._current = ""
                    self._show()
                    self.changed.emit()

    def _unfinished(self) -> list[str]:
        return [call_id for call_id, form in self._forms.items() if form.ended and call_id != self._current]

    def _allow(self) -> None:
        form = self._forms.get(self._current)
        local = self._current.startswith(_LOCAL)
        if form is None:
            why: str | None = self.tr("There is no call.")
        elif not form.ended:
            why = self.tr("The call is still going on.")
        else:
            why = None
        self._wrapup.allow(why)
        self._wrapup.allow_outcomes(form is not None and not local)
        self._wrapup.show_unfinished(len(self._unfinished()))
        self._order.allow(None if form is not None else self.tr("There is no call."))
