"""Who calls at this moment, as the records know them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QObject, Signal

from desk.monitor.ports import KnownCaller, Ports, PresentCall
from desk.timers import after
from telephony.floor.views import FloorView

_AT_ONCE = 50
_REST_MS = 250  # between two looks: views come twenty times a second
_AGAIN_MS = 5000  # after the records have failed


class CallerBook(QObject):
    """Keeps what is known of each call while it waits or is at a seat.

    Each call is asked for anew: since the same number called last, an order may have been written.
    """

    learned = Signal()

    def __init__(self, ports: Ports, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ports = ports
        self._known: Mapping[PresentCall, KnownCaller] = {}
        self._asking = False
        self._missed = False  # there was no time to look
        self._rest = after(_REST_MS, self._rested, self)

    @property
    def known(self) -> Mapping[PresentCall, KnownCaller]:
        """What is known; another object whenever that is more or less than before."""
        return self._known

    def look(self) -> None:
        """Ask the records for who is new, one batch at a time, those who wait first."""
        if self._asking or self._rest.isActive():
            self._missed = True
            return
        self._missed = False
        self._rest.start(_REST_MS)
        wanted = [call for call in present_calls(self._ports.floor.view) if call not in self._known]
        if wanted:
            self._asking = True
            batch, callers = tuple(wanted[:_AT_ONCE]), self._ports.callers
            self._ports.worker.submit("lookups", lambda: callers(batch), self._take, self._fail)

    def stop(self) -> None:
        """Ask nothing more."""
        self._rest.stop()

    def _take(self, found: Mapping[PresentCall, KnownCaller]) -> None:
        self._asking = False
        present = set(present_calls(self._ports.floor.view))
        kept = {call: about for call, about in self._known.items() if call in present}
        self._known = kept | dict(found)
        self.learned.emit()
        self.look()

    def _fail(self, error: Exception) -> None:
        # The keeper says what is wrong with the database.
        self._asking, self._missed = False, True
        self._rest.start(_AGAIN_MS)

    def _rested(self) -> None:
        if self._missed:
            self.look()


def present_calls(view: FloorView) -> Iterator[PresentCall]:
    """Return the calls that have a number: of those who wait, then of the seats."""
    for caller in view.waiting:
        if caller.number:
            yield PresentCall(caller.pbx, caller.call_id, caller.number)
    for seat in view.seats:
        if seat.call is not None and seat.call.number:
            yield PresentCall(seat.pbx, seat.call.call_id, seat.call.number)
