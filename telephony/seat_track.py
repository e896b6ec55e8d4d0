"""The seat and its queues as the PBX has shown them, and what a time without a link has hidden."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

from telephony import events as ev
from telephony.config import SeatConfig
from telephony.errors import IllegalTransition
from telephony.queue_machine import CallerEvent, QueueTrack
from telephony.seat_machine import SeatEvent, SeatMachine
from telephony.snapshots import AFTER_CALL_REASON, Gap, SeatSnapshot, SeatState

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Counts:
    at: datetime
    completed: dict[str, int]
    abandoned: dict[str, int]
    taken: int


class SeatTrack:
    """One seat's membership, its queues and the gap of the last reconnection; fed by the tracker."""

    def __init__(self, seat: SeatConfig, clock: Callable[[], datetime]) -> None:
        self._seat = seat
        self._clock = clock
        self._machine = SeatMachine()
        self._since = clock()
        self._reason = ""
        self._before: _Counts | None = None
        self.queues = {name: QueueTrack(name) for name in seat.queues}
        self.gap: Gap | None = None

    @property
    def state(self) -> SeatState:
        """The seat's state."""
        return self._machine.state

    @property
    def reason(self) -> str:
        """The pause reason as the PBX keeps it."""
        return self._reason

    def begin_snapshot(self) -> None:
        """Forget who waits and where the seat is a member: the snapshot tells anew."""
        for queue in self.queues.values():
            queue.member = False
            queue.clear_callers()

    def link_lost(self, *, counted: bool) -> None:
        """Keep the totals, if they were known, for the comparison afterwards."""
        if counted:
            self._before = self._count()
        self._handle(SeatEvent.LINK_LOST)

    def _queue(self, name: str) -> QueueTrack:
        if name not in self.queues:
            self.queues[name] = QueueTrack(name)
        return self.queues[name]

    def caller(self, queue: str, uniqueid: str, event: CallerEvent, at: datetime | None = None) -> None:
        """Report what has happened to a caller in one of the seat's queues."""
        if queue not in self.queues:
            return
        try:
            self.queues[queue].handle(uniqueid, event, at or self._clock())
        except IllegalTransition as error:
            log.debug("Caller in queue: %s", error)

    def caller_joined(self, event: ev.CallerJoined) -> None:
        """Take a caller who waits."""
        self.caller(
            event.queue, event.uniqueid, CallerEvent.JOINED, self._clock() - timedelta(seconds=event.waited)
        )

    def caller_left(self, event: ev.CallerLeft) -> None:
        """Take a caller who is in the queue no more."""
        self.caller(event.queue, event.uniqueid, CallerEvent.LEFT)

    def counted(self, event: ev.QueueCounted) -> None:
        """Take a queue's totals."""
        if event.queue in self.queues:
            self.queues[event.queue].count(event.completed, event.abandoned)

    def member_changed(self, event: ev.MemberChanged) -> None:
        """Take what the PBX says of this seat's membership."""
        if event.interface != self._seat.interface:
            return
        queue = self._queue(event.queue)
        queue.member, queue.paused, queue.reason = True, event.paused, event.reason
        queue.calls_taken, queue.last_call = event.calls_taken, event.last_call

    def member_removed(self, event: ev.MemberRemoved) -> None:
        """Take the end of this seat's membership in a queue."""
        if event.interface == self._seat.interface and event.queue in self.queues:
            self.queues[event.queue].member = False

    def settle(self) -> None:
        """Let the seat's state follow its memberships."""
        members = [queue for queue in self.queues.values() if queue.member]
        added = self._machine.state in (SeatState.UNKNOWN, SeatState.SIGNED_OUT)
        reason = ""
        if not members:
            event = SeatEvent.REMOVED
        elif not all(queue.paused for queue in members):
            event = SeatEvent.ADDED_READY if added else SeatEvent.UNPAUSED
        else:
            reason = next((queue.reason for queue in members if queue.reason), "")
            if reason == AFTER_CALL_REASON:
                event = SeatEvent.ADDED_AFTER_CALL if added else SeatEvent.PAUSED_AFTER_CALL
            else:
                event = SeatEvent.ADDED_PAUSED if added else SeatEvent.PAUSED
        if reason != self._reason:
            self._reason, self._since = reason, self._clock()
        self._handle(event)

    def _handle(self, event: SeatEvent) -> None:
        old = self._machine.state
        if self._machine.handle(event) is not old:
            self._since = self._clock()

    def _count(self) -> _Counts:
        return _Counts(
            self._clock(),
            {q.name: q.completed for q in self.queues.values()},
            {q.name: q.abandoned for q in self.queues.values()},
            sum(q.calls_taken for q in self.queues.values()),
        )

    def link_is_back(self) -> None:
        """Compare the totals with those before the link was lost."""
        before, now = self._before, self._count()
        self._before = None
        if before is None:
            return
        completed = {name: count - before.completed.get(name, 0) for name, count in now.completed.items()}
        abandoned = {name: count - before.abandoned.get(name, 0) for name, count in now.abandoned.items()}
        taken = now.taken - before.taken
        restarted = min([*completed.values(), *abandoned.values(), taken], default=0) < 0
        last = max((q.last_call for q in self.queues.values()), default=0)
        self.gap = Gap(
            since=before.at,
            until=now.at,
            completed=None if restarted else MappingProxyType(completed),
            abandoned=None if restarted else MappingProxyType(abandoned),
            taken_here=None if restarted else taken,
            last_call_here=datetime.fromtimestamp(last, UTC) if 0 < last < 4_102_444_800 else None,
        )

    def snapshot(self) -> SeatSnapshot:
        """Return the frozen seat."""
        return SeatSnapshot(
            self._seat.extension,
            self._machine.state,
            self._reason,
            self._since,
            tuple([queue.snapshot() for queue in self.queues.values()]),
        )
