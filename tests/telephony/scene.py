"""A line that runs against a scripted PBX, and what that PBX tells it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from telephony.config import LinkTiming, PbxConfig, SeatConfig
from telephony.line import SeatLine
from telephony.snapshots import CallState, SeatState, SeatView
from tests.telephony.scripted import ScriptedAmi, event

FAST = LinkTiming(
    login_limit=1, action_limit=1, ping_interval=0.2, silence_limit=1, retry_first=0.02, retry_max=0.05,
    retry_jitter=0.02,
)  # fmt: skip
SEAT = SeatConfig("2001", agent="1024", queues=("zonghe",), step_limit=0.4)
MEMBER = {"Queue": "zonghe", "Interface": "PJSIP/2001"}
CITIZEN = {
    "Channel": "PJSIP/trunk-1",
    "Uniqueid": "1.1",
    "Linkedid": "1.1",
    "ChannelState": "6",
    "CallerIDNum": "138",
}
AGENT = {"DestChannel": "PJSIP/2001-2", "DestUniqueid": "1.2", "DestLinkedid": "1.1", "DestChannelState": "6"}
PICKED_UP = event("AgentCalled", **MEMBER, **CITIZEN, **AGENT)  # its phone is up, the queue has not said so
CONNECTED = PICKED_UP + event("AgentConnect", **MEMBER, **CITIZEN, **AGENT, HoldTime="3")


def place(channel: str, role: str, where: str) -> bytes:
    """Return the dialplan's report of a channel, and the room's."""
    told = event(
        "UserEvent", UserEvent="DeskPlace", Channel=channel, Seat="2001", Token="11", Role=role, Place=where
    )
    if where == "room":
        told += event("ConfbridgeJoin", Conference="desk-2001-11", Channel=channel)
    return told


class Scene:
    """A line that runs against a scripted PBX."""

    def __init__(self, server: ScriptedAmi, seat: SeatConfig = SEAT) -> None:
        self.server = server
        self.views: list[SeatView] = []
        self._told = asyncio.Event()
        pbx = PbxConfig("127.0.0.1", "desk-2001", "right", port=server.port, timing=FAST)
        self.line = SeatLine(pbx, seat, self._on_view)

    @property
    def view(self) -> SeatView:
        """The latest view."""
        return self.line.tracker.view

    async def wait(self, is_so: Callable[[SeatView], object]) -> SeatView:
        """Wait for a view."""
        async with asyncio.timeout(5):
            while not is_so(self.view):
                self._told.clear()
                await self._told.wait()
        return self.view

    async def wait_seat(self, state: SeatState) -> None:
        """Wait for the seat's state."""
        await self.wait(lambda v: v.seat.state is state)

    async def talk(self) -> None:
        """Have a call that is answered."""
        await self.wait(lambda v: v.seat.state is not SeatState.UNKNOWN)
        self.server.send(CONNECTED)
        await self.wait(lambda v: v.call and v.call.state is CallState.TALKING)

    def _on_view(self, view: SeatView) -> None:
        self.views.append(view)
        self._told.set()


@asynccontextmanager
async def scene(server: ScriptedAmi, seat: SeatConfig = SEAT) -> AsyncIterator[Scene]:
    """Run a line."""
    found = Scene(server, seat)
    task = asyncio.create_task(found.line.run())
    try:
        yield found
    finally:
        await found.line.close()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
