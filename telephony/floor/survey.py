"""Look at a PBX through a lead's account and say what the board needs that isn't there."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import UTC, datetime

from telephony.errors import TelephonyError
from telephony.findings import Check, Finding
from telephony.floor import events as fe
from telephony.floor.config import FloorConfig
from telephony.floor.decode import decode
from telephony.floor.queue_log import QueueLogReader, beginnings, stamp_of
from telephony.link import Link
from telephony.survey import ACTIONS_OF_CALLS, NOWHERE, ORIGINATE, look
from telephony.wire import Message

# One extension of each context that a lead enters, or brings a caller or a seat into.
_CONTEXTS = {
    "desk-watch": "listen*2001",
    "desk-move": "queue*queue*1",
    "desk-log": "1*0*0*1",
    "desk-citizen": "2001*1*q",
    "desk-agent": "2001*1",
    "desk-queue": "queue",
}
_MEMBER = {"Queue": "desk-none", "Interface": NOWHERE}
_ACTIONS: dict[str, dict[str, str]] = ACTIONS_OF_CALLS | {
    "Status": {"Channel": NOWHERE},
    "Setvar": {"Channel": NOWHERE, "Variable": "DESK_LEAD", "Value": ""},
    "QueueAdd": _MEMBER,
    "QueueRemove": _MEMBER,
    "Originate": ORIGINATE,
    "UserEvent": {"UserEvent": "DeskSurvey"},  # no desk takes notice of it
}


async def survey(floor: FloorConfig) -> list[Finding]:
    """Look at what the board of a lead needs."""

    async def more(link: Link, heard: asyncio.Queue[Message], well: frozenset[str]) -> list[Finding]:
        findings = [await _system_name(link)]
        if floor.queue_log is not None or {"Originate", "desk-log"} <= well:
            findings += await _log(floor, link, heard)
        return findings

    return await look(floor.pbx, _ACTIONS, _CONTEXTS, floor.queues, more)


async def _system_name(link: Link) -> Finding:
    try:
        reply = await link.action("Getvar", {"Variable": "SYSTEMNAME"})
    except TelephonyError as error:
        return Finding(Check.SYSTEM_NAME, "", False, str(error))
    name = reply.get("value", "")
    return Finding(Check.SYSTEM_NAME, name, bool(name))


async def _log(floor: FloorConfig, link: Link, heard: asyncio.Queue[Message]) -> list[Finding]:
    """Look whether queue_log is written, and whether it tells of the whole day."""
    name = "queue_log" if floor.queue_log is None else str(floor.queue_log)
    try:
        if floor.queue_log is not None:
            lines = await asyncio.to_thread(beginnings, floor.queue_log)
        else:
            lines = await _read_beginnings(link, heard)
    except (TelephonyError, OSError) as error:
        return [Finding(Check.LOG, name, False, str(error))]
    if not lines:
        return [Finding(Check.LOG, name, False)]
    # A log that never had another before it begins with the PBX's start; that of today is to be found.
    first = len(lines) > 1 or "|QUEUESTART|" in lines[0]
    since = min(map(stamp_of, lines))
    whole = first or since < floor.log_start(datetime.now(UTC)).timestamp()
    return [Finding(Check.LOG, name, True), Finding(Check.OLDER_LOG, name, whole)]


async def _read_beginnings(link: Link, heard: asyncio.Queue[Message]) -> list[str]:
    reader = QueueLogReader(link)

    async def hear() -> None:
        while True:
            event = decode(await heard.get())
            if isinstance(event, fe.LogPiece | fe.LogEnd):
                reader.take(event)

    hearing = asyncio.create_task(hear(), name="survey-log")
    try:
        return await reader.beginnings()
    finally:
        hearing.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await hearing
