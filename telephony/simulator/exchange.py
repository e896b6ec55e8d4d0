"""The switch itself: its clock, its registries, and the one place from which events leave."""

from __future__ import annotations

import asyncio
import itertools
import logging
import time
from collections.abc import Callable, Coroutine, Iterable
from typing import TYPE_CHECKING, Any

from telephony.simulator.messages import Header, render
from telephony.simulator.queue_log import QueueLog

if TYPE_CHECKING:
    from telephony.simulator.bridges import Bridge
    from telephony.simulator.channels import Channel
    from telephony.simulator.dialplan import Dialplan
    from telephony.simulator.parties import Phone
    from telephony.simulator.queues import Queue
    from telephony.simulator.rooms import Room

logger = logging.getLogger(__name__)

# Takes the class, the name and a function that renders the wire text when it is wanted.
Listener = Callable[[str, str, Callable[[], bytes]], None]


class Exchange:
    """Everything that a PBX holds in memory; lives in one event loop."""

    def __init__(self) -> None:
        self.started = time.time()
        self.system_name = ""
        self.channels: dict[str, Channel] = {}
        self.bridges: dict[str, Bridge] = {}
        self.queues: dict[str, Queue] = {}
        self.rooms: dict[str, Room] = {}
        self.phones: dict[str, Phone] = {}  # by number
        self.phones_by_resource: dict[str, Phone] = {}
        self.globals: dict[str, str] = {}
        self.manager_variables: tuple[str, ...] = ()
        self.disabled_events: frozenset[str] = frozenset()
        self.noise = False  # also emit what only tests and statistics read, for realistic volume
        self.has_profiles = True  # confbridge.conf has those of the kit
        self.lost_music_stops = (
            0  # so many ends of music in a room are missed: Asterisk misses one of a thousand
        )
        self.timestamps = False  # `timestampevents`
        self.queue_log = QueueLog()
        self.listeners: list[Listener] = []
        self.dialplan: Dialplan
        self.closing = False
        self._numbers = itertools.count()
        self._names: dict[str, itertools.count[int]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def next_uniqueid(self) -> str:
        """Return a new Uniqueid: the PBX's name if it has one, seconds since 1970, and a running number."""
        named = f"{self.system_name}-" if self.system_name else ""
        return f"{named}{int(time.time())}.{next(self._numbers)}"

    def next_name(self, base: str) -> str:
        """Return the next channel name for `base`, with the technology's running number."""
        technology = base.partition("/")[0]
        number = next(self._names.setdefault(technology, itertools.count()))
        return f"{base}-{number:08x}"

    def emit(self, name: str, class_: str, headers: Iterable[Header]) -> None:
        """Send one event to everybody who reads its class."""
        if name in self.disabled_events or not self.listeners:
            return
        rendered: list[bytes] = []

        def text() -> bytes:
            if not rendered:
                first = [("Event", name), ("Privilege", f"{class_},all")]
                if self.timestamps:
                    first.append(("Timestamp", f"{time.time():.6f}"))
                rendered.append(render([*first, *headers]))
            return rendered[0]

        for listener in tuple(self.listeners):
            try:
                listener(class_, name, text)
            except Exception:
                logger.exception("a listener failed on %s", name)

    def spawn(self, work: Coroutine[Any, Any, None], name: str) -> asyncio.Task[None]:
        """Start a task whose failure is logged; all of them end with the exchange."""
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._finished)
        return task

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            logger.error("%s failed", task.get_name(), exc_info=error)

    async def close(self) -> None:
        """End every task without a word to anybody, as a killed PBX does."""
        self.closing = True
        self.listeners.clear()
        tasks = [task for task in self._tasks if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def channel(self, name: str) -> Channel | None:
        """Find a channel by name (case does not matter) or Uniqueid."""
        found = self.channels.get(name)
        if found is None:
            lowered = name.lower()
            found = next(
                (c for c in self.channels.values() if c.name.lower() == lowered or c.uniqueid == name), None
            )
        return found

    def set_global(self, name: str, value: str) -> None:
        """Set a global variable; an empty value removes it."""
        if value:
            self.globals[name] = value
        else:
            self.globals.pop(name, None)
        self.emit("VarSet", "dialplan", [("Variable", name), ("Value", value)])
