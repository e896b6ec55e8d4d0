"""What a lead does with seats: ready or not, other queues, a call, a line to all desks."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping

from telephony import events as ev
from telephony.errors import NotPickedUp, NotPossible
from telephony.floor.config import FloorConfig
from telephony.floor.seat_floor import SeatFloor
from telephony.floor.tracker import FloorTracker
from telephony.link import Link
from telephony.queue_actions import add, already, one_line, pause
from telephony.snapshots import Hindrance
from telephony.waiters import Waiters

_MAX_TEXT = 300


class SeatSteps:
    """Steps with seats, each confirmed by the PBX's events."""

    def __init__(self, config: FloorConfig, link: Link, tracker: FloorTracker, waiters: Waiters) -> None:
        self._config = config
        self._link = link
        self._tracker = tracker
        self._until = waiters.until
        self._rung: bool | None = None  # whether the own phone was picked up, None until it is known
        self._announcing: dict[str, bool] = {}  # numbers of announcements → whether the PBX passed them on

    def seat(self, key: str) -> SeatFloor:
        """Return the seat; raises `NotPossible` when there is none."""
        seat = self._tracker.seat(key)
        if seat is None:
            raise NotPossible(Hindrance.NOT_ALLOWED)
        return seat

    async def set_ready(self, key: str) -> None:
        """Let a seat take calls."""
        seat = self._member(key)
        await pause(self._link, seat.interface, False)
        await self._until(lambda: not any(m.paused for m in seat.members.values()), "SetReady")

    async def set_not_ready(self, key: str, reason: str) -> None:
        """Let a seat take no calls."""
        seat = self._member(key)
        wanted = one_line(reason)
        await pause(self._link, seat.interface, True, wanted)
        await self._until(
            lambda: seat.paused and all(m.reason == wanted for m in seat.members.values()), "SetNotReady"
        )

    async def move(self, key: str, queues: tuple[str, ...]) -> None:
        """Make a seat a member of exactly these queues; it is never out of all of them in between."""
        seat = self._member(key)
        wanted = dict.fromkeys(queues)
        if not wanted:
            raise NotPossible(Hindrance.NOT_ALLOWED)
        paused, reason = seat.paused, seat.track.reason
        for queue in wanted.keys() - seat.members.keys():
            await add(self._link, queue, seat.interface, name=seat.member, paused=paused)
            if paused and reason:
                await pause(self._link, seat.interface, True, reason, queue)
        for queue in seat.members.keys() - wanted.keys():
            with already("not there"):
                await self._link.action("QueueRemove", {"Queue": queue, "Interface": seat.interface})
        await self._until(lambda: seat.members.keys() == wanted.keys(), "MoveSeat")

    async def call(self, key: str) -> None:
        """Call a seat; the own phone rings first."""
        seat, lead = self.seat(key), self._config.lead
        if not lead.interface or not seat.key.isdigit():
            raise NotPossible(Hindrance.NOT_ALLOWED)
        await self.ring_own_phone({"Context": self._config.pbx.context, "Exten": seat.key})
        await self._until(lambda: self._called(seat), "CallSeat", lead.ring_limit)

    async def announce(self, text: str) -> None:
        """Show a line on every desk."""
        line = one_line(text, _MAX_TEXT)
        if not line:
            raise NotPossible(Hindrance.NOT_ALLOWED)
        number = secrets.token_hex(8)
        lead = self._config.lead
        self._announcing[number] = False
        try:
            await self._link.action(
                "UserEvent",
                {
                    "UserEvent": "DeskAnnounce",
                    "Text": line,
                    "From": one_line(lead.name or lead.extension),
                    "Number": number,
                },
            )
            await self._until(lambda: self._announcing[number], "Announce")
        finally:
            del self._announcing[number]

    def announced(self, number: str) -> None:
        """The PBX has passed an announcement on."""
        if number in self._announcing:
            self._announcing[number] = True

    async def ring_own_phone(
        self, where: Mapping[str, str | Iterable[str]], variables: tuple[str, ...] = ()
    ) -> None:
        """Let the lead's phone ring and go on in the dialplan when it is picked up.

        Raises `NotPickedUp`.
        """
        lead = self._config.lead
        headers: dict[str, str | Iterable[str]] = {
            "Channel": lead.interface,
            **where,
            "Priority": "1",
            "Timeout": str(int(lead.ring_limit * 1000)),
            "Async": "true",
            "Variable": variables,
        }
        if lead.extension:
            headers["CallerID"] = f"<{lead.extension}>"
        self._rung = None
        await self._link.action("Originate", headers)
        await self._until(lambda: self._rung is not None, "Originate", lead.ring_limit + 2)
        if not self._rung:
            raise NotPickedUp

    def originated(self, event: ev.OriginateEnded) -> None:
        """Take the outcome of letting a phone ring."""
        lead = self._config.lead
        if lead.owns(event.channel) or event.channel == lead.interface:
            self._rung = event.success

    def _called(self, seat: SeatFloor) -> bool:
        """Tell whether the seat's phone is in a call with the lead's."""
        lead = self._config.lead
        return any(
            lead.owns(leg.channel) for call in seat.calls.tracks if call.live for leg in call.legs.values()
        )

    def _member(self, key: str) -> SeatFloor:
        seat = self.seat(key)
        if not seat.members:
            raise NotPossible(Hindrance.NOT_ALLOWED)
        return seat
