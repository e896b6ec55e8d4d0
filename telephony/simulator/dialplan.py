"""The dialplan: the house's own numbers, and the hotline kit's contexts, each a function.

The kit's contract in short: the citizen goes into a room once and stays there; every later step moves
the call-taker and the department. Extensions carry their fields separated by `*`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from telephony.simulator import calling, noise, partings, profiles
from telephony.simulator.channels import Channel, ChannelState, Location, Party
from telephony.simulator.check_context import check
from telephony.simulator.lead_contexts import LeadContexts
from telephony.simulator.partings import AGENT, CITIZEN, DEPARTMENT
from telephony.simulator.rooms import Profile, enter

if TYPE_CHECKING:
    from telephony.simulator.exchange import Exchange

KIT_VERSION = 1
_HANDLER = "desk-gone,s,1"

_RETURN_PRIORITY = 10  # a citizen who comes back to the queue is served before the others
_BUSY_TONE_SECONDS = 1.5
_HOUSE_BUSY_SECONDS = 1.0
_MEETING_TRIES = 21  # how often one looks for the other who is being moved too
_MEETING_STEP = 0.05
_AFTER_ROOM_SECONDS = 0.2


@dataclass
class House:
    """What the PBX has of its own: its contexts and the hotline numbers with their queues."""

    context: str = "from-internal"
    trunk_context: str = "from-trunk"
    hotlines: dict[str, str] = field(default_factory=dict)
    caller_id: str = ""  # shown to departments and to citizens who are called back
    dial_seconds: float = 30.0  # that a department's phone rings


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
            "desk-check": (2, check),
            **LeadContexts(self).contexts(),
        }

    # What the PBX asks of a dialplan

    def has_context(self, context: str) -> bool:
        """Tell whether there is a context of that name."""
        if context in (self.house.context, self.house.trunk_context):
            return True
        return self.kit_installed and (context == "desk-kit" or context in self._contexts)

    def exists(self, context: str, exten: str) -> bool:
        """Tell whether an extension can be dialled in a context."""
        if context in (self.house.context, self.house.trunk_context):
            inside = context == self.house.context and exten in self.exchange.phones
            return inside or exten in self.house.hotlines
        if not self.kit_installed:
            return False
        if context == "desk-kit":
            return exten == f"version-{KIT_VERSION}"
        known = self._contexts.get(context)
        return known is not None and exten.count("*") + 1 == known[0]

    async def run(self, channel: Channel) -> None:
        """Walk a channel through its extension from the start; returning ends the channel."""
        context, exten, _ = channel.location
        if not self.exists(context, exten):
            channel.cause = 1
            return
        channel.tone = ""
        if context in (self.house.context, self.house.trunk_context):
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
        resource = self.exchange.phones[number].resource
        channel.execute("Dial", f"{resource},60")
        status = await calling.dial(channel, resource, 60.0)
        channel.set_variable("DIALSTATUS", status)
        if status != calling.ANSWER:
            channel.cause = {calling.BUSY: 17, calling.UNAVAILABLE: 20}.get(status, 19)
            channel.jump(Location(channel.location.context, f"end-{status}"))
            if status != calling.BUSY:
                channel.execute("Hangup", str(channel.cause))
                return
            channel.execute("Busy", "1")
            channel.set_state(ChannelState.BUSY)
            if channel.other_half is not None and channel.other_half.attempt is not None:
                channel.other_half.cause = 0
                channel.other_half.attempt.report("busy", channel.other_half)
            channel.tone = "busy"
            await asyncio.sleep(_HOUSE_BUSY_SECONDS)

    # The kit

    # DeskPlace comes last, just before the channel waits, talks or dials.

    async def _citizen(self, channel: Channel, fields: list[str]) -> None:
        self._enter(channel, CITIZEN, "room", fields)
        if not await self._await(channel, AGENT):
            # A call-taker who vanished in this very moment must not leave the citizen with music for ever.
            queue = channel.variables.get("DESK_QUEUE", "")
            if queue:
                self._goto(channel, "desk-queue", queue)
                await self._queue(channel, [queue])
            return
        self._tell(channel)
        await self._confbridge(channel, "", "desk-citizen", profiles.CITIZEN)

    async def _agent(self, channel: Channel, fields: list[str]) -> None:
        self._enter(channel, AGENT, "room", fields)
        if await self._await(channel, CITIZEN):
            self._tell(channel)
            await self._confbridge(channel, "", "desk-agent", profiles.AGENT)

    async def _department(self, channel: Channel, fields: list[str]) -> None:
        self._enter(channel, DEPARTMENT, "room", fields)
        if await self._await(channel, CITIZEN):
            self._tell(channel)
            await self._confbridge(channel, "", "desk-department", profiles.DEPARTMENT)

    async def _hold(self, channel: Channel, fields: list[str]) -> None:
        self._enter(channel, AGENT, "hold", fields)
        if await self._await(channel, CITIZEN):
            self._tell(channel)
            channel.execute("Wait", "3600")
            await asyncio.Event().wait()

    async def _side_agent(self, channel: Channel, fields: list[str]) -> None:
        self._enter(channel, AGENT, "side", fields)
        if (fields[1], DEPARTMENT) not in self.memory:
            self._goto(channel, "desk-agent", "*".join(fields))
            await self._agent(channel, fields)
            return
        self._tell(channel)
        await self._confbridge(channel, "-side", "desk-side-agent", profiles.SIDE_AGENT)

    async def _side_department(self, channel: Channel, fields: list[str]) -> None:
        self._enter(channel, DEPARTMENT, "side", fields)
        if await self._await(channel, AGENT):
            self._tell(channel)
            await self._confbridge(channel, "-side", "desk-department", profiles.DEPARTMENT)

    async def _consult(self, channel: Channel, fields: list[str]) -> None:
        seat, token, number = fields
        self._enter(channel, AGENT, "consult", fields)
        self._show_to_called(channel, seat, number)

        def mark(leg: Channel) -> None:
            values = {"DESK_SEAT": seat, "DESK_TOKEN": token, "DESK_NUMBER": number}
            self._mark(leg, DEPARTMENT, "consult", values)
            self._tell(leg)

        status = await self._dial(channel, number, mark)
        await self._tell_dialled(channel, DEPARTMENT, number, status)
        self._goto(channel, "desk-agent", f"{seat}*{token}")
        await self._agent(channel, [seat, token])

    async def _callback(self, channel: Channel, fields: list[str]) -> None:
        seat, number = fields
        self._mark(channel, AGENT, "callback", {"DESK_SEAT": seat})
        self._show_to_called(channel, seat, number)

        def mark(leg: Channel) -> None:
            # The citizen's channel is made here, and the call's token with it.
            values = {"DESK_SEAT": seat, "DESK_TOKEN": leg.token, "DESK_NUMBER": number}
            self._mark(leg, CITIZEN, "callback", values)
            self._tell(leg)

        status = await self._dial(channel, number, mark)
        if status != calling.ANSWER:  # after a talk Dial without `g` ends the call-taker's leg itself
            await self._tell_dialled(channel, CITIZEN, number, status)

    async def _transfer(self, channel: Channel, fields: list[str]) -> None:
        *_, queue, number = fields
        self._enter(channel, CITIZEN, "transfer", fields)
        channel.set_variable("DESK_NUMBER", number)
        self._tell(channel)
        self._forget(channel)
        status = await self._dial(channel, number, None)
        if status != calling.ANSWER and queue:
            self._goto(channel, "desk-queue", queue)
            await self._queue(channel, [queue])

    async def _queue(self, channel: Channel, fields: list[str]) -> None:
        name = fields[0]
        channel.set_variable("DESK_QUEUE", name)
        channel.set_variable("DESK_PLACE", "queue")
        channel.set_variable("DESK_ROLE", CITIZEN)
        channel.set_variable("DESK_NUMBER", channel.caller.number)
        self._tell(channel)
        self._forget(channel)
        queue = self.exchange.queues.get(name)
        if queue is None:
            return
        priority = int(channel.variables.get("DESK_PRIORITY") or _RETURN_PRIORITY)
        channel.set_variable("QUEUE_PRIO", str(priority))
        channel.execute("Queue", name)
        await queue.serve(channel, priority)

    async def _end(self, channel: Channel, fields: list[str]) -> None:
        channel.set_variable("DESK_PLACE", "end")
        if channel.variables.get("DESK_TOKEN"):
            await self._await(channel, CITIZEN, gone=True)
        channel.execute("Hangup")

    # What the lead's contexts need

    async def queue_again(self, channel: Channel, name: str) -> None:
        """Let a citizen wait in a queue."""
        self._goto(channel, "desk-queue", name)
        await self._queue(channel, [name])

    async def dial_number(self, channel: Channel, number: str) -> bool:
        """Connect a citizen with a number; False when nobody has answered."""
        return await self._dial(channel, number, None) == calling.ANSWER

    # Parts that the contexts share

    def _enter(self, channel: Channel, role: str, place: str, fields: list[str]) -> None:
        """Mark a channel that has been sent into a context."""
        values = {"DESK_SEAT": fields[0], "DESK_TOKEN": fields[1]}
        if role == CITIZEN:
            values["DESK_QUEUE"] = fields[2]
        self._mark(channel, role, place, values)

    def _mark(self, channel: Channel, role: str, place: str, values: dict[str, str]) -> None:
        """Write on a channel what it is, and remember it."""
        marks = {"DESK_NUMBER": "", **values, "DESK_ROLE": role, "DESK_PLACE": place}
        for name, value in marks.items():
            channel.set_variable(name, value)
        token = channel.variables.get("DESK_TOKEN", "")
        number = values.get("DESK_NUMBER", "")
        self.exchange.queue_log.write(
            channel.linkedid, "", values.get("DESK_SEAT", ""), "DESKPLACE", role, place, number
        )
        if token:
            self.memory[token, role] = channel
        if self.exchange.noise:
            noise.entered(channel)
        if not channel.handlers:
            channel.handlers = 2 if role == AGENT else 1  # a redirect may break off an agent's first one
            for _ in range(channel.handlers):
                channel.emit("HangupHandlerPush", "dialplan", ("Handler", _HANDLER))

    def _show_to_called(self, channel: Channel, seat: str, number: str) -> None:
        channel.set_variable("DESK_NUMBER", number)
        channel.set_caller(Party(self.house.caller_id or seat, channel.caller.name))
        self._tell(channel)

    def _tell(self, channel: Channel) -> None:
        """Tell everybody who listens where the channel is now."""
        variables = channel.variables
        channel.execute("UserEvent", "DeskPlace")
        channel.emit(
            "UserEvent",
            "user",
            ("UserEvent", "DeskPlace"),
            ("Seat", variables.get("DESK_SEAT", "")),
            ("Token", variables.get("DESK_TOKEN", "")),
            ("Role", variables.get("DESK_ROLE", "")),
            ("Place", variables.get("DESK_PLACE", "")),
            ("Queue", variables.get("DESK_QUEUE", "")),
            ("Number", variables.get("DESK_NUMBER", "")),
        )

    async def _await(self, channel: Channel, role: str, *, gone: bool = False) -> bool:
        """Wait up to a second for the channel with `role`, which may be on its way too, or for its going."""
        key = (channel.variables.get("DESK_TOKEN", ""), role)
        for attempt in range(_MEETING_TRIES):
            if (key in self.memory) is not gone:
                return True
            # One who is redirected together with this channel is there in the next moment.
            await asyncio.sleep(_MEETING_STEP if attempt else 0)
        return (key in self.memory) is not gone

    async def _confbridge(self, channel: Channel, suffix: str, user: str, profile: Profile) -> None:
        room = room_name(channel.variables["DESK_SEAT"], channel.variables["DESK_TOKEN"]) + suffix
        channel.execute("ConfBridge", f"{room},desk-room,{user}")
        channel.answer()
        await enter(channel, room, profile)
        # A redirect may be on its way when the room throws somebody out: it wins over the hang-up.
        channel.execute("Wait", "0.2")
        await asyncio.sleep(_AFTER_ROOM_SECONDS)

    async def _dial(self, channel: Channel, number: str, prepare: Callable[[Channel], None] | None) -> str:
        resource = f"Local/{number}@{self.house.context}/n"
        seconds = self.house.dial_seconds
        channel.execute("Dial", f"{resource},{seconds:.0f},g")
        status = await calling.dial(channel, resource, seconds, prepare=prepare)
        channel.set_variable("DIALSTATUS", status)
        return status

    async def _tell_dialled(self, channel: Channel, role: str, number: str, status: str) -> None:
        """Tell how a call ended, and let the call-taker hear that it was busy."""
        variables = channel.variables
        channel.execute("UserEvent", "DeskDialled")
        channel.emit(
            "UserEvent",
            "user",
            ("UserEvent", "DeskDialled"),
            ("Seat", variables.get("DESK_SEAT", "")),
            ("Token", variables.get("DESK_TOKEN", "")),
            ("Role", role),
            ("Number", number),
            ("Status", status),
            ("Cause", variables.get("HANGUPCAUSE", "")),
        )
        if status == calling.BUSY:
            channel.execute("PlayTones", "busy")
            channel.tone = "busy"
            await asyncio.sleep(_BUSY_TONE_SECONDS)
            channel.tone = ""

    def _forget(self, channel: Channel) -> None:
        """Take the citizen away from the seat: its legs end, and no more events of the citizen go there."""
        token = channel.variables.get("DESK_TOKEN", "")
        self.memory.pop((token, CITIZEN), None)
        for role in (AGENT, DEPARTMENT):
            leg = self.memory.get((token, role))
            if leg is not None:
                leg.soft_hang_up()
        channel.set_variable("DESK_SEAT", "")

    def _goto(self, channel: Channel, context: str, exten: str) -> None:
        channel.execute("Goto", f"{context},{exten},1")
        channel.jump(Location(context, exten))

    # Nobody is lost

    def hung_up(self, channel: Channel) -> None:
        """Bring the others of a call to where they belong (the kit's hang-up handler)."""
        for _ in range(channel.handlers):
            channel.emit("HangupHandlerRun", "dialplan", ("Handler", _HANDLER))
        token, role = channel.variables.get("DESK_TOKEN", ""), channel.variables.get("DESK_ROLE", "")
        if self.memory.get((token, role)) is not channel:
            return
        del self.memory[token, role]
        others = {
            r: c for r in (CITIZEN, AGENT, DEPARTMENT) if (c := self.memory.get((token, r))) is not None
        }
        place = channel.variables.get("DESK_PLACE", "")
        if role == CITIZEN:
            partings.citizen_gone(others)
        elif role == AGENT:
            partings.agent_gone(place, others)
        else:
            partings.department_gone(place, others, channel.variables.get("DESK_SEAT", ""), token)


def room_name(seat: str, token: str) -> str:
    """Return the name of a call's main room."""
    return f"desk-{seat}-{token}"
