"""Phones and the people at them: what they do when it rings and when nobody comes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from telephony.simulator.channels import Channel, ChannelState, Location, Party

if TYPE_CHECKING:
    from telephony.simulator.exchange import Exchange

# Numbers of AST_DEVICE_*, as QueueMember's Status carries them.
NOT_IN_USE, IN_USE, UNAVAILABLE, RINGING, RING_IN_USE = 1, 2, 5, 6, 7
_DEVICE_STATE_SECONDS = 0.003
DEVICE_TEXTS = {
    NOT_IN_USE: "NOT_INUSE",
    IN_USE: "INUSE",
    UNAVAILABLE: "UNAVAILABLE",
    RINGING: "RINGING",
    RING_IN_USE: "RINGINUSE",
}


@dataclass(frozen=True)
class Habits:
    """How a party behaves; None means never by itself. All times are in seconds."""

    answers_after: float | None = None
    hangs_up_after: float | None = None  # counted from the first time that somebody talks to them
    patience: float | None = None  # of waiting, after dialling
    busy: bool = False
    rejects_after: float | None = None
    rings: bool = True  # False: dialled, but not even a ringing comes back


@dataclass
class Phone:
    """A SIP phone (or the trunk's far end) with the person at it.

    `endpoint` is the name behind `PJSIP/`; `context` is where its own calls enter the dialplan. Phones
    behind a trunk share its endpoint.
    """

    exchange: Exchange
    number: str
    endpoint: str
    context: str = "from-internal"
    trunk: bool = False
    name: str = ""
    habits: Habits = field(default_factory=Habits)
    registered: bool = True
    call_waiting: bool = False
    shows_number: bool = True
    channels: list[Channel] = field(default_factory=list)
    on_ring: Callable[[Channel], None] | None = None
    on_gone: Callable[[Channel], None] | None = None
    _told: int = NOT_IN_USE
    _timed: set[Channel] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Put the phone on the exchange."""
        self.exchange.phones[self.number] = self
        self.exchange.phones_by_resource[self.resource] = self

    @property
    def device(self) -> str:
        """Return the device's name as queues and Dial write it."""
        return f"PJSIP/{self.endpoint}"

    @property
    def resource(self) -> str:
        """Return what the dialplan dials to reach the phone."""
        return f"{self.device}/sip:{self.number}@127.0.0.1" if self.trunk else self.device

    @property
    def party(self) -> Party:
        """Return the caller id of the phone."""
        return Party(self.number, self.name) if self.shows_number else Party()

    @property
    def device_state(self) -> int:
        """Return the device state that follows from the phone's channels."""
        if not self.registered:
            return UNAVAILABLE
        ringing = any(c.state is ChannelState.RINGING for c in self.channels)
        busy = any(c.state in (ChannelState.UP, ChannelState.RING) for c in self.channels)
        if ringing and busy:
            return RING_IN_USE
        if ringing:
            return RINGING
        return IN_USE if busy or self.channels else NOT_IN_USE

    @property
    def ringing(self) -> Channel | None:
        """Return the channel that rings at this phone."""
        return next((c for c in self.channels if c.state is ChannelState.RINGING), None)

    # What the person does

    def dial(self, number: str, *, context: str = "") -> Channel:
        """Dial a number from this phone."""
        channel = Channel(
            self.exchange,
            self.exchange.next_name(self.device),
            state=ChannelState.RING,
            caller=self.party,
            location=Location(context or self.context, number),
            phone=self,
        )
        self.channels.append(channel)
        self.state_changed()
        channel.start(channel.location)
        if self.habits.patience is not None:
            self.exchange.spawn(
                self._lose_patience(channel, self.habits.patience), f"patience of {self.number}"
            )
        return channel

    def answer(self) -> bool:
        """Pick up; False if it does not ring."""
        channel = self.ringing
        if channel is None:
            return False
        channel.was_answered()
        return True

    def hang_up(self) -> None:
        """Put the receiver down: ends what is talked and refuses what rings."""
        for channel in tuple(self.channels):
            if channel.state is ChannelState.RINGING:
                self.reject(channel)
            else:
                channel.party_hung_up()

    def reject(self, channel: Channel, cause: int = 17) -> None:
        """Refuse a ringing call."""
        channel.cause = cause
        channel.tech_cause = "486"
        if channel.attempt is not None:
            channel.emit("HangupRequest", "call", ("Cause", str(cause)), ("TechCause", "486"))
            channel.attempt.report("busy", channel)

    def hold(self) -> None:
        """Press the phone's own hold key."""
        for channel in self.channels:
            if channel.bridge is not None and not channel.on_hold:
                channel.on_hold = True
                channel.emit("Hold", "call")
                for other in channel.bridge.channels:
                    if other is not channel:
                        other.start_music()

    def unhold(self) -> None:
        """Take the call back from hold."""
        for channel in self.channels:
            if channel.on_hold:
                channel.on_hold = False
                channel.emit("Unhold", "call")
                for other in channel.bridge.channels if channel.bridge else ():
                    other.stop_music()

    def set_registered(self, registered: bool) -> None:
        """Plug the phone in or out."""
        if registered != self.registered:
            self.registered = registered
            self.exchange.emit(
                "ContactStatus",
                "system",
                [
                    ("URI", f"sip:{self.endpoint}@127.0.0.1"),
                    ("ContactStatus", "Reachable" if registered else "Removed"),
                    ("AOR", self.endpoint),
                    ("EndpointName", self.endpoint),
                    ("RoundtripUsec", "912" if registered else "0"),
                ],
            )
            self.state_changed()

    # What the PBX tells the phone

    def ring(self, channel: Channel) -> None:
        """Take an incoming call; whether it rings, is busy or is let ring follows from the habits."""
        habits = self.habits
        others = [c for c in self.channels if c is not channel]
        if habits.busy or (others and not self.call_waiting):
            channel.exchange.spawn(self._refuse(channel), f"busy at {self.number}")
            return
        if habits.rings:
            channel.exchange.spawn(self._ring(channel), f"ringing of {self.number}")

    def asked_to_talk(self, channel: Channel) -> None:
        """Obey a SIP notify `talk`: answer, or come back from hold."""
        if channel.state is ChannelState.RINGING:
            self.answer()
        elif channel.on_hold:
            self.unhold()

    def connected(self, channel: Channel) -> None:
        """Take note that the party can talk to somebody now."""
        if self.habits.hangs_up_after is not None and channel not in self._timed:
            self._timed.add(channel)
            self._later(self.habits.hangs_up_after, channel, channel.party_hung_up)

    def channel_gone(self, channel: Channel) -> None:
        """Forget a channel that has ended."""
        self._timed.discard(channel)
        if channel in self.channels:
            self.channels.remove(channel)
            self.state_changed()
            if self.on_gone is not None:
                self.on_gone(channel)

    def state_changed(self) -> None:
        """Tell the device state a little later, as Asterisk's own thread for it does."""
        state = self.device_state
        if state != self._told:
            self._told = state
            asyncio.get_running_loop().call_later(_DEVICE_STATE_SECONDS, self._tell_state, state)

    def _tell_state(self, state: int) -> None:
        self.exchange.emit(
            "DeviceStateChange", "call", [("Device", self.device), ("State", DEVICE_TEXTS[state])]
        )
        for queue in self.exchange.queues.values():
            queue.device_changed(self.device, state)

    # Internals

    async def _refuse(self, channel: Channel) -> None:
        await asyncio.sleep(0)
        if not channel.gone:
            self.reject(channel)

    async def _ring(self, channel: Channel) -> None:
        await asyncio.sleep(0)
        if channel.gone:
            return
        channel.is_ringing()
        if self.on_ring is not None:
            self.on_ring(channel)
        habits = self.habits
        if habits.rejects_after is not None:
            self._later(habits.rejects_after, channel, lambda: self.reject(channel))
        if habits.answers_after is not None:
            self._later(habits.answers_after, channel, self.answer)

    def _later(self, seconds: float, channel: Channel, act: Callable[[], object]) -> None:
        async def wait() -> None:
            await asyncio.sleep(seconds)
            if not channel.gone:
                act()

        self.exchange.spawn(wait(), f"habit of {self.number}")

    async def _lose_patience(self, channel: Channel, seconds: float) -> None:
        await asyncio.sleep(seconds)
        if channel.bridge is None and channel.room is None:
            channel.party_hung_up()
