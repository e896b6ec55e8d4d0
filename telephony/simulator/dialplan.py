"""The dialplan: the house's own numbers, and the hotline kit's contexts, each a function.

The kit's contract in short: the citizen goes into a room once and stays there; every later step moves
the call-taker and the department. Extensions carry their fields separated by `*`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from telephony.simulator import calling
from telephony.simulator.channels import Channel, Location
from telephony.simulator.rooms import Profile, enter

if TYPE_CHECKING:
    from telephony.simulator.exchange import Exchange

CITIZEN, AGENT, DEPARTMENT = "citizen", "agent", "department"

_CITIZEN_PROFILE = Profile(marked=True, music_when_empty=True)
_AGENT_PROFILE = Profile(end_marked=True)
_DEPARTMENT_PROFILE = Profile(end_marked=True, music_when_empty=True)
_SIDE_AGENT_PROFILE = Profile(marked=True)

_RETURN_PRIORITY = 10  # a citizen who comes back to the queue is served before the others
_DIAL_SECONDS = 30.0
_BUSY_TONE_SECONDS = 1.5
_MEETING_SECONDS = 1.0  # how long the call-taker waits for a citizen who is being moved too
_MEETING_STEP = 0.05


@dataclass
class House:
    """What the PBX has of its own: its dial context and the hotline numbers with their queues."""

    context: str = "from-internal"
    hotlines: dict[str, str] = field(default_factory=dict)


Context = Callable[[Channel, list[str]], Awaitable[None]]


class Dialplan:
    """All contexts; `memory` is what the kit remembers of calls: token and role to channel."""

    def __init__(self, exchange: Exchange, house: House) -> None:
        self.exchange = exchange
        self.house = house
        self.memory: dict[tuple[str, str], Channel] = {}
        self.kit_installed = True
        self._contexts: dict[str, tuple[int, Context]] = {
            "desk-citizen": (3, self._citizen),
            "desk-agent": (2, self._agent),
            "desk-department": (2, self._department),
            "desk-hold": (2, self._hold),
            "desk-consult": (3, self._consult),
            "desk-side-agent": (2, self._side_agent),
            "desk-side-department": (2, self._side_department),
            "desk-callback": (2, self._callback),
            "desk-transfer": (4, self._transfer),
            "desk-queue": (1, self._queue),
            "desk-end": (1, self._end),
        }

    # What the PBX asks of a dialplan

    def exists(self, context: str, exten: str) -> bool:
        """Tell whether an extension can be dialled in a context."""
        if context == self.house.context:
            return exten in self.house.hotlines or exten in self.exchange.phones
        known = self._contexts.get(context) if self.kit_installed else None
        return known is not None and exten.count("*") + 1 == known[0]

    async def run(self, channel: Channel) -> None:
        """Walk a channel through its extension from the start; returning ends the channel."""
        context, exten, _ = channel.location
        if not self.exists(context, exten):
            channel.cause = 1
            return
        channel.tone = ""
        if context == self.house.context:
            await self._dial_in(channel, exten)
        else:
            await self._contexts[context][1](channel, exten.split("*"))

    # The house

    async def _dial_in(self, channel: Channel, number: str) -> None:
        queue = self.house.hotlines.get(number)
        if queue is not None:
            channel.execute("Answer")
            channel.answer()
            channel.execute("Queue", queue)
            await self.exchange.queues[queue].serve(channel)
            return
        device = self.exchange.phones[number].device
        channel.execute("Dial", f"{device},60")
        status = await calling.dial(channel, device, 60.0)
        channel.set_variable("DIALSTATUS", status)
        if status != calling.ANSWER:
            channel.cause = {calling.BUSY: 17, calling.UNAVAILABLE: 20}.get(status, 19)
            channel.execute("Hangup", str(channel.cause))

    # The kit

    async def _citizen(self, channel: Channel, fields: list[str]) -> None:
        seat, token, queue = fields
        self._place(channel, seat, token, CITIZEN, "room", queue)
        await self._confbridge(channel, room_name(seat, token), "desk-citizen", _CITIZEN_PROFILE)

    async def _agent(self, channel: Channel, fields: list[str]) -> None:
        seat, token = fields
        room = room_name(seat, token)
        for _ in range(int(_MEETING_SECONDS / _MEETING_STEP)):
            if self._citizen_in(token, room):
                break
            await asyncio.sleep(_MEETING_STEP)
        else:
            channel.execute("Hangup")
            return
        self._place(channel, seat, token, AGENT, "room")
        await self._confbridge(channel, room, "desk-agent", _AGENT_PROFILE)

    async def _department(self, channel: Channel, fields: list[str]) -> None:
        seat, token = fields
        self._place(channel, seat, token, DEPARTMENT, "room")
        await self._confbridge(channel, room_name(seat, token), "desk-department", _DEPARTMENT_PROFILE)

    async def _hold(self, channel: Channel, fields: list[str]) -> None:
        seat, token = fields
        self._place(channel, seat, token, AGENT, "hold")
        channel.execute("Wait", "86400")
        await asyncio.Event().wait()

    async def _side_agent(self, channel: Channel, fields: list[str]) -> None:
        seat, token = fields
        self._place(channel, seat, token, AGENT, "side")
        await self._confbridge(
            channel, room_name(seat, token) + "-side", "desk-side-agent", _SIDE_AGENT_PROFILE
        )

    async def _side_department(self, channel: Channel, fields: list[str]) -> None:
        seat, token = fields
        self._place(channel, seat, token, DEPARTMENT, "side")
        await self._confbridge(
            channel, room_name(seat, token) + "-side", "desk-department", _DEPARTMENT_PROFILE
        )

    async def _consult(self, channel: Channel, fields: list[str]) -> None:
        seat, token, number = fields
        self._place(channel, seat, token, AGENT, "consult", number=number)
        status = await self._dial(
            channel,
            number,
            lambda leg: self._mark(leg, seat, token, DEPARTMENT, "consult"),
            lambda leg: self._place(leg, seat, token, DEPARTMENT, "consult", number=number),
        )
        if status == calling.BUSY:
            channel.execute("PlayTones", "busy")
            channel.tone = "busy"
            await asyncio.sleep(_BUSY_TONE_SECONDS)
        self._goto(channel, "desk-agent", f"{seat}*{token}")
        await self._agent(channel, [seat, token])

    async def _callback(self, channel: Channel, fields: list[str]) -> None:
        seat, number = fields
        self._mark(channel, seat, "", AGENT, "callback")

        def mark(leg: Channel) -> None:
            token = token_of(leg)
            self._mark(leg, seat, token, CITIZEN, "callback")
            self._place(channel, seat, token, AGENT, "callback", number=number)

        def answered(leg: Channel) -> None:
            self._place(leg, seat, token_of(leg), CITIZEN, "callback", number=number)

        status = await self._dial(channel, number, mark, answered)
        if status == calling.BUSY:
            channel.execute("PlayTones", "busy")
            channel.tone = "busy"
            await asyncio.sleep(_BUSY_TONE_SECONDS)

    async def _transfer(self, channel: Channel, fields: list[str]) -> None:
        seat, token, queue, number = fields
        self._place(channel, seat, token, CITIZEN, "transfer", queue, number=number)
        status = await self._dial(channel, number, None, None)
        if status != calling.ANSWER and queue:
            self._goto(channel, "desk-queue", queue)
            await self._queue(channel, [queue])

    async def _queue(self, channel: Channel, fields: list[str]) -> None:
        queue = self.exchange.queues.get(fields[0])
        seat, token = channel.variables.get("DESK_SEAT", ""), channel.variables.get("DESK_TOKEN", "")
        self._place(channel, seat, token or token_of(channel), CITIZEN, "queue", fields[0])
        if queue is None:
            return
        channel.set_variable("QUEUE_PRIO", str(_RETURN_PRIORITY))
        channel.execute("Queue", fields[0])
        await queue.serve(channel, _RETURN_PRIORITY)

    async def _end(self, channel: Channel, fields: list[str]) -> None:
        channel.execute("Hangup")

    # Steps that the contexts share

    async def _confbridge(self, channel: Channel, room: str, user: str, profile: Profile) -> None:
        channel.execute("ConfBridge", f"{room},desk,{user}")
        channel.answer()
        await enter(channel, room, profile)

    async def _dial(
        self,
        channel: Channel,
        number: str,
        prepare: Callable[[Channel], None] | None,
        answered: Callable[[Channel], None] | None,
    ) -> str:
        resource = f"Local/{number}@{self.house.context}/n"
        channel.execute("Dial", f"{resource},{_DIAL_SECONDS:.0f},g")
        status = await calling.dial(channel, resource, _DIAL_SECONDS, prepare=prepare, answered=answered)
        channel.set_variable("DIALSTATUS", status)
        return status

    def _goto(self, channel: Channel, context: str, exten: str) -> None:
        channel.execute("Goto", f"{context},{exten},1")
        channel.location = Location(context, exten)

    def _mark(self, channel: Channel, seat: str, token: str, role: str, place: str, queue: str = "") -> None:
        values = {"DESK_SEAT": seat, "DESK_TOKEN": token, "DESK_ROLE": role, "DESK_PLACE": place}
        if queue:
            values["DESK_QUEUE"] = queue
        for name, value in values.items():
            if channel.variables.get(name) != value:
                channel.set_variable(name, value)
        if token:
            self.memory[token, role] = channel

    def _place(
        self,
        channel: Channel,
        seat: str,
        token: str,
        role: str,
        place: str,
        queue: str = "",
        *,
        number: str = "",
    ) -> None:
        """Mark the channel and tell everybody who listens where it is now."""
        self._mark(channel, seat, token, role, place, queue)
        channel.emit(
            "UserEvent",
            "user",
            ("UserEvent", "DeskPlace"),
            ("Seat", seat),
            ("Token", token),
            ("Role", role),
            ("Place", place),
            ("Queue", channel.variables.get("DESK_QUEUE", "")),
            ("Number", number),
        )

    def _citizen_in(self, token: str, room: str) -> bool:
        citizen = self.memory.get((token, CITIZEN))
        return citizen is not None and citizen.room is not None and citizen.room.name == room

    # Nobody is lost

    def hung_up(self, channel: Channel) -> None:
        """Bring the others of a call to where they belong (the kit's hang-up handler)."""
        token, role = channel.variables.get("DESK_TOKEN", ""), channel.variables.get("DESK_ROLE", "")
        if self.memory.get((token, role)) is not channel:
            return
        del self.memory[token, role]
        others = {
            r: c for r in (CITIZEN, AGENT, DEPARTMENT) if (c := self.memory.get((token, r))) is not None
        }
        place = channel.variables.get("DESK_PLACE", "")
        if role == CITIZEN:
            _citizen_gone(others)
        elif role == AGENT:
            _agent_gone(place, others)
        else:
            _department_gone(place, others, channel.variables.get("DESK_SEAT", ""), token)


def _citizen_gone(others: dict[str, Channel]) -> None:
    agent, department = others.get(AGENT), others.get(DEPARTMENT)
    if agent is not None and _place_of(agent) == "hold":
        agent.hang_up()
    if department is not None and _place_of(department) == "side" and _place_of(agent) != "side":
        department.hang_up()


def _agent_gone(place: str, others: dict[str, Channel]) -> None:
    citizen, department = others.get(CITIZEN), others.get(DEPARTMENT)
    if place == "room":
        if _place_of(department) == "room":
            return
        if citizen is not None and _place_of(citizen) == "room":
            citizen.hang_up()
    elif citizen is not None and _place_of(citizen) == "room":
        queue = citizen.variables.get("DESK_QUEUE", "")
        if queue:
            citizen.redirect(Location("desk-queue", queue))
        else:
            citizen.hang_up()
    if department is not None:
        department.hang_up()


def _department_gone(place: str, others: dict[str, Channel], seat: str, token: str) -> None:
    citizen, agent = others.get(CITIZEN), others.get(AGENT)
    if place == "room" and agent is None and citizen is not None and _place_of(citizen) == "room":
        citizen.hang_up()
    elif place == "side" and agent is not None and _place_of(agent) == "side":
        agent.redirect(Location("desk-agent", f"{seat}*{token}"))


def _place_of(channel: Channel | None) -> str:
    return channel.variables.get("DESK_PLACE", "") if channel is not None else ""


def room_name(seat: str, token: str) -> str:
    """Return the name of a call's main room."""
    return f"desk-{seat}-{token}"


def token_of(channel: Channel) -> str:
    """Return the channel's Uniqueid as an extension can carry it."""
    return channel.uniqueid.replace(".", "")
