"""From other threads into the GUI: one queued wake-up, a few milliseconds of work a turn.

`GuiQueue` carries callables into the GUI thread. `PbxBridge` composes the telephony thread and turns
its views and its futures into signals.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desk.timers import after
from telephony.snapshots import CallState, SeatView

TURN_SECONDS = 0.008
_COUNT_MS = 250


class GuiQueue(QObject):
    """Runs callables in the thread that made the queue, in order, at most 8 ms a turn."""

    _wake = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pending: deque[Callable[[], None]] = deque()
        self._lock = threading.Lock()
        self._awake = False
        self._open = True
        self._wake.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def post(self, call: Callable[[], None]) -> None:
        """Have `call` run in the GUI thread; may be called from any thread."""
        with self._lock:
            if not self._open:
                return
            self._pending.append(call)
            if self._awake:
                return
            self._awake = True
        self._wake.emit()

    def close(self) -> None:
        """Drop what waits and take nothing more."""
        with self._lock:
            self._open = False
            self._pending.clear()

    @Slot()
    def _run(self) -> None:
        until = time.perf_counter() + TURN_SECONDS
        try:
            while True:
                with self._lock:
                    if not self._pending:
                        break
                    call = self._pending.popleft()
                call()
                if time.perf_counter() >= until:
                    break
        finally:
            # One failing call must not leave the others waiting for a wake-up that never comes.
            with self._lock:
                self._awake = bool(self._pending)
                again = self._awake
            if again:
                self._wake.emit()


class Telephony(Protocol):
    """What the bridge needs of the telephony thread."""

    @property
    def view(self) -> SeatView:
        """The latest view."""

    def start(self) -> None:
        """Start the thread."""

    def stop(self, timeout: float = 2.0) -> None:
        """Log off and end the thread."""

    def submit(self, request: Any) -> Future[None]:
        """Ask something of the PBX."""


class RequestHandle(QObject):
    """One request under way: `confirmed` when the PBX's events showed it, else `failed`."""

    confirmed = Signal()
    failed = Signal(object)  # the exception


class Requests:
    """What was asked of another thread: each answer becomes a signal of its handle, in the GUI thread."""

    def __init__(
        self, parent: QObject, queue: GuiQueue, before_answer: Callable[[], None] = lambda: None
    ) -> None:
        """Have `before_answer` called before each answer is told."""
        self._parent = parent
        self._queue = queue
        self._before_answer = before_answer
        self._open: set[RequestHandle] = set()  # handles live until their answer came

    def follow(self, future: Future[Any]) -> RequestHandle:
        """Return the handle of what was asked; its answer never comes before this returns."""
        handle = RequestHandle(self._parent)
        self._open.add(handle)
        future.add_done_callback(lambda done: self._queue.post(lambda: self._answer(handle, done)))
        return handle

    def _answer(self, handle: RequestHandle, future: Future[Any]) -> None:
        self._open.discard(handle)
        self._before_answer()
        if not future.cancelled():
            error = future.exception()
            if error is None:
                handle.confirmed.emit()
            else:
                handle.failed.emit(error)
        handle.deleteLater()


class PbxBridge(QObject):
    """The telephony thread as the GUI sees it.

    `view_changed` gives views in order. Views that differ only in how a call goes on are coalesced
    to the newest; one in which a call ended is never skipped, for the records need it. How many callers
    wait is told a quarter of a second later, or with what else happens: a queue's count changes just
    before the phone rings, and the ring has to be on the screen first.
    """

    view_changed = Signal(object)  # SeatView

    def __init__(
        self,
        make: Callable[[Callable[[SeatView], None]], Telephony],
        queue: GuiQueue,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._queue = queue
        self._lock = threading.Lock()
        self._views: deque[SeatView] = deque()
        self._told: SeatView | None = None  # the newest that went its way, for the telephony thread
        self._later: SeatView | None = None  # differs from that only in the queues' counts
        self._count = after(_COUNT_MS, self._emit_count, self)
        self._requests = Requests(self, queue)
        self._telephony = make(self._listen)
        self._view = self._telephony.view

    @property
    def view(self) -> SeatView:
        """The view that was last emitted."""
        return self._view

    def start(self) -> None:
        """Start the telephony thread."""
        self._telephony.start()

    def stop(self, timeout: float = 2.0) -> None:
        """Log off from the PBX and end the telephony thread."""
        self._telephony.stop(timeout)

    def request(self, request: Any) -> RequestHandle:
        """Ask something of the PBX; the answer comes as a signal of the handle, never before this returns."""
        return self._requests.follow(self._telephony.submit(request))

    def _listen(self, view: SeatView) -> None:
        """Take a view in the telephony thread."""
        with self._lock:
            if self._told is not None and _same_but_for_counts(self._told, view):
                wake, self._later = self._later is None, view
                if wake:
                    self._queue.post(self._count.start)
                return
            self._told, self._later = view, None
            wake = not self._views
            if self._views and _stands(self._views[-1]) == _stands(view):
                self._views[-1] = view
            else:
                self._views.append(view)
        if wake:
            self._queue.post(self._emit_next)

    def _emit_count(self) -> None:
        with self._lock:
            view, self._later = self._later, None
            if view is None:
                return
            self._told = view
            if self._views:
                self._views[-1] = view  # on its way, and the same but for the counts
                return
            self._view = view
        self.view_changed.emit(view)

    def _emit_next(self) -> None:
        with self._lock:
            if not self._views:
                return
            self._view = self._views.popleft()
            more = bool(self._views)
        if more:
            self._queue.post(self._emit_next)
        self.view_changed.emit(self._view)


def _same_but_for_counts(old: SeatView, new: SeatView) -> bool:
    if old.call is not new.call and old.call != new.call:
        return False
    members = [(queue.name, queue.member) for queue in old.seat.queues]
    if members != [(queue.name, queue.member) for queue in new.seat.queues]:
        return False
    return replace(new, seat=replace(new.seat, queues=old.seat.queues)) == old


def _stands(view: SeatView) -> frozenset[tuple[str, bool]]:
    """Return which calls there are and whether they ended: views alike in this may be coalesced."""
    calls = (view.call, *view.other_calls)
    return frozenset((call.call_id, call.state is CallState.ENDED) for call in calls if call is not None)
