"""Two-party bridges, as Dial and Queue make them."""

from __future__ import annotations

import asyncio
import uuid
from typing import TYPE_CHECKING

from telephony.simulator import noise
from telephony.simulator.messages import Header

if TYPE_CHECKING:
    from telephony.simulator.channels import Channel
    from telephony.simulator.exchange import Exchange


class Bridge:
    """What mixes channels; `ended` is done when one of two has left."""

    def __init__(
        self,
        exchange: Exchange,
        *,
        kind: str = "basic",
        technology: str = "simple_bridge",
        creator: str = "<unknown>",
        name: str = "<unknown>",
    ) -> None:
        self.exchange = exchange
        self.uniqueid = str(uuid.uuid4())
        self.kind = kind
        self.technology = technology
        self.creator = creator
        self.name = name
        self.channels: list[Channel] = []
        self.hidden = 0  # channels that AMI counts and does not name (a conference's announcer)
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        exchange.bridges[self.uniqueid] = self
        exchange.emit("BridgeCreate", "call", self.snapshot())

    def snapshot(self) -> list[Header]:
        """Return the headers that describe the bridge in every event."""
        return [
            ("BridgeUniqueid", self.uniqueid),
            ("BridgeType", self.kind),
            ("BridgeTechnology", self.technology),
            ("BridgeCreator", self.creator),
            ("BridgeName", self.name),
            ("BridgeNumChannels", str(len(self.channels) + self.hidden)),
            ("BridgeVideoSourceMode", "none"),
        ]

    def enter(self, channel: Channel) -> None:
        """Let a channel in."""
        self.channels.append(channel)
        channel.bridge = self
        channel.tone = ""
        self.exchange.emit("BridgeEnter", "call", [*self.snapshot(), *channel.snapshot()])
        if self.exchange.noise:
            noise.bridged(channel, next((c.name for c in self.channels if c is not channel), ""))

    def leave(self, channel: Channel) -> None:
        """Let a channel out; a bridge of two is over then."""
        if channel not in self.channels:
            return
        self.channels.remove(channel)
        channel.bridge = None
        if channel.on_hold:
            channel.on_hold = False
            channel.emit("Unhold", "call")
        self.exchange.emit("BridgeLeave", "call", [*self.snapshot(), *channel.snapshot()])
        if self.exchange.noise:
            noise.bridged(channel, "")
        if self.kind != "basic":
            return
        if not self.ended.done():
            self.ended.set_result(None)
        if not self.channels:
            self.destroy()

    def destroy(self) -> None:
        """Remove the empty bridge."""
        if self.exchange.bridges.pop(self.uniqueid, None) is not None:
            self.exchange.emit("BridgeDestroy", "call", self.snapshot())


async def talk(caller: Channel, callee: Channel) -> None:
    """Connect two channels until one leaves; hang up a callee that has nowhere to go."""
    bridge = Bridge(caller.exchange)
    bridge.enter(callee)
    bridge.enter(caller)
    caller.stop_music()
    for channel in (caller, callee):
        if channel.phone is not None:
            channel.phone.connected(channel)
    try:
        await bridge.ended
    finally:
        bridge.leave(caller)
        if bridge is callee.bridge:
            bridge.leave(callee)
            callee.hang_up()
