"""Writes every call that the PBX reports into the records; what fails is tried again, after a start too."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from desk.spool import Spool
from desk.timers import after
from desk.workstation.ports import Ports
from telephony.snapshots import CallSnapshot, CallState, SeatView

_AGAIN_MS = 3000
_NEW_MS = 120  # until then the card of a ringing call has been painted; the writing would take turns with it


@dataclass(frozen=True, slots=True)
class OwedCall:
    """A call as it stood last, and who had it: the next start may be somebody else's."""

    call: CallSnapshot
    agent: str


class RecordKeeper(QObject):
    """One record for each call: offered, changed, ended; the records make repeats harmless."""

    failed = Signal(object)  # the exception, once per trouble
    recovered = Signal()

    def __init__(self, ports: Ports, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ports = ports
        self._written: dict[str, CallSnapshot] = {}
        self._spool = Spool(ports.call_spool, OwedCall)
        self._spooled = self._spool.rows()
        self._owed = {owed.call.call_id: owed for owed in self._spooled}
        self._under_way: dict[object, OwedCall] = {}
        self._in_trouble = False
        self._new: dict[str, CallSnapshot] = {}
        self._again = after(_AGAIN_MS, self._retry, self)
        self._soon = after(_NEW_MS, self.flush, self)
        self._retry()
        ports.pbx.view_changed.connect(self.keep)
        self.keep(ports.pbx.view)

    def keep(self, view: SeatView) -> None:
        """Write what is new in `view`; a call that begins to ring first comes onto the screen."""
        calls = [call for call in (view.call, *view.other_calls) if call is not None]
        present = {call.call_id for call in calls}
        for call in calls:
            if call.state is CallState.RINGING and call.call_id not in self._written:
                self._new[call.call_id] = call
                if not self._soon.isActive():
                    self._soon.start()
            else:
                self._new.pop(call.call_id, None)
                self._write(call)
        if self._new.keys() - present:
            self.flush()
        for call_id in [known for known in self._written if known not in present]:
            del self._written[call_id]

    def flush(self) -> None:
        """Hand over what has not been written yet."""
        self._soon.stop()
        while self._new:
            _, call = self._new.popitem()
            self._write(call)

    def spool(self) -> None:
        """Keep on this machine what the records do not have; nothing is written into them any more."""
        left = {owed.call.call_id: owed for owed in (*self._owed.values(), *self._under_way.values())}
        self._keep_on_disk(list(left.values()))

    def _write(self, call: CallSnapshot) -> None:
        old = self._written.get(call.call_id)
        if old is not None and _facts(old) == _facts(call):
            return
        self._written[call.call_id] = call
        self._submit(call, self._ports.seat.agent, whole=old is None)

    def _submit(self, call: CallSnapshot, agent: str, *, whole: bool) -> None:
        records, under_way, task = self._ports.records, self._under_way, object()
        # Which buttons may be pressed is no part of a record.
        owed = under_way[task] = OwedCall(replace(call, can=frozenset(), hindrances={}), agent)

        def job() -> None:
            if whole:
                records.call_offered(call, agent)
            if call.state is CallState.ENDED:
                records.call_ended(call)
            elif not whole:
                records.call_changed(call)
            del under_way[task]  # here, since nobody may be left to be told

        def failed(error: Exception) -> None:
            del under_way[task]
            self._failed(call, owed, error)

        self._ports.worker.submit("records", job, lambda _: self._done(call), failed)

    def _done(self, call: CallSnapshot) -> None:
        if self._owed.pop(call.call_id, None) is None:
            return
        self._keep_on_disk(list(self._owed.values()))
        if self._in_trouble and not self._owed:
            self._in_trouble = False
            self.recovered.emit()

    def _failed(self, call: CallSnapshot, owed: OwedCall, error: Exception) -> None:
        self._owed[call.call_id] = owed
        self._keep_on_disk(list(self._owed.values()))
        if self._written.get(call.call_id) is call:
            del self._written[call.call_id]  # the next report writes it whole
        self._again.start()
        if not self._in_trouble:
            self._in_trouble = True
            self.failed.emit(error)

    def _retry(self) -> None:
        for call_id, owed in tuple(self._owed.items()):
            newest = self._written.pop(call_id, None)
            if newest is not None:
                self._write(newest)
            else:
                self._submit(owed.call, owed.agent, whole=True)

    def _keep_on_disk(self, owed: list[OwedCall]) -> None:
        # Each retry fails anew while the database is away: the disk has that already.
        if owed != self._spooled:
            self._spooled = owed
            self._spool.replace(owed)


def _facts(call: CallSnapshot) -> tuple[object, ...]:
    return (
        call.state,
        call.number,
        call.name,
        call.queue,
        call.waited,
        call.offered_at,
        call.answered_at,
        call.ended_at,
        call.end_reason,
        call.legs,
    )
