"""The floor at one PBX, in one event loop: the link, what it tells, and what a lead asks of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from telephony import events as ev
from telephony.errors import LinkDown, NotPossible, Refused, TelephonyError, TimedOut
from telephony.floor import events as fe
from telephony.floor import requests as rq
from telephony.floor.caller_steps import CallerSteps
from telephony.floor.config import FloorConfig
from telephony.floor.decode import WANTED, decode
from telephony.floor.facts import Fact, QueueLog
from telephony.floor.queue_log import LogLines, QueueLogReader, read_file, stamp_of
from telephony.floor.seat_steps import SeatSteps
from telephony.floor.tracker import FloorTracker
from telephony.floor.watch_steps import WatchSteps
from telephony.link import Link
from telephony.snapshots import Hindrance, LinkSnapshot, LinkState
from telephony.tasks import Tasks
from telephony.waiters import Waiters
from telephony.wire import Message

log = logging.getLogger(__name__)

_VARIABLES = "DESK_SEAT,DESK_TOKEN,DESK_ROLE,DESK_PLACE,DESK_QUEUE,DESK_LEAD,DESK_TOLD"
_NEEDED = ("QueuePause", "Redirect", "Originate", "UserEvent")  # one for each right of a lead's account
_OVERLAP = timedelta(seconds=5)  # the log is read from so long before the end of the last time, or longer
_LOG_AGAIN = 5.0  # seconds until a log is asked for again that came too late
_RESYNC_PAUSE = 5.0  # seconds between two snapshots that nothing but odd events has asked for


class FloorLine:
    """One PBX of the floor; `changed` is told when `tracker.view()` may be another one."""

    def __init__(
        self, config: FloorConfig, changed: Callable[[], None], tell: Callable[[Fact], None]
    ) -> None:
        self.config = config
        self._changed = changed
        self._tell = tell
        self.tracker = FloorTracker(config, tell)
        self.link = Link(
            config.pbx,
            WANTED,
            on_event=self._on_message,
            on_batch=self._after_messages,
            on_state=self._on_link,
            on_up=self._come_up,
            needs=_NEEDED if config.acts else (),
        )
        self._waiters = Waiters(config.step_limit)
        self._log_reader = QueueLogReader(self.link)
        self._log_from: datetime | None = None  # the log before then has been told
        self._log_trouble = ""
        self.seats = SeatSteps(config, self.link, self.tracker, self._waiters)
        self.callers = CallerSteps(config, self.link, self.tracker, self._waiters)
        self.watching = WatchSteps(config, self.link, self.tracker, self._waiters, self.seats)
        self._own_phone = asyncio.Lock()
        self._resynced = 0.0
        self._tasks = Tasks()
        self._steps: dict[type[rq.FloorRequest], Callable[[Any], Awaitable[None]]] = {
            rq.WatchSeat: lambda r: self._with_own_phone(lambda: self.watching.watch(r.seat, r.mode)),
            rq.StopWatching: lambda _: self.watching.stop(),
            rq.SetReady: lambda r: self.seats.set_ready(r.seat),
            rq.SetNotReady: lambda r: self.seats.set_not_ready(r.seat, r.reason),
            rq.MoveSeat: lambda r: self.seats.move(r.seat, r.queues),
            rq.CallSeat: lambda r: self._with_own_phone(lambda: self.seats.call(r.seat)),
            rq.BringForward: lambda r: self.callers.bring_forward(r.call_id),
            rq.SendCaller: lambda r: self.callers.send(r.call_id, r.target),
            rq.Announce: lambda r: self.seats.announce(r.text),
        }

    async def run(self) -> None:
        """Keep the link up until `close`."""
        ticking = asyncio.create_task(self._tick(), name="floor-tick")
        try:
            await self.link.run()
        finally:
            ticking.cancel()

    async def close(self) -> None:
        """Log off; what is under way fails with `LinkDown`."""
        self._tasks.cancel()
        await self.link.close()
        self._waiters.fail()

    async def perform(self, request: rq.FloorRequest) -> None:
        """Do what was asked; returns when the PBX has shown it, raises a `TelephonyError` otherwise."""
        if not self.link.up or not self.tracker.loaded:
            raise LinkDown
        await self._steps[type(request)](request)

    async def _with_own_phone(self, step: Callable[[], Awaitable[None]]) -> None:
        """The own phone can ring for one thing at a time."""
        if self._own_phone.locked():
            raise NotPossible(Hindrance.IN_PROGRESS)
        async with self._own_phone:
            await step()

    # reports of the PBX

    def _on_message(self, message: Message) -> None:
        event = decode(message)
        if event is None:
            return
        if isinstance(event, fe.LogPiece | fe.LogEnd):
            self._log_reader.take(event)
            return
        self.tracker.take(event)
        if isinstance(event, ev.OriginateEnded):
            self.seats.originated(event)
        elif isinstance(event, ev.Announced):
            self.seats.announced(event.number)
        elif isinstance(event, fe.Moved):
            self.callers.moved(event.uniqueid)

    def _after_messages(self) -> None:
        changed = self.tracker.settle()
        self._waiters.check()
        if changed:
            self._changed()
        if self.tracker.needs_snapshot:
            self.tracker.needs_snapshot = False
            now = asyncio.get_running_loop().time()
            if now - self._resynced > _RESYNC_PAUSE:
                self._resynced = now
                self._tasks.spawn(self._load_snapshot(), "floor-resync")

    def _on_link(self, link: LinkSnapshot) -> None:
        self.tracker.link_changed(link)
        if link.state is not LinkState.UP:
            self._waiters.fail()
        self._changed()

    async def _come_up(self) -> None:
        """Read the snapshot, then what happened before it, and from time to time what the log has since."""
        delay = 0.3
        while not await self._load_snapshot():
            # A PBX that still loads its modules, or an account that lacks a right.
            await asyncio.sleep(delay)
            delay = min(delay * 1.5, 5.0)
        while True:
            seconds = await self._read_log()
            if seconds is None:
                return
            await asyncio.sleep(seconds)

    async def _load_snapshot(self) -> bool:
        self.tracker.begin_snapshot()
        try:
            channels = await self.link.collect("Status", {"Variables": _VARIABLES, "AllVariables": "false"})
            queues = await self.link.collect("QueueStatus")
        except (Refused, TimedOut) as error:
            log.warning("Snapshot of %s: %r", self.config.name, error)
            self.tracker.give_up_snapshot()
            return False
        self.tracker.load(event for m in [*queues, *channels] if (event := decode(m)) is not None)
        self._after_messages()
        self._changed()
        return True

    async def _read_log(self) -> float | None:
        """Tell what the queue's log has that was not told; returns in how many seconds to look again.

        None when the PBX refuses it.
        """
        until = datetime.now(UTC)
        since = self._log_from or self.config.log_start(until)
        read, why = LogLines([], 0.0), ""
        again: float | None = self.config.log_interval
        try:
            if self.config.queue_log is not None:
                read = await asyncio.to_thread(read_file, self.config.queue_log, since)
            else:
                read = await self._log_reader.read(since)
        except LinkDown:
            raise
        except OSError as error:
            why = f"{type(error).__name__}: {error}"  # a file that is not there may come
        except TelephonyError as error:
            why = f"{type(error).__name__}: {error}"
            again = min(_LOG_AGAIN, self.config.log_interval) if isinstance(error, TimedOut) else None
        if why and why != self._log_trouble:
            log.warning("The queue log of %s can't be read: %s", self.config.name, why)
        self._log_trouble = why
        if not why:
            self._log_from = _next_from(since, until, read.lines)
            since = max(since, datetime.fromtimestamp(min(read.since, until.timestamp()), UTC))
        self._tell(QueueLog(self.config.name, since, until, tuple(read.lines), not why, why))
        return again

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(1.0)
            self.tracker.tick()


def _next_from(since: datetime, until: datetime, lines: list[str]) -> datetime:
    """Return from when on the log is to be read the next time.

    Not later than its newest line, for its clock is the PBX's: while that one is late, what is written in the
    next seconds has times that this machine takes for past.
    """
    if not lines:
        return since
    newest = min(stamp_of(lines[-1]), (until - _OVERLAP).timestamp())
    return max(since, datetime.fromtimestamp(newest, UTC))
