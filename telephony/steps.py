"""The steps of a call: each is checked first, sent once, and confirmed by the events that show its result."""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable, Mapping

from telephony import requests as rq
from telephony.call_track import BRIDGED, CallTrack, LegTrack
from telephony.config import SeatConfig
from telephony.errors import BadNumber, NotPickedUp, NotPossible, Refused, TelephonyError, TimedOut
from telephony.events import OriginateEnded
from telephony.link import Link
from telephony.membership import Membership
from telephony.redirects import Move, redirect, until_bridged
from telephony.snapshots import CallAction, CallState, EndReason, Hindrance, LegRole, SeatState
from telephony.tracker import Tracker
from telephony.waiters import Waiters

_MAX_NUMBER = 32
_CALL_BACK_SECONDS = 700.0  # longer than both phones of a call-back may ring
_A = CallAction


def checked_number(number: str) -> str:
    """Return a number fit for the dialplan, without the marks people write; raises `BadNumber`."""
    plain = "".join(mark for mark in number if mark not in " -()./\u00a0")
    digits = plain[1:] if plain.startswith("+") else plain
    # A `*` separates the fields of the kit's extensions: no number may hold one.
    if not digits or len(plain) > _MAX_NUMBER or not all(m in "0123456789#" for m in digits):
        raise BadNumber(number[:_MAX_NUMBER])
    return plain


class CallSteps:
    """What a call-taker can do with a call."""

    def __init__(
        self, seat: SeatConfig, link: Link, tracker: Tracker, members: Membership, waiters: Waiters
    ) -> None:
        self._seat = seat
        self._link = link
        self._tracker = tracker
        self._members = members
        self._until = waiters.until
        self._phone_unreached = False  # the own phone could not be called for a call-back

    def originated(self, event: OriginateEnded) -> None:
        """Take the end of calling the own phone; a call that goes on from there tells its own end."""
        if not event.success:
            self._phone_unreached = True
            self._tracker.expect_outbound(None)

    def _checked(self, action: CallAction) -> CallTrack:
        """Return the call if `action` is possible now; raises `NotPossible`."""
        call = self._tracker.call
        view = self._tracker.view
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

    def exten(self, call: CallTrack, *more: str) -> str:
        """Return the dialplan's extension of a call, with more fields."""
        return "*".join((self._seat.extension, call.token, *more))

    async def _with_citizen(self, call: CallTrack, context: str, exten: str) -> None:
        """Move the call-taker; the citizen goes into the room in the same step if not there yet."""
        agent = self._leg(call, LegRole.AGENT, Hindrance.NO_CALL)
        citizen = self._leg(call, LegRole.CITIZEN, Hindrance.CITIZEN_GONE)
        if agent.place in BRIDGED:
            await until_bridged(self._link, call, citizen)
            room = (citizen, "desk-citizen", self.exten(call, call.queue))
            await redirect(self._link, room, (agent, context, exten))
        else:
            await redirect(self._link, (agent, context, exten))

    async def _shown(self, call: CallTrack, *states: CallState, what: str) -> None:
        """Wait until the call is in one of `states`; its end meanwhile is what happened, not a failure."""
        await self._until(lambda: (call.state in states and call.settled) or not call.live, what)
        if call.state not in states:
            raise NotPossible(Hindrance.NO_CALL)

    async def answer(self) -> None:
        """Let the phone pick up."""
        call = self._checked(_A.ANSWER)
        agent = self._leg(call, LegRole.AGENT, Hindrance.NOT_RINGING)
        try:
            await self._link.action("PJSIPNotify", {"Channel": agent.channel, "Variable": "Event=talk"})
        except Refused as error:
            if error.permission:
                raise
            raise NotPossible(Hindrance.ANSWER_AT_PHONE) from error  # that ringing is over, or no PJSIP phone
        try:
            await self._shown(call, CallState.TALKING, what="Answer")
        except NotPossible:
            if call.end_reason is not EndReason.NOT_ANSWERED:
                raise
            # The PBX ends the ringing of a phone that refuses the request; the citizen rings again.
            raise NotPossible(Hindrance.ANSWER_AT_PHONE) from None

    async def hold(self) -> None:
        """Citizen hears music, call-taker nothing."""
        call = self._checked(_A.HOLD)
        await self._with_citizen(call, "desk-hold", self.exten(call))
        await self._shown(call, CallState.HELD, what="Hold")

    async def resume(self) -> None:
        """Back to the held citizen."""
        call = self._checked(_A.RESUME)
        await self._with_citizen(call, "desk-agent", self.exten(call))
        await self._shown(call, CallState.TALKING, what="Resume")

    async def hang_up(self) -> None:
        """End the call for everybody."""
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
                await self._link.action("Hangup", {"Channel": leg.channel})
            try:
                await self._until(lambda: leg.gone or other.gone, "HangUp", self._seat.step_limit / 4)
                return
            except TimedOut:
                continue
        raise TimedOut("HangUp")

    async def dial(self, number: str) -> CallTrack | None:
        """Call a citizen, own phone first; returns the call when the seat is to be ready again after it.

        Raises `NotPickedUp` when the own phone can't be called.
        """
        plain = checked_number(number)
        hindrance = self._tracker.view.idle_hindrances.get(_A.DIAL)
        if self._tracker.call is not None:
            hindrance = Hindrance.CALL_PRESENT
        if hindrance is not None and hindrance is not Hindrance.IN_PROGRESS:
            raise NotPossible(hindrance)
        paused = self._tracker.seat_state is SeatState.READY
        if paused:
            # No queue's call may ring in the conversation; the wrap-up follows it as after any call.
            await self._members.pause_for_wrap_up()
        self._tracker.expect_outbound(plain)
        self._phone_unreached = False
        try:
            await self._link.action(
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
            await self._until(lambda: self._tracker.call is not None or self._phone_unreached, "Dial")
            if self._tracker.call is None:
                raise NotPickedUp
        except TelephonyError:
            if paused and self._link.up:  # there is no call to wrap up
                await self._members.wrap_up_done()
            raise
        finally:
            if self._tracker.call is None:
                self._tracker.expect_outbound(None)
        return self._tracker.call if paused else None

    async def call_back_over(self, call: CallTrack) -> None:
        """Let a seat that was ready before a call-back take calls again, when nobody has answered it."""
        await self._until(
            lambda: call.answered_at is not None or not call.live, "CallBack", _CALL_BACK_SECONDS
        )
        if call.answered_at is None:
            await self._members.wrap_up_done()

    async def consult(self, number: str, name: str) -> None:
        """Call a department while the citizen hears music."""
        plain = checked_number(number)
        call = self._checked(_A.CONSULT)
        call.consult_number, call.consult_name = plain, name
        count = call.consult_count
        await self._with_citizen(call, "desk-consult", self.exten(call, plain))
        await self._until(lambda: call.consult_count > count or not call.live, "Consult")
        await self._until(lambda: call.settled or call.coming_back or not call.live, "Consult")

    async def join(self) -> None:
        """Make it a three-way call."""
        call = self._checked(_A.JOIN)
        agent = self._leg(call, LegRole.AGENT, Hindrance.NO_CALL)
        department = self._leg(call, LegRole.DEPARTMENT, Hindrance.NO_DEPARTMENT)
        await redirect(
            self._link,
            (agent, "desk-agent", self.exten(call)),
            (department, "desk-department", self.exten(call)),
        )
        await self._shown(call, CallState.THREE_WAY, what="Join")

    async def leave(self) -> None:
        """Leave citizen and department talking."""
        call = self._checked(_A.LEAVE)
        agent = self._leg(call, LegRole.AGENT, Hindrance.NO_CALL)
        await self._ending(
            call, EndReason.LEFT, lambda: self._link.action("Hangup", {"Channel": agent.channel})
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

    async def back(self) -> None:
        """Be alone with the citizen."""
        call = self._checked(_A.RETURN)
        agent = self._leg(call, LegRole.AGENT, Hindrance.NO_CALL)
        department = call.there(LegRole.DEPARTMENT)
        call.returning = True
        if not call.settled and not call.coming_back:
            await self._until(lambda: call.settled or not call.live, "Return")
        if call.state not in (CallState.THREE_WAY, CallState.DEPARTMENT_HELD, CallState.TALKING) and (
            not call.coming_back
        ):
            await redirect(self._link, (agent, "desk-agent", self.exten(call)))
        if department is not None and department.place in ("room", "side"):
            with contextlib.suppress(Refused):
                await self._link.action("Hangup", {"Channel": department.channel})
        await self._shown(call, CallState.TALKING, what="Return")

    async def transfer(self, target: rq.TransferTarget) -> None:
        """Hand the citizen over."""
        number = checked_number(target.number) if isinstance(target, rq.NumberTarget) else ""
        call = self._checked(_A.TRANSFER)
        citizen = self._leg(call, LegRole.CITIZEN, Hindrance.CITIZEN_GONE)
        agent = self._leg(call, LegRole.AGENT, Hindrance.NO_CALL)
        if isinstance(target, rq.QueueTarget):
            if not target.name or not all(m.isalnum() or m in "_.-" for m in target.name):
                raise BadNumber(target.name[:_MAX_NUMBER])
            move = (citizen, "desk-queue", target.name)
        else:
            move = (citizen, "desk-transfer", self.exten(call, call.queue, number))
        if agent.place in BRIDGED:
            await until_bridged(self._link, call, citizen)
        await self._ending(call, EndReason.TRANSFERRED, lambda: self._hand_over(move, agent, call))

    async def _hand_over(self, move: Move, agent: LegTrack, call: CallTrack) -> Mapping[str, str]:
        # Both at once: the citizen's redirect alone would drop the call-taker before the room is left.
        await redirect(self._link, move, (agent, "desk-end", "s"))
        department = call.there(LegRole.DEPARTMENT)
        if department is not None:
            with contextlib.suppress(Refused):
                await self._link.action("Hangup", {"Channel": department.channel})
        return {}

    async def mute(self, role: LegRole, on: bool) -> None:
        """Silence a leg, or let it speak."""
        call = self._checked(_A.MUTE_LEG)
        leg = self._leg(call, role, Hindrance.NO_DEPARTMENT)
        if leg.place not in ("room", "side"):
            raise NotPossible(Hindrance.NOT_THREE_WAY)
        room = f"desk-{self._seat.extension}-{call.token}" + ("-side" if leg.place == "side" else "")
        await self._link.action(
            "ConfbridgeMute" if on else "ConfbridgeUnmute", {"Conference": room, "Channel": leg.channel}
        )
        await self._until(lambda: leg.muted is on or leg.gone, "Mute")

    async def hold_leg(self, role: LegRole, on: bool) -> None:
        """Three-way: put a leg on hold, or bring it back."""
        call = self._checked(_A.HOLD_LEG)
        agent = self._leg(call, LegRole.AGENT, Hindrance.NO_CALL)
        department = self._leg(call, LegRole.DEPARTMENT, Hindrance.NO_DEPARTMENT)
        if role is LegRole.AGENT:
            raise NotPossible(Hindrance.NOT_ALLOWED)
        held = CallState.CONSULTING if role is LegRole.CITIZEN else CallState.DEPARTMENT_HELD
        if on is (call.state is held):
            raise NotPossible(Hindrance.ALREADY_HELD if on else Hindrance.NOT_HELD)
        exten = self.exten(call)
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
        await redirect(self._link, *moves)
        await self._shown(call, wanted, what="HoldLeg")

    async def drop(self, role: LegRole) -> None:
        """Hang up one leg."""
        call = self._checked(_A.DROP_LEG)
        if role is LegRole.AGENT:
            await self.leave()
            return
        leg = self._leg(
            call, role, Hindrance.CITIZEN_GONE if role is LegRole.CITIZEN else Hindrance.NO_DEPARTMENT
        )
        if role is LegRole.DEPARTMENT:
            call.returning = True
            if not leg.up:
                await self.back()
                return
        await self._link.action("Hangup", {"Channel": leg.channel})
        await self._until(lambda: leg.gone, "Drop")
