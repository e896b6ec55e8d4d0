"""A rehearsal of what no question to the PBX answers: can rooms be entered, and what is the account told.

A channel of nobody enters a room with each of the kit's profiles (`desk-check` in the kit's dialplan). An
account that is told nothing of it would see no step of a call confirmed.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from telephony.errors import TelephonyError
from telephony.findings import Check, Finding
from telephony.link import Link
from telephony.wire import Message

PROFILES = ("desk-citizen", "desk-agent", "desk-department", "desk-side-agent")
_ALONE = "desk-citizen"  # who hears music when alone
WANTED = ("UserEvent", "ConfbridgeJoin", "MusicOnHoldStart")

_SECONDS = 2  # that the other half of the channel waits
_LIMIT = 3.0  # seconds until what was not told is not told
_MUSIC_LIMIT = 0.5  # seconds in which music begins


@dataclass
class _Told:
    """What the account was told of the channels that have entered, and of the one that enters now."""

    channel: str = ""  # its name; empty while nothing was told
    variables: bool = False
    failed: bool = False
    joined: set[str] = field(default_factory=set)
    music: set[str] = field(default_factory=set)

    def take(self, message: Message, seat: str, profile: str) -> None:
        """Take an event; those of a room may come before the dialplan's."""
        if message.name == "ConfbridgeJoin":
            self.joined.add(message.get("Channel"))
        elif message.name == "MusicOnHoldStart":
            self.music.add(message.get("Channel"))
        elif message.get("Profile") == profile:
            self.channel = message.get("Channel")
            self.variables = f"DESK_SEAT={seat}" in message.headers.get("chanvariable", [])
            self.failed = message.get("Result") == "FAILED"


async def rehearse(link: Link, heard: asyncio.Queue[Message], seat: str) -> list[Finding]:
    """Let a channel enter a room with each profile; `heard` are the events of `WANTED` as they come."""
    findings: list[Finding] = []
    for profile in PROFILES:
        try:
            told = await _enter(link, heard, seat, profile)
        except TelephonyError as error:
            return [*findings, Finding(Check.REPORTS, "UserEvent", False, repr(error))]
        if not findings:
            findings.append(Finding(Check.REPORTS, "UserEvent", bool(told.channel)))
            if not told.channel:
                return findings
            findings.append(Finding(Check.VARIABLES, "DESK_SEAT", told.variables))
        findings.append(Finding(Check.PROFILE, profile, told.channel in told.joined))
        if profile == _ALONE and findings[-1].ok and told.variables:  # without them the account sees no music
            findings.append(Finding(Check.MUSIC, "MusicOnHoldStart", told.channel in told.music))
    return findings


async def _enter(link: Link, heard: asyncio.Queue[Message], seat: str, profile: str) -> _Told:
    await link.action(
        "Originate",
        {
            "Channel": f"Local/{seat}*{profile}@desk-check/n",
            "Context": "desk-check",
            "Exten": f"0*{_SECONDS}",
            "Priority": "1",
            "Async": "true",
        },
    )
    told = _Told()
    loop = asyncio.get_running_loop()
    until = loop.time() + _LIMIT
    while not told.failed:
        if told.channel in told.joined:
            if profile != _ALONE or told.channel in told.music:
                break
            until = min(until, loop.time() + _MUSIC_LIMIT)
        try:
            message = await asyncio.wait_for(heard.get(), until - loop.time())
        except TimeoutError:
            break
        told.take(message, seat, profile)
    return told
