"""Conference rooms (ConfBridge): who is in, who hears music, who must leave with whom."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from telephony.simulator import noise
from telephony.simulator.bridges import Bridge
from telephony.simulator.messages import Header

if TYPE_CHECKING:
    from telephony.simulator.channels import Channel
    from telephony.simulator.exchange import Exchange

_SECOND = 2


@dataclass(frozen=True)
class Profile:
    """A user profile of confbridge.conf, as far as the hotline uses it."""

    marked: bool = False
    end_marked: bool = False
    music_when_empty: bool = False


class Room:
    """One conference; it exists from the first user to the last."""

    def __init__(self, exchange: Exchange, name: str) -> None:
        self.exchange = exchange
        self.name = name
        self.users: dict[Channel, Profile] = {}
        self._kicked: dict[Channel, asyncio.Future[None]] = {}
        self.bridge = Bridge(exchange, kind="base", technology="softmix", creator="ConfBridge", name=name)
        exchange.rooms[name] = self
        self.bridge.hidden = 1
        self._emit("ConfbridgeStart")

    async def stay(self, channel: Channel, profile: Profile) -> None:
        """Keep the channel in the room until it is kicked, hung up or redirected."""
        kicked: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.users[channel] = profile
        self._kicked[channel] = kicked
        channel.room = self
        channel.muted = False
        self.bridge.enter(channel)
        self._emit("ConfbridgeJoin", channel, ("Admin", "No"), ("Muted", "No"))
        self._settle_music()
        if self.exchange.noise:
            noise.in_room(channel, self.name)
        try:
            await kicked
        finally:
            self._leave(channel)

    def kick(self, channel: Channel) -> bool:
        """Make a user leave; its dialplan goes on after ConfBridge."""
        kicked = self._kicked.get(channel)
        if kicked is None:
            return False
        if not kicked.done():
            kicked.set_result(None)
        return True

    def mute(self, channel: Channel, muted: bool) -> bool:
        """Mute a user, or let it be heard again; False if it is not in the room."""
        if channel not in self.users:
            return False
        channel.muted = muted
        self._emit("ConfbridgeMute" if muted else "ConfbridgeUnmute", channel, ("Admin", "No"))
        return True

    def _leave(self, channel: Channel) -> None:
        profile = self.users.pop(channel)
        del self._kicked[channel]
        channel.stop_music()
        self._emit("ConfbridgeLeave", channel, ("Admin", "No"))
        self.bridge.leave(channel)
        if self.exchange.noise:
            noise.in_room(channel, self.name)
        channel.room = None
        channel.muted = False
        if profile.marked and not any(p.marked for p in self.users.values()):
            for other, others in self.users.items():
                if others.end_marked:
                    self.kick(other)
        self._settle_music()
        if not self.users:
            self.exchange.rooms.pop(self.name, None)
            self._emit("ConfbridgeEnd")
            self.bridge.hidden = 0
            self.bridge.destroy()

    def _settle_music(self) -> None:
        alone = len(self.users) == 1
        for channel, profile in self.users.items():
            if alone and profile.music_when_empty:
                channel.start_music()
            elif channel.music and self.exchange.lost_music_stops:
                self.exchange.lost_music_stops -= 1
            elif len(self.users) == _SECOND:  # who comes third stops nobody's music
                channel.stop_music()

    def _emit(self, event: str, channel: Channel | None = None, *more: Header) -> None:
        headers: list[Header] = [("Conference", self.name), *self.bridge.snapshot()]
        if channel is not None:
            headers += [*channel.snapshot(), *more]
        self.exchange.emit(event, "call", headers)


async def enter(channel: Channel, name: str, profile: Profile) -> None:
    """Run ConfBridge on a channel."""
    room = channel.exchange.rooms.get(name) or Room(channel.exchange, name)
    await room.stay(channel, profile)
