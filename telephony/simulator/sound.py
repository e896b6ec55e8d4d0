"""Who hears whom, worked out from bridges and rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from telephony.simulator.channels import Channel
    from telephony.simulator.parties import Phone

MUSIC, RINGING, BUSY = "music", "ringing", "busy"


def heard_at(phone: Phone) -> frozenset[str]:
    """Return what the party at `phone` hears: numbers of parties, `music`, `ringing`, `busy`, or nothing."""
    sounds: set[str] = set()
    for channel in phone.channels:
        sounds |= heard_on(channel)
    return frozenset(sounds)


def heard_on(channel: Channel) -> set[str]:
    """Return what goes out to the far end of a channel."""
    if channel.music:
        return {MUSIC}
    if channel.tone:
        return {channel.tone}
    if channel.spying is not None:
        return heard_on(channel.spying.spyee) | _said_on(channel.spying.spyee)
    sounds = {s for spy in channel.spies if spy.whispers for s in _said_on(spy.spyer)}
    if channel.bridge is None:
        return sounds
    for other in channel.bridge.channels:
        if other is not channel:
            sounds |= _said_on(other)
    return sounds


def _said_on(channel: Channel) -> set[str]:
    """Return what comes in from the far end of a channel."""
    if channel.muted or channel.on_hold:
        return set()
    if channel.phone is not None:
        return {channel.phone.number}
    return heard_on(channel.other_half) if channel.other_half is not None else set()
