"""Dialling: asking for a channel, letting it ring, and what comes of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from telephony.simulator.bridges import talk
from telephony.simulator.channels import Channel, ChannelState, Location, Party
from telephony.simulator.messages import Header

if TYPE_CHECKING:
    from telephony.simulator.exchange import Exchange

ANSWER, NOANSWER, BUSY, CANCEL, UNAVAILABLE = "ANSWER", "NOANSWER", "BUSY", "CANCEL", "CHANUNAVAIL"
_OUTCOMES = {"answered": ANSWER, "busy": BUSY}
_OUTCOMES_OF_CAUSE = {17: BUSY, 1: UNAVAILABLE, 3: UNAVAILABLE, 20: UNAVAILABLE}


class Attempt:
    """What the dialling side waits for: reports of the channels that it lets ring."""

    def __init__(self) -> None:
        self._reports: asyncio.Queue[tuple[str, Channel]] = asyncio.Queue()

    def report(self, what: str, channel: Channel) -> None:
        """Take a report: `ringing`, `answered`, `busy` or `ended`."""
        self._reports.put_nowait((what, channel))

    async def next(self, until: float) -> tuple[str, Channel] | None:
        """Return the next report, or None when the loop's clock has passed `until`."""
        left = until - asyncio.get_running_loop().time()
        try:
            return await asyncio.wait_for(self._reports.get(), max(left, 0.001))
        except TimeoutError:
            return None


def dial_string(resource: str) -> str:
    """Return what DialBegin shows of `Technology/resource`."""
    return resource.partition("/")[2]


def request(exchange: Exchange, resource: str, caller: Channel | None, shown: Party) -> Channel | None:
    """Ask for a channel to `resource`; None if there is no such phone or it is not registered."""
    technology, _, rest = resource.partition("/")
    linkedid = caller.linkedid if caller is not None else ""
    dialled = Party(caller.location.exten) if caller is not None else Party()
    if technology == "Local":
        target = rest.removesuffix("/n")
        number, _, context = target.partition("@")
        base = exchange.next_name(f"Local/{target}")
        location = Location(context, number)
        first = Channel(
            exchange,
            f"{base};1",
            state=ChannelState.DOWN,
            caller=Party(number),
            location=location,
            linkedid=linkedid,
        )
        second = Channel(
            exchange,
            f"{base};2",
            state=ChannelState.RING,
            caller=shown,
            location=location,
            linkedid=first.linkedid,
        )
        first.other_half, second.other_half = second, first
        first.set_connected(shown)
        for name, value in (caller.inherited if caller is not None else {}).items():
            second.set_variable(name, value)
        return first
    phone = next((p for p in exchange.phones.values() if p.resource == resource), None)
    if phone is None or not phone.registered:
        return None
    channel = Channel(
        exchange,
        exchange.next_name(phone.device),
        state=ChannelState.DOWN,
        caller=dialled if dialled.number else phone.party,
        location=Location(phone.context, ""),
        linkedid=linkedid,
        phone=phone,
    )
    phone.channels.append(channel)
    channel.set_connected(shown)
    return channel


def place(channel: Channel, attempt: Attempt, caller: Channel | None, resource: str) -> bool:
    """Send the call out to the requested channel; False if a Local channel leads nowhere."""
    half = channel.other_half
    if half is not None and not channel.exchange.dialplan.exists(half.location.context, half.location.exten):
        return False
    channel.attempt = attempt
    if channel.other_half is not None:
        _emit_local_bridge(channel, channel.other_half, resource)
    headers: list[Header] = caller.snapshot() if caller is not None else []
    channel.exchange.emit(
        "DialBegin", "call", [*headers, *channel.snapshot("Dest"), ("DialString", dial_string(resource))]
    )
    if channel.phone is not None:
        channel.phone.ring(channel)
    elif channel.other_half is not None:
        channel.other_half.start(channel.other_half.location)
    return True


def _emit_local_bridge(first: Channel, second: Channel, resource: str) -> None:
    number, _, context = dial_string(resource).removesuffix("/n").partition("@")
    first.exchange.emit(
        "LocalBridge",
        "call",
        [
            *first.snapshot("LocalOne"),
            *second.snapshot("LocalTwo"),
            ("Context", context),
            ("Exten", number),
            ("LocalOptimization", "No" if resource.endswith("/n") else "Yes"),
        ],
    )


def tell_dial_state(caller: Channel | None, callee: Channel, status: str) -> None:
    """Send DialState."""
    headers = caller.snapshot() if caller is not None else []
    callee.exchange.emit("DialState", "call", [*headers, *callee.snapshot("Dest"), ("DialStatus", status)])


def tell_dial_end(caller: Channel | None, callee: Channel, status: str) -> None:
    """Send DialEnd."""
    headers = caller.snapshot() if caller is not None else []
    callee.exchange.emit("DialEnd", "call", [*headers, *callee.snapshot("Dest"), ("DialStatus", status)])


async def dial(
    caller: Channel,
    resource: str,
    seconds: float,
    *,
    shown: Party | None = None,
    prepare: Callable[[Channel], None] | None = None,
) -> str:
    """Dial as the application does and return DIALSTATUS; after an answer, when the talk is over."""
    callee = request(caller.exchange, resource, caller, shown or caller.caller)
    if callee is None:
        return UNAVAILABLE
    if prepare is not None:
        prepare(callee)
    attempt = Attempt()
    status = CANCEL
    until = asyncio.get_running_loop().time() + seconds
    if not place(callee, attempt, caller, resource):
        callee.cause = 3
        callee.destroy()
        return UNAVAILABLE
    try:
        while status == CANCEL:
            report = await attempt.next(until)
            if report is None:
                status = NOANSWER
            elif report[0] == "ringing":
                tell_dial_state(caller, callee, "RINGING")
                caller.indicate_ringing()
            else:
                status = _OUTCOMES.get(report[0]) or _OUTCOMES_OF_CAUSE.get(callee.cause, NOANSWER)
    finally:
        caller.tone = ""
        tell_dial_end(caller, callee, status)
        callee.attempt = None
        if status != ANSWER:
            callee.destroy()
    if status == ANSWER:
        caller.answer()
        caller.set_connected(callee.caller)
        await talk(caller, callee)
    return status
