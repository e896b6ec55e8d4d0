"""A desk without a window: `TelephonyThread` and waits for what it shows."""

from __future__ import annotations

import threading
from collections.abc import Callable

from telephony.config import AnswerMode, LinkTiming, PbxConfig, SeatConfig
from telephony.requests import Request
from telephony.snapshots import CallSnapshot, CallState, LinkState, SeatState, SeatView
from telephony.thread import TelephonyThread
from tests.telephony.told_views import ToldViews


class Desk:
    """One seat's telephony; every `wait_…` raises AssertionError with what was seen instead."""

    def __init__(
        self,
        endpoint: tuple[str, int],
        credentials: tuple[str, str],
        extension: str = "2001",
        queues: tuple[str, ...] = ("zonghe", "gjj"),
        timing: LinkTiming | None = None,
        answer: AnswerMode = AnswerMode.PHONE,
        dial_out: bool = True,
    ) -> None:
        host, port = endpoint
        user, secret = credentials
        pbx = PbxConfig(host, user, secret, port=port, timing=timing or LinkTiming())
        seat = SeatConfig(
            extension, agent="1024", name="测试员", queues=queues, answer=answer, dial_out=dial_out
        )
        self._told: ToldViews[SeatView] = ToldViews(lambda: self.view)
        self.thread = TelephonyThread(pbx, seat, self._told.add)

    def __enter__(self) -> Desk:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Close as the window does."""
        self.thread.stop()

    def kill(self) -> None:
        """Vanish without a log-off, as a killed program does."""
        line, loop = self.thread._line, self.thread._loop
        assert line is not None
        assert loop is not None
        done = threading.Event()

        def vanish() -> None:
            line.link._closing = True
            line.link.drop()
            done.set()

        loop.call_soon_threadsafe(vanish)
        assert done.wait(2)
        self.thread.stop()

    def cut(self) -> None:
        """Lose the connection as a broken network does, and see it; it comes back by itself."""
        line, loop = self.thread._line, self.thread._loop
        assert line is not None
        assert loop is not None
        since = len(self.views)
        loop.call_soon_threadsafe(line.link.drop)
        self._told.wait(lambda v: v.link.state is not LinkState.UP, "link down", 5, since)

    @property
    def view(self) -> SeatView:
        """The latest view."""
        return self.thread.view

    @property
    def views(self) -> list[SeatView]:
        """Every view that was told."""
        return self._told.all

    @property
    def call(self) -> CallSnapshot:
        """The call that has the screen."""
        call = self.view.call
        assert call is not None, "no call"
        return call

    def ask(self, request: Request, timeout: float = 8.0) -> None:
        """Submit and wait for the confirmation."""
        self.thread.submit(request).result(timeout)

    def wait(self, is_so: Callable[[SeatView], object], what: str = "view", timeout: float = 5.0) -> SeatView:
        """Wait for a view and return it."""
        return self._told.wait(is_so, what, timeout)

    def wait_up(self, timeout: float = 5.0) -> None:
        """Wait until the link is up and the snapshot read."""
        self.wait(
            lambda v: v.link.state is LinkState.UP and v.seat.state is not SeatState.UNKNOWN, "up", timeout
        )

    def wait_seat(self, state: SeatState, timeout: float = 5.0) -> None:
        """Wait for the seat's state."""
        self.wait(lambda v: v.seat.state is state, state.name, timeout)

    def wait_call(self, state: CallState, timeout: float = 5.0) -> CallSnapshot:
        """Wait for the call's state and return the call."""
        view = self.wait(lambda v: v.call is not None and v.call.state is state, state.name, timeout)
        assert view.call is not None
        return view.call
