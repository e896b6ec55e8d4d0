"""Moving the legs of a call at the PBX: one, or two in the same moment."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from telephony.call_track import CallTrack, LegTrack
from telephony.link import Link

Move = tuple[LegTrack, str, str]  # a leg, and the context and the extension that it goes to


async def redirect(link: Link, *moves: Move) -> None:
    """Move one leg, or two at once."""
    headers: dict[str, str] = {}
    for prefix, (leg, context, exten) in zip(("", "Extra"), moves, strict=False):
        headers |= {
            f"{prefix}Channel": leg.channel,
            f"{prefix}Context": context,
            f"{prefix}Exten": exten,
            f"{prefix}Priority": "1",
        }
    await link.action("Redirect", headers)


async def until_bridged(link: Link, call: CallTrack, citizen: LegTrack) -> None:
    """Wait until the citizen is in the bridge: a redirect in the moment of the answer would lose them."""
    answered = call.answered_at
    if answered is None or datetime.now(UTC) - answered > timedelta(seconds=1):
        return
    for _ in range(20):
        listed = await link.collect("Status", {"Channel": citizen.channel})
        if any(message.get("BridgeID") for message in listed):
            return
        await asyncio.sleep(0.02)
