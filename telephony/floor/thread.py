"""All PBXs of the floor in a thread of their own: a window that stalls must not stall a reader of events."""

from __future__ import annotations

import asyncio
import concurrent.futures
import logging
import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from telephony.errors import LinkDown, NotPossible
from telephony.floor.config import FloorConfig
from telephony.floor.facts import Fact
from telephony.floor.line import FloorLine
from telephony.floor.requests import Announce, FloorRequest
from telephony.floor.views import FloorPbx, FloorView
from telephony.snapshots import Hindrance, LinkSnapshot, LinkState

log = logging.getLogger(__name__)


class FloorThread:
    """The `FloorPort` of a program that has no event loop; one PBX that is away leaves the others alone."""

    def __init__(self, configs: Sequence[FloorConfig]) -> None:
        if not configs or len({config.name for config in configs}) != len(configs):
            raise ValueError("every PBX of a floor needs a name of its own")
        self._configs = tuple(configs)
        self._view_listeners: list[Callable[[FloorView], None]] = []
        self._fact_listeners: list[Callable[[Fact], None]] = []
        connecting = LinkSnapshot(LinkState.CONNECTING)
        self._view = FloorView(tuple(FloorPbx(config.name, connecting) for config in configs))
        self._interval = min(config.view_interval for config in configs)
        self._thread = threading.Thread(target=self._main, name="floor", daemon=True)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._lines: dict[str, FloorLine] = {}
        self._started = threading.Event()
        self._requests: set[asyncio.Task[None]] = set()
        self._due: asyncio.Handle | None = None
        self._told_at = float("-inf")

    @property
    def view(self) -> FloorView:
        """The latest view."""
        return self._view

    def listen(self, listener: Callable[[FloorView], None]) -> None:
        """Add a listener to the views, in this thread; one that fails does not stop the others."""
        self._view_listeners.append(listener)

    def listen_to_facts(self, listener: Callable[[Fact], None]) -> None:
        """Add a listener to the facts, in this thread; one that fails does not stop the others."""
        self._fact_listeners.append(listener)

    def start(self) -> None:
        """Start the thread; returns when requests can be submitted."""
        self._thread.start()
        self._started.wait(5)

    def stop(self, timeout: float = 2.0) -> None:
        """Log off everywhere and end the thread; safe to repeat."""
        loop, stop = self._loop, self._stop
        if loop is not None and stop is not None:
            try:
                loop.call_soon_threadsafe(stop.set)
            except RuntimeError:
                return  # it has ended already
        if self._thread.is_alive():
            self._thread.join(timeout)
            if self._thread.is_alive():
                log.warning("The floor's thread did not end within %.1f s", timeout)

    def submit(self, request: FloorRequest) -> concurrent.futures.Future[None]:
        """Ask for something; never raises."""
        future: concurrent.futures.Future[None] = concurrent.futures.Future()
        loop = self._loop
        try:
            if loop is None:
                raise RuntimeError("not started")
            loop.call_soon_threadsafe(self._start_request, request, future)
        except RuntimeError:
            future.set_exception(LinkDown())
        return future

    # in the thread

    def _main(self) -> None:
        try:
            asyncio.run(self._run())
        except Exception:
            log.exception("The floor's thread ended")
        finally:
            self._loop = None
            self._started.set()

    async def _run(self) -> None:
        self._lines = {
            config.name: FloorLine(config, self._view_changed, self._tell_fact) for config in self._configs
        }
        self._stop = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self._started.set()
        running = [
            asyncio.create_task(line.run(), name=f"floor-{name}") for name, line in self._lines.items()
        ]
        for task in running:
            task.add_done_callback(_see)
        await self._stop.wait()
        await asyncio.gather(*(line.close() for line in self._lines.values()), return_exceptions=True)
        self._tell_view()
        for task in (*running, *self._requests):
            task.cancel()
        await asyncio.gather(*running, *self._requests, return_exceptions=True)

    def _view_changed(self) -> None:
        """Tell a new view: at once after a quiet moment, else when the interval is over."""
        if self._due is not None:
            return
        loop = asyncio.get_running_loop()
        wait = self._told_at + self._interval - loop.time()
        self._due = loop.call_later(wait, self._tell_view) if wait > 0 else loop.call_soon(self._tell_view)

    def _tell_view(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None
        self._told_at = asyncio.get_running_loop().time()
        pbxs = tuple(line.tracker.view() for line in self._lines.values())
        before = self._view
        if len(pbxs) == len(before.pbxs) and all(a is b for a, b in zip(pbxs, before.pbxs, strict=True)):
            return
        self._view = FloorView(pbxs, before.serial + 1, datetime.now(UTC))
        for listener in self._view_listeners:
            try:
                listener(self._view)
            except Exception:
                log.exception("A listener failed on the floor's view")

    def _tell_fact(self, fact: Fact) -> None:
        for listener in self._fact_listeners:
            try:
                listener(fact)
            except Exception:
                log.exception("A listener failed on a fact of the floor")

    def _start_request(self, request: FloorRequest, future: concurrent.futures.Future[None]) -> None:
        task = asyncio.get_running_loop().create_task(
            self._perform(request, future), name=f"floor-{type(request).__name__}"
        )
        self._requests.add(task)
        task.add_done_callback(self._requests.discard)

    async def _perform(self, request: FloorRequest, future: concurrent.futures.Future[None]) -> None:
        if not future.set_running_or_notify_cancel():
            return
        try:
            await asyncio.gather(*(line.perform(request) for line in self._asked(request)))
            self._tell_view()  # who asked finds it in the view
        except asyncio.CancelledError:
            future.set_exception(LinkDown())
            raise
        except BaseException as error:
            future.set_exception(error)
        else:
            future.set_result(None)

    def _asked(self, request: FloorRequest) -> list[FloorLine]:
        if isinstance(request, Announce) and not request.pbx:
            return list(self._lines.values())
        if request.pbx not in self._lines:
            raise NotPossible(Hindrance.NOT_ALLOWED)
        return [self._lines[request.pbx]]


def _see(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and task.exception() is not None:
        log.error("%s ended", task.get_name(), exc_info=task.exception())
