"""A lead takes part in a seat's call: listens, whispers to the call-taker, or speaks with everybody."""

from __future__ import annotations

import contextlib

from telephony.call_track import BRIDGED, CallTrack
from telephony.decode import decode
from telephony.errors import NotPossible, Refused, TimedOut
from telephony.events import ChannelListed
from telephony.floor.config import FloorConfig
from telephony.floor.seat_floor import SeatFloor
from telephony.floor.seat_steps import SeatSteps
from telephony.floor.tracker import FloorTracker
from telephony.floor.views import WatchMode
from telephony.link import Link
from telephony.redirects import redirect, until_bridged
from telephony.snapshots import CallState, Hindrance, LegRole
from telephony.waiters import Waiters

_LOST_AFTER = 1.5  # seconds without a sign of a redirect; one that is carried out takes a tenth of it
_HINDRANCES = {
    CallState.RINGING: Hindrance.STILL_RINGING,
    CallState.DIALLING: Hindrance.STILL_RINGING,
    CallState.HELD: Hindrance.ALREADY_HELD,
    CallState.CONSULT_DIALLING: Hindrance.DEPARTMENT_PRESENT,
    CallState.CONSULTING: Hindrance.DEPARTMENT_PRESENT,
}


class WatchSteps:
    """Listening, whispering and taking part, each confirmed by the PBX's events."""

    def __init__(
        self,
        config: FloorConfig,
        link: Link,
        tracker: FloorTracker,
        waiters: Waiters,
        seats: SeatSteps,
    ) -> None:
        self._config = config
        self._link = link
        self._tracker = tracker
        self._until = waiters.until
        self._seats = seats

    async def watch(self, key: str, mode: WatchMode) -> None:
        """Take part in a seat's call; the own phone rings unless the lead listens already."""
        seat, lead = self._seats.seat(key), self._config.lead
        if not lead.interface:
            raise NotPossible(Hindrance.NOT_ALLOWED)
        call = seat.call
        channel = await self._channel(seat, mode)
        room = await self._room(seat) if mode is WatchMode.BARGE else ""
        watches = self._tracker.floor.watches
        variables = {
            "DESK_WATCHED": channel,
            "DESK_ROOM": room,
            "DESK_TOLD": "1" if lead.told else "0",
            "DESK_LEAD": lead.extension or lead.interface,
        }
        where = {"Context": "desk-watch", "Exten": f"{mode.value}*{seat.key}"}
        own = watches.channel_of(lead)
        if own:
            await self._move(own, where, variables)
        else:
            await self._seats.ring_own_phone(where, tuple(f"{n}={v}" for n, v in variables.items()))

        def done() -> bool:
            return watches.shows(lead, seat, mode) or (call is not None and not call.live)

        if own:
            with contextlib.suppress(TimedOut):
                await self._until(done, "WatchSeat", _LOST_AFTER)
            if not done() and watches.channel_of(lead) == own:
                # One that meets a step of the dialplan is lost without a word; it is the lead's own leg.
                await self._move(own, where, variables)
        await self._until(done, "WatchSeat")
        if not watches.shows(lead, seat, mode):
            raise NotPossible(Hindrance.NO_CALL)  # it ended while the own phone rang

    async def _move(self, own: str, where: dict[str, str], variables: dict[str, str]) -> None:
        for name, value in variables.items():
            await self._link.action("Setvar", {"Channel": own, "Variable": name, "Value": value})
        await self._link.action("Redirect", {"Channel": own, **where, "Priority": "1"})

    async def stop(self) -> None:
        """Leave the call."""
        lead, watches = self._config.lead, self._tracker.floor.watches
        own = watches.channel_of(lead)
        if not own:
            raise NotPossible(Hindrance.NO_CALL)
        with contextlib.suppress(Refused):  # it has gone by itself
            await self._link.action("Hangup", {"Channel": own})
        await self._until(lambda: watches.channel_of(lead) != own, "StopWatching")

    async def _channel(self, seat: SeatFloor, mode: WatchMode) -> str:
        """Return the channel of the seat's phone in its call; raises `NotPossible`."""
        call = seat.call
        if call is not None:
            hindrance = _HINDRANCES.get(call.state)
            ringing = call.state in (CallState.RINGING, CallState.DIALLING)
            if hindrance is not None and (mode is WatchMode.BARGE or ringing):
                raise NotPossible(hindrance)
            agent = call.there(LegRole.AGENT)
            if agent is not None:
                return agent.channel
        if mode is not WatchMode.BARGE:
            # A call that no queue gave and no desk made: only a list of the channels knows it.
            for message in await self._link.collect("Status", {}):
                event = decode(message)
                if isinstance(event, ChannelListed) and seat.config.owns(event.channel.name):
                    return event.channel.name
        raise NotPossible(Hindrance.NO_CALL)

    async def _room(self, seat: SeatFloor) -> str:
        """Return the room of a seat's call, into which citizen and call-taker go first when they are in none.

        A room is where three can speak: what is whispered into a bridge of two would follow the citizen
        out of it.
        """
        call = seat.call
        citizen = call.there(LegRole.CITIZEN) if call is not None else None
        agent = call.there(LegRole.AGENT) if call is not None else None
        if call is None or citizen is None or agent is None:
            raise NotPossible(Hindrance.CITIZEN_GONE)
        if not seat.key.isdigit() or not call.token:
            raise NotPossible(Hindrance.NOT_ALLOWED)
        if agent.place in BRIDGED:
            await until_bridged(self._link, call, citizen)
            exten = f"{seat.key}*{call.token}"
            room = (citizen, "desk-citizen", f"{exten}*{call.queue}")
            await redirect(self._link, room, (agent, "desk-agent", exten))
        await self._until(lambda: _together(call) or not call.live, "WatchSeat")
        if not call.live:
            raise NotPossible(Hindrance.NO_CALL)
        return f"desk-{seat.key}-{call.token}"


def _together(call: CallTrack) -> bool:
    """Tell whether citizen and call-taker are in the room."""
    legs = (call.there(LegRole.CITIZEN), call.there(LegRole.AGENT))
    return all(leg is not None and leg.place == "room" and leg.arrived for leg in legs)
