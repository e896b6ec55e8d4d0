"""A link that runs against a scripted PBX, and everything that it has told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from typing import Any

from telephony.config import LinkTiming, PbxConfig
from telephony.link import Link
from telephony.snapshots import LinkSnapshot
from telephony.wire import Message
from tests.telephony.scripted import ScriptedAmi

FAST = LinkTiming(
    connect_limit=0.5,
    login_limit=0.4,
    action_limit=0.3,
    list_limit=0.5,
    ping_interval=0.05,
    silence_limit=0.3,
    retry_first=0.02,
    retry_max=0.05,
    retry_jitter=0.02,
    rejected_retry=5.0,
)


class Watched:
    """A link and everything it has told."""

    def __init__(self, config: PbxConfig, needs: Iterable[str] = ()) -> None:
        self.states: list[LinkSnapshot] = []
        self.messages: list[Message] = []
        self._told = asyncio.Event()
        self.on_message: Callable[[Message], None] = self.messages.append
        self.link = Link(
            config,
            {"Hangup", "Status", "StatusComplete"},
            on_event=self._on_event,
            on_state=self._on_state,
            on_up=self._on_up,
            needs=needs,
        )

    async def wait(self, is_so: Callable[[LinkSnapshot], bool], limit: float = 3.0) -> LinkSnapshot:
        """Wait for a state that was told, also one that is over."""
        await self.until(lambda: any(is_so(state) for state in self.states), limit)
        return next(state for state in self.states if is_so(state))

    async def wait_up(self) -> None:
        """Wait until it is up now."""
        await self.until(lambda: self.link.up, 3.0)

    async def until(self, is_so: Callable[[], bool], limit: float) -> None:
        """Look again at each state that is told until `is_so()`."""
        async with asyncio.timeout(limit):
            while not is_so():
                self._told.clear()
                await self._told.wait()

    def _on_event(self, message: Message) -> None:
        self.on_message(message)

    def _on_state(self, state: LinkSnapshot) -> None:
        self.states.append(state)
        self._told.set()

    async def _on_up(self) -> None:
        pass


@asynccontextmanager
async def linked(config: PbxConfig, needs: Iterable[str] = ()) -> AsyncIterator[Watched]:
    """Run a link as telephony's thread does."""
    watched = Watched(config, needs)
    task = asyncio.create_task(watched.link.run())
    try:
        yield watched
    finally:
        await watched.link.close()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def config_of(
    server: ScriptedAmi, timing: LinkTiming = FAST, secret: str = "right", **more: Any
) -> PbxConfig:
    """Return the configuration for a scripted server."""
    return PbxConfig("127.0.0.1", "desk-2001", secret, port=server.port, timing=timing, **more)
