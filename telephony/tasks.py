"""The tasks of an event loop: each has a name, is held on to, and its failure is seen."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from telephony.errors import TelephonyError

log = logging.getLogger(__name__)


class Tasks:
    """What somebody has started in the loop and nobody waits for."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[Any]] = set()

    def spawn(self, work: Coroutine[Any, Any, Any], name: str) -> asyncio.Task[Any]:
        """Start a task; a failure of it is logged."""
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._running.add(task)
        task.add_done_callback(self._done)
        return task

    def cancel(self) -> None:
        """Cancel every task that runs."""
        for task in self._running:
            task.cancel()

    async def end(self) -> None:
        """Cancel every task that runs; returns when all have ended."""
        self.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if task.cancelled():
            return
        error = task.exception()
        if isinstance(error, TelephonyError):
            log.warning("%s: %r", task.get_name(), error)
        elif error is not None:
            log.error("%s failed", task.get_name(), exc_info=error)
