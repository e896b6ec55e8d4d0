"""The seat's membership against a scripted PBX: read, restored, paused for wrap-up, refused."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from telephony import requests as rq
from telephony.errors import Refused
from telephony.snapshots import (
    AFTER_CALL_REASON,
    CallAction,
    CallState,
    Hindrance,
    LinkProblem,
    LinkState,
    SeatState,
)
from tests.telephony.scene import CONNECTED, MEMBER, PICKED_UP, Scene, scene
from tests.telephony.scripted import ScriptedAmi, event, listing, reply, run


def test_a_pbx_that_is_not_fully_booted_is_asked_again() -> None:
    async def test() -> None:
        async with ScriptedAmi() as server:
            ready = server.answers["QueueStatus"]
            server.answers["QueueStatus"] = lambda a: reply(a, "Error", Message="Invalid/unknown command")
            async with scene(server) as seen:
                await server.wait_action("QueueStatus", 1)
                assert seen.view.seat.state is SeatState.UNKNOWN
                server.answers["QueueStatus"] = lambda a: listing(a, end="QueueStatusComplete")
                await server.wait_action("QueueStatus", 2)
                assert seen.view.seat.state is SeatState.UNKNOWN
                server.answers["QueueStatus"] = ready
                await seen.wait_seat(SeatState.SIGNED_OUT)

    run(test)


def _membership(server: ScriptedAmi) -> dict[str, str]:
    """Let the server keep one member as a PBX does; return its state, empty for none."""
    state: dict[str, str] = {}

    def headers() -> dict[str, str]:
        return MEMBER | {"Paused": state["Paused"], "PausedReason": state.get("Reason", "")}

    def add(action: dict[str, str]) -> bytes:
        state.update(Paused="1" if action["Paused"] == "true" else "0", Reason="")
        return reply(action) + event("QueueMemberAdded", **headers())

    def pause(action: dict[str, str]) -> bytes:
        if not state:
            return reply(action, "Error", Message="Interface not found")
        state.update(Paused="1" if action["Paused"] == "true" else "0", Reason=action.get("Reason", ""))
        return reply(action) + event("QueueMemberPause", **headers())

    def status(action: dict[str, str]) -> bytes:
        items = [event("QueueParams", Queue="zonghe", Calls="0", Completed="0", Abandoned="0")]
        items += [event("QueueMember", **headers())] if state else []
        return listing(action, *items, end="QueueStatusComplete")

    server.answers |= {"QueueAdd": add, "QueuePause": pause, "QueueStatus": status}
    return state


@asynccontextmanager
async def _ready(server: ScriptedAmi) -> AsyncIterator[Scene]:
    """Run a line whose seat is ready."""
    _membership(server)
    async with scene(server) as seen:
        await seen.wait_seat(SeatState.SIGNED_OUT)
        await seen.line.perform(rq.SignIn())
        await seen.line.perform(rq.Ready())
        yield seen


@pytest.mark.parametrize(
    ("requests", "state", "reason"),
    [
        ((rq.SignIn(),), SeatState.NOT_READY, ""),
        ((rq.SignIn(), rq.Ready()), SeatState.READY, ""),
        ((rq.SignIn(), rq.NotReady("会议")), SeatState.NOT_READY, "会议"),
        ((), SeatState.SIGNED_OUT, ""),
    ],
)
def test_a_pbx_that_forgot_the_seat_gets_it_back_as_it_was(
    requests: tuple[rq.Request, ...], state: SeatState, reason: str
) -> None:
    async def test() -> None:
        async with ScriptedAmi() as server:
            member = _membership(server)
            async with scene(server) as seen:
                await seen.wait_seat(SeatState.SIGNED_OUT)
                for request in requests:
                    await seen.line.perform(request)
                member.clear()
                server.drop()
                await seen.wait(lambda v: v.seat.state is SeatState.UNKNOWN)
                await seen.wait(lambda v: v.seat.state is state and v.seat.reason == reason)
                assert server.names().count("QueueAdd") == (2 if requests else 0)

    run(test)


def test_a_pbx_that_kept_the_seat_is_not_told_again() -> None:
    async def test() -> None:
        async with ScriptedAmi() as server, _ready(server) as seen:
            server.drop()
            await seen.wait(lambda v: v.seat.state is SeatState.UNKNOWN)
            await seen.wait_seat(SeatState.READY)
            assert server.names().count("QueueAdd") == 1
            assert server.names().count("QueuePause") == 1

    run(test)


def test_a_connected_call_pauses_the_seat_for_its_wrap_up() -> None:
    async def test() -> None:
        async with ScriptedAmi() as server, _ready(server) as seen:
            server.send(CONNECTED)
            await seen.wait_seat(SeatState.AFTER_CALL)
            await seen.line.perform(rq.WrapUpDone())
            assert seen.view.seat.state is SeatState.READY

    run(test)


def test_ready_said_in_the_call_stands_when_the_queue_reports_the_answer_only_now() -> None:
    async def test() -> None:
        async with ScriptedAmi() as server, _ready(server) as seen:
            server.send(PICKED_UP)
            await seen.wait(lambda v: v.call and v.call.state is CallState.TALKING)
            await seen.line.perform(rq.Ready())
            server.send(CONNECTED)
            await seen.wait(lambda v: v.call and v.call.waited == 3)
            await seen.line.perform(rq.Ready())  # what was to be sent has been sent before it
            assert seen.view.seat.state is SeatState.READY
            assert server.names().count("QueuePause") == 3

    run(test)


@pytest.mark.parametrize("request_", [rq.Ready(), rq.NotReady("lunch")])
def test_an_answer_while_a_pause_is_under_way_is_followed_by_its_wrap_up(request_: rq.Request) -> None:
    async def test() -> None:
        async with ScriptedAmi() as server, _ready(server) as seen:
            pause = server.answers["QueuePause"]
            server.answers["QueuePause"] = lambda a: CONNECTED + pause(a)
            await seen.line.perform(request_)
            wanted = "lunch" if isinstance(request_, rq.NotReady) else AFTER_CALL_REASON
            await seen.wait(lambda v: v.seat.reason == wanted)

    run(test)


def test_a_missing_right_is_said() -> None:
    async def test() -> None:
        async with ScriptedAmi() as server:
            server.answers["QueueAdd"] = lambda a: reply(a, "Error", Message="Permission denied")
            async with scene(server) as seen:
                await seen.wait_seat(SeatState.SIGNED_OUT)
                with pytest.raises(Refused) as told:
                    await seen.line.perform(rq.SignIn())
                assert told.value.permission
                view = await seen.wait(lambda v: v.link.problem is LinkProblem.NO_PRIVILEGE)
                assert view.link.state is LinkState.UP

    run(test)


def test_a_call_that_the_pbx_refused_leaves_no_wrap_up() -> None:
    async def test() -> None:
        async with ScriptedAmi() as server, _ready(server) as seen:
            server.answers["Originate"] = lambda a: reply(a, "Error", Message="Permission denied")
            with pytest.raises(Refused) as told:
                await seen.line.perform(rq.Dial("13800000001"))
            assert told.value.permission
            assert server.names().count("QueuePause") == 3  # away from the next call, and back
            await seen.wait_seat(SeatState.READY)
            view = await seen.wait(lambda v: v.link.missing == ("Originate",))
            assert view.idle_hindrances[CallAction.DIAL] is Hindrance.NOT_ALLOWED

    run(test)


def test_a_queue_that_does_not_exist_is_told_in_the_pbxs_words() -> None:
    async def test() -> None:
        async with ScriptedAmi() as server:
            text = "Unable to add interface to queue: No such queue"
            server.answers["QueueAdd"] = lambda a: reply(a, "Error", Message=text)
            async with scene(server) as seen:
                await seen.wait_seat(SeatState.SIGNED_OUT)
                with pytest.raises(Refused, match="No such queue"):
                    await seen.line.perform(rq.SignIn())

    run(test)
