"""The steps of a call against a scripted PBX: refused, confirmed by events alone, cut off."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace

import pytest

from telephony import requests as rq
from telephony.errors import LinkDown, NotPickedUp, NotPossible, Refused, TimedOut
from telephony.snapshots import CallState, Hindrance, SeatState
from tests.telephony.scene import CITIZEN, MEMBER, SEAT, place, scene
from tests.telephony.scripted import ScriptedAmi, event, listing, reply, run


def test_a_refused_step_is_reported_within_a_second() -> None:
    async def test() -> None:
        async with ScriptedAmi() as server, scene(server) as seen:
            await seen.talk()
            server.answers["Redirect"] = lambda a: reply(a, "Error", Message="Channel does not exist")
            begun = time.monotonic()
            with pytest.raises(Refused) as told:
                await seen.line.perform(rq.Hold())
            assert time.monotonic() - begun < 1
            assert told.value.pbx_message == "Channel does not exist"
            assert seen.view.call is not None
            assert seen.view.call.state is CallState.TALKING

    run(test)


def test_a_reply_alone_confirms_nothing() -> None:
    async def test() -> None:
        async with ScriptedAmi() as server, scene(server) as seen:
            await seen.talk()
            with pytest.raises(TimedOut):
                await seen.line.perform(rq.Hold())
            assert seen.view.call is not None
            assert seen.view.call.state is CallState.TALKING
            assert Hindrance.IN_PROGRESS not in seen.view.call.hindrances.values()

    run(test)


@pytest.mark.parametrize("step", [rq.Hold(), rq.Consult("8001"), rq.Transfer(rq.QueueTarget("gjj"))])
def test_a_citizen_who_is_not_in_the_bridge_yet_is_not_moved(step: rq.Request) -> None:
    async def test() -> None:
        async with ScriptedAmi() as server, scene(server) as seen:
            await seen.talk()
            asked = 0

            def status(action: dict[str, str]) -> bytes:
                nonlocal asked
                asked += 1
                bridge = "b" if asked == 3 else ""
                return listing(
                    action, event("Status", Channel=action["Channel"], BridgeID=bridge), end="StatusComplete"
                )

            server.answers["Status"] = status
            task = asyncio.create_task(seen.line.perform(step))
            redirect = await server.wait_action("Redirect")
            assert asked == 3
            assert CITIZEN["Channel"] in (redirect["Channel"], redirect["ExtraChannel"])
            task.cancel()

    run(test)


def test_the_events_confirm_a_step_and_it_names_both_channels() -> None:
    async def test() -> None:
        async with ScriptedAmi() as server, scene(server) as seen:
            await seen.talk()
            server.answers["Redirect"] = lambda a: (
                reply(a) + place("PJSIP/trunk-1", "citizen", "room") + place("PJSIP/2001-2", "agent", "hold")
            )
            await seen.line.perform(rq.Hold())
            sent = await server.wait_action("Redirect")
            assert (sent["Channel"], sent["Context"], sent["Exten"]) == (
                "PJSIP/trunk-1",
                "desk-citizen",
                "2001*11*zonghe",
            )
            assert (sent["ExtraChannel"], sent["ExtraContext"], sent["ExtraExten"]) == (
                "PJSIP/2001-2",
                "desk-hold",
                "2001*11",
            )
            server.answers["Redirect"] = lambda a: reply(a) + place("PJSIP/2001-2", "agent", "room")
            await seen.line.perform(rq.Resume())
            assert "ExtraChannel" not in await server.wait_action("Redirect", 2)

    run(test)


def test_an_own_phone_that_can_not_be_called_is_told_at_once_and_the_seat_takes_calls_again() -> None:
    async def test() -> None:
        async with ScriptedAmi() as server, scene(server) as seen:
            await seen.wait_seat(SeatState.SIGNED_OUT)
            server.send(event("QueueMemberAdded", **MEMBER, Paused="0"))
            await seen.wait_seat(SeatState.READY)

            def paused(action: dict[str, str]) -> bytes:
                reason = action.get("Reason", "")
                told = event("QueueMemberPause", **MEMBER, Paused=action["Paused"], PausedReason=reason)
                return reply(action) + told.replace(b"true", b"1").replace(b"false", b"0")

            server.answers["QueuePause"] = paused
            server.answers["Originate"] = lambda a: (
                reply(a) + event("OriginateResponse", Response="Failure", Channel="PJSIP/2001", Reason="0")
            )
            with pytest.raises(NotPickedUp):
                await seen.line.perform(rq.Dial("13800000001"))
            assert seen.view.seat.state is SeatState.READY

    run(test)


def test_a_second_step_while_one_is_not_confirmed_says_so() -> None:
    async def test() -> None:
        async with ScriptedAmi() as server, scene(server) as seen:
            await seen.talk()
            first = asyncio.create_task(seen.line.perform(rq.Hold()))
            await server.wait_action("Redirect")
            with pytest.raises(NotPossible) as told:
                await seen.line.perform(rq.Consult("8001"))
            assert told.value.hindrance is Hindrance.IN_PROGRESS
            server.send(place("PJSIP/trunk-1", "citizen", "room") + place("PJSIP/2001-2", "agent", "hold"))
            await first

    run(test)


def test_a_step_fails_at_once_when_the_link_goes() -> None:
    async def test() -> None:
        seat = replace(SEAT, step_limit=10)
        async with ScriptedAmi() as server, scene(server, seat) as seen:
            await seen.talk()
            first = asyncio.create_task(seen.line.perform(rq.Hold()))
            await server.wait_action("Redirect")
            await seen.wait(lambda v: v.call and Hindrance.IN_PROGRESS in v.call.hindrances.values())
            server.drop()
            with pytest.raises(LinkDown):
                await first
            await server.wait_action("Login", 2)
            await seen.wait_seat(SeatState.SIGNED_OUT)
            assert server.names().count("Redirect") == 1

    run(test)
