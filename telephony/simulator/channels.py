"""Channels: their state, what AMI tells of them, and the way each walks through the dialplan."""

from __future__ import annotations

import asyncio
import enum
import time
from collections.abc import Callable
from string import digits
from typing import TYPE_CHECKING, NamedTuple

from telephony.simulator import noise
from telephony.simulator.messages import Header

if TYPE_CHECKING:
    from telephony.simulator.bridges import Bridge
    from telephony.simulator.calling import Attempt
    from telephony.simulator.exchange import Exchange
    from telephony.simulator.parties import Phone
    from telephony.simulator.rooms import Room
    from telephony.simulator.spying import Spy

CAUSE_TEXTS = {
    0: "Unknown",
    1: "Unallocated (unassigned) number",
    3: "No route to destination",
    16: "Normal Clearing",
    17: "User busy",
    18: "No user responding",
    19: "User alerting, no answer",
    20: "Subscriber absent",
    21: "Call Rejected",
    26: "Answered elsewhere",
    34: "Circuit/channel congestion",
}


class ChannelState(enum.IntEnum):
    """Asterisk's channel states that occur here."""

    DOWN = 0
    RING = 4
    RINGING = 5
    UP = 6
    BUSY = 7


STATE_TEXTS = {
    ChannelState.DOWN: "Down",
    ChannelState.RING: "Ring",
    ChannelState.RINGING: "Ringing",
    ChannelState.UP: "Up",
    ChannelState.BUSY: "Busy",
}


class Party(NamedTuple):
    """Number and name as caller id carries them."""

    number: str = ""
    name: str = ""


class Location(NamedTuple):
    """A place in the dialplan."""

    context: str
    exten: str
    priority: int = 1


class Channel:
    """One leg at the PBX; `phone` is the party behind it, `other_half` the other end of a Local channel."""

    def __init__(
        self,
        exchange: Exchange,
        name: str,
        *,
        state: ChannelState,
        caller: Party,
        location: Location,
        linkedid: str = "",
        phone: Phone | None = None,
    ) -> None:
        self.exchange = exchange
        self.name = name
        self.uniqueid = exchange.next_uniqueid()
        self.linkedid = linkedid or self.uniqueid
        self.state = state
        self.caller = caller
        self.connected = Party()
        self.location = location
        self.application = ""
        self.data = ""
        self.variables: dict[str, str] = {}
        self.inherited: dict[str, str] = {}
        self.phone = phone
        self.other_half: Channel | None = None
        self.bridge: Bridge | None = None
        self.room: Room | None = None
        self.attempt: Attempt | None = None
        self.music = False
        self.tone = ""  # "ringing" or "busy" while that is what is heard
        self.on_hold = False  # by the party's own hold key
        self.muted = False  # in the room
        self.handlers = 0  # how often the kit's hang-up handler stands on it
        self.cause = 16
        self.tech_cause = ""  # what the phone itself answered, when it refused
        self.created = time.time()
        self.gone = False
        self.hangup_hooks: list[Callable[[Channel], None]] = []  # run at the first request to hang up
        self.last_words: list[Callable[[Channel], None]] = []  # hang-up handlers: run when it ends
        self.spying: Spy | None = None  # on another channel
        self.spies: list[Spy] = []  # on this one
        self._task: asyncio.Task[None] | None = None
        self._started = False
        self._doomed = False
        self._goto: Location | None = None
        self._step = 0
        exchange.channels[name] = self
        exchange.emit("Newchannel", "call", self.snapshot())
        if exchange.noise and phone is not None:
            noise.created(self)

    def __repr__(self) -> str:
        """Return a text for the debugger."""
        return f"<Channel {self.name} {self.state.name} {self.location}>"

    # What AMI tells

    def snapshot(self, prefix: str = "") -> list[Header]:
        """Return the headers that describe the channel in every event."""
        connected = self.connected
        headers = [
            (f"{prefix}Channel", self.name),
            (f"{prefix}ChannelState", str(int(self.state))),
            (f"{prefix}ChannelStateDesc", STATE_TEXTS[self.state]),
            (f"{prefix}CallerIDNum", self.caller.number or "<unknown>"),
            (f"{prefix}CallerIDName", self.caller.name or "<unknown>"),
            (f"{prefix}ConnectedLineNum", connected.number or "<unknown>"),
            (f"{prefix}ConnectedLineName", connected.name or "<unknown>"),
            (f"{prefix}Language", "en"),
            (f"{prefix}AccountCode", ""),
            (f"{prefix}Context", self.location.context),
            (f"{prefix}Exten", self.location.exten),
            (f"{prefix}Priority", str(self.location.priority)),
            (f"{prefix}Uniqueid", self.uniqueid),
            (f"{prefix}Linkedid", self.linkedid),
        ]
        headers += [
            (f"{prefix}ChanVariable", f"{name}={self.variables.get(name, '')}")
            for name in self.exchange.manager_variables
        ]
        return headers

    def emit(self, name: str, class_: str, *more: Header) -> None:
        """Send an event about this channel alone."""
        self.exchange.emit(name, class_, [*self.snapshot(), *more])

    # State

    def set_state(self, state: ChannelState) -> None:
        """Change the state and tell it."""
        if state is not self.state and not self.gone:
            self.state = state
            self.emit("Newstate", "call")
            if self.phone is not None:
                self.phone.state_changed()

    def set_connected(self, party: Party) -> None:
        """Change whom the party is told to be connected to."""
        if party != self.connected:
            self.connected = party
            self.emit("NewConnectedLine", "call")

    def set_caller(self, party: Party) -> None:
        """Change the caller id."""
        if party != self.caller:
            self.caller = party
            self.tell_caller()

    def tell_caller(self) -> None:
        """Tell the caller id."""
        self.emit("NewCallerid", "call", ("CID-CallingPres", "0 (Presentation Allowed, Not Screened)"))

    def set_variable(self, name: str, value: str) -> None:
        """Set a variable; `_NAME` and `__NAME` are handed down to channels dialled from here."""
        plain = name.lstrip("_")
        self.variables[plain] = value
        if name != plain:
            self.inherited[name if name.startswith("__") else plain] = value
        self.emit("VarSet", "dialplan", ("Variable", name), ("Value", value))

    def answer(self) -> None:
        """Answer towards whoever called this channel."""
        if self.state is not ChannelState.UP:
            if self.other_half is not None and self.other_half.attempt is not None:
                self.other_half.was_answered()
            self.set_state(ChannelState.UP)

    def indicate_ringing(self, far_end: Party) -> None:
        """Tell the calling party that the far end rings, and who it is."""
        self.tone = "ringing"
        half = self.other_half
        if half is not None and half.attempt is not None:
            renamed = half.caller != far_end
            half.caller = far_end
            half.is_ringing()
            if renamed:
                half.tell_caller()

    def start_music(self, class_: str = "default") -> None:
        """Play music on hold."""
        if not self.music:
            self.music = True
            self.emit("MusicOnHoldStart", "call", ("Class", class_))

    def stop_music(self) -> None:
        """Stop the music."""
        if self.music:
            self.music = False
            self.emit("MusicOnHoldStop", "call")

    # Reports of the far end of a dialled channel

    def is_ringing(self) -> None:
        """Take note that the dialled phone rings."""
        if self.attempt is not None and self.state is ChannelState.DOWN:
            self.set_state(ChannelState.RINGING)
            self.attempt.report("ringing", self)

    def was_answered(self) -> None:
        """Take note that the dialled phone was picked up."""
        if self.attempt is not None:
            self.set_state(ChannelState.UP)
            self.attempt.report("answered", self)

    # Dialplan

    def execute(self, application: str, data: str = "") -> None:
        """Take note that the dialplan runs `application` now."""
        self.application, self.data = application, data
        self._step += 1
        context, exten, _ = self.location
        self.location = Location(context, exten, self._step)
        self.emit(
            "Newexten",
            "dialplan",
            ("Extension", exten),
            ("Application", application),
            ("AppData", data),
        )

    def jump(self, location: Location) -> None:
        """Go on elsewhere in the dialplan."""
        self.location = location
        self._step = location.priority - 1

    def start(self, location: Location) -> None:
        """Give the channel a dialplan thread of its own, at `location`."""
        self.jump(location)
        self._started = False
        self._task = self.exchange.spawn(self._walk(), f"dialplan of {self.name}")

    @property
    def token(self) -> str:
        """Return the digits of the Uniqueid: what the kit's dialplan names a call's rooms by."""
        return "".join(mark for mark in self.uniqueid if mark in digits)

    @property
    def has_dialplan(self) -> bool:
        """Tell whether the channel walks through the dialplan itself (a dialled one does not)."""
        return self._task is not None

    @property
    def leaving(self) -> bool:
        """Tell whether a hang-up or a redirect is on its way."""
        return self.gone or self._doomed or self._goto is not None

    def redirect(self, location: Location) -> None:
        """Send the channel elsewhere at once, as AMI's Redirect does."""
        if self.gone or self._doomed:
            return
        self.jump(location)
        if self._task is not None:
            self._goto = location
            if self._started:
                self._task.cancel()
        else:
            if self.bridge is not None:
                self.bridge.leave(self)
            self.attempt = None
            self.start(location)

    def hang_up(self, cause: int = 16) -> None:
        """End the channel; its dialplan is interrupted first."""
        if self.gone or self._doomed:
            return
        self.cause = cause
        if self._task is not None:
            self._doomed = True
            if self._started:
                self._task.cancel()
        elif self.attempt is not None:
            self.attempt.report("ended", self)
        elif self.bridge is not None:
            # The other one's thread ends the bridge before this channel is gone.
            self._doomed = True
            self.bridge.leave(self)
            asyncio.get_running_loop().call_soon(self.destroy)
        else:
            self.destroy()

    def party_hung_up(self, cause: int = 16) -> None:
        """End the channel because its far end did."""
        if self.gone or self._doomed:
            return
        headers: list[Header] = []
        # Asterisk knows no cause yet when a phone leaves a bridge with another phone.
        alone = self.room is None and (self.bridge is None or all(c.phone for c in self.bridge.channels))
        if cause != 16 or not alone or self.phone is None:
            headers = [("Cause", str(cause))]
        if self.tech_cause:
            headers.append(("TechCause", self.tech_cause))
        self.emit("HangupRequest", "call", *headers)
        self._run_hooks()
        self.hang_up(cause or self.cause)

    def soft_hang_up(self) -> None:
        """End the channel because somebody's dialplan asked for it."""
        if self.gone or self._doomed:
            return
        self.emit("SoftHangupRequest", "call", ("Cause", "32"))
        self._run_hooks()
        self.hang_up(self.cause)

    async def _walk(self) -> None:
        self._started = True
        task = asyncio.current_task()
        assert task is not None
        try:
            while not self._doomed:
                if self._goto is not None:
                    self.jump(self._goto)
                    self._goto = None
                try:
                    # Of two that are redirected together both have left before either goes on.
                    await asyncio.sleep(0)
                    await self.exchange.dialplan.run(self)
                except asyncio.CancelledError:
                    if self.exchange.closing:
                        raise
                    task.uncancel()
                    continue
                if self._goto is None:
                    break
        finally:
            if not self.exchange.closing:
                self._task = None
                if not self.gone:
                    self.emit("SoftHangupRequest", "call", ("Cause", "16"))
                    self._run_hooks()
                self.destroy()

    def destroy(self) -> None:
        """Remove the channel and tell it."""
        if self.gone:
            return
        if self.bridge is not None:
            self.bridge.leave(self)
        self.stop_music()
        self.exchange.dialplan.hung_up(self)
        for say in self.last_words:
            say(self)
        if self.exchange.noise and self.phone is not None:
            noise.ended(self)
        self._run_hooks()
        self.gone = True
        if self.other_half is not None:
            self.other_half.party_hung_up(self.cause)
        self.exchange.channels.pop(self.name, None)
        text = CAUSE_TEXTS.get(self.cause, CAUSE_TEXTS[0])
        headers = [("Cause", str(self.cause)), ("Cause-txt", text)]
        if self.tech_cause:
            headers.append(("TechCause", self.tech_cause))
        self.emit("Hangup", "call", *headers)
        if self.phone is not None:
            self.phone.channel_gone(self)

    def _run_hooks(self) -> None:
        hooks, self.hangup_hooks = self.hangup_hooks, []
        for hook in hooks:
            hook(self)
