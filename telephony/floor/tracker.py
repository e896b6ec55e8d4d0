"""From the PBX's events to the floor's view: when each is taken, what a snapshot or a lost link changes."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from telephony import events as ev
from telephony.floor import events as fe
from telephony.floor.config import FloorConfig
from telephony.floor.facts import Fact
from telephony.floor.floor import Floor
from telephony.floor.queue_floor import Caller, QueueFloor
from telephony.floor.seat_floor import SeatFloor
from telephony.floor.views import FloorPbx
from telephony.snapshots import LinkSnapshot, LinkState

_now = functools.partial(datetime.now, UTC)
_MOST_EARLY = 100_000  # live events kept back while a snapshot is read


class FloorTracker:
    """Everything that one PBX has reported; `tell` gets the facts."""

    def __init__(
        self, config: FloorConfig, tell: Callable[[Fact], None], clock: Callable[[], datetime] = _now
    ) -> None:
        self._config = config
        self._clock = clock
        self._link = LinkSnapshot(LinkState.CONNECTING, since=clock())
        self.floor = Floor(config.name, tell, clock)
        self.loaded = False
        self._loaded_at: datetime | None = None
        self.needs_snapshot = False
        self._reading = False
        self._early: list[ev.Event] = []
        self._missed = False  # more came than were kept: only another snapshot can tell
        self._order: list[SeatFloor] = []
        self._view = FloorPbx(config.name, self._link)
        for interface in config.seats:
            self.floor.seat(interface)

    # what the line asks

    def seat(self, key: str) -> SeatFloor | None:
        """Return a seat by its key."""
        return next((seat for seat in self.floor.seats.values() if seat.key == key), None)

    def waiting(self, call_id: str) -> tuple[QueueFloor, Caller] | None:
        """Return a caller who waits, and where."""
        for queue in self.floor.queues.values():
            caller = queue.find(call_id)
            if caller is not None:
                return queue, caller
        return None

    # what the link reports

    def link_changed(self, link: LinkSnapshot) -> None:
        """Take the link's state; when it goes down nothing is known any more."""
        was_up = self._link.state is LinkState.UP
        self._link = link
        floor = self.floor
        floor.changed = True
        if was_up and link.state is not LinkState.UP:
            self.loaded = self._reading = False
            self._loaded_at = None
            self._early.clear()
            floor.touched.clear()
            floor.routes.clear()
            floor.watches.clear()
            for queue in floor.queues.values():
                queue.keep(())
            for seat in floor.seats.values():
                seat.link_lost()

    def begin_snapshot(self) -> None:
        """Keep live events back until `load`: the snapshot may be older than they are."""
        self._reading = True

    def give_up_snapshot(self) -> None:
        """The snapshot could not be read: take the events that were kept back, if they mean anything."""
        self._reading = False
        early, self._early = self._early, []
        for event in early if self.loaded else ():
            self.take(event)

    def load(self, listed: Iterable[ev.Event]) -> None:
        """Take a whole snapshot, then the events that came meanwhile."""
        events, floor = list(listed), self.floor
        waiting = {(e.queue, e.uniqueid) for e in events if isinstance(e, fe.QueueJoined)}
        for queue in floor.queues.values():
            queue.keep(call_id for name, call_id in waiting if name == queue.name)
        for seat in floor.seats.values():
            seat.begin_snapshot()
        for event in events:
            floor.take(event)
        floor.recover(event for event in events if isinstance(event, ev.ChannelListed))
        talking = {}
        for seat in floor.seats.values():
            seat.settle(snapshot=True)
            floor.follow(seat)
            for call in seat.calls.tracks:
                if call.live and call.answered_at is not None:
                    talking[call.citizen_uniqueid] = seat.key
        floor.book.restored(waiting, talking)
        floor.touched.clear()
        if not self.loaded:
            self.loaded, self._loaded_at = True, self._clock()
        self._reading = self.needs_snapshot = False
        early, self._early = self._early, []
        for event in early:
            self.take(event)
        self.settle()
        floor.changed = True
        self.needs_snapshot, self._missed = self.needs_snapshot or self._missed, False

    def load_queue(self, listed: Iterable[ev.Event]) -> None:
        """Take the present list of a queue: who waits in it, and in which order."""
        for event in listed:
            if isinstance(event, fe.QueueJoined) and self.waiting(event.uniqueid) is not None:
                self.floor.take(event)

    def take(self, event: ev.Event) -> None:
        """Take one live event; `settle` follows once for all that came together."""
        if self._reading or not self.loaded:
            if len(self._early) < _MOST_EARLY:
                self._early.append(event)
            else:
                self._missed = True
            return
        self.floor.take(event)

    def settle(self) -> bool:
        """Let everything follow what was taken; False when nothing has changed since the last time."""
        floor = self.floor
        touched, floor.touched = floor.touched, {}
        if self.loaded:
            for seat in touched:
                if not seat.possible:
                    seat.possible, self.needs_snapshot = True, True
                seat.settle()
                floor.follow(seat)
            floor.book.settle()
        changed, floor.changed = floor.changed, False
        return changed

    def tick(self) -> None:
        """Let time pass: once a second."""
        self.floor.book.tick()

    # the view

    def view(self) -> FloorPbx:
        """Return the frozen PBX; what has not changed is the same object as before."""
        before, shown, floor = self._view, self._config.queues, self.floor
        queues = tuple(
            floor.queues[name].view() for name in sorted(floor.queues) if not shown or name in shown
        )
        if len(self._order) != len(floor.seats):
            self._order = sorted(floor.seats.values(), key=lambda seat: (len(seat.key), seat.key))
        seats = tuple(seat.view() for seat in self._order)
        if _same(queues, before.queues):
            queues = before.queues
        if _same(seats, before.seats):
            seats = before.seats
        if (
            queues is not before.queues
            or seats is not before.seats
            or (before.link, before.loaded) != (self._link, self.loaded)
        ):
            self._view = FloorPbx(self._config.name, self._link, self.loaded, queues, seats, self._loaded_at)
        return self._view


def _same(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """Tell whether both hold the very same objects."""
    return len(one) == len(other) and all(a is b for a, b in zip(one, other, strict=True))
