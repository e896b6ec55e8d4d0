"""The kit's contexts for the team lead: listening in, moving a waiting caller, reading queue_log."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from telephony.simulator import profiles
from telephony.simulator.channels import Channel
from telephony.simulator.messages import Header
from telephony.simulator.rooms import enter
from telephony.simulator.spying import spy

if TYPE_CHECKING:
    from telephony.simulator.dialplan import Dialplan

_PIECE = 2900
_SPY_OPTIONS = {"listen": "qES", "whisper": "qwES"}

Context = Callable[[Channel, list[str]], Awaitable[None]]


class LeadContexts:
    """`desk-watch`, `desk-move` and `desk-log`."""

    def __init__(self, dialplan: Dialplan) -> None:
        self._dialplan = dialplan

    def contexts(self) -> dict[str, tuple[int, Context]]:
        """Return each context with the number of its extension's fields."""
        return {
            "desk-watch": (2, self._watch),
            "desk-move": (3, self._move),
            "desk-log": (4, self._log),
        }

    async def _watch(self, channel: Channel, fields: list[str]) -> None:
        mode, seat = fields
        channel.set_variable("DESK_MODE", mode)
        channel.set_variable("DESK_OF", seat)
        if not channel.variables.get("DESK_WATCHING"):
            channel.set_variable("DESK_WATCHING", "1")
            channel.last_words.append(lambda gone: self._tell_watch(gone, "over"))
        self._tell_watch(channel, mode)
        if mode == "barge":
            room = channel.variables.get("DESK_ROOM", "")
            channel.execute("ConfBridge", f"{room},desk-room,desk-lead")
            channel.answer()
            await enter(channel, room, profiles.LEAD)
        elif mode in _SPY_OPTIONS:
            await spy(channel, channel.variables.get("DESK_WATCHED", ""), _SPY_OPTIONS[mode])
        channel.execute("Wait", "0.2")
        await asyncio.sleep(0.2)

    def _tell_watch(self, channel: Channel, mode: str) -> None:
        variables = channel.variables
        told = variables.get("DESK_TOLD") == "1"
        seat: list[Header] = [("Seat", variables.get("DESK_OF", ""))] if told else []
        channel.emit(
            "UserEvent",
            "user",
            ("UserEvent", "DeskWatch"),
            *seat,
            ("Of", variables.get("DESK_OF", "")),
            ("Lead", variables.get("DESK_LEAD", "")),
            ("Mode", mode),
            ("Told", "1" if told else "0"),
        )

    async def _move(self, channel: Channel, fields: list[str]) -> None:
        kind, target, rest = fields
        variables = channel.variables
        lead = variables.get("DESK_LEAD", "")
        source = variables.get("DESK_FROM", "")
        channel.exchange.queue_log.write(channel.uniqueid, source, lead, "DESKMOVED", target)
        channel.emit(
            "UserEvent",
            "user",
            ("UserEvent", "DeskMoved"),
            ("Call", channel.uniqueid),
            ("From", source),
            ("To", target),
            ("Lead", lead),
        )
        if kind == "queue":
            channel.set_variable("DESK_PRIORITY", rest)
            await self._dialplan.queue_again(channel, target)
            return
        channel.set_variable("DESK_NUMBER", target)
        channel.set_variable("DESK_QUEUE", rest)
        if not await self._dialplan.dial_number(channel, target) and rest:
            await self._dialplan.queue_again(channel, rest)

    async def _log(self, channel: Channel, fields: list[str]) -> None:
        request, number, start, left = fields
        log = channel.exchange.queue_log
        size = log.size if number == "0" else 0
        offset = int(start)
        for _ in range(int(left)):
            if offset >= size:
                break
            data = base64.b64encode(log.piece(offset)).decode()
            self._tell_log(channel, "DeskLog", ("Request", request), ("Offset", str(offset)), ("Data", data))
            offset += _PIECE
            await asyncio.sleep(0)
        self._tell_log(channel, "DeskLogEnd", ("Request", request), ("Size", str(size)))

    def _tell_log(self, channel: Channel, name: str, *more: Header) -> None:
        channel.emit("UserEvent", "user", ("UserEvent", name), *more)
