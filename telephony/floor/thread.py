"""All PBXs of the floor in a thread of their own."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime

from telephony.errors import NotPossible, ReachedSome, TelephonyError
from telephony.floor.config import FloorConfig
from telephony.floor.facts import Fact
from telephony.floor.line import FloorLine
from telephony.floor.requests import Announce, FloorRequest
from telephony.floor.views import FloorPbx, FloorView
from telephony.loop_thread import Line, LoopThread
from telephony.snapshots import Hindrance, LinkSnapshot, LinkState

log = logging.getLogger(__name__)


class FloorThread(LoopThread[FloorRequest]):
    """The `FloorPort` of a program that has no event loop; one PBX that is away leaves the others alone."""

    def __init__(self, configs: Sequence[FloorConfig]) -> None:
        super().__init__("floor")
        if not configs or len({config.name for config in configs}) != len(configs):
            raise ValueError("every PBX of a floor needs a name of its own")
        self._configs = tuple(configs)
        self._view_listeners: list[Callable[[FloorView], None]] = []
        self._fact_listeners: list[Callable[[Fact], None]] = []
        connecting = LinkSnapshot(LinkState.CONNECTING)
        self._view = FloorView(tuple(FloorPbx(config.name, connecting) for config in configs))
        self._interval = min(config.view_interval for config in configs)
        self._lines: dict[str, FloorLine] = {}
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

    # in the thread

    def _open(self) -> Mapping[str, Line]:
        self._lines = {
            config.name: FloorLine(config, self._view_changed, self._tell_fact) for config in self._configs
        }
        return self._lines

    async def _run(self) -> None:
        await super()._run()
        self._tell_view()

    async def _perform(self, request: FloorRequest) -> None:
        lines = self._asked(request)
        # Each to its end: what the others have done is not undone by one that fails.
        ends = await asyncio.gather(*(line.perform(request) for line in lines), return_exceptions=True)
        self._tell_view()  # who asked finds it in the view
        _raise_failures({line.config.name: end for line, end in zip(lines, ends, strict=True)})

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

    def _asked(self, request: FloorRequest) -> list[FloorLine]:
        if isinstance(request, Announce) and not request.pbx:
            return list(self._lines.values())
        if request.pbx not in self._lines:
            raise NotPossible(Hindrance.NOT_ALLOWED)
        return [self._lines[request.pbx]]


def _raise_failures(ends: Mapping[str, BaseException | None]) -> None:
    """Raise what went wrong: a single error as it is, `ReachedSome` where only some PBXs have failed."""
    failures = {name: end for name, end in ends.items() if isinstance(end, TelephonyError)}
    for name, end in ends.items():
        if end is not None and name not in failures:
            raise end  # a mistake of ours
    if not failures:
        return
    if len(failures) < len(ends):
        raise ReachedSome([name for name in ends if name not in failures], failures)
    raise next(iter(failures.values()))
