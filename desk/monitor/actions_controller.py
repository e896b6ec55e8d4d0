"""From a click to the PBX: checked, written down, asked; the screen changes when the PBX has reported."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desk import monitor_wording as words
from desk import wording
from desk.monitor import hindrances
from desk.monitor.action_bar import ActionBar
from desk.monitor.audit import Audit
from desk.monitor.board_rows import BoardRows
from desk.monitor.caller_bar import CallerBar
from desk.monitor.ports import Ports
from desk.monitor.rights import OF_CALLS, Deed
from desk.monitor.table_panel import TablePanel
from desk.records.errors import RecordsError
from desk.widgets.buttons import KeyButton
from desk.widgets.message_bar import MessageBar
from desk.widgets.reason_row import ReasonRow
from desk.widgets.text import plain
from telephony.floor.requests import (
    Announce,
    BringForward,
    CallSeat,
    FloorRequest,
    MoveSeat,
    SendCaller,
    SetNotReady,
    SetReady,
    StopWatching,
    WatchSeat,
)
from telephony.floor.views import FloorSeat, FloorView, FloorWaiting, WatchMode
from telephony.requests import QueueTarget, TransferTarget
from telephony.snapshots import Hindrance

_MODES = {Deed.LISTEN: WatchMode.LISTEN, Deed.WHISPER: WatchMode.WHISPER, Deed.BARGE: WatchMode.BARGE}


class ActionsController(QObject):
    """The deeds of a lead. One with the same target is not asked a second time while it is under way."""

    def __init__(
        self,
        ports: Ports,
        rows: BoardRows,
        seats: TablePanel,
        waiting: TablePanel,
        seat_bar: ActionBar,
        caller_bar: CallerBar,
        announce: KeyButton,
        line: ReasonRow,
        audit: Audit,
        messages: MessageBar,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._ports, self._rows = ports, rows
        self._seats, self._waiting = seats, waiting
        self._seat_bar, self._caller_bar = seat_bar, caller_bar
        self._announce, self._line = announce, line
        self._audit, self._messages = audit, messages
        self._under_way: set[tuple[Deed, str, str]] = set()
        self._stands: object = None  # what the buttons follow from, when they last did
        seat_bar.asked.connect(self._with_seat)
        seat_bar.not_ready_asked.connect(self._set_not_ready)
        seat_bar.move_asked.connect(self._move)
        caller_bar.forward_asked.connect(self._bring_forward)
        caller_bar.send_asked.connect(self._send)
        announce.clicked.connect(line.open)
        line.given.connect(self._say)
        for panel in (seats, waiting):
            panel.table.selectionModel().currentRowChanged.connect(lambda *_: self.allow())
            panel.model.modelReset.connect(self.allow)
        self.allow()

    @property
    def seat(self) -> FloorSeat | None:
        """The seat that is chosen, as the PBX reports it now."""
        row = self._seats.chosen
        return row.seat if row is not None else None

    @property
    def caller(self) -> FloorWaiting | None:
        """The waiting caller who is chosen."""
        row = self._waiting.chosen
        return row.caller if row is not None else None

    def allow(self) -> None:
        """Enable what is possible now; the rest says why it is not."""
        view, who, seat, caller = self._ports.floor.view, self._ports.who, self.seat, self.caller
        stands = (seat, caller, _reached(view), hindrances.watched_seats(who, view), set(self._under_way))
        if stands == self._stands:
            return  # views come twenty times a second, and few of them are about what is chosen
        self._stands = stands
        for deed in self._seat_bar.buttons:
            if deed is Deed.STOP:
                self._seat_bar.allow(deed, hindrances.of_stop(who, view))
            else:
                busy = seat is not None and (deed, seat.pbx, seat.key) in self._under_way
                self._seat_bar.allow(deed, _busy(busy) or hindrances.of_seat(deed, who, seat, view))
        for deed, button in (
            (Deed.FORWARD, self._caller_bar.forward),
            (Deed.SEND, self._caller_bar.send),
        ):
            busy = caller is not None and (deed, caller.pbx, caller.call_id) in self._under_way
            button.allow(_busy(busy) or hindrances.of_caller(deed, who, caller, view))
        self._announce.allow(hindrances.of_announcing(who, view))
        self._offer(view, seat, caller)

    # What is asked for

    def _with_seat(self, deed: Deed) -> None:
        if deed is Deed.STOP:
            watched = hindrances.watched_seats(self._ports.who, self._ports.floor.view)
            if watched:
                left = watched[0]
                self._ask(deed, StopWatching(left.pbx), left.key, self.tr("You have left the call."))
            return
        seat = self.seat
        if seat is None or not self._possible(deed):
            return
        name = self._name(seat)
        if deed in _MODES:
            said = {
                Deed.LISTEN: self.tr("You listen to {0}."),
                Deed.WHISPER: self.tr("{0} alone hears you."),
                Deed.BARGE: self.tr("You take part in the call of {0}."),
            }[deed].format(name)
            self._messages.notice(self.tr("Your phone rings: {0} …").format(name))
            self._ask(deed, WatchSeat(seat.pbx, seat.key, _MODES[deed]), seat.key, said)
        elif deed is Deed.CALL:
            self._messages.notice(self.tr("Your phone rings first, then that of {0}.").format(name))
            self._ask(
                deed, CallSeat(seat.pbx, seat.key), seat.key, self.tr("{0} is being called.").format(name)
            )
        elif deed is Deed.SET_READY:
            self._ask(deed, SetReady(seat.pbx, seat.key), seat.key, self.tr("{0} is ready.").format(name))

    def _set_not_ready(self, reason: str) -> None:
        seat = self.seat
        if seat is not None and self._possible(Deed.SET_NOT_READY):
            said = self.tr("{0} is not ready: {1}.").format(
                self._name(seat), wording.not_ready_reason(reason)
            )
            self._ask(
                Deed.SET_NOT_READY, SetNotReady(seat.pbx, seat.key, reason), seat.key, said, detail=reason
            )

    def _move(self, groups: tuple[str, ...]) -> None:
        seat = self.seat
        if seat is not None and self._possible(Deed.MOVE):
            names = self.tr(", ").join(self._rows.name(group) for group in groups)
            said = self.tr("{0} now serves {1}.").format(self._name(seat), names)
            self._ask(
                Deed.MOVE, MoveSeat(seat.pbx, seat.key, groups), seat.key, said, detail=" ".join(groups)
            )

    def _bring_forward(self) -> None:
        caller = self.caller
        if caller is not None and self._possible(Deed.FORWARD):
            said = self.tr("{0} is served next.").format(_number(caller))
            self._ask(Deed.FORWARD, BringForward(caller.pbx, caller.call_id), caller.call_id, said)

    def _send(self, target: TransferTarget) -> None:
        caller = self.caller
        if caller is None or not self._possible(Deed.SEND):
            return
        if isinstance(target, QueueTarget):
            name, detail = self._rows.name(target.name), target.name
        else:
            name, detail = plain(target.number, 40), target.number
        said = self.tr("{0} was sent to {1}.").format(_number(caller), name)
        self._ask(
            Deed.SEND, SendCaller(caller.pbx, caller.call_id, target), caller.call_id, said, detail=detail
        )

    def _say(self, text: str) -> None:
        why = hindrances.of_announcing(self._ports.who, self._ports.floor.view)
        if why is not None:
            self._messages.error(why)
            return
        self._ask(Deed.ANNOUNCE, Announce("", text), "", self.tr("Every desk shows the line."), detail=text)

    # Parts

    def _possible(self, deed: Deed) -> bool:
        """Check again in the moment of the click: the view may have changed since the button was enabled."""
        view, who = self._ports.floor.view, self._ports.who
        if deed in (Deed.FORWARD, Deed.SEND):
            why = hindrances.of_caller(deed, who, self.caller, view)
        else:
            why = hindrances.of_seat(deed, who, self.seat, view)
        if why is not None:
            self._messages.error(why)
        return why is None

    def _ask(self, deed: Deed, request: FloorRequest, target: str, said: str, *, detail: str = "") -> None:
        key = (deed, request.pbx, target)
        if key in self._under_way:
            return
        self._under_way.add(key)
        self.allow()
        action = self._audit.begin(deed, request.pbx, target, detail)

        def over(error: Exception | None) -> None:
            self._under_way.discard(key)
            self._audit.end(action, error)
            if error is None:
                self._messages.notice(said)
            else:
                self._messages.error(words.failure(error))
            self.allow()

        def go() -> None:
            handle = self._ports.floor.request(request)
            handle.confirmed.connect(lambda: over(None))
            handle.failed.connect(over)

        def not_written(error: Exception) -> None:
            if deed in OF_CALLS or not isinstance(error, RecordsError):
                # Nobody is listened to without its being written down.
                self._under_way.discard(key)
                self._messages.error(
                    self.tr("Not done, for it can't be written down: {0}").format(words.failure(error))
                )
                self.allow()
                return
            self._audit.write(action)  # the queue must be led even while the database is away
            go()

        self._audit.write_first(action, go, not_written)

    def _name(self, seat: FloorSeat) -> str:
        return self._rows.seat(f"{seat.pbx}/{seat.key}")

    def _offer(self, view: FloorView, seat: FloorSeat | None, caller: FloorWaiting | None) -> None:
        if seat is not None and seat.queues and (pbx := view.pbx(seat.pbx)) is not None:
            groups = self._rows.order(queue.name for queue in pbx.queues)
            only = [
                (self.tr("Only {0}").format(self._rows.name(group)), (group,))
                for group in groups
                if seat.queues != (group,)
            ]
            also = [
                (self.tr("Also {0}").format(self._rows.name(group)), (*seat.queues, group))
                for group in groups
                if group not in seat.queues
            ]
            self._seat_bar.offer_moves([*only, *also])
        if caller is not None and (pbx := view.pbx(caller.pbx)) is not None:
            names = self._rows.order(queue.name for queue in pbx.queues if queue.name != caller.queue)
            self._caller_bar.offer({name: self._rows.name(name) for name in names})


def _busy(under_way: bool) -> str | None:
    return wording.hindrance(Hindrance.IN_PROGRESS) if under_way else None


def _reached(view: FloorView) -> list[tuple[object, ...]]:
    """Return what deeds depend on of each PBX: its link, and which groups it has."""
    return [(pbx.name, pbx.link.state, pbx.loaded, [queue.name for queue in pbx.queues]) for pbx in view.pbxs]


def _number(caller: FloorWaiting) -> str:
    return plain(caller.number or caller.name, 40) or "–"
