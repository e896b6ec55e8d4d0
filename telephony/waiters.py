"""Wait for what the PBX's events show: the other half of every request."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from telephony.errors import LinkDown, TimedOut


class Waiters:
    """Who waits for something to become so; `check` is asked after every batch of events."""

    def __init__(self, limit: float) -> None:
        self._limit = limit
        self._waiters: list[tuple[Callable[[], bool], asyncio.Future[None]]] = []

    async def until(self, is_so: Callable[[], bool], what: str, limit: float | None = None) -> None:
        """Wait until `is_so()`; raises `TimedOut` with `what`, or `LinkDown`."""
        if is_so():
            return
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        waiter = (is_so, future)
        self._waiters.append(waiter)
        try:
            async with asyncio.timeout(limit or self._limit):
                await future
        except TimeoutError:
            raise TimedOut(what) from None
        finally:
            self._waiters.remove(waiter)

    def check(self) -> None:
        """Let go who has what they waited for."""
        for is_so, future in list(self._waiters):
            if not future.done() and is_so():
                future.set_result(None)

    def fail(self) -> None:
        """The link is down: nobody will see it any more."""
        for _, future in self._waiters:
            if not future.done():
                future.set_exception(LinkDown())
