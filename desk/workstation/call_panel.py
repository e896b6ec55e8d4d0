"""The call: who, where it stands, for how long, and what can be done with it."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from desk import wording
from desk.records.views import NumberInfo
from desk.widgets.buttons import KeyButton
from desk.widgets.cards import Card
from desk.widgets.dressing import scaled
from desk.widgets.labels import Chip, PlainLabel
from desk.widgets.text import clock, plain
from desk.workstation.keys import Key
from telephony.snapshots import CallAction, CallDirection, CallSnapshot, CallState, SeatState

_CHIPS = {
    CallState.RINGING: "warning",
    CallState.DIALLING: "warning",
    CallState.TALKING: "good",
    CallState.HELD: "warning",
    CallState.CONSULT_DIALLING: "accent",
    CallState.CONSULTING: "accent",
    CallState.THREE_WAY: "good",
    CallState.DEPARTMENT_HELD: "accent",
    CallState.ENDED: "neutral",
}
_LONGEST = 12 * 3600.0


class CallPanel(Card):
    """Number and name stand largest; the state and its timer beside them; the call's keys below."""

    answer_requested = Signal()
    hold_requested = Signal()
    resume_requested = Signal()
    return_requested = Signal()
    hang_up_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.state = Chip("call_state", self.tr("State of the call"), chip="neutral", bold=True)
        self.timer = PlainLabel("call_timer", self.tr("Length of the call"), size=21, bold=True)
        self.timer.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.number = PlainLabel("call_number", self.tr("Number of the caller"), size=27, bold=True)
        self.name = PlainLabel("call_name", self.tr("Name of the caller"), size=20, bold=True)
        self.place = PlainLabel("call_place", self.tr("Place and carrier of the number"))
        self.queue = PlainLabel("call_queue", self.tr("Queue of the call"))
        self.waited = PlainLabel("call_waited", self.tr("How long the caller waited"))
        self.other = PlainLabel("call_other", self.tr("Another call"), bold=True)
        self.other.setTone("warning")
        self.other.hide()
        self.answer = KeyButton("call_answer", self.tr("Answer"), Key.ANSWER, kind="primary")
        self.hold = KeyButton("call_hold", self.tr("Hold"), Key.HOLD)
        self.back = KeyButton("consult_return", self.tr("Back to the citizen"), Key.RETURN, kind="primary")
        self.hang_up = KeyButton("call_hangup", self.tr("Hang up"), Key.HANG_UP, kind="danger")
        self._lay_out()
        self._call: CallSnapshot | None = None
        self._caller_of = ""  # call whose caller is shown
        self._began: float | None = None
        self._resume = False
        self._hint = ""
        self._waiting_since: float | None = None
        self.answer.clicked.connect(self.answer_requested)
        self.hold.clicked.connect(self._hold_or_resume)
        self.back.clicked.connect(self.return_requested)
        self.hang_up.clicked.connect(self.hang_up_requested)
        self.show_idle(SeatState.UNKNOWN)

    @property
    def seconds(self) -> float:
        """How long the call that is shown has lasted, by the monotonic clock."""
        return time.monotonic() - self._began if self._began is not None else 0.0

    def show_idle(self, seat: SeatState) -> None:
        """Show that there is no call, and what to do for the next one."""
        self._call, self._began, self._waiting_since = None, None, None
        self._caller_of = ""
        self.state.setChip("neutral")
        self.state.setText(self.tr("No call"))
        self.number.setText(self.tr("No call"))
        self.number.setTone("muted")
        hints = {
            SeatState.READY: self.tr("Ready: the next call appears here."),
            SeatState.NOT_READY: self.tr("Not ready: no calls are given to this seat."),
            SeatState.SIGNED_OUT: self.tr("Signed out: sign in to take calls."),
        }
        self.name.setText(hints.get(seat, self.tr("Waiting for the PBX …")))
        self.name.setTone("muted")
        for label in (self.place, self.queue, self.waited, self.timer):
            label.setText("")

    def show_call(self, call: CallSnapshot, queue_name: str, *, stale: bool = False) -> None:
        """Follow what the PBX says of the call; `stale`: what it said before the link went."""
        new = self._call is None or self._call.call_id != call.call_id
        self.show_caller(call)
        self._time(call, new)
        self._call = call
        self.state.setChip(_chip(call))
        words = wording.call_state(call)
        if stale:
            self.state.setChip("neutral")
            words = self.tr("Last known: {0}").format(words)
        self.state.setText(words)
        self._hint = "" if wording.not_reached(call) else wording.call_hint(call)
        outbound = call.direction is CallDirection.OUTBOUND
        self.queue.setText(
            self.tr("Call-back") if outbound else self.tr("Queue: {0}").format(plain(queue_name, 60) or "—")
        )
        self.tick()

    def show_caller(self, call: CallSnapshot) -> None:
        """Show what the PBX says of the caller, once a call: what the records say stands in its place."""
        if self._caller_of == call.call_id:
            return
        self._caller_of = call.call_id
        self.number.setText(plain(call.number, 60) or self.tr("Number withheld"))
        self.number.setTone("")
        self.name.setText(plain(call.name) or self.tr("Name not known"))
        self.name.setTone("")
        self.place.setText("")

    def show_number(self, info: NumberInfo) -> None:
        """Show the number as people write it, its place and its carrier."""
        if info.withheld:
            self.number.setText(self.tr("Number withheld"))
            self.place.setText(self.tr("The caller sent no number."))
            return
        self.number.setText(plain(info.display or info.raw, 60))
        known = " · ".join(part for part in (plain(info.place, 60), plain(info.carrier, 60)) if part)
        if not info.valid:
            known = self.tr("Not a number of the public network")
        self.place.setText(known or self.tr("Place not known"))

    def show_name(self, name: str, pbx_name: str = "") -> None:
        """Show the name that the records have, else the PBX's."""
        self.name.setText(plain(name) or plain(pbx_name) or self.tr("Name not known"))
        self.name.setTone("" if name or pbx_name else "muted")

    def show_other(self, text: str) -> None:
        """Tell of a second call, in place of the queue; it takes nothing else away from the first."""
        self.other.setTextOrHide(text)
        self.queue.setVisible(not text)

    def allow(self, why_not: dict[CallAction, str]) -> None:
        """Enable the actions that are not in `why_not`; the others say why not."""
        self._resume = CallAction.RESUME not in why_not and CallAction.HOLD in why_not
        self.hold.setLabel(self.tr("Resume") if self._resume else self.tr("Hold"))
        self.answer.allow(why_not.get(CallAction.ANSWER))
        self.hold.allow(None if self._resume else why_not.get(CallAction.HOLD))
        self.back.allow(why_not.get(CallAction.RETURN))
        self.hang_up.allow(why_not.get(CallAction.HANG_UP))

    def tick(self) -> None:
        """Show the time; called once a second."""
        if self._call is None:
            return
        if self._began is not None and self._call.state is not CallState.ENDED:
            self.timer.setText(clock(self.seconds))
        if self._waiting_since is not None and self._call.state is CallState.RINGING:
            self.waited.setText(
                self.tr("Waiting for {0}").format(clock(time.monotonic() - self._waiting_since))
            )
        elif self._hint:
            self.waited.setText(self._hint)
        elif self._call.waited is not None:
            self.waited.setText(self.tr("Waited {0}").format(clock(self._call.waited)))
        else:
            self.waited.setText("")

    def _time(self, call: CallSnapshot, new: bool) -> None:
        # The wall clock is read once, for a call older than the window; then the steady clock runs.
        if new:
            self._began = None
            self._waiting_since = None
            if call.waited is not None or call.state is CallState.RINGING:
                self._waiting_since = time.monotonic() - (call.waited or 0.0) - _age(call.offered_at)
            self.timer.setText("0:00")
        elif call.waited is not None and self._call is not None and self._call.waited is None:
            self._waiting_since = time.monotonic() - call.waited
        if self._began is None and call.answered_at is not None:
            self._began = time.monotonic() - _age(call.answered_at)
        if call.state is CallState.ENDED and (self._call is None or self._call.state is not CallState.ENDED):
            length = self.seconds
            if call.answered_at is not None and call.ended_at is not None:
                length = (call.ended_at - call.answered_at).total_seconds() if new else length
            self.timer.setText(clock(length))

    def _hold_or_resume(self) -> None:
        (self.resume_requested if self._resume else self.hold_requested).emit()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.state)
        top.addWidget(self.queue, 1)
        top.addWidget(self.other, 1)
        self.timer.setWidth(scaled(92))
        top.addWidget(self.timer)
        self.body.addLayout(top)
        who = QHBoxLayout()
        who.setSpacing(scaled(14))
        self.number.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        who.addWidget(self.number)
        who.addWidget(self.name, 1)
        self.body.addLayout(who)
        facts = QHBoxLayout()
        facts.setSpacing(scaled(10))
        facts.addWidget(self.place, 4)
        facts.addWidget(self.waited, 5)
        for label in (self.place, self.queue, self.waited):
            label.setTone("muted")
        self.body.addLayout(facts)
        self.body.addStretch(1)
        keys = QHBoxLayout()
        keys.setSpacing(scaled(6))
        for button, stretch in ((self.answer, 3), (self.hold, 3), (self.back, 4), (self.hang_up, 3)):
            button.setMinimumHeight(scaled(36))
            keys.addWidget(button, stretch)
        self.body.addLayout(keys)


def _age(when: datetime | None) -> float:
    return min(max(0.0, (datetime.now(UTC) - when).total_seconds()), _LONGEST) if when is not None else 0.0


def _chip(call: CallSnapshot) -> str:
    if wording.not_reached(call):
        return "warning"
    # Whoever is called back has not waited for this seat in vain.
    inbound = call.direction is CallDirection.INBOUND
    missed = inbound and call.state is CallState.ENDED and call.answered_at is None
    return "danger" if missed else _CHIPS[call.state]
