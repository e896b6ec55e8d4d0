"""A lead without a window: `FloorThread` and waits for what it shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from telephony.config import LinkTiming, PbxConfig
from telephony.floor.config import FloorConfig, LeadConfig
from telephony.floor.facts import Fact, QueueCall, QueueLog, Watched
from telephony.floor.requests import FloorRequest
from telephony.floor.thread import FloorThread
from telephony.floor.views import FloorSeat, FloorState, FloorView, FloorWaiting
from telephony.snapshots import LinkState
from tests.telephony.told_views import ToldViews

PBX = "main"


class Lead:
    """The floor of one PBX; every `wait_…` raises AssertionError with what was seen instead."""

    def __init__(
        self,
        endpoint: tuple[str, int],
        credentials: tuple[str, str],
        phone: str = "2009",
        *,
        told: bool = True,
        timing: LinkTiming | None = None,
        log_interval: float = 60.0,
        **more: Any,
    ) -> None:
        self.facts: list[Fact] = []
        host, port = endpoint
        user, secret = credentials
        pbx = PbxConfig(host, user, secret, port=port, timing=timing or LinkTiming())
        own = LeadConfig(phone, name="班长", told=told)
        config = FloorConfig(PBX, pbx, own, log_interval=log_interval, **more)
        self.thread = FloorThread([config])
        self._told: ToldViews[FloorView] = ToldViews(lambda: self.view)
        self.thread.listen(self._told.add)
        self.thread.listen_to_facts(self._on_fact)

    def __enter__(self) -> Lead:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.thread.stop()

    def cut(self) -> None:
        """Lose the connection as a broken network does, and see it; it comes back by itself."""
        line, loop = self.thread._lines[PBX], self.thread._loop
        assert loop is not None
        since = len(self._told.all)
        loop.call_soon_threadsafe(line.link.drop)
        self._told.wait(lambda v: not v.pbxs[0].loaded, "link down", 5, since)

    @property
    def view(self) -> FloorView:
        """The latest view."""
        return self.thread.view

    def seat(self, key: str) -> FloorSeat:
        """Return a seat that is shown."""
        seat = self.view.seat(PBX, key)
        assert seat is not None, f"no seat {key}; seen: {[s.key for s in self.view.seats]}"
        return seat

    def caller(self, number: str) -> FloorWaiting:
        """Return a caller who waits."""
        found = [caller for caller in self.view.waiting if caller.number == number]
        assert found, f"{number} does not wait; seen: {self.view.waiting}"
        return found[0]

    def ask(self, request: FloorRequest, timeout: float = 10.0) -> None:
        """Submit and wait for the confirmation."""
        self.thread.submit(request).result(timeout)

    def wait(
        self, is_so: Callable[[FloorView], object], what: str = "view", timeout: float = 5.0
    ) -> FloorView:
        """Wait for a view and return it."""
        return self._told.wait(is_so, what, timeout)

    def wait_up(self, timeout: float = 5.0) -> None:
        """Wait until the link is up and the snapshot read."""
        self.wait(lambda v: v.pbxs[0].link.state is LinkState.UP and v.pbxs[0].loaded, "up", timeout)

    def wait_seat(self, key: str, state: FloorState, timeout: float = 5.0) -> FloorSeat:
        """Wait for a seat's state."""
        return self._seat_that(key, lambda seat: seat.state is state, state.name, timeout)

    def wait_queues(self, key: str, *queues: str, timeout: float = 5.0) -> FloorSeat:
        """Wait until a seat is a member of exactly these queues; a sign-in reaches them one by one."""
        return self._seat_that(key, lambda seat: seat.queues == queues, f"in {queues}", timeout)

    def wait_rings(self, key: str, number: str, timeout: float = 5.0) -> None:
        """Wait until a seat's phone rings for a caller, and the caller shows it."""

        def is_so(view: FloorView) -> bool:
            seat = view.seat(PBX, key)
            rings = seat is not None and seat.state is FloorState.RINGING and seat.call is not None
            return rings and any(c.number == number and key in c.ringing for c in view.waiting)

        self.wait(is_so, f"{key} rings for {number}", timeout)

    def wait_waiting(self, queue: str, *numbers: str, timeout: float = 5.0) -> None:
        """Wait until exactly these callers wait in a queue, in this order."""

        def is_so(view: FloorView) -> bool:
            return any(q.name == queue and tuple(c.number for c in q.waiting) == numbers for q in view.queues)

        self.wait(is_so, f"{queue}: {numbers}", timeout)

    def wait_fact(self, is_so: Callable[[QueueCall], object], timeout: float = 6.0) -> QueueCall:
        """Wait for a queue's call as the latest fact tells it."""
        self.wait_facts(lambda: any(is_so(call) for call in self.calls), "fact", timeout)
        return next(call for call in self.calls if is_so(call))

    def wait_log(self, timeout: float = 6.0, *, at_least: int = 1) -> QueueLog:
        """Wait until the lines of queue_log have been told so often; return the latest."""
        self.wait_facts(lambda: len(self.logs) >= at_least, "queue_log", timeout)
        return self.logs[-1]

    def wait_facts(self, is_so: Callable[[], object], what: str, timeout: float = 6.0) -> None:
        """Wait until the facts are so."""
        try:
            self._told.wait(lambda _: is_so(), what, timeout)
        except AssertionError as error:
            raise AssertionError(f"{error}; facts: {self.facts[-4:]}") from None

    @property
    def logs(self) -> list[QueueLog]:
        """The lines of queue_log, as often as they were told."""
        return [fact for fact in list(self.facts) if isinstance(fact, QueueLog)]

    @property
    def calls(self) -> list[QueueCall]:
        """Every queue call, as told last."""
        latest = {fact.key: fact for fact in list(self.facts) if isinstance(fact, QueueCall)}
        return list(latest.values())

    @property
    def watched(self) -> list[Watched]:
        """Who was listened to."""
        return [fact for fact in list(self.facts) if isinstance(fact, Watched)]

    def _seat_that(
        self, key: str, is_so: Callable[[FloorSeat], object], what: str, timeout: float
    ) -> FloorSeat:
        """Wait for a view of a seat; return the seat as that view has it."""

        def shows(view: FloorView) -> bool:
            seat = view.seat(PBX, key)
            return seat is not None and bool(is_so(seat))

        seat = self.wait(shows, f"{key} {what}", timeout).seat(PBX, key)
        assert seat is not None
        return seat

    def _on_fact(self, fact: Fact) -> None:
        self.facts.append(fact)
        self._told.wake()
