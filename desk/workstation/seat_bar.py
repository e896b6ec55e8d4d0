"""The seat: who sits here, ready or not, what waits in the queues, the number to call, the link."""

from __future__ import annotations

import time
from datetime import UTC, datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu

from desk import wording
from desk.widgets.buttons import KeyButton
from desk.widgets.dressing import scaled, set_property
from desk.widgets.fields import LineEdit
from desk.widgets.keys import shown
from desk.widgets.labels import Chip, PlainLabel, key_label
from desk.widgets.text import clock, plain, tooltip
from desk.workstation.keys import Key
from desk.workstation.ports import Seat
from telephony.snapshots import (
    AFTER_CALL_REASON,
    CallSnapshot,
    CallState,
    Hindrance,
    LinkProblem,
    LinkSnapshot,
    LinkState,
    QueueSnapshot,
    SeatSnapshot,
    SeatState,
)

_CHIPS = {
    SeatState.UNKNOWN: "neutral",
    SeatState.SIGNED_OUT: "neutral",
    SeatState.NOT_READY: "warning",
    SeatState.READY: "good",
    SeatState.AFTER_CALL: "accent",
}


class SeatBar(QFrame):
    """The top line of the window."""

    ready_requested = Signal()
    not_ready_requested = Signal(str)
    sign_out_requested = Signal()
    dial_requested = Signal(str)

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        set_property(self, "card", "true")
        self._seat = seat
        self._since: float | None = None
        self._words = ""
        who = PlainLabel("seat_who", self.tr("Seat and call-taker"), bold=True)
        who.setText(
            self.tr("Seat {0} · {1} {2}").format(seat.extension, plain(seat.name, 40), seat.agent).rstrip()
        )
        self.state = Chip("seat_state", self.tr("State of the seat"), bold=True)
        self.ready = KeyButton("seat_ready", self.tr("Ready"), Key.READY)
        self.not_ready = KeyButton("seat_not_ready", self.tr("Not ready"), Key.NOT_READY)
        self.menu = self._make_menu()
        self.queues = PlainLabel("seat_queues", self.tr("Callers waiting in this seat's queues"))
        self.dial = LineEdit("call_dial", self.tr("Number to call"), self.tr("Number to call"), limit=60)
        self.dial.setMaximumWidth(scaled(150))
        self.dial_start = KeyButton("call_dial_start", self.tr("Call"))
        self.link = Chip("pbx_link", self.tr("Connection to the PBX"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(scaled(9), scaled(4), scaled(9), scaled(4))
        layout.setSpacing(scaled(7))
        for widget in (who, self.state, self.ready, self.not_ready):
            layout.addWidget(widget)
        layout.addWidget(self.queues, 2)
        who.setSizePolicy(self.state.sizePolicy())
        layout.addWidget(key_label(shown(Key.DIAL)))
        layout.addWidget(self.dial)
        layout.addWidget(self.dial_start)
        layout.addWidget(self.link)
        self.ready.clicked.connect(self.ready_requested)
        self.not_ready.clicked.connect(self._open_menu)
        self.dial_start.clicked.connect(self._dial)
        self.dial.returnPressed.connect(self._dial)

    def show_seat(self, seat: SeatSnapshot, call: CallSnapshot | None) -> None:
        """Follow what the PBX says of the seat, and of its present or last call."""
        in_call = call is not None and call.answered_at is not None and call.state is not CallState.ENDED
        words = wording.seat_state(seat.state)
        if seat.state is SeatState.NOT_READY and seat.reason:
            words = self.tr("{0}: {1}").format(words, plain(wording.not_ready_reason(seat.reason), 40))
        chip = _CHIPS[seat.state]
        # The desk pauses the seat when a call is connected: after-call work begins when it ends.
        if in_call and (seat.state is SeatState.AFTER_CALL or seat.reason == AFTER_CALL_REASON):
            words, chip = self.tr("In a call"), "accent"
        self._words = words
        self.state.setChip(chip)
        self._since = None
        since, ended = seat.since, call.ended_at if call is not None else None
        if since is not None and ended is not None and seat.state is SeatState.AFTER_CALL:
            since = max(since, ended)
        if since is not None:
            age = min(max(0.0, (datetime.now(UTC) - since).total_seconds()), 86_400.0)
            self._since = time.monotonic() - age
        unknown = wording.hindrance(Hindrance.LINK_DOWN) if seat.state is SeatState.UNKNOWN else None
        already = self.tr("The seat is ready.") if seat.state is SeatState.READY else None
        self.ready.allow(unknown or already)
        self.ready.setLabel(self.tr("Sign in") if seat.state is SeatState.SIGNED_OUT else self.tr("Ready"))
        self.not_ready.allow(unknown)
        self._sign_out.setEnabled(seat.state not in (SeatState.UNKNOWN, SeatState.SIGNED_OUT))
        self.queues.setText(self._queues(seat.queues))
        self.queues.setToolTip(tooltip(self._queues(seat.queues)))
        self.queues.setTone("danger" if any(queue.waiting >= 3 for queue in seat.queues) else "muted")
        self.tick()

    def show_link(self, link: LinkSnapshot) -> None:
        """Follow the state of the link."""
        if link.state is LinkState.UP and link.problem is not LinkProblem.NO_PRIVILEGE:
            self.link.setChip("good")
            self.link.setText(self.tr("PBX: connected"))
        elif link.state is LinkState.STOPPED:
            self.link.setChip("neutral")
            self.link.setText(self.tr("PBX: logged off"))
        else:
            self.link.setChip("warning" if link.problem is None else "danger")
            self.link.setText(wording.link_short(link.problem))
        self.link.setToolTip(tooltip("\n".join(part for part in (link.pbx_version, link.detail) if part)))

    def allow_dial(self, why_not: str | None) -> None:
        """Allow calling out, or say why it can't be done."""
        self.dial_start.allow(why_not)

    def tick(self) -> None:
        """Show how long the seat has been in its state."""
        # Without seconds: a line that changes each second draws the eye for eight hours.
        length = clock(time.monotonic() - self._since) if self._since is not None else ""
        self.state.setText(f"{self._words}  {length}".rstrip())

    def focus_dial(self) -> None:
        """Put the cursor into the number to call."""
        self.dial.setFocus()
        self.dial.selectAll()

    def _dial(self) -> None:
        self.dial_requested.emit(self.dial.text())

    def _open_menu(self) -> None:
        self.menu.popup(self.not_ready.mapToGlobal(self.not_ready.rect().bottomLeft()))
        self.menu.setActiveAction(self.menu.actions()[0])

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName("seat_not_ready_menu")
        for key in wording.NOT_READY_REASONS:
            action = menu.addAction(wording.not_ready_reason(key))
            action.setObjectName(f"not_ready_{key}")
            action.triggered.connect(lambda _=False, reason=key: self.not_ready_requested.emit(reason))
        menu.addSeparator()
        self._sign_out = menu.addAction(self.tr("Sign out"))
        self._sign_out.setObjectName("seat_sign_out")
        self._sign_out.triggered.connect(self.sign_out_requested)
        return menu

    def _queues(self, queues: tuple[QueueSnapshot, ...]) -> str:
        parts = []
        for queue in queues:
            name = self._seat.queues.get(queue.name, queue.name)
            parts.append(self.tr("{0}: {1} waiting").format(plain(name, 30), queue.waiting))
        return "  ·  ".join(parts) or self.tr("No queues")
