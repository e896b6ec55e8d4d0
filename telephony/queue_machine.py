"""States of a caller in a queue, and the queue that counts them: one table of transitions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from telephony.errors import IllegalTransition
from telephony.snapshots import QueueSnapshot
from telephony.symbol import Symbol


class CallerState(Symbol):
    """Where a caller stands in a queue."""

    UNSEEN = "unseen"
    WAITING = "waiting"
    CONNECTED = "connected"
    ABANDONED = "abandoned"
    LEFT = "left"


class CallerEvent(Symbol):
    """What the PBX has shown of a caller."""

    JOINED = "joined"
    CONNECTED = "connected"
    ABANDONED = "abandoned"
    LEFT = "left"


_S, _E = CallerState, CallerEvent
TRANSITIONS: dict[tuple[CallerState, CallerEvent], CallerState] = {
    (_S.UNSEEN, _E.JOINED): _S.WAITING,
    (_S.WAITING, _E.JOINED): _S.WAITING,  # the snapshot tells it again
    (_S.WAITING, _E.CONNECTED): _S.CONNECTED,
    (_S.WAITING, _E.ABANDONED): _S.ABANDONED,
    (_S.WAITING, _E.LEFT): _S.LEFT,
    # QueueCallerLeave and its cause come in either order.
    (_S.LEFT, _E.CONNECTED): _S.CONNECTED,
    (_S.LEFT, _E.ABANDONED): _S.ABANDONED,
    (_S.CONNECTED, _E.LEFT): _S.CONNECTED,
    (_S.ABANDONED, _E.LEFT): _S.ABANDONED,
    # Back in the queue after a lost seat.
    (_S.CONNECTED, _E.JOINED): _S.WAITING,
    (_S.LEFT, _E.JOINED): _S.WAITING,
}


class CallerMachine:
    """One caller's state in one queue."""

    def __init__(self) -> None:
        self._state = CallerState.UNSEEN

    @property
    def state(self) -> CallerState:
        """The present state."""
        return self._state

    def handle(self, event: CallerEvent) -> CallerState:
        """Move on; raises `IllegalTransition` and changes nothing when the table has no such step."""
        try:
            self._state = TRANSITIONS[self._state, event]
        except KeyError:
            raise IllegalTransition(self._state, event) from None
        return self._state


@dataclass(slots=True)
class _Caller:
    machine: CallerMachine
    since: datetime


class QueueTrack:
    """One queue of the seat: who waits, and the PBX's totals."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.member = False
        self.paused = False
        self.reason = ""
        self.calls_taken = 0
        self.last_call = 0
        self.completed = 0
        self.abandoned = 0
        self._callers: dict[str, _Caller] = {}
        self._waiting: dict[str, datetime] = {}  # of `_callers`, since when

    def handle(self, uniqueid: str, event: CallerEvent, at: datetime) -> None:
        """Report `event` of a caller who was there since `at`; raises `IllegalTransition`."""
        caller = self._callers.get(uniqueid)
        if caller is None:
            caller = _Caller(CallerMachine(), at)
        old = caller.machine.state
        new = caller.machine.handle(event)
        if new is CallerState.WAITING and old is not CallerState.WAITING:
            caller.since = self._waiting[uniqueid] = at
        elif new is not CallerState.WAITING:
            self._waiting.pop(uniqueid, None)
        if new is CallerState.ABANDONED and old is not CallerState.ABANDONED:
            self.abandoned += 1
        self._callers[uniqueid] = caller
        self._forget_old()

    def count(self, completed: int, abandoned: int) -> None:
        """Take the PBX's own totals."""
        self.completed, self.abandoned = completed, abandoned

    def waits_since(self, uniqueid: str) -> datetime | None:
        """Return since when a caller has been waiting, None when the PBX has not told."""
        caller = self._callers.get(uniqueid)
        return caller.since if caller else None

    def waiting(self) -> list[datetime]:
        """Return since when each waiting caller has been waiting."""
        return list(self._waiting.values())

    def clear_callers(self) -> None:
        """Forget who waits: the snapshot tells anew."""
        self._callers.clear()
        self._waiting.clear()

    def snapshot(self) -> QueueSnapshot:
        """Return the frozen queue."""
        waiting = self._waiting
        longest = min(waiting.values()) if waiting else None
        return QueueSnapshot(self.name, self.member, len(waiting), longest, self.completed, self.abandoned)

    def _forget_old(self) -> None:
        if len(self._callers) > 2000:
            for uniqueid in list(self._callers)[:1000]:
                if self._callers[uniqueid].machine.state is not CallerState.WAITING:
                    del self._callers[uniqueid]
