"""A thread with an event loop of its own: a window that stalls must not stall a reader of events."""

from __future__ import annotations

import asyncio
import concurrent.futures
import logging
import threading
from abc import ABC, abstractmethod
from collections.abc import Coroutine, Mapping
from typing import Any, Generic, Protocol, TypeVar

from telephony.errors import LinkDown
from telephony.tasks import Tasks

log = logging.getLogger(__name__)
Asked = TypeVar("Asked")


class Line(Protocol):
    """One PBX, seen from the loop."""

    async def run(self) -> None:
        """Keep the link up until `close`."""

    async def close(self) -> None:
        """Log off; what is under way fails with `LinkDown`."""


class LoopThread(ABC, Generic[Asked]):
    """Keeps lines up, and performs what is asked of them, from `start` to `stop`."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._thread = threading.Thread(target=self._main, name=name, daemon=True)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._started = threading.Event()
        self._tasks = Tasks()

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
                log.warning("%s did not end within %.1f s", self._name, timeout)

    def submit(self, request: Asked) -> concurrent.futures.Future[None]:
        """Ask for something; never raises.

        The future resolves when the PBX's events have confirmed it and fails with a `TelephonyError`.
        """
        future: concurrent.futures.Future[None] = concurrent.futures.Future()
        loop = self._loop
        try:
            if loop is None:
                raise RuntimeError("not started")
            loop.call_soon_threadsafe(self._begin, request, future)
        except RuntimeError:
            future.set_exception(LinkDown())
        return future

    # in the thread

    @abstractmethod
    def _open(self) -> Mapping[str, Line]:
        """Make the lines, each with its name, inside the loop in which they will run."""

    @abstractmethod
    async def _perform(self, request: Asked) -> None:
        """Do what was asked; returns when the PBX has shown it, raises a `TelephonyError` otherwise."""

    def _main(self) -> None:
        try:
            asyncio.run(self._run())
        except Exception:
            log.exception("%s ended", self._name)
        finally:
            self._loop = None
            self._started.set()

    async def _run(self) -> None:
        """Keep the lines up until `stop`, or until a mistake has ended every one."""
        main = asyncio.current_task()
        if main is not None:
            main.set_name(self._name)
        lines = self._open()
        self._stop = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self._started.set()
        running = [self._spawn(line.run(), name) for name, line in lines.items()]
        ended = asyncio.gather(*running, return_exceptions=True)
        stopping = self._spawn(self._stop.wait(), "stop")
        await asyncio.wait((stopping, ended), return_when=asyncio.FIRST_COMPLETED)
        await asyncio.wait([self._spawn(line.close(), f"{name}-close") for name, line in lines.items()])
        await self._tasks.end()

    def _spawn(self, work: Coroutine[Any, Any, Any], name: str) -> asyncio.Task[Any]:
        return self._tasks.spawn(work, f"{self._name}-{name}")

    def _begin(self, request: Asked, future: concurrent.futures.Future[None]) -> None:
        self._spawn(self._answer(request, future), type(request).__name__)

    async def _answer(self, request: Asked, future: concurrent.futures.Future[None]) -> None:
        if not future.set_running_or_notify_cancel():
            return
        try:
            await self._perform(request)
        except asyncio.CancelledError:
            future.set_exception(LinkDown())
            raise
        except BaseException as error:
            future.set_exception(error)
        else:
            future.set_result(None)
