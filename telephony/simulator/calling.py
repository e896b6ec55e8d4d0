"""Dialling: asking for a channel, letting it ring, and what comes of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from telephony.simulator import noise
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
        # Not `wait_for`: it may swallow a cancellation that comes together with a report.
        try:
            async with asyncio.timeout_at(until):
                return await self._reports.get()
        except TimeoutError:
            return None


def request(exchange: Exchange, resource: str, caller: Channel | None, application: str) -> Channel | None:
    """Ask for a channel to `resource`; None if there is no such phone or it is not registered."""
    technology, _, rest = resource.partition("/")
    linkedid = caller.linkedid if caller is not None else ""
    if technology == "Local":
        callee = _request_local(exchange, rest.removesuffix("/n"), linkedid)
    else:
        phone = exchange.phones_by_resource.get(resource)
        if phone is None or not phone.registered:
            return None
        callee = Channel(
            exchange,
            exchange.next_name(phone.device),
            state=ChannelState.DOWN,
            caller=Party(),
            location=Location(phone.context, "s"),
            linkedid=linkedid,
            phone=phone,
        )
        phone.channels.append(callee)
    callee.application, callee.data = application, "(Outgoing Line)"
    if caller is not None:
        exten = caller.location.exten
        callee.connected = caller.caller
        if application == "AppQueue":  # it names the channel first
            callee.set_caller(Party(exten, caller.caller.name))
        callee.location = Location(callee.location.context, exten)
        callee.set_caller(Party(exten, caller.caller.name))
    return callee


def _request_local(exchange: Exchange, target: str, linkedid: str) -> Channel:
    number, _, context = target.partition("@")
    base = exchange.next_name(f"Local/{target}")
    location = Location(context, number)
    states = (ChannelState.DOWN, ChannelState.RING)
    first, second = (
        Channel(exchange, f"{base};{half}", state=state, caller=Party(), location=location, linkedid=linkedid)
        for half, state in enumerate(states, 1)
    )
    second.linkedid = first.linkedid
    first.other_half, second.other_half = second, first
    return first


def place(channel: Channel, attempt: Attempt, caller: Channel | None, resource: str, shown: str = "") -> bool:
    """Send the call out to the requested channel; False if a Local channel leads nowhere.

    `shown` is what DialBegin shows as dialled; the default is what Dial shows.
    """
    half = channel.other_half
    if half is not None:
        half.variables.update(channel.variables)
        half.connected = channel.caller
        half.set_caller(channel.connected)
        if not channel.exchange.dialplan.exists(half.location.context, half.location.exten):
            return False
        _emit_local_bridge(channel, half, resource)
    channel.attempt = attempt
    if caller is not None and channel.exchange.noise:
        noise.dialled(caller)
    headers: list[Header] = caller.snapshot() if caller is not None else []
    dialled = shown or resource.partition("/")[2]
    channel.exchange.emit("DialBegin", "call", [*headers, *channel.snapshot("Dest"), ("DialString", dialled)])
    if channel.phone is not None:
        channel.phone.ring(channel)
    elif half is not None:
        half.start(half.location)
    return True


def _emit_local_bridge(first: Channel, second: Channel, resource: str) -> None:
    context, number, _ = second.location
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


def _drop_unplaced(callee: Channel) -> None:
    """Remove both halves of a Local channel that leads nowhere."""
    half = callee.other_half
    for channel in (half, callee):
        if channel is not None:
            channel.other_half = None
            channel.cause = 0
            channel.destroy()


async def dial(
    caller: Channel,
    resource: str,
    seconds: float,
    *,
    prepare: Callable[[Channel], None] | None = None,
) -> str:
    """Dial as the application does and return DIALSTATUS; after an answer, when the talk is over."""
    callee = request(caller.exchange, resource, caller, "AppDial")
    if callee is None:
        return UNAVAILABLE
    if prepare is not None:
        prepare(callee)
    attempt = Attempt()
    status = CANCEL
    until = asyncio.get_running_loop().time() + seconds
    if not place(callee, attempt, caller, resource):
        _drop_unplaced(callee)
        return UNAVAILABLE
    try:
        while status == CANCEL:
            report = await attempt.next(until)
            if report is None:
                status = NOANSWER
            elif report[0] == "ringing":
                caller.indicate_ringing(callee.caller)
                caller.set_connected(callee.caller)
                tell_dial_state(caller, callee, "RINGING")
            else:
                status = _OUTCOMES.get(report[0]) or _OUTCOMES_OF_CAUSE.get(callee.cause, NOANSWER)
    finally:
        caller.tone = ""
        if status == ANSWER:
            callee.location = Location(callee.location.context, "")
        tell_dial_end(caller, callee, status)
        callee.attempt = None
        caller.variables["HANGUPCAUSE"] = str(callee.cause)
        if status != ANSWER:
            callee.cause = callee.cause if status in (BUSY, UNAVAILABLE) else 0
            caller.cause = callee.cause or caller.cause
            callee.destroy()
    if status == ANSWER:
        caller.set_connected(callee.caller)
        if caller.other_half is not None:
            caller.other_half.set_caller(callee.caller)
        caller.answer()
        await talk(caller, callee)
    return status
