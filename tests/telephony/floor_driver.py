"""A lead without a window: `FloorThread` and waits for what it shows."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from telephony.config import LinkTiming, PbxConfig
from telephony.floor.config import FloorConfig, LeadConfig
from telephony.floor.facts import Fact, QueueCall, QueueLog, Watched
from telephony.floor.requests import FloorRequest
from telephony.floor.thread import FloorThread
from telephony.floor.views import FloorSeat, FloorState, FloorView, FloorWaiting
from telephony.snapshots import LinkState

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
    ) -> None:
        self._changed = threading.Condition()
        self.facts: list[Fact] = []
        self.views = 0
        host, port = endpoint
        user, secret = credentials
        pbx = PbxConfig(host, user, secret, port=port, timing=timing or LinkTiming())
        config = FloorConfig(PBX, pbx, LeadConfig(phone, name="班长", told=told))
        self.thread = FloorThread([config])
        self.thread.listen(self._on_view)
        self.thread.listen_to_facts(self._on_fact)

    def __enter__(self) -> Lead:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.thread.stop()

    def cut(self) -> None:
        """Lose the connection as a broken network does; it comes back by itself."""
        line, loop = self.thread._lines[PBX], self.thread._loop
        assert loop is not None
        loop.call_soon_threadsafe(line.link.drop)

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
        """Wait for a view."""
        self._wait(lambda: is_so(self.view), what, timeout)
        return self.view

    def wait_up(self, timeout: float = 5.0) -> None:
        """Wait until the link is up and the snapshot read."""
        self.wait(lambda v: v.pbxs[0].link.state is LinkState.UP and v.pbxs[0].loaded, "up", timeout)

    def wait_seat(self, key: str, state: FloorState, timeout: float = 5.0) -> FloorSeat:
        """Wait for a seat's state."""

        def is_so(view: FloorView) -> bool:
            seat = view.seat(PBX, key)
            return seat is not None and seat.state is state

        self.wait(is_so, f"{key} {state.name}", timeout)
        return self.seat(key)

    def wait_queues(self, key: str, *queues: str, timeout: float = 5.0) -> FloorSeat:
        """Wait until a seat is a member of exactly these queues; a sign-in reaches them one by one."""

        def is_so(view: FloorView) -> bool:
            seat = view.seat(PBX, key)
            return seat is not None and seat.queues == queues

        self.wait(is_so, f"{key} in {queues}", timeout)
        return self.seat(key)

    def wait_waiting(self, queue: str, *numbers: str, timeout: float = 5.0) -> None:
        """Wait until exactly these callers wait in a queue, in this order."""

        def is_so(view: FloorView) -> bool:
            return any(q.name == queue and tuple(c.number for c in q.waiting) == numbers for q in view.queues)

        self.wait(is_so, f"{queue}: {numbers}", timeout)

    def wait_fact(self, is_so: Callable[[QueueCall], object], timeout: float = 6.0) -> QueueCall:
        """Wait for a queue's call as the latest fact tells it."""
        self._wait(lambda: any(is_so(call) for call in self.calls), "fact", timeout)
        return next(call for call in self.calls if is_so(call))

    def wait_log(self, timeout: float = 6.0) -> QueueLog:
        """Wait for the lines of queue_log; return the latest."""
        self._wait(lambda: any(isinstance(fact, QueueLog) for fact in self.facts), "queue_log", timeout)
        return [fact for fact in self.facts if isinstance(fact, QueueLog)][-1]

    @property
    def calls(self) -> list[QueueCall]:
        """Every queue call, as told last."""
        latest = {fact.key: fact for fact in list(self.facts) if isinstance(fact, QueueCall)}
        return list(latest.values())

    @property
    def watched(self) -> list[Watched]:
        """Who was listened to."""
        return [fact for fact in list(self.facts) if isinstance(fact, Watched)]

    def _wait(self, is_so: Callable[[], object], what: str, timeout: float) -> None:
        deadline = time.monotonic() + timeout
        with self._changed:
            while not is_so():
                left = deadline - time.monotonic()
                if left <= 0:
                    raise AssertionError(
                        f"not within {timeout} s: {what}; seen: {self.view}; facts: {self.facts[-4:]}"
                    )
                self._changed.wait(left)

    def _on_view(self, view: FloorView) -> None:
        with self._changed:
            self.views += 1
            self._changed.notify_all()

    def _on_fact(self, fact: Fact) -> None:
        with self._changed:
            self.facts.append(fact)
            self._changed.notify_all()
