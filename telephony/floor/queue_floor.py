"""One queue as a lead sees it: who waits, in which order, and whose phone rings for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from telephony.floor.views import FloorQueue, FloorWaiting


@dataclass(slots=True)
class Caller:
    """A caller who waits."""

    call_id: str
    channel: str
    number: str
    name: str
    since: datetime
    priority: int = 0
    ringing: dict[str, None] = field(default_factory=dict)  # keys of seats, in order


class QueueFloor:
    """A queue's callers in the order in which they will be served."""

    def __init__(self, pbx: str, name: str) -> None:
        self.pbx = pbx
        self.name = name
        self.completed = 0
        self.abandoned = 0
        self.joins: dict[str, int] = {}  # how often each caller who is or was here lately has come
        self._callers: list[Caller] = []
        self._view = FloorQueue(pbx, name)
        self._changed = True

    def find(self, call_id: str) -> Caller | None:
        """Return a caller who waits."""
        return next((caller for caller in self._callers if caller.call_id == call_id), None)

    def position(self, call_id: str) -> int:
        """Return a caller's place, counted from 1; 0 for who does not wait here."""
        return next((i for i, caller in enumerate(self._callers, 1) if caller.call_id == call_id), 0)

    @property
    def top_priority(self) -> int:
        """The highest priority of those who wait."""
        return max((caller.priority for caller in self._callers), default=0)

    def join(self, caller: Caller, position: int) -> bool:
        """Take a caller at a place; False for who is there already (the place may be another one now)."""
        known = self.find(caller.call_id)
        place = min(max(position - 1, 0), len(self._callers)) if position else len(self._callers)
        self._changed = True
        if known is not None:
            self._callers.remove(known)
            self._callers.insert(place, known)
            known.priority = caller.priority or known.priority
            return False
        self._callers.insert(place, caller)
        self.joins[caller.call_id] = self.joins.pop(caller.call_id, 0) + 1
        if len(self.joins) > 1000:
            for call_id in list(self.joins)[:500]:
                del self.joins[call_id]
        return True

    def leave(self, call_id: str) -> Caller | None:
        """Take a caller out."""
        caller = self.find(call_id)
        if caller is not None:
            self._callers.remove(caller)
            self._changed = True
        return caller

    def rings(self, call_id: str, seat: str, on: bool) -> None:
        """Note that a seat's phone rings for a caller, or no more."""
        caller = self.find(call_id)
        if caller is None or (seat in caller.ringing) is on:
            return
        if on:
            caller.ringing[seat] = None
        else:
            del caller.ringing[seat]
        self._changed = True

    def keep(self, call_ids: Iterable[str]) -> None:
        """Forget everybody else: a snapshot shows who waits."""
        there = set(call_ids)
        self._callers = [caller for caller in self._callers if caller.call_id in there]
        self._changed = True

    def count(self, *, completed: int | None = None, abandoned: int | None = None) -> None:
        """Take the PBX's totals, or what an event adds to them."""
        self.completed = self.completed if completed is None else completed
        self.abandoned = self.abandoned if abandoned is None else abandoned
        self._changed = True

    @property
    def changed(self) -> bool:
        """Tell whether `view` would be another one."""
        return self._changed

    def view(self) -> FloorQueue:
        """Return the frozen queue; callers of whom nothing has changed are the same objects as before."""
        if not self._changed:
            return self._view
        self._changed = False
        before = {caller.call_id: caller for caller in self._view.waiting}
        waiting = []
        for position, caller in enumerate(self._callers, 1):
            fresh = FloorWaiting(
                self.pbx, self.name, caller.call_id, caller.channel, caller.number, caller.name,
                position, caller.since, caller.priority, tuple(caller.ringing),
            )  # fmt: skip
            old = before.get(caller.call_id)
            waiting.append(old if old == fresh and old is not None else fresh)
        fresh_queue = FloorQueue(self.pbx, self.name, tuple(waiting), self.completed, self.abandoned)
        if fresh_queue != self._view:
            self._view = fresh_queue
        return self._view
