"""Telephony in a thread of its own: a window that stalls must not stall the reader of the PBX's events."""

from __future__ import annotations

import asyncio
import concurrent.futures
import logging
import threading
from collections.abc import Callable

from telephony.config import PbxConfig, SeatConfig
from telephony.errors import LinkDown
from telephony.line import SeatLine
from telephony.requests import Request
from telephony.snapshots import LinkSnapshot, LinkState, SeatSnapshot, SeatView

log = logging.getLogger(__name__)


class TelephonyThread:
    """The PBX for a program that has no event loop.

    `listener` gets every new view, in this thread: it must be quick. `submit` returns a future that
    resolves when the PBX's events have confirmed the request and fails with a `TelephonyError`.
    """

    def __init__(self, pbx: PbxConfig, seat: SeatConfig, listener: Callable[[SeatView], None]) -> None:
        self._pbx = pbx
        self._seat = seat
        self._listeners = [listener]
        self._view = SeatView(LinkSnapshot(LinkState.CONNECTING), SeatSnapshot(seat.extension))
        self._thread = threading.Thread(target=self._main, name="telephony", daemon=True)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._line: SeatLine | None = None
        self._stop: asyncio.Event | None = None
        self._started = threading.Event()
        self._requests: set[asyncio.Task[None]] = set()

    @property
    def view(self) -> SeatView:
        """The latest view."""
        return self._view

    def listen(self, listener: Callable[[SeatView], None]) -> None:
        """Add a listener; one that fails does not stop the others."""
        self._listeners.append(listener)

    def start(self) -> None:
        """Start the thread; returns when requests can be submitted."""
        self._thread.start()
        self._started.wait(5)

    def stop(self, timeout: float = 2.0) -> None:
        """Log off and end the thread; safe to repeat."""
        loop, stop = self._loop, self._stop
        if loop is not None and stop is not None:
            try:
                loop.call_soon_threadsafe(stop.set)
            except RuntimeError:
                return  # it has ended already
        if self._thread.is_alive():
            self._thread.join(timeout)
            if self._thread.is_alive():
                log.warning("Telephony did not end within %.1f s", timeout)

    def submit(self, request: Request) -> concurrent.futures.Future[None]:
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

    def _main(self) -> None:
        try:
            asyncio.run(self._run())
        except Exception:
            log.exception("Telephony ended")
        finally:
            self._loop = None
            self._started.set()

    async def _run(self) -> None:
        main = asyncio.current_task()
        if main is not None:
            main.set_name("desk-telephony")
        self._line = line = SeatLine(self._pbx, self._seat, self._tell)
        self._stop = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self._started.set()
        running = asyncio.create_task(line.run(), name="desk-link")
        stopping = asyncio.create_task(self._stop.wait(), name="desk-stop")
        await asyncio.wait([running, stopping], return_when=asyncio.FIRST_COMPLETED)
        if running.done() and running.exception() is not None:
            log.error("The link ended", exc_info=running.exception())
        await line.close()
        for task in (running, stopping, *self._requests):
            task.cancel()
        await asyncio.gather(running, stopping, *self._requests, return_exceptions=True)

    def _start_request(self, request: Request, future: concurrent.futures.Future[None]) -> None:
        task = asyncio.get_running_loop().create_task(
            self._perform(request, future), name=f"desk-{type(request).__name__}"
        )
        self._requests.add(task)
        task.add_done_callback(self._requests.discard)

    async def _perform(self, request: Request, future: concurrent.futures.Future[None]) -> None:
        if not future.set_running_or_notify_cancel():
            return
        try:
            assert self._line is not None
            await self._line.perform(request)
        except asyncio.CancelledError:
            future.set_exception(LinkDown())
            raise
        except BaseException as error:
            future.set_exception(error)
        else:
            future.set_result(None)

    def _tell(self, view: SeatView) -> None:
        self._view = view
        for listener in self._listeners:
            try:
                listener(view)
            except Exception:
                log.exception("A listener failed")
