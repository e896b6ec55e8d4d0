"""One call as the PBX has shown it: its legs, where the dialplan has put them, and the state that follows."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from telephony.call_machine import ANSWERED, SHOWN_BY, CallEvent, CallMachine
from telephony.errors import IllegalTransition
from telephony.events import SeenChannel
from telephony.hindrances import Circumstances, of_call
from telephony.snapshots import (
    CallDirection,
    CallSnapshot,
    CallState,
    ConsultResult,
    EndReason,
    Leg,
    LegRole,
    LegState,
)

log = logging.getLogger(__name__)

ROOM, SIDE, HOLD, CONSULT = "room", "side", "hold", "consult"
_ROOMS = frozenset({ROOM, SIDE})
BRIDGED = frozenset(
    {"", "queue", "callback", "transfer"}
)  # places where citizen and call-taker are in one bridge

_CONSULT_RESULTS = {
    "ANSWER": ConsultResult.ANSWERED,
    "BUSY": ConsultResult.BUSY,
    "NOANSWER": ConsultResult.NO_ANSWER,
    "CANCEL": ConsultResult.CANCELLED,
    "CHANUNAVAIL": ConsultResult.UNREACHABLE,
    "CONGESTION": ConsultResult.UNREACHABLE,
    "INVALIDARGS": ConsultResult.UNREACHABLE,
}


_HELD_IN = {
    LegRole.CITIZEN: (CallState.HELD, CallState.CONSULT_DIALLING, CallState.CONSULTING),
    LegRole.AGENT: (CallState.HELD,),
    LegRole.DEPARTMENT: (CallState.DEPARTMENT_HELD,),
}


def token_of(uniqueid: str) -> str:
    """Return the dialplan's token for a citizen's channel: the digits of its Uniqueid."""
    return "".join(mark for mark in uniqueid if mark.isascii() and mark.isdigit())


@dataclass(slots=True)
class LegTrack:
    """One leg; `place` is the dialplan's word for where it is.

    A leg that has not arrived must not be moved: the dialplan is at work on it, and the PBX loses a
    redirect that comes between two of its steps.
    """

    role: LegRole
    channel: str
    number: str = ""
    name: str = ""
    place: str = ""
    room: str = ""  # the conference it is in: its report may come before the dialplan's or after it
    up: bool = False
    muted: bool = False
    music: bool = False  # the PBX plays music to it
    gone: bool = False
    since: datetime | None = None

    @property
    def arrived(self) -> bool:
        """Tell whether the dialplan has done with the leg for now."""
        return self.place not in _ROOMS or self.room == self.place

    def snapshot(self, call: CallState) -> Leg:
        """Return the frozen leg of a call in this state."""
        role = self.role
        if self.gone or (call is CallState.ENDED and role is LegRole.AGENT):
            state = LegState.GONE
        elif not self.up:
            state = LegState.RINGING
        elif call is CallState.RINGING:
            state = LegState.WAITING
        else:
            state = LegState.HELD if call in _HELD_IN[role] else LegState.TALKING
        return Leg(role, self.channel, self.number, self.name, state, self.muted, self.since)


@dataclass(slots=True)
class CallTrack:
    """One call of this seat, fed by the tracker."""

    call_id: str
    direction: CallDirection
    machine: CallMachine
    clock: Callable[[], datetime]
    token: str = ""
    number: str = ""
    name: str = ""
    queue: str = ""
    waited: float | None = None
    offered_at: datetime | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    end_reason: EndReason | None = None
    end_hint: EndReason | None = None  # what an event or a step has told about an end to come
    consult_result: ConsultResult | None = None
    consult_number: str = ""
    consult_name: str = ""
    consult_count: int = 0
    left_first: LegRole | None = None  # who went first when citizen and call-taker end together
    coming_back: bool = False  # the dialplan brings the call-taker back to the citizen by itself
    returning: bool = False  # the call-taker has asked to come back: a dial that stops is no failure
    citizen_uniqueid: str = ""
    legs: dict[LegRole, LegTrack] = field(default_factory=dict)
    live: bool = True  # not over for this seat
    told_ended: bool = False

    @property
    def state(self) -> CallState:
        """The present state."""
        return self.machine.state

    def there(self, role: LegRole) -> LegTrack | None:
        """Return the leg of `role` unless it is gone."""
        leg = self.legs.get(role)
        return None if leg is None or leg.gone else leg

    def leg_of(self, channel: str) -> LegTrack | None:
        """Return the leg that `channel` is."""
        for leg in self.legs.values():  # asked of every event: a generator would take three times as long
            if leg.channel == channel:
                return leg
        return None

    def see(self, role: LegRole, channel: SeenChannel, *, up: bool | None = None) -> LegTrack:
        """Take what an event says of a leg; a new channel in a role replaces a gone one."""
        leg = self.legs.get(role)
        if leg is None or leg.channel != channel.name:
            leg = self.legs[role] = LegTrack(role, channel.name, since=self.clock())
        leg.up = leg.up or (channel.up if up is None else up)
        if role is LegRole.CITIZEN:
            leg.number, leg.name = leg.number or self.number, leg.name or self.name
            if channel.uniqueid and channel.uniqueid != self.citizen_uniqueid:
                self.citizen_uniqueid = channel.uniqueid
                self.token = token_of(channel.uniqueid)
        elif role is LegRole.DEPARTMENT:
            leg.number, leg.name = self.consult_number, self.consult_name
        place = channel.variables.get("DESK_PLACE", "")
        if place and channel.variables.get("DESK_ROLE") == role.value:
            self.put(leg, place)
        return leg

    def put(self, leg: LegTrack, place: str) -> None:
        """Take the place where the dialplan has put a leg."""
        if leg.place == place:
            return
        if leg.role is LegRole.AGENT:
            if place == CONSULT:
                self.consult_count += 1
                if self.there(LegRole.DEPARTMENT) is None:
                    self.legs.pop(LegRole.DEPARTMENT, None)
                self.consult_result = None
                self.returning = False
            elif leg.place == CONSULT and self.consult_result is None:
                # The dial never reached a phone: no such number, or nobody registered there.
                self.consult_result = ConsultResult.CANCELLED if self.returning else ConsultResult.UNREACHABLE
        if leg.role is LegRole.AGENT:
            self.coming_back = False
        leg.place, leg.since = place, self.clock()
        leg.muted = False
        self.left_first = None

    def leaves(self, leg: LegTrack) -> None:
        """Note who hangs up first; when the others follow in the same moment, this one ended the call."""
        if self.live and self.left_first is None and leg.role is not LegRole.DEPARTMENT:
            self.left_first = leg.role

    def dial_ended(self, status: str) -> None:
        """Take the outcome of dialling a department, or a citizen who is called back."""
        result = _CONSULT_RESULTS.get(status)
        self.coming_back = self.coming_back or (status != "ANSWER" and self._at_consult())
        if result is ConsultResult.CANCELLED and not self.returning and self.consult_result is not None:
            return
        if result is not None:
            self.consult_result = result

    def _at_consult(self) -> bool:
        agent = self.there(LegRole.AGENT)
        return agent is not None and agent.place == CONSULT

    @property
    def settled(self) -> bool:
        """Tell whether every leg has arrived, so that each may be moved."""
        if self.coming_back:
            return False
        for leg in self.legs.values():
            if not (leg.gone or leg.arrived):
                return False
        agent, citizen = self.there(LegRole.AGENT), self.there(LegRole.CITIZEN)
        # Otherwise the second half of a dual redirect has not been reported yet.
        return agent is None or citizen is None or agent.place in BRIDGED or citizen.place not in BRIDGED

    def drowned(self) -> LegTrack | None:
        """Return a leg that hears music in a room where somebody is with it, which must not be."""
        for leg in self.legs.values():
            if leg.music and leg.room and not leg.gone and self.beside(leg):
                return leg
        return None

    def beside(self, leg: LegTrack) -> list[LegTrack]:
        """Return who is in the same room as a leg."""
        return [
            other
            for other in self.legs.values()
            if other is not leg and not other.gone and other.room == leg.room
        ]

    def lose(self, leg: LegTrack) -> None:
        """Take the hang-up of a leg; a second one is harmless."""
        if leg.gone:
            return
        leg.gone, leg.since, leg.muted = True, self.clock(), False
        if leg.role is LegRole.DEPARTMENT and self._at_consult():
            self.coming_back = True
        if leg.role is LegRole.DEPARTMENT and leg.up and not self.returning and self.live:
            self.consult_result = ConsultResult.HUNG_UP
        if leg.role is LegRole.CITIZEN and self.live and self.end_hint is None:
            if self.left_first is LegRole.AGENT:
                return
            self.end_hint = EndReason.CITIZEN_HUNG_UP

    def advance(self, *, found: bool = False) -> bool:
        """Move the machine on to what the legs show; returns False when they show the impossible.

        `found` is for a snapshot, after which any state may have come.
        """
        event = self._shown()
        old = self.machine.state
        if event is None or SHOWN_BY[event] is old or not self.live:
            return True  # nearly always
        try:
            new = self.machine.found(event) if found else self.machine.handle(event)
        except IllegalTransition as error:
            log.warning("The PBX shows what can't be: %s", error)
            return False
        if new is CallState.TALKING and old in (CallState.RINGING, CallState.DIALLING):
            self.answered_at = self.answered_at or self.clock()
        if new is CallState.ENDED:
            self.live = False
            self.ended_at = self.clock()
            self.end_reason = self._reason(old)
        return True

    def _shown(self) -> CallEvent | None:
        """Tell what the legs show, None while they are on their way."""
        agent = self.legs.get(LegRole.AGENT)
        if agent is None or agent.gone:
            return CallEvent.ENDED
        if not agent.up:
            return None
        place = agent.place
        if place in BRIDGED:
            if self.direction is CallDirection.INBOUND:
                return CallEvent.CONNECTED
            citizen = self.there(LegRole.CITIZEN)
            return CallEvent.CONNECTED if citizen is not None and citizen.up and place else None
        if place == HOLD:
            return CallEvent.AGENT_PARKED
        department = self.there(LegRole.DEPARTMENT)
        if place == CONSULT:
            if department is None and LegRole.DEPARTMENT in self.legs:
                return None  # it has just hung up: the dialplan moves on
            talks = department is not None and department.up
            return CallEvent.DEPARTMENT_TALKS if talks else CallEvent.DEPARTMENT_RINGS
        if place == SIDE:
            return CallEvent.DEPARTMENT_TALKS if department is not None and department.place == SIDE else None
        if place == ROOM:
            if department is None:
                return CallEvent.CONNECTED if self.there(LegRole.CITIZEN) is not None else None
            return {ROOM: CallEvent.ALL_TOGETHER, SIDE: CallEvent.DEPARTMENT_PARKED}.get(department.place)
        return None

    def _reason(self, old: CallState) -> EndReason:
        if self.end_hint is not None:
            return self.end_hint
        if self.left_first is LegRole.CITIZEN:
            return EndReason.CITIZEN_HUNG_UP
        if old is CallState.RINGING:
            return EndReason.NOT_ANSWERED
        if old is CallState.THREE_WAY:
            return EndReason.LEFT
        if old in (CallState.HELD, CallState.CONSULT_DIALLING, CallState.CONSULTING):
            return EndReason.REQUEUED
        agent = self.legs.get(LegRole.AGENT)
        if self.left_first is None and self.queue and agent is not None and agent.place in BRIDGED:
            # The seat's own phone is named before it ends a call. In the queue's bridge the seat's account
            # does not see the citizen's channel, and of a call that ends in the moment of its answer the
            # queue itself reports nothing.
            return EndReason.CITIZEN_HUNG_UP
        return EndReason.AGENT_HUNG_UP

    def snapshot(self, around: Circumstances) -> CallSnapshot:
        """Return the frozen call; `around` says what hinders whatever its state."""
        state = self.state
        citizen_gone = state in ANSWERED and self.there(LegRole.CITIZEN) is None
        can, hindrances = of_call(state, citizen_gone, around)
        legs = tuple([leg.snapshot(state) for leg in self.legs.values()])
        return CallSnapshot(
            call_id=self.call_id,
            direction=self.direction,
            state=state,
            number=self.number,
            name=self.name,
            queue=self.queue,
            waited=self.waited,
            offered_at=self.offered_at,
            answered_at=self.answered_at,
            ended_at=self.ended_at,
            end_reason=self.end_reason,
            legs=legs,
            consult_result=self.consult_result,
            consult_number=self.consult_number,
            can=can,
            hindrances=hindrances,
        )
