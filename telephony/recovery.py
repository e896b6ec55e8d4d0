"""The calls that a snapshot shows: found again after a start of the desk or a time without a link."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from telephony import events as ev
from telephony.config import SeatConfig
from telephony.seat_calls import FAR_HALF, SeatCalls
from telephony.snapshots import CallDirection, EndReason, LegRole


class Recovery:
    """From the PBX's list of channels to the seat's calls."""

    def __init__(self, seat: SeatConfig, calls: SeatCalls, clock: Callable[[], datetime]) -> None:
        self._seat = seat
        self._calls = calls
        self._clock = clock
        self._listed: dict[str, ev.ChannelListed] = {}

    def begin(self, listed: list[ev.Event]) -> list[ev.Event]:
        """Return a snapshot's events in the order to take them: the own channels make the calls."""
        self._listed = {e.channel.name: e for e in listed if isinstance(e, ev.ChannelListed)}
        return sorted(listed, key=lambda e: not self._is_own_channel(e))

    def finish(self) -> None:
        """End the calls that the list does not show any more; let the others go to where it shows them."""
        self._end_lost(set(self._listed))
        for call in self._calls.tracks:
            for leg in call.legs.values():
                leg.room = leg.place if leg.place in ("room", "side") else ""
            call.advance(found=True)

    def see(self, event: ev.ChannelListed) -> None:
        """Take one channel of the list."""
        channel = event.channel
        known = any(call.live and call.leg_of(channel.name) for call in self._calls.tracks)
        if self._seat.owns(channel.name) and not known:
            self._recover(event)
        else:
            self._calls.see(channel)

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
        call = self._calls.make(
            (citizen.channel.linkedid if citizen else "") or channel.linkedid,
            CallDirection.OUTBOUND if outbound else CallDirection.INBOUND,
        )
        call.queue = queue
        call.token = variables.get("DESK_TOKEN", "") if mine else ""
        if citizen is not None:
            call.number = citizen.channel.number
            call.name = citizen.channel.caller
            call.offered_at = now - timedelta(seconds=event.seconds)
            call.see(LegRole.CITIZEN, citizen.channel)
        if channel.up:
            call.answered_at = now - timedelta(seconds=event.seconds)
        call.see(LegRole.AGENT, channel)
        for other in self._listed.values():
            of_call = other.channel.variables.get("DESK_TOKEN") == call.token and call.token
            if other.channel.name.endswith(FAR_HALF):
                continue
            if of_call and other.channel.variables.get("DESK_ROLE") == LegRole.DEPARTMENT.value:
                call.consult_number = call.consult_number or other.channel.number
                self._calls.see(other.channel)
        if place == "consult":
            call.consult_number = call.consult_number or channel.connected_number

    def _citizen_of(self, event: ev.ChannelListed) -> ev.ChannelListed | None:
        channel = event.channel
        others = [e for e in self._listed.values() if e.channel.name != channel.name]
        token = channel.variables.get("DESK_TOKEN")
        for other in others:
            variables = other.channel.variables
            if (
                token
                and not other.channel.name.endswith(FAR_HALF)
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

    def _end_lost(self, there: set[str]) -> None:
        """End what the snapshot does not show any more."""
        for call in self._calls.tracks:
            agent = call.there(LegRole.AGENT)
            if agent is not None and agent.channel not in there:
                call.end_hint = call.end_hint or EndReason.LOST
            for leg in call.legs.values():
                if leg.channel not in there:
                    call.lose(leg)

    def _is_own_channel(self, event: ev.Event) -> bool:
        return isinstance(event, ev.ChannelListed) and self._seat.owns(event.channel.name)
