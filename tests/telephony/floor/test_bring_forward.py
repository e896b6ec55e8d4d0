"""A waiting caller is brought forward, also by a PBX that can't change a place in its queue.

Asterisk 22 changes the place; Asterisk 16 knows no such action or leaves the caller where they are, so they
are sent through the dialplan into the same queue, with a priority above all others.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from telephony.config import PbxConfig
from telephony.errors import NotPossible, TimedOut
from telephony.floor.config import FloorConfig, LeadConfig
from telephony.floor.line import FloorLine
from telephony.floor.requests import BringForward
from telephony.snapshots import Hindrance
from tests.telephony.linked import FAST
from tests.telephony.scripted import ScriptedAmi, event, listing, reply, run

FIRST, SECOND = "1.1", "1.2"


def entry(call: str, position: int, priority: int = 0, name: str = "QueueEntry") -> bytes:
    return event(
        name,
        Queue="zonghe",
        Position=str(position),
        Channel=f"PJSIP/trunk-{call}",
        Uniqueid=call,
        CallerIDNum=f"1380000000{call[-1]}",
        CallerIDName="",
        Wait="5",
        Priority=str(priority),
    )


class Place:
    """A lead's line to a PBX where two callers wait."""

    def __init__(self, server: ScriptedAmi, line: FloorLine) -> None:
        self.server, self.line = server, line
        self.order = [FIRST, SECOND]

    @property
    def waiting(self) -> list[str]:
        (queue,) = self.line.tracker.view().queues
        return [caller.call_id for caller in queue.waiting]

    def listed(self, action: dict[str, str]) -> bytes:
        entries = [entry(call, at) for at, call in enumerate(self.order, 1)]
        return listing(action, *entries, end="QueueStatusComplete")

    def move(self, action: dict[str, str]) -> bytes:
        """Answer a redirect as the dialplan does: out of the queue, and back into it at its head."""
        moved = event(
            "UserEvent", UserEvent="DeskMoved", Call=SECOND, From="zonghe", To="zonghe", Lead="2009"
        )
        left = event("QueueCallerLeave", Queue="zonghe", Uniqueid=SECOND)
        return reply(action) + left + moved + entry(SECOND, 1, 1, "QueueCallerJoin")


@asynccontextmanager
async def waiting(server: ScriptedAmi) -> AsyncIterator[Place]:
    up = asyncio.Event()
    pbx = PbxConfig("127.0.0.1", "lead", "right", port=server.port, timing=FAST)
    config = FloorConfig("main", pbx, LeadConfig("2009"), step_limit=0.5)

    def changed() -> None:
        if line.tracker.loaded:
            up.set()

    line = FloorLine(config, changed, lambda _fact: None)
    place = Place(server, line)
    server.answers["QueueStatus"] = place.listed
    running = asyncio.create_task(line.run())
    try:
        await asyncio.wait_for(up.wait(), 5)
        assert place.waiting == [FIRST, SECOND]
        yield place
    finally:
        await line.close()
        await asyncio.gather(running, return_exceptions=True)


def unknown(action: dict[str, str]) -> bytes:
    return reply(action, "Error", Message="Invalid/unknown command")


@pytest.mark.parametrize("answer", [unknown, reply], ids=["unknown action", "place unchanged"])
def test_a_pbx_that_can_not_change_a_place(answer: Callable[[dict[str, str]], bytes]) -> None:
    async def test() -> None:
        async with ScriptedAmi() as server, waiting(server) as place:
            server.answers["QueueChangePriorityCaller"] = answer
            server.answers["Redirect"] = place.move
            await place.line.perform(BringForward("main", SECOND))
            assert place.waiting == [SECOND, FIRST]
            sent = await server.wait_action("Redirect")
            assert (sent["Channel"], sent["Context"], sent["Exten"]) == (
                "PJSIP/trunk-1.2",
                "desk-move",
                "queue*zonghe*1",
            )
            told = {a["Variable"]: a["Value"] for a in server.received if a["Action"] == "Setvar"}
            assert told == {"DESK_FROM": "zonghe", "DESK_LEAD": "2009"}

    run(test)


def test_a_pbx_that_changes_the_place_moves_nobody() -> None:
    async def test() -> None:
        async with ScriptedAmi() as server, waiting(server) as place:

            def change(action: dict[str, str]) -> bytes:
                place.order = [SECOND, FIRST]
                return reply(action)

            server.answers["QueueChangePriorityCaller"] = change
            await place.line.perform(BringForward("main", SECOND))
            assert place.waiting == [SECOND, FIRST]
            asked = await server.wait_action("QueueChangePriorityCaller")
            assert (asked["Caller"], asked["Priority"], asked["Immediate"]) == ("PJSIP/trunk-1.2", "1", "yes")
            assert "Redirect" not in server.names()

    run(test)


def test_a_caller_who_is_answered_meanwhile_is_not_torn_away() -> None:
    async def test() -> None:
        async with ScriptedAmi() as server, waiting(server) as place:
            server.answers["QueueChangePriorityCaller"] = lambda action: (
                event("QueueCallerLeave", Queue="zonghe", Uniqueid=SECOND) + unknown(action)
            )
            await place.line.perform(BringForward("main", SECOND))
            assert "Redirect" not in server.names()
            with pytest.raises(NotPossible) as told:
                await place.line.perform(BringForward("main", SECOND))
            assert told.value.hindrance is Hindrance.NO_CALL

    run(test)


def test_a_redirect_without_an_effect_is_said() -> None:
    async def test() -> None:
        async with ScriptedAmi() as server, waiting(server) as place:
            server.answers["QueueChangePriorityCaller"] = unknown
            with pytest.raises(TimedOut):
                await place.line.perform(BringForward("main", SECOND))
            assert place.waiting == [FIRST, SECOND]
            server.answers["Redirect"] = place.move
            await place.line.perform(BringForward("main", SECOND))  # it may be asked again
            assert place.waiting == [SECOND, FIRST]

    run(test)
