"""Music that the PBX forgets to end: the citizen hears the call-taker, and nobody is moved in vain."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from itertools import groupby

import pytest

from telephony import requests as rq
from telephony.snapshots import CallState, LegRole
from tests.pbx.call import Call
from tests.pbx.harness import CITIZEN
from tests.pbx.simulated import SimulatedHotline
from tests.telephony.driver import Desk
from tests.telephony.scene import Scene, place, scene
from tests.telephony.scripted import ScriptedAmi, event, reply, run

AGENT, TRUNK = "PJSIP/2001-2", "PJSIP/trunk-1"
MAIN = "desk-2001-11"
MUSIC = event("MusicOnHoldStart", Channel=TRUNK, ChanVariable="DESK_SEAT=2001")
QUIET = event("MusicOnHoldStop", Channel=TRUNK, ChanVariable="DESK_SEAT=2001")


def left(channel: str) -> bytes:
    """Return the report of a room that somebody left."""
    return event("ConfbridgeLeave", Conference=MAIN, Channel=channel)


async def hold(server: ScriptedAmi, seen: Scene) -> None:
    """Hold the citizen of a call."""
    await seen.talk()
    server.answers["Redirect"] = lambda a: (
        reply(a) + place(TRUNK, "citizen", "room") + MUSIC + place(AGENT, "agent", "hold")
    )
    await seen.line.perform(rq.Hold())


def test_music_that_goes_on_beside_the_call_taker_is_ended() -> None:
    async def test() -> None:
        async with ScriptedAmi() as server, scene(server) as seen:
            await hold(server, seen)
            server.answers["Redirect"] = lambda a: reply(a) + place(AGENT, "agent", "room")
            await seen.line.perform(rq.Resume())
            server.answers["Redirect"] = lambda a: (
                reply(a) + left(AGENT) + MUSIC + place(AGENT, "agent", "room") + QUIET
            )
            again = await server.wait_action("Redirect", 3)
            assert (again["Channel"], again["Context"], again["Exten"]) == (AGENT, "desk-agent", "2001*11")
            assert "ExtraChannel" not in again
            call = seen.line.tracker.call
            assert call is not None
            await seen.line._waiters.until(lambda: call.drowned() is None and call.settled, "quiet", 3)
            assert call.state is CallState.TALKING
            states = [view.call.state for view in seen.views if view.call is not None]
            assert [state for state, _ in groupby(states)][-2:] == [CallState.HELD, CallState.TALKING]

    run(test)


def test_music_that_ends_a_moment_later_moves_nobody() -> None:
    async def test() -> None:
        async with ScriptedAmi() as server, scene(server) as seen:
            await hold(server, seen)
            server.answers["Redirect"] = lambda a: reply(a) + place(AGENT, "agent", "room")
            await seen.line.perform(rq.Resume())
            ending = next(task for task in asyncio.all_tasks() if task.get_name() == "desk-music")
            server.send(QUIET)
            await asyncio.wait_for(ending, 3)
            assert server.names().count("Redirect") == 2

    run(test)


@pytest.fixture
def pbx() -> Iterator[SimulatedHotline]:
    """The simulator."""
    pbx = SimulatedHotline()
    yield pbx
    pbx.close()


@pytest.fixture
def desk(pbx: SimulatedHotline) -> Iterator[Desk]:
    """The desk of seat 2001, connected."""
    with Desk(pbx.ami_endpoint, pbx.seat_credentials("2001")) as desk:
        desk.wait_up()
        yield desk


def test_a_citizen_who_comes_off_hold_hears_the_call_taker(pbx: SimulatedHotline, desk: Desk) -> None:
    call = Call(pbx, desk)
    desk.ask(rq.Hold())
    pbx.lose_music_stops(1)
    desk.ask(rq.Resume())
    call.heard(citizen={"2001"}, phone={CITIZEN})
    assert desk.call.state is CallState.TALKING


def test_in_the_three_way_call_everybody_is_heard(pbx: SimulatedHotline, desk: Desk) -> None:
    call = Call(pbx, desk)
    call.consult()
    pbx.lose_music_stops(2)
    desk.ask(rq.Join())
    call.heard(citizen={"2001", "8001"}, phone={CITIZEN, "8001"}, department={CITIZEN, "2001"})
    assert desk.call.state is CallState.THREE_WAY


def test_a_department_on_hold_that_is_spoken_to_again_hears_the_call_taker(
    pbx: SimulatedHotline, desk: Desk
) -> None:
    call = Call(pbx, desk)
    call.enter(CallState.DEPARTMENT_HELD)
    pbx.lose_music_stops(1)
    desk.ask(rq.HoldLeg(LegRole.CITIZEN, True))
    call.phone.wait_hears("8001")
    call.department.wait_hears("2001")
