"""Writes every call that the PBX reports into the records; what fails is tried again."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desk.timers import after
from desk.workstation.ports import Ports
from telephony.snapshots import CallSnapshot, CallState, SeatView

_AGAIN_MS = 3000
_NEW_MS = 120  # until then the card of a ringing call has been painted; the writing would take turns with it


class RecordKeeper(QObject):
    """One record for each call: offered, changed, ended; the records make repeats harmless."""

    failed = Signal(object)  # the exception, once per trouble
    recovered = Signal()

    def __init__(self, ports: Ports, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ports = ports
        self._written: dict[str, CallSnapshot] = {}
        self._owed: dict[str, CallSnapshot] = {}
        self._new: dict[str, CallSnapshot] = {}
        self._again = after(_AGAIN_MS, self._retry, self)
        self._soon = after(_NEW_MS, self.flush, self)
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

    def _write(self, call: CallSnapshot) -> None:
        old = self._written.get(call.call_id)
        if old is not None and _facts(old) == _facts(call):
            return
        self._written[call.call_id] = call
        records, agent = self._ports.records, self._ports.seat.agent

        def job() -> None:
            if old is None:
                records.call_offered(call, agent)
            if call.state is CallState.ENDED:
                records.call_ended(call)
            elif old is not None:
                records.call_changed(call)

        self._ports.worker.submit(
            "records", job, lambda _: self._done(call), lambda error: self._failed(call, error)
        )

    def _done(self, call: CallSnapshot) -> None:
        if self._owed.pop(call.call_id, None) is not None and not self._owed:
            self.recovered.emit()

    def _failed(self, call: CallSnapshot, error: Exception) -> None:
        first = not self._owed
        self._owed[call.call_id] = call
        if self._written.get(call.call_id) is call:
            del self._written[call.call_id]  # the next report writes it whole
        self._again.start()
        if first:
            self.failed.emit(error)

    def _retry(self) -> None:
        for call_id, call in tuple(self._owed.items()):
            newest = self._written.pop(call_id, call)
            self._write(newest)


def _facts(call: CallSnapshot) -> tuple[object, ...]:
    # Which buttons may be pressed is no part of a record.
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
