"""The calls of one seat: what each of the PBX's events changes in them.

A call is made only by a channel of this seat's phone; citizen and department are then tied to it by
the dialplan's token. Unknown, doubled and late events change nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from telephony import events as ev
from telephony.call_machine import CallMachine
from telephony.call_track import CallTrack
from telephony.config import SeatConfig
from telephony.queue_machine import CallerEvent
from telephony.seat_track import SeatTrack
from telephony.snapshots import CallDirection, CallState, ConsultResult, EndReason, LegRole

FAR_HALF = ";2"  # end of the name of a Local channel's other half

_ROLES = {role.value: role for role in LegRole}
_KEPT = 4  # ended calls remembered for late events

# After these every call stands where it stood: they are about a queue, or a detail of a leg.
MOVES_NOBODY: frozenset[type[ev.Event]] = frozenset(
    {
        ev.AgentCompleted,
        ev.CallerJoined,
        ev.CallerLeft,
        ev.HangupAsked,
        ev.LegMuted,
        ev.MemberChanged,
        ev.MemberRemoved,
        ev.MusicChanged,
        ev.QueueCounted,
        ev.RoomJoined,
        ev.RoomLeft,
    }
)


class SeatCalls:
    """The calls of a seat, oldest first in `tracks`; fed by the tracker through `handlers`."""

    def __init__(self, seat: SeatConfig, members: SeatTrack, clock: Callable[[], datetime]) -> None:
        self._seat = seat
        self._members = members
        self._clock = clock
        self.tracks: list[CallTrack] = []
        self._live: list[CallTrack] = []  # of `tracks`; one that has just ended goes at the next event
        self.outbound: str | None = None  # the number that the next channel of this seat's phone is to reach

    def handlers(self) -> dict[type[ev.Event], Callable[[Any], None]]:
        """Return what takes each kind of event."""
        return {
            ev.ChannelChanged: self._on_channel,
            ev.ChannelGone: self._on_gone,
            ev.DialBegun: self._on_dial_begun,
            ev.DialEnded: self._on_dial_ended,
            ev.Dialled: self._on_dialled,
            ev.Placed: self._on_placed,
            ev.HangupAsked: self._on_hangup_asked,
            ev.RoomJoined: self._on_room_joined,
            ev.RoomLeft: self._on_room_left,
            ev.LegMuted: self._on_muted,
            ev.MusicChanged: self._on_music,
            ev.AgentRings: self._on_rings,
            ev.AgentConnected: self._on_connected,
            ev.AgentCompleted: self._on_completed,
            ev.AgentNoAnswer: self._on_no_answer,
            ev.CallerAbandoned: self._on_abandoned,
        }

    def advance(self) -> bool:
        """Let every call follow its legs; returns False when one shows the impossible."""
        possible = True
        for call in self._live:
            if not call.advance():
                possible = False
            if not call.live:
                self._live = [other for other in self._live if other is not call]
        return possible

    # channels

    def _on_channel(self, event: ev.ChannelChanged) -> None:
        self.see(event.channel)

    def see(self, channel: ev.SeenChannel) -> CallTrack | None:
        """Tie a channel to its call; makes the outbound call that was asked for."""
        own = self._seat.owns(channel.name)
        call = self._call_of(channel)
        if call is None and own and self.outbound is not None:
            call = self.make(channel.linkedid or channel.uniqueid, CallDirection.OUTBOUND)
            call.number, self.outbound = self.outbound, None
        if call is None:
            return None
        if own:
            call.see(LegRole.AGENT, channel)
            return call
        role = _ROLES.get(channel.variables.get("DESK_ROLE", ""))
        leg = call.leg_of(channel.name)
        if leg is not None:
            if not leg.gone:
                call.see(leg.role, channel)
        elif (
            role in (LegRole.CITIZEN, LegRole.DEPARTMENT)
            and call.there(role) is None
            # The far half of a Local channel has inherited what the near half, the leg, is marked with.
            and not channel.name.endswith(FAR_HALF)
        ):
            call.see(role, channel)
        return call

    def _with(self, channel: str) -> CallTrack | None:
        """Return the live call that has `channel` for a leg."""
        for call in self._live:
            if call.live and call.leg_of(channel) is not None:
                return call
        return None

    def _call_of(self, channel: ev.SeenChannel) -> CallTrack | None:
        call = self._with(channel.name)
        if call is not None:
            return call
        variables = channel.variables
        if variables.get("DESK_SEAT") != self._seat.extension:
            return None
        token = variables.get("DESK_TOKEN", "")
        for call in self._live:
            if call.live and ((token and call.token == token) or (call.call_id == channel.linkedid)):
                return call
        return None

    def make(self, call_id: str, direction: CallDirection) -> CallTrack:
        """Begin a call; of those that are over, the latest are kept for late events."""
        state = CallState.RINGING if direction is CallDirection.INBOUND else CallState.DIALLING
        call = CallTrack(call_id, direction, CallMachine(state), self._clock, offered_at=self._clock())
        self.tracks.append(call)
        self._live.append(call)
        ended = [old for old in self.tracks if not old.live]
        for old in ended[:-_KEPT]:
            self.tracks.remove(old)
        return call

    def _on_gone(self, event: ev.ChannelGone) -> None:
        for call in self.tracks:
            leg = call.leg_of(event.channel.name)
            if leg is not None:
                call.lose(leg)

    def _on_dial_begun(self, event: ev.DialBegun) -> None:
        if self._seat.owns(event.callee.name):
            self._on_phone_dialled(event)
            return
        call = self._call_of(event.caller) if event.caller else self._call_of(event.callee)
        if call is None or call.there(LegRole.AGENT) is None:
            return
        agent = call.legs[LegRole.AGENT]
        if event.caller is not None and event.caller.name == agent.channel:
            outbound = agent.place in ("callback", "")
            role = LegRole.CITIZEN if outbound else LegRole.DEPARTMENT
            call.see(role, event.callee)

    def _on_phone_dialled(self, event: ev.DialBegun) -> None:
        """The seat's phone is called: by a queue (which tells more), by Originate, or by a person."""
        if event.caller is None or self._call_of(event.callee) is not None or self.outbound is not None:
            self.see(event.callee)
            return
        self._ring(event.caller, event.callee, "")

    def _on_dial_ended(self, event: ev.DialEnded) -> None:
        call = self._call_of(event.callee)
        if call is None:
            return
        leg = call.leg_of(event.callee.name)
        if leg is None or leg.role is LegRole.AGENT:
            return
        leg.up = leg.up or event.status == "ANSWER"
        if not (leg.up and event.status != "ANSWER"):
            call.dial_ended(event.status)

    def _on_placed(self, event: ev.Placed) -> None:
        if event.seat != self._seat.extension:
            return
        role = _ROLES.get(event.role)
        call = self._with(event.channel.name)
        if call is None and event.token:
            call = next((c for c in self._live if c.live and c.token == event.token), None)
        if call is None and self._seat.owns(event.channel.name):
            call = self.see(event.channel)
        if call is None or role is None:
            return
        leg = call.leg_of(event.channel.name)
        if leg is None:
            if call.there(role) is not None:
                return
            leg = call.see(role, event.channel)
        if leg.gone:
            return
        if role is LegRole.AGENT and event.place == "consult" and event.number:
            call.consult_number = event.number
        if role is not LegRole.AGENT or event.place != "callback":
            leg.up = True if role is not LegRole.DEPARTMENT or event.place in ("room", "side") else leg.up
        if role is LegRole.CITIZEN and event.place in ("transfer", "queue") and call.end_hint is None:
            # Our own hand-over has said so beforehand: this one is the dialplan's, whose report may
            # overtake the hang-up that made it queue the citizen again.
            call.end_hint = EndReason.REQUEUED if event.place == "queue" else EndReason.TRANSFERRED
        call.put(leg, event.place)

    def _on_dialled(self, event: ev.Dialled) -> None:
        for call in self._live:
            leg = call.leg_of(event.channel.name)
            if leg is None or not call.live:
                continue
            call.coming_back = True
            if call.consult_result in (None, ConsultResult.CANCELLED):
                call.dial_ended(event.status)

    def _on_room_joined(self, event: ev.RoomJoined) -> None:
        for call in self._live:
            leg = call.leg_of(event.channel.name)
            if leg is not None:
                leg.room, leg.muted = _room_of(event.room), False

    def _on_room_left(self, event: ev.RoomLeft) -> None:
        # Who left first is no sign of who hung up: the PBX reports rooms and channels in two threads, so that
        # a citizen who is queued again may leave before the call-taker's hang-up that caused it is told.
        room = _room_of(event.room)
        for call in self._live:
            leg = call.leg_of(event.channel.name)
            if leg is not None and leg.room == room:
                leg.room = ""

    def _on_hangup_asked(self, event: ev.HangupAsked) -> None:
        """Note whose phone hung up first: the others are thrown out in the same moment."""
        for call in self._live:
            leg = call.leg_of(event.channel.name)
            if leg is not None:
                call.leaves(leg)

    def _on_muted(self, event: ev.LegMuted) -> None:
        for call in self._live:
            leg = call.leg_of(event.channel.name)
            if leg is not None and call.live:
                leg.muted = event.on

    def _on_music(self, event: ev.MusicChanged) -> None:
        for call in self._live:
            leg = call.leg_of(event.channel.name)
            if leg is not None:
                leg.music = event.on

    # queues

    def _on_rings(self, event: ev.AgentRings) -> None:
        if event.interface == self._seat.interface:
            self._ring(event.citizen, event.agent, event.queue)

    def _ring(self, citizen: ev.Channel, agent: ev.SeenChannel | None, queue: str) -> None:
        call = next((c for c in self._live if c.state is CallState.RINGING and c.leg_of(citizen.name)), None)
        if call is None:
            call = self.make(citizen.linkedid or citizen.uniqueid, CallDirection.INBOUND)
        call.number = call.number or citizen.number
        call.name = call.name or citizen.caller
        call.queue = queue or call.queue
        queues = self._members.queues
        since = queues[queue].waits_since(citizen.uniqueid) if queue in queues else None
        if since is not None:
            call.waited = max(0.0, (self._clock() - since).total_seconds())
        call.see(LegRole.CITIZEN, citizen, up=True).place = ""
        if agent is not None:
            call.see(LegRole.AGENT, agent)

    def _on_connected(self, event: ev.AgentConnected) -> None:
        self._members.caller(event.queue, event.citizen.uniqueid, CallerEvent.CONNECTED)
        if event.interface != self._seat.interface:
            return
        call = self._with(event.agent.name)
        if call is None:
            if any(c.leg_of(event.agent.name) for c in self.tracks):
                return  # the hang-up came first
            self._ring(event.citizen, event.agent, event.queue)
            call = self.tracks[-1]
        call.waited = event.hold_seconds
        call.see(LegRole.CITIZEN, event.citizen, up=True)
        call.see(LegRole.AGENT, event.agent, up=True)

    def _on_completed(self, event: ev.AgentCompleted) -> None:
        if event.queue in self._members.queues:
            self._members.queues[event.queue].completed += 1
        if event.interface != self._seat.interface or event.reason != "caller":
            return
        for call in self.tracks:
            if call.leg_of(event.citizen.name) is None:
                continue
            if call.live:
                call.end_hint = call.end_hint or EndReason.CITIZEN_HUNG_UP
            elif call.end_reason is EndReason.AGENT_HUNG_UP and call.end_hint is None:
                call.end_reason = EndReason.CITIZEN_HUNG_UP

    def _on_no_answer(self, event: ev.AgentNoAnswer) -> None:
        if event.interface == self._seat.interface:
            self._hint_ringing(event.citizen.uniqueid, EndReason.NOT_ANSWERED)

    def _on_abandoned(self, event: ev.CallerAbandoned) -> None:
        self._members.caller(event.queue, event.uniqueid, CallerEvent.ABANDONED)
        self._hint_ringing(event.uniqueid, EndReason.ABANDONED)

    def _hint_ringing(self, uniqueid: str, reason: EndReason) -> None:
        for call in self.tracks:
            if call.citizen_uniqueid != uniqueid or call.answered_at is not None:
                continue
            if call.live:
                call.end_hint = reason
            elif call is self.tracks[-1] and reason is EndReason.ABANDONED:
                call.end_reason = reason  # told after the hang-up


def _room_of(conference: str) -> str:
    return "side" if conference.endswith("-side") else "room"
