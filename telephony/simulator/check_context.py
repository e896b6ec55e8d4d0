"""The kit's context `desk-check`: a channel of nobody in a room of its own, for `desk doctor`."""

from __future__ import annotations

import asyncio

from telephony.simulator import profiles
from telephony.simulator.channels import Channel
from telephony.simulator.rooms import enter


async def check(channel: Channel, fields: list[str]) -> None:
    """Enter a room with a profile, or wait as the other half does."""
    first, second = fields
    if first == "0":
        channel.execute("Wait", second)
        await asyncio.sleep(float(second))
        return
    channel.set_variable("DESK_SEAT", first)
    _tell(channel, first, second, "begins")
    profile = profiles.BY_NAME.get(second)
    if profile is None or not channel.exchange.has_profiles:
        _tell(channel, first, second, "FAILED")
        return
    name = f"desk-{first}-check{channel.token}"
    channel.execute("ConfBridge", f"{name},desk-room,{second}")
    channel.answer()
    await enter(channel, name, profile)


def _tell(channel: Channel, seat: str, profile: str, result: str) -> None:
    channel.emit(
        "UserEvent",
        "user",
        ("UserEvent", "DeskCheck"),
        ("Seat", seat),
        ("Profile", profile),
        ("Result", result),
    )
