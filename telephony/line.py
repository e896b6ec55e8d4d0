"""The seat's line: what a call-taker can do, each step checked first, sent once, and confirmed by events.

The citizen goes into a conference room once and stays there; every later step moves the call-taker and
the department. A reply of the PBX says only that it has understood: a step is done when the events have
shown its result in the tracker.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from telephony import events as ev
from telephony import requests as rq
from telephony.config import AnswerMode, PbxConfig, SeatConfig
from telephony.decode import ALWAYS, WANTED, decode
from telephony.errors import LinkDown, NotPossible, Refused, TimedOut
from telephony.link import Link
from telephony.membership import Membership
from telephony.music import MusicEnder
from telephony.snapshots import Hindrance, LinkSnapshot, SeatView
from telephony.steps import CallSteps
from telephony.tasks import Tasks
from telephony.tracker import Tracker
from telephony.waiters import Waiters
from telephony.wire import Message

log = logging.getLogger(__name__)

DESK_VARIABLES = "DESK_SEAT,DESK_TOKEN,DESK_ROLE,DESK_PLACE,DESK_QUEUE"
_RECOUNT_SECONDS = 30.0  # how often the queues' totals are read anew
_QUEUELESS_TRIES = 6  # afterwards the seat's queues are taken for missing, not for not yet loaded


class SeatLine:
    """One seat at one PBX, in one event loop."""

    def __init__(self, pbx: PbxConfig, seat: SeatConfig, listener: Callable[[SeatView], None]) -> None:
        self._pbx = pbx
        self._seat = seat
        self._listener = listener
        self._waiters = Waiters(seat.step_limit)
        self.tracker = Tracker(seat, self._view_changed)
        self.link = Link(
            pbx,
            WANTED,
            on_event=self._on_message,
            on_batch=self._after_messages,
            on_state=self._on_link,
            on_up=self._come_up,
            about=seat.marks,
            always=ALWAYS,
            needs=_needed(seat),
        )
        self.members = Membership(seat, self.link, self.tracker, self._waiters)
        self.steps = CallSteps(seat, self.link, self.tracker, self.members, self._waiters)
        self._lock = asyncio.Lock()  # one step of the call at a time
        self._seat_lock = asyncio.Lock()  # and one of the membership
        self._unread = 0  # snapshots in a row that told nothing
        self._tasks = Tasks()
        self._music = MusicEnder(self.link, self._waiters, self.steps.exten, self._tasks)
        self._steps: dict[type[rq.Request], Callable[[Any], Awaitable[None]]] = {
            rq.SignIn: lambda _: self.members.sign_in(),
            rq.SignOut: lambda _: self.members.sign_out(),
            rq.Ready: lambda _: self.members.ready(),
            rq.NotReady: lambda r: self.members.not_ready(r.reason),
            rq.WrapUpDone: lambda _: self.members.wrap_up_done(),
            rq.Answer: lambda _: self.steps.answer(),
            rq.Hold: lambda _: self.steps.hold(),
            rq.Resume: lambda _: self.steps.resume(),
            rq.HangUp: lambda _: self.steps.hang_up(),
            rq.Dial: lambda r: self._dial(r.number),
            rq.Consult: lambda r: self.steps.consult(r.number, r.name),
            rq.Join: lambda _: self.steps.join(),
            rq.Leave: lambda _: self.steps.leave(),
            rq.ReturnToCitizen: lambda _: self.steps.back(),
            rq.Transfer: lambda r: self.steps.transfer(r.target),
            rq.MuteLeg: lambda r: self.steps.mute(r.role, r.on),
            rq.HoldLeg: lambda r: self.steps.hold_leg(r.role, r.on),
            rq.DropLeg: lambda r: self.steps.drop(r.role),
        }

    async def run(self) -> None:
        """Keep the link up until `close`."""
        await self.link.run()

    async def close(self) -> None:
        """Log off; what is under way fails with `LinkDown`."""
        self._tasks.cancel()
        await self.link.close()
        self._waiters.fail()

    async def perform(self, request: rq.Request) -> None:
        """Do what was asked; returns when the PBX has shown it, raises a `TelephonyError` otherwise."""
        step = self._steps[type(request)]
        if not self.link.up or not self.tracker.loaded:
            raise LinkDown
        if isinstance(request, rq.HangUp | rq.ReturnToCitizen):
            await step(request)  # never waits behind a step that hangs
            return
        if not isinstance(request, _OF_CALL):
            async with self._seat_lock:
                await step(request)
            return
        if self._lock.locked():
            raise NotPossible(Hindrance.IN_PROGRESS)
        async with self._lock:
            self.tracker.set_in_progress(True)
            try:
                await self._let_settle()
                await step(request)
            except TimedOut:
                self._tasks.spawn(self._load_snapshot(), "desk-resync")  # what is it, then?
                raise
            finally:
                self.tracker.set_in_progress(False)

    async def _dial(self, number: str) -> None:
        call = await self.steps.dial(number)
        if call is not None:
            self._tasks.spawn(self.steps.call_back_over(call), "desk-call-back")

    async def _let_settle(self) -> None:
        """Give the dialplan the moment that it needs to bring every leg to its place."""
        call = self.tracker.call
        if call is None or call.settled:
            return
        with contextlib.suppress(TimedOut):
            await self._waiters.until(lambda: call.settled or not call.live, "settle", 0.8)

    # reports of the PBX

    def _on_message(self, message: Message) -> None:
        event = decode(message)
        if event is None:
            return
        if isinstance(event, ev.AgentConnected) and event.interface == self._seat.interface:
            pausing = self.members.pause_for_wrap_up(event.agent.name)
            self._tasks.spawn(pausing, "desk-wrap-up")
        if isinstance(event, ev.OriginateEnded):
            self.steps.originated(event)
            self._waiters.check()
        self.tracker.take(event)

    def _after_messages(self) -> None:
        """Tell once what a batch of events has changed."""
        changed = self.tracker.settle()
        self._music.look_after(self.tracker.call)
        if not changed:
            return
        self._waiters.check()
        if self.tracker.needs_snapshot:
            self.tracker.needs_snapshot = False
            self._tasks.spawn(self._load_snapshot(), "desk-resync")

    def _on_link(self, link: LinkSnapshot) -> None:
        self.tracker.link_changed(link)
        if not self.link.up:
            self._waiters.fail()

    async def _come_up(self) -> None:
        """Read the snapshot, restore the membership, then keep the totals fresh."""
        wanted = self.members.remembered
        delay = 0.3
        while not await self._load_snapshot():
            # A PBX that still loads its modules, or an account that lacks a right.
            await asyncio.sleep(delay)
            delay = min(delay * 1.5, 5.0)
        await self.members.restore(wanted)
        while True:
            await asyncio.sleep(_RECOUNT_SECONDS)
            with contextlib.suppress(TimedOut, Refused):
                self.tracker.recount(await self._queue_status())

    async def _load_snapshot(self) -> bool:
        """Read the whole state; returns False when the PBX is not ready to tell."""
        self.tracker.begin_snapshot()
        try:
            channels = await self.link.collect(
                "Status", {"Variables": DESK_VARIABLES, "AllVariables": "false"}
            )
            queues = await self._queue_status()
        except (Refused, TimedOut) as error:
            if self.tracker.loaded or self._unread < 3:
                log.warning("Snapshot: %r", error)
            self._unread += 1
            self.tracker.give_up_snapshot()
            return False
        there = {event.queue for event in queues if isinstance(event, ev.QueueCounted)}
        if self._seat.queues and not there & set(self._seat.queues) and self._unread < _QUEUELESS_TRIES:
            log.info("The PBX has none of this seat's queues yet")
            self._unread += 1
            self.tracker.give_up_snapshot()
            return False
        self._unread = 0
        self.tracker.load([*(e for m in channels if (e := decode(m)) is not None), *queues])
        self._waiters.check()
        return True

    async def _queue_status(self) -> list[ev.Event]:
        found: list[ev.Event] = []
        for name in self._seat.queues:
            messages = await self.link.collect("QueueStatus", {"Queue": name})
            found.extend(event for m in messages if (event := decode(m)) is not None)
        return found

    def _view_changed(self, view: SeatView) -> None:
        self.members.view_changed(view)
        self._listener(view)


def _needed(seat: SeatConfig) -> list[str]:
    """Return an action for each right that the seat's account needs."""
    actions = ["QueueAdd", "Redirect"]
    if seat.dial_out:
        actions.append("Originate")
    if seat.answer is AnswerMode.NOTIFY:
        actions.append("PJSIPNotify")
    return actions


_OF_CALL = (
    rq.Answer,
    rq.Hold,
    rq.Resume,
    rq.Dial,
    rq.Consult,
    rq.Join,
    rq.Leave,
    rq.Transfer,
    rq.MuteLeg,
    rq.HoldLeg,
    rq.DropLeg,
)
