"""From the PBX's events to the seat's view: the snapshot on connect and live events go through `handle`.

Unknown, doubled and late events change nothing. A call is made only by a channel of this seat's
phone; citizen and department are then tied to it by the dialplan's token.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any

from telephony import events as ev
from telephony.call_machine import IDLE_HINDRANCES, CallMachine
from telephony.call_track import CallTrack
from telephony.config import AnswerMode, SeatConfig
from telephony.queue_machine import CallerEvent
from telephony.seat_track import SeatTrack
from telephony.snapshots import (
    CallAction,
    CallDirection,
    CallSnapshot,
    CallState,
    ConsultResult,
    EndReason,
    Hindrance,
    LegRole,
    LinkProblem,
    LinkSnapshot,
    LinkState,
    SeatState,
    SeatView,
)

log = logging.getLogger(__name__)

_ROLES = {role.value: role for role in LegRole}
_FAR_HALF = ";2"
_KEPT = 4  # ended calls remembered for late events


class Tracker:
    """Everything the PBX has reported of one seat; `listener` gets each new view."""

    def __init__(
        self,
        seat: SeatConfig,
        listener: Callable[[SeatView], None],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._seat = seat
        self._listener = listener
        self._clock = clock
        self._link = LinkSnapshot(LinkState.CONNECTING, since=clock())
        self.seat = SeatTrack(seat, clock)
        self.queues = self.seat.queues
        self._calls: list[CallTrack] = []
        self._focus: CallTrack | None = None
        self._loaded = False
        self._reading = False
        self._touched = False
        self._early: list[ev.Event] = []  # live events that came while the snapshot was read
        self._outbound: str | None = None
        self._citizens: dict[str, ev.ChannelListed] = {}
        self.in_progress = False
        self.needs_snapshot = False
        self.view = self._build()
        self._handlers: dict[type[ev.Event], Callable[[Any], None]] = {
            kind: getattr(self, name) for kind, name in _HANDLERS.items()
        }
        self._handlers |= {
            ev.CallerJoined: self.seat.caller_joined,
            ev.CallerLeft: self.seat.caller_left,
            ev.MemberChanged: self.seat.member_changed,
            ev.MemberRemoved: self.seat.member_removed,
            ev.QueueCounted: self.seat.counted,
        }

    # what the line asks

    @property
    def call(self) -> CallTrack | None:
        """The call that has the screen, unless it is over."""
        return self._focus if self._focus is not None and self._focus.live else None

    @property
    def seat_state(self) -> SeatState:
        """The seat's state."""
        return self.seat.state

    @property
    def reason(self) -> str:
        """The pause reason as the PBX keeps it."""
        return self.seat.reason

    @property
    def loaded(self) -> bool:
        """Tell whether the snapshot of this connection has been read."""
        return self._loaded

    def expect_outbound(self, number: str | None) -> None:
        """The next channel of this seat's phone belongs to an outbound call to `number`."""
        self._outbound = number

    def set_in_progress(self, on: bool) -> None:
        """A step has been sent and is not confirmed."""
        self.in_progress = on
        self.publish()

    # what the link reports

    def link_changed(self, link: LinkSnapshot) -> None:
        """Take the link's state; when it goes down nothing is known of the seat any more."""
        was_up = self._link.state is LinkState.UP
        self._link = link
        if was_up and link.state is not LinkState.UP:
            self.seat.link_lost(counted=self._loaded)
            self._loaded = self._reading = False
            self._early.clear()
        self.publish()

    def begin_snapshot(self) -> None:
        """Keep live events back until `load`: the snapshot may be older than they are."""
        self._reading = True

    def give_up_snapshot(self) -> None:
        """The snapshot could not be read: take the events that were kept back, if they mean anything."""
        self._reading = False
        early, self._early = self._early, []
        for event in early if self._loaded else ():
            self.handle(event)

    def load(self, listed: Iterable[ev.Event]) -> None:
        """Take a whole snapshot, then the events that came meanwhile."""
        listed = list(listed)
        self.seat.begin_snapshot()
        own_first = sorted(listed, key=lambda e: not self._is_own_channel(e))
        self._citizens = {e.channel.name: e for e in listed if isinstance(e, ev.ChannelListed)}
        for event in own_first:
            self._apply(event)
        self._end_lost(set(self._citizens))
        for call in self._calls:
            for leg in call.legs.values():
                leg.room = leg.place if leg.place in ("room", "side") else ""
            call.advance(self._clock(), found=True)
        self.seat.settle()
        self._loaded = True
        self._reading = False
        self.needs_snapshot = False
        self.seat.link_is_back()
        for event in self._early:
            self._apply(event)
        self._early.clear()
        self._advance()
        self.publish()

    def recount(self, listed: Iterable[ev.Event]) -> None:
        """Take the queues' totals anew."""
        for event in listed:
            if isinstance(event, ev.QueueCounted):
                self._apply(event)
        self.publish()

    def handle(self, event: ev.Event) -> None:
        """Take one live event and tell what it changes."""
        self.take(event)
        self.settle()

    def take(self, event: ev.Event) -> None:
        """Take one live event; `settle` tells, once for all events that came together."""
        if self._reading or not self._loaded:
            if len(self._early) < 10_000:
                self._early.append(event)
            return
        self._apply(event)
        self._advance()
        self._touched = True
        if self._focus is not None and not self._focus.live and not self._focus.told_ended:
            self.settle()  # an end is always told, also when the next call rings in the same moment

    def settle(self) -> bool:
        """Tell the listener what the events since the last time have changed; False when there were none."""
        if not self._touched:
            return False
        self._touched = False
        self.seat.settle()
        self.publish()
        return True

    def _apply(self, event: ev.Event) -> None:
        handler = self._handlers.get(type(event))
        if handler is not None:
            handler(event)

    # channels

    def _on_channel(self, event: ev.ChannelChanged) -> None:
        self._see(event.channel)

    def _on_listed(self, event: ev.ChannelListed) -> None:
        channel = event.channel
        known = any(call.live and call.leg_of(channel.name) for call in self._calls)
        if self._seat.owns(channel.name) and not known:
            self._recover(event)
        else:
            self._see(channel)

    def _see(self, channel: ev.Channel) -> CallTrack | None:
        """Tie a channel to its call; makes the outbound call that was asked for."""
        now = self._clock()
        own = self._seat.owns(channel.name)
        call = self._call_of(channel)
        if call is None and own and self._outbound is not None:
            call = self._new_call(channel.linkedid or channel.uniqueid, CallDirection.OUTBOUND)
            call.number, self._outbound = self._outbound, None
        if call is None:
            return None
        if own:
            call.see(LegRole.AGENT, channel, now)
            return call
        role = _ROLES.get(channel.variables.get("DESK_ROLE", ""))
        leg = call.leg_of(channel.name)
        if leg is not None:
            if not leg.gone:
                call.see(leg.role, channel, now)
        elif (
            role in (LegRole.CITIZEN, LegRole.DEPARTMENT)
            and call.there(role) is None
            # The far half of a Local channel has inherited what the near half, the leg, is marked with.
            and not channel.name.endswith(_FAR_HALF)
        ):
            call.see(role, channel, now)
        return call

    def _call_of(self, channel: ev.Channel) -> CallTrack | None:
        for call in self._calls:
            if call.live and call.leg_of(channel.name) is not None:
                return call
        variables = channel.variables
        if variables.get("DESK_SEAT") != self._seat.extension:
            return None
        token = variables.get("DESK_TOKEN", "")
        for call in self._calls:
            if call.live and ((token and call.token == token) or (call.call_id == channel.linkedid)):
                return call
        return None

    def _new_call(self, call_id: str, direction: CallDirection) -> CallTrack:
        state = CallState.RINGING if direction is CallDirection.INBOUND else CallState.DIALLING
        call = CallTrack(call_id, direction, CallMachine(state), offered_at=self._clock())
        self._calls.append(call)
        ended = [old for old in self._calls if not old.live]
        for old in ended[:-_KEPT]:
            self._calls.remove(old)
        return call

    def _recover(self, event: ev.ChannelListed) -> None:
        """Make a call from a channel of this seat's phone that the snapshot shows."""
        channel, now = event.channel, self._clock()
        variables = channel.variables
        mine = variables.get("DESK_SEAT") == self._seat.extension
        citizen = self._citizen_of(event)
        if citizen is None and not mine:
            return
        place = variables.get("DESK_PLACE", "") if mine else ""
        queue = variables.get("DESK_QUEUE", "")
        if not queue and citizen is not None:
            queue = citizen.channel.variables.get("DESK_QUEUE", "")
            if not queue and citizen.application == "Queue":
                queue = citizen.data.split(",")[0]
        outbound = place == "callback" or (mine and not queue)
        call = self._new_call(
            (citizen.channel.linkedid if citizen else "") or channel.linkedid,
            CallDirection.OUTBOUND if outbound else CallDirection.INBOUND,
        )
        call.queue = queue
        call.token = variables.get("DESK_TOKEN", "") if mine else ""
        if citizen is not None:
            call.number = citizen.channel.number
            call.name = citizen.channel.caller
            call.offered_at = now - timedelta(seconds=event.seconds)
            call.see(LegRole.CITIZEN, citizen.channel, now)
        if channel.up:
            call.answered_at = now - timedelta(seconds=event.seconds)
        call.see(LegRole.AGENT, channel, now)
        for other in self._citizens.values():
            of_call = other.channel.variables.get("DESK_TOKEN") == call.token and call.token
            if other.channel.name.endswith(_FAR_HALF):
                continue
            if of_call and other.channel.variables.get("DESK_ROLE") == LegRole.DEPARTMENT.value:
                call.consult_number = call.consult_number or other.channel.number
                self._see(other.channel)
        if place == "consult":
            call.consult_number = call.consult_number or channel.connected_number

    def _citizen_of(self, event: ev.ChannelListed) -> ev.ChannelListed | None:
        channel = event.channel
        others = [e for e in self._citizens.values() if e.channel.name != channel.name]
        token = channel.variables.get("DESK_TOKEN")
        for other in others:
            variables = other.channel.variables
            if (
                token
                and not other.channel.name.endswith(_FAR_HALF)
                and variables.get("DESK_TOKEN") == token
                and variables.get("DESK_ROLE") == LegRole.CITIZEN.value
            ):
                return other
        if token:
            return None
        for other in others:
            if event.bridge and other.bridge == event.bridge:
                return other
        related = [e for e in others if e.channel.linkedid == channel.linkedid and e.application]
        return next((e for e in related if e.application == "Queue"), related[0] if related else None)

    def _on_gone(self, event: ev.ChannelGone) -> None:
        now = self._clock()
        for call in self._calls:
            leg = call.leg_of(event.channel.name)
            if leg is not None:
                call.lose(leg, now)

    def _end_lost(self, there: set[str]) -> None:
        """End what the snapshot does not show any more."""
        now = self._clock()
        for call in self._calls:
            agent = call.there(LegRole.AGENT)
            if agent is not None and agent.channel not in there:
                call.end_hint = call.end_hint or EndReason.LOST
            for leg in call.legs.values():
                if leg.channel not in there:
                    call.lose(leg, now)

    def _on_dial_begun(self, event: ev.DialBegun) -> None:
        now = self._clock()
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
            call.see(role, event.callee, now)

    def _on_phone_dialled(self, event: ev.DialBegun) -> None:
        """The seat's phone is called: by a queue (which tells more), by Originate, or by a person."""
        if event.caller is None or self._call_of(event.callee) is not None or self._outbound is not None:
            self._see(event.callee)
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
        now = self._clock()
        role = _ROLES.get(event.role)
        call = next((c for c in self._calls if c.live and c.leg_of(event.channel.name)), None)
        if call is None and event.token:
            call = next((c for c in self._calls if c.live and c.token == event.token), None)
        if call is None and self._seat.owns(event.channel.name):
            call = self._see(event.channel)
        if call is None or role is None:
            return
        leg = call.leg_of(event.channel.name)
        if leg is None:
            if call.there(role) is not None:
                return
            leg = call.see(role, event.channel, now)
        if leg.gone:
            return
        if role is LegRole.AGENT and event.place == "consult" and event.number:
            call.consult_number = event.number
        if role is not LegRole.AGENT or event.place != "callback":
            leg.up = True if role is not LegRole.DEPARTMENT or event.place in ("room", "side") else leg.up
        if role is LegRole.CITIZEN and event.place in ("transfer", "queue") and call.end_hint is None:
            call.end_hint = EndReason.TRANSFERRED
        call.put(leg, event.place, now)

    def _on_dialled(self, event: ev.Dialled) -> None:
        for call in self._calls:
            leg = call.leg_of(event.channel.name)
            if leg is None or not call.live:
                continue
            call.coming_back = True
            if call.consult_result in (None, ConsultResult.CANCELLED):
                call.dial_ended(event.status)

    def _on_room_joined(self, event: ev.RoomJoined) -> None:
        for call in self._calls:
            leg = call.leg_of(event.channel.name)
            if leg is not None:
                leg.room = _room_of(event.room)

    def _on_room_left(self, event: ev.RoomLeft) -> None:
        """Note who left first: the others are thrown out in the same moment."""
        for call in self._calls:
            leg = call.leg_of(event.channel.name)
            if leg is not None and leg.room == _room_of(event.room):
                leg.room = ""
        if _room_of(event.room) == "room":
            self._on_leaving(event.channel)

    def _on_hangup_asked(self, event: ev.HangupAsked) -> None:
        self._on_leaving(event.channel)

    def _on_leaving(self, channel: ev.Channel) -> None:
        for call in self._calls:
            leg = call.leg_of(channel.name)
            if leg is not None:
                call.leaves(leg)

    def _on_muted(self, event: ev.LegMuted) -> None:
        for call in self._calls:
            leg = call.leg_of(event.channel.name)
            if leg is not None and call.live:
                leg.muted = event.on

    # queues

    def _on_rings(self, event: ev.AgentRings) -> None:
        if event.interface == self._seat.interface:
            self._ring(event.citizen, event.agent, event.queue)

    def _ring(self, citizen: ev.Channel, agent: ev.Channel | None, queue: str) -> None:
        now = self._clock()
        call = next((c for c in self._calls if c.state is CallState.RINGING and c.leg_of(citizen.name)), None)
        if call is None:
            call = self._new_call(citizen.linkedid or citizen.uniqueid, CallDirection.INBOUND)
        call.number = call.number or citizen.number
        call.name = call.name or citizen.caller
        call.queue = queue or call.queue
        since = self.queues[queue].waits_since(citizen.uniqueid) if queue in self.queues else None
        if since is not None:
            call.waited = max(0.0, (now - since).total_seconds())
        call.see(LegRole.CITIZEN, citizen, now, up=True).place = ""
        if agent is not None:
            call.see(LegRole.AGENT, agent, now)

    def _on_connected(self, event: ev.AgentConnected) -> None:
        self.seat.caller(event.queue, event.citizen.uniqueid, CallerEvent.CONNECTED)
        if event.interface != self._seat.interface:
            return
        call = next((c for c in self._calls if c.live and c.leg_of(event.agent.name)), None)
        if call is None:
            if any(c.leg_of(event.agent.name) for c in self._calls):
                return  # the hang-up came first
            self._ring(event.citizen, event.agent, event.queue)
            call = self._calls[-1]
        call.waited = event.hold_seconds
        call.see(LegRole.CITIZEN, event.citizen, self._clock(), up=True)
        call.see(LegRole.AGENT, event.agent, self._clock(), up=True)

    def _on_completed(self, event: ev.AgentCompleted) -> None:
        if event.queue in self.queues:
            self.queues[event.queue].completed += 1
        for call in self._calls:
            if call.leg_of(event.agent.name) is None or event.reason != "caller":
                continue
            if call.live:
                call.end_hint = call.end_hint or EndReason.CITIZEN_HUNG_UP
            elif call.end_reason is EndReason.AGENT_HUNG_UP and call.end_hint is None:
                call.end_reason = EndReason.CITIZEN_HUNG_UP

    def _on_no_answer(self, event: ev.AgentNoAnswer) -> None:
        if event.interface == self._seat.interface:
            self._hint_ringing(event.citizen.uniqueid, EndReason.NOT_ANSWERED)

    def _on_abandoned(self, event: ev.CallerAbandoned) -> None:
        self.seat.caller(event.queue, event.uniqueid, CallerEvent.ABANDONED)
        self._hint_ringing(event.uniqueid, EndReason.ABANDONED)

    def _hint_ringing(self, uniqueid: str, reason: EndReason) -> None:
        for call in self._calls:
            if call.citizen_uniqueid != uniqueid or call.answered_at is not None:
                continue
            if call.live:
                call.end_hint = reason
            elif call is self._calls[-1] and reason is EndReason.ABANDONED:
                call.end_reason = reason  # told after the hang-up

    # the view

    def _advance(self) -> None:
        now = self._clock()
        for call in self._calls:
            if call.live and not call.advance(now):
                self.needs_snapshot = True

    def publish(self) -> None:
        """Tell the listener when anything has changed."""
        while True:
            view = self._build()
            if view != self.view:
                self.view = view
                try:
                    self._listener(view)
                except Exception:
                    log.exception("A listener failed on the seat's view")
            if not self._promote():
                return

    def _promote(self) -> bool:
        """Give the screen to the next call; the end of the last one has been told."""
        changed = False
        for call in self._calls:
            if not call.live and not call.told_ended:
                call.told_ended = changed = True
        if self._focus is None or not self._focus.live:
            following = next((call for call in self._calls if call.live), None)
            if following is not None and following is not self._focus:
                self._focus = following
                changed = True
        return changed

    def _build(self) -> SeatView:
        focus = self._focus
        if focus is None:
            focus = self._focus = next((c for c in self._calls if c.live), None)
        common = self._common_hindrances()
        progress = self._progress_hindrances()
        idle = progress | IDLE_HINDRANCES | common
        others: tuple[CallSnapshot, ...] = tuple(
            call.snapshot(common, progress)
            for call in self._calls
            if call is not focus and not call.told_ended
        )
        return SeatView(
            link=self._link,
            seat=self.seat.snapshot(),
            call=focus.snapshot(common, progress) if focus else None,
            other_calls=others,
            gap=self.seat.gap,
            idle_hindrances=MappingProxyType(idle),
        )

    def _common_hindrances(self) -> dict[CallAction, Hindrance]:
        if self._link.state is not LinkState.UP or not self._loaded:
            return dict.fromkeys(CallAction, Hindrance.LINK_DOWN)
        found: dict[CallAction, Hindrance] = {}
        # The PBX gives a session its rights at log-in: what was refused once stays so until the next one.
        missing = self._link.detail if self._link.problem is LinkProblem.NO_PRIVILEGE else ""
        if self._seat.answer is not AnswerMode.NOTIFY or missing == "PJSIPNotify":
            ringing = self._focus is not None and self._focus.state is CallState.RINGING
            found |= {CallAction.ANSWER: Hindrance.ANSWER_AT_PHONE} if ringing else {}
        if not self._seat.dial_out or missing == "Originate":
            found[CallAction.DIAL] = Hindrance.NOT_ALLOWED
        return found

    def _progress_hindrances(self) -> dict[CallAction, Hindrance]:
        """What an unconfirmed step hinders: never the way back to the citizen, and never the end."""
        moving = self._focus is not None and self._focus.live and not self._focus.settled
        if not self.in_progress and not moving:
            return {}
        keep = (CallAction.HANG_UP, CallAction.RETURN)
        return {action: Hindrance.IN_PROGRESS for action in CallAction if action not in keep}

    def _is_own_channel(self, event: ev.Event) -> bool:
        return isinstance(event, ev.ChannelListed) and self._seat.owns(event.channel.name)


def _room_of(conference: str) -> str:
    return "side" if conference.endswith("-side") else "room"


_HANDLERS: dict[type[ev.Event], str] = {
    ev.ChannelChanged: "_on_channel",
    ev.ChannelListed: "_on_listed",
    ev.ChannelGone: "_on_gone",
    ev.DialBegun: "_on_dial_begun",
    ev.DialEnded: "_on_dial_ended",
    ev.Dialled: "_on_dialled",
    ev.Placed: "_on_placed",
    ev.HangupAsked: "_on_hangup_asked",
    ev.RoomJoined: "_on_room_joined",
    ev.RoomLeft: "_on_room_left",
    ev.LegMuted: "_on_muted",
    ev.AgentRings: "_on_rings",
    ev.AgentConnected: "_on_connected",
    ev.AgentCompleted: "_on_completed",
    ev.AgentNoAnswer: "_on_no_answer",
    ev.CallerAbandoned: "_on_abandoned",
}
