"""The seat's line: what a call-taker can do, each step checked first, sent once, and confirmed by events.

The citizen goes into a conference room once and stays there; every later step moves the call-taker and
the department. A reply of the PBX says only that it has understood: a step is done when the events have
shown its result in the tracker.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from telephony import events as ev
from telephony import requests as rq
from telephony.call_track import BRIDGED, CallTrack, LegTrack
from telephony.config import PbxConfig, SeatConfig
from telephony.errors import BadNumber, LinkDown, NotPossible, Refused, TelephonyError, TimedOut
from telephony.link import Link
from telephony.membership import Membership
from telephony.snapshots import (
    CallAction,
    CallState,
    EndReason,
    Hindrance,
    LegRole,
    LinkSnapshot,
    SeatState,
    SeatView,
)
from telephony.tracker import Tracker
from telephony.wire import Message

log = logging.getLogger(__name__)

DESK_VARIABLES = "DESK_SEAT,DESK_TOKEN,DESK_ROLE,DESK_PLACE,DESK_QUEUE"
_MAX_NUMBER = 32
_RECOUNT_SECONDS = 30.0  # how often the queues' totals are read anew
_QUEUELESS_TRIES = 6  # afterwards the seat's queues are taken for missing, not for not yet loaded
_A = CallAction


def checked_number(number: str) -> str:
    """Return a number fit for the dialplan, without the marks people write; raises `BadNumber`."""
    plain = "".join(mark for mark in number if mark not in " -()./\u00a0")
    digits = plain[1:] if plain.startswith("+") else plain
    # A `*` separates the fields of the kit's extensions: no number may hold one.
    if not digits or len(plain) > _MAX_NUMBER or not all(m in "0123456789#" for m in digits):
        raise BadNumber(number[:_MAX_NUMBER])
    return plain


class SeatLine:
    """One seat at one PBX, in one event loop."""

    def __init__(self, pbx: PbxConfig, seat: SeatConfig, listener: Callable[[SeatView], None]) -> None:
        self._pbx = pbx
        self._seat = seat
        self._listener = listener
        self._waiters: list[tuple[Callable[[], bool], asyncio.Future[None]]] = []
        self.tracker = Tracker(seat, self._view_changed)
        self.link = Link(
            pbx,
            ev.WANTED,
            on_event=self._on_message,
            on_batch=self._after_messages,
            on_state=self._on_link,
            on_up=self._come_up,
            about=seat.marks,
            always=ev.ALWAYS,
        )
        self.members = Membership(seat, self.link, self.tracker, self._until)
        self._lock = asyncio.Lock()  # one step of the call at a time
        self._seat_lock = asyncio.Lock()  # and one of the membership
        self._unread = 0  # snapshots in a row that told nothing
        self._tasks: set[asyncio.Task[Any]] = set()
        self._steps: dict[type[rq.Request], Callable[[Any], Awaitable[None]]] = {
            rq.SignIn: lambda _: self.members.sign_in(),
            rq.SignOut: lambda _: self.members.sign_out(),
            rq.Ready: lambda _: self.members.ready(),
            rq.NotReady: lambda r: self.members.not_ready(r.reason),
            rq.WrapUpDone: lambda _: self.members.wrap_up_done(),
            rq.Answer: lambda _: self._answer(),
            rq.Hold: lambda _: self._hold(),
            rq.Resume: lambda _: self._resume(),
            rq.HangUp: lambda _: self._hang_up(),
            rq.Dial: lambda r: self._dial(r.number),
            rq.Consult: lambda r: self._consult(r.number, r.name),
            rq.Join: lambda _: self._join(),
            rq.Leave: lambda _: self._leave(),
            rq.ReturnToCitizen: lambda _: self._return(),
            rq.Transfer: lambda r: self._transfer(r.target),
            rq.MuteLeg: lambda r: self._mute(r.role, r.on),
            rq.HoldLeg: lambda r: self._hold_leg(r.role, r.on),
            rq.DropLeg: lambda r: self._drop(r.role),
        }

    async def run(self) -> None:
        """Keep the link up until `close`."""
        await self.link.run()

    async def close(self) -> None:
        """Log off; what is under way fails with `LinkDown`."""
        for task in list(self._tasks):
            task.cancel()
        await self.link.close()
        self._fail_waiters()

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
                await step(request)
            except TimedOut:
                self._spawn(self._load_snapshot(), "desk-resync")  # what is it, then?
                raise
            finally:
                self.tracker.set_in_progress(False)

    # reports of the PBX

    def _on_message(self, message: Message) -> None:
        event = ev.decode(message)
        if event is None:
            return
        if isinstance(event, ev.AgentConnected) and event.interface == self._seat.interface:
            self._spawn(self.members.pause_for_wrap_up(), "desk-wrap-up")
        if isinstance(event, ev.OriginateEnded) and not event.success:
            self.tracker.expect_outbound(None)
        self.tracker.take(event)

    def _after_messages(self) -> None:
        """Tell once what a batch of events has changed."""
        if not self.tracker.settle():
            return
        self._check_waiters()
        if self.tracker.needs_snapshot:
            self.tracker.needs_snapshot = False
            self._spawn(self._load_snapshot(), "desk-resync")

    def _on_link(self, link: LinkSnapshot) -> None:
        self.tracker.link_changed(link)
        if not self.link.up:
            self._fail_waiters()

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
        self.tracker.load([*(e for m in channels if (e := ev.decode(m)) is not None), *queues])
        self._check_waiters()
        return True

    async def _queue_status(self) -> list[ev.Event]:
        found: list[ev.Event] = []
        for name in self._seat.queues:
            messages = await self.link.collect("QueueStatus", {"Queue": name})
            found.extend(event for m in messages if (event := ev.decode(m)) is not None)
        return found

    def _view_changed(self, view: SeatView) -> None:
        self.members.view_changed(view)
        self._listener(view)

    def _check_waiters(self) -> None:
        for waiter in list(self._waiters):
            is_so, future = waiter
            if not future.done() and is_so():
                future.set_result(None)

    async def _until(self, is_so: Callable[[], bool], what: str, limit: float | None = None) -> None:
        """Wait for the events that show `is_so`; raises `TimedOut` or `LinkDown`."""
        if is_so():
            return
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        waiter = (is_so, future)
        self._waiters.append(waiter)
        try:
            async with asyncio.timeout(limit or self._seat.step_limit):
                await future
        except TimeoutError:
            raise TimedOut(what) from None
        finally:
            self._waiters.remove(waiter)

    def _fail_waiters(self) -> None:
        for _, future in self._waiters:
            if not future.done():
                future.set_exception(LinkDown())

    def _spawn(self, work: Any, name: str) -> None:
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._task_done)

    def _task_done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if task.cancelled():
            return
        error = task.exception()
        if isinstance(error, TelephonyError):
            log.warning("%s: %r", task.get_name(), error)
        elif error is not None:
            log.error("%s failed", task.get_name(), exc_info=error)

    # check, then act

    def _checked(self, action: CallAction) -> CallTrack:
        """Return the call if `action` is possible now; raises `NotPossible`."""
        call = self.tracker.call
        view = self.tracker.view
        hindrances = (
            view.call.hindrances if call is not None and view.call is not None else view.idle_hindrances
        )
        hindrance = hindrances.get(action)
        moving = hindrance is Hindrance.IN_PROGRESS and call is not None and not call.settled
        if hindrance is not None and (moving or hindrance is not Hindrance.IN_PROGRESS):
            raise NotPossible(hindrance)
        if call is None:
            raise NotPossible(Hindrance.NO_CALL)
        return call

    def _leg(self, call: CallTrack, role: LegRole, hindrance: Hindrance) -> LegTrack:
        leg = call.there(role)
        if leg is None:
            raise NotPossible(hindrance)
        return leg

    def _exten(self, call: CallTrack, *more: str) -> str:
        return "*".join((self._seat.extension, call.token, *more))

    async def _redirect(self, *moves: tuple[LegTrack, str, str]) -> None:
        """Move one leg, or two at once, each to (context, extension)."""
        headers: dict[str, str] = {}
        for prefix, (leg, context, exten) in zip(("", "Extra"), moves, strict=False):
            headers |= {
                f"{prefix}Channel": leg.channel,
                f"{prefix}Context": context,
                f"{prefix}Exten": exten,
                f"{prefix}Priority": "1",
            }
        await self.link.action("Redirect", headers)

    async def _with_citizen(self, call: CallTrack, context: str, exten: str) -> None:
        """Move the call-taker; the citizen goes into the room in the same step if not there yet."""
        agent = self._leg(call, LegRole.AGENT, Hindrance.NO_CALL)
        citizen = self._leg(call, LegRole.CITIZEN, Hindrance.CITIZEN_GONE)
        if agent.place in BRIDGED:
            await self._bridged(call, citizen)
            room = (citizen, "desk-citizen", self._exten(call, call.queue))
            await self._redirect(room, (agent, context, exten))
        else:
            await self._redirect((agent, context, exten))

    async def _bridged(self, call: CallTrack, citizen: LegTrack) -> None:
        """Wait until the citizen is in the bridge: a redirect in the moment of the answer would lose them."""
        answered = call.answered_at
        if answered is None or datetime.now(UTC) - answered > timedelta(seconds=1):
            return
        for _ in range(20):
            listed = await self.link.collect("Status", {"Channel": citizen.channel})
            if any(message.get("BridgeID") for message in listed):
                return
            await asyncio.sleep(0.02)

    async def _shown(self, call: CallTrack, *states: CallState, what: str) -> None:
        """Wait until the call is in one of `states`; its end meanwhile is what happened, not a failure."""
        await self._until(lambda: (call.state in states and call.settled) or not call.live, what)
        if call.state not in states:
            raise NotPossible(Hindrance.NO_CALL)

    async def _answer(self) -> None:
        call = self._checked(_A.ANSWER)
        agent = self._leg(call, LegRole.AGENT, Hindrance.NOT_RINGING)
        await self.link.action("PJSIPNotify", {"Channel": agent.channel, "Variable": "Event=talk"})
        await self._shown(call, CallState.TALKING, what="Answer")

    async def _hold(self) -> None:
        call = self._checked(_A.HOLD)
        await self._with_citizen(call, "desk-hold", self._exten(call))
        await self._shown(call, CallState.HELD, what="Hold")

    async def _resume(self) -> None:
        call = self._checked(_A.RESUME)
        await self._with_citizen(call, "desk-agent", self._exten(call))
        await self._shown(call, CallState.TALKING, what="Resume")

    async def _hang_up(self) -> None:
        call = self._checked(_A.HANG_UP)
        before, call.end_hint = call.end_hint, call.end_hint or EndReason.AGENT_HUNG_UP
        ringing = call.state in (CallState.RINGING, CallState.DIALLING)
        # The citizen first: whoever loses the call-taker while waiting goes back to the queue.
        roles = (LegRole.AGENT,) if ringing else (LegRole.CITIZEN, LegRole.AGENT, LegRole.DEPARTMENT)
        try:
            for role in roles:
                leg = call.there(role)
                if leg is None:
                    continue
                others = call.legs.get(LegRole.AGENT, leg)
                await self._end(leg, others if role is LegRole.CITIZEN else leg)
            await self._until(lambda: not call.live, "HangUp")
        except TelephonyError:
            if call.live:
                call.end_hint = before
            raise

    async def _end(self, leg: LegTrack, other: LegTrack) -> None:
        """Hang up a leg and wait until it, or `other`, is gone.

        A phone that is being called this very moment may miss its first hang-up: it is told again.
        """
        for _ in range(4):
            with contextlib.suppress(Refused):  # it has gone by itself
                await self.link.action("Hangup", {"Channel": leg.channel})
            try:
                await self._until(lambda: leg.gone or other.gone, "HangUp", self._seat.step_limit / 4)
                return
            except TimedOut:
                continue
        raise TimedOut("HangUp")

    async def _dial(self, number: str) -> None:
        plain = checked_number(number)
        hindrance = self.tracker.view.idle_hindrances.get(_A.DIAL)
        if self.tracker.call is not None:
            hindrance = Hindrance.CALL_PRESENT
        if hindrance is not None and hindrance is not Hindrance.IN_PROGRESS:
            raise NotPossible(hindrance)
        if self.tracker.seat_state is SeatState.READY:
            # No queue's call may ring in the conversation; the wrap-up follows it as after any call.
            await self.members.pause_for_wrap_up()
        self.tracker.expect_outbound(plain)
        try:
            await self.link.action(
                "Originate",
                {
                    "Channel": self._seat.interface,
                    "Context": "desk-callback",
                    "Exten": f"{self._seat.extension}*{plain}",
                    "Priority": "1",
                    "Timeout": "30000",
                    "CallerID": f'"{plain}" <{plain}>',
                    "Async": "true",
                },
            )
            await self._until(lambda: self.tracker.call is not None, "Dial")
        finally:
            if self.tracker.call is None:
                self.tracker.expect_outbound(None)

    async def _consult(self, number: str, name: str) -> None:
        plain = checked_number(number)
        call = self._checked(_A.CONSULT)
        call.consult_number, call.consult_name = plain, name
        count = call.consult_count
        await self._with_citizen(call, "desk-consult", self._exten(call, plain))
        await self._until(lambda: call.consult_count > count or not call.live, "Consult")
        await self._until(lambda: call.settled or call.coming_back or not call.live, "Consult")

    async def _join(self) -> None:
        call = self._checked(_A.JOIN)
        agent = self._leg(call, LegRole.AGENT, Hindrance.NO_CALL)
        department = self._leg(call, LegRole.DEPARTMENT, Hindrance.NO_DEPARTMENT)
        await self._redirect(
            (agent, "desk-agent", self._exten(call)), (department, "desk-department", self._exten(call))
        )
        await self._shown(call, CallState.THREE_WAY, what="Join")

    async def _leave(self) -> None:
        call = self._checked(_A.LEAVE)
        agent = self._leg(call, LegRole.AGENT, Hindrance.NO_CALL)
        await self._ending(
            call, EndReason.LEFT, lambda: self.link.action("Hangup", {"Channel": agent.channel})
        )

    async def _ending(
        self, call: CallTrack, reason: EndReason, act: Callable[[], Awaitable[Mapping[str, str]]]
    ) -> None:
        before, call.end_hint = call.end_hint, reason
        try:
            await act()
            await self._until(lambda: not call.live, reason.value)
        except TelephonyError:
            if call.live:
                call.end_hint = before
            raise

    async def _return(self) -> None:
        call = self._checked(_A.RETURN)
        agent = self._leg(call, LegRole.AGENT, Hindrance.NO_CALL)
        department = call.there(LegRole.DEPARTMENT)
        call.returning = True
        if not call.settled and not call.coming_back:
            await self._until(lambda: call.settled or not call.live, "Return")
        if call.state not in (CallState.THREE_WAY, CallState.DEPARTMENT_HELD, CallState.TALKING) and (
            not call.coming_back
        ):
            await self._redirect((agent, "desk-agent", self._exten(call)))
        if department is not None and department.place in ("room", "side"):
            with contextlib.suppress(Refused):
                await self.link.action("Hangup", {"Channel": department.channel})
        await self._shown(call, CallState.TALKING, what="Return")

    async def _transfer(self, target: rq.TransferTarget) -> None:
        number = checked_number(target.number) if isinstance(target, rq.NumberTarget) else ""
        call = self._checked(_A.TRANSFER)
        citizen = self._leg(call, LegRole.CITIZEN, Hindrance.CITIZEN_GONE)
        agent = self._leg(call, LegRole.AGENT, Hindrance.NO_CALL)
        if isinstance(target, rq.QueueTarget):
            if not target.name or not all(m.isalnum() or m in "_.-" for m in target.name):
                raise BadNumber(target.name[:_MAX_NUMBER])
            move = (citizen, "desk-queue", target.name)
        else:
            move = (citizen, "desk-transfer", self._exten(call, call.queue, number))
        await self._ending(call, EndReason.TRANSFERRED, lambda: self._hand_over(move, agent, call))

    async def _hand_over(
        self, move: tuple[LegTrack, str, str], agent: LegTrack, call: CallTrack
    ) -> Mapping[str, str]:
        # Both at once: the citizen's redirect alone would drop the call-taker before the room is left.
        await self._redirect(move, (agent, "desk-end", "s"))
        department = call.there(LegRole.DEPARTMENT)
        if department is not None:
            with contextlib.suppress(Refused):
                await self.link.action("Hangup", {"Channel": department.channel})
        return {}

    async def _mute(self, role: LegRole, on: bool) -> None:
        call = self._checked(_A.MUTE_LEG)
        leg = self._leg(call, role, Hindrance.NO_DEPARTMENT)
        if leg.place not in ("room", "side"):
            raise NotPossible(Hindrance.NOT_THREE_WAY)
        room = f"desk-{self._seat.extension}-{call.token}" + ("-side" if leg.place == "side" else "")
        await self.link.action(
            "ConfbridgeMute" if on else "ConfbridgeUnmute", {"Conference": room, "Channel": leg.channel}
        )
        await self._until(lambda: leg.muted is on or leg.gone, "Mute")

    async def _hold_leg(self, role: LegRole, on: bool) -> None:
        call = self._checked(_A.HOLD_LEG)
        agent = self._leg(call, LegRole.AGENT, Hindrance.NO_CALL)
        department = self._leg(call, LegRole.DEPARTMENT, Hindrance.NO_DEPARTMENT)
        if role is LegRole.AGENT:
            raise NotPossible(Hindrance.NOT_ALLOWED)
        held = CallState.CONSULTING if role is LegRole.CITIZEN else CallState.DEPARTMENT_HELD
        if on is (call.state is held):
            raise NotPossible(Hindrance.ALREADY_HELD if on else Hindrance.NOT_HELD)
        exten = self._exten(call)
        if not on:
            moves = [(agent, "desk-agent", exten), (department, "desk-department", exten)]
            wanted = CallState.THREE_WAY
        elif role is LegRole.CITIZEN:
            moves = [(agent, "desk-side-agent", exten), (department, "desk-side-department", exten)]
            wanted = CallState.CONSULTING
        else:
            moves = [(agent, "desk-agent", exten), (department, "desk-side-department", exten)]
            wanted = CallState.DEPARTMENT_HELD
        # Who is in the right place already stays there, unheard by anybody's interruption.
        places = {"desk-agent": "room", "desk-department": "room"}
        moves = [move for move in moves if move[0].place != places.get(move[1], "side")]
        await self._redirect(*moves)
        await self._shown(call, wanted, what="HoldLeg")

    async def _drop(self, role: LegRole) -> None:
        call = self._checked(_A.DROP_LEG)
        if role is LegRole.AGENT:
            await self._leave()
            return
        leg = self._leg(
            call, role, Hindrance.CITIZEN_GONE if role is LegRole.CITIZEN else Hindrance.NO_DEPARTMENT
        )
        if role is LegRole.DEPARTMENT:
            call.returning = True
            if not leg.up:
                await self._return()
                return
        await self.link.action("Hangup", {"Channel": leg.channel})
        await self._until(lambda: leg.gone, "Drop")


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
