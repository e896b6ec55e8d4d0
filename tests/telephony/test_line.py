"""The line and its thread against a scripted PBX: refusals, missing confirmations, reconnects, the end."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest

from telephony import requests as rq
from telephony.config import LinkTiming, PbxConfig, SeatConfig
from telephony.errors import BadNumber, LinkDown, NotPossible, Refused, TimedOut
from telephony.line import SeatLine
from telephony.snapshots import CallState, Hindrance, LinkProblem, LinkState, SeatState, SeatView
from telephony.steps import checked_number
from telephony.thread import TelephonyThread
from tests.telephony.scripted import ScriptedAmi, event, listing, reply

FAST = LinkTiming(
    login_limit=1, action_limit=1, ping_interval=0.2, silence_limit=1, retry_first=0.02, retry_max=0.05,
    retry_jitter=0.02,
)  # fmt: skip
SEAT = SeatConfig("2001", agent="1024", queues=("zonghe",), step_limit=0.4)
MEMBER = {"Queue": "zonghe", "Interface": "PJSIP/2001"}
CITIZEN = {
    "Channel": "PJSIP/trunk-1",
    "Uniqueid": "1.1",
    "Linkedid": "1.1",
    "ChannelState": "6",
    "CallerIDNum": "138",
}
AGENT = {"DestChannel": "PJSIP/2001-2", "DestUniqueid": "1.2", "DestLinkedid": "1.1", "DestChannelState": "6"}
CONNECTED = event("AgentCalled", **MEMBER, **CITIZEN, **AGENT) + event(
    "AgentConnect", **MEMBER, **CITIZEN, **AGENT, HoldTime="3"
)


def place(channel: str, role: str, where: str) -> bytes:
    """Return the dialplan's report of a channel, and the room's."""
    told = event(
        "UserEvent", UserEvent="DeskPlace", Channel=channel, Seat="2001", Token="11", Role=role, Place=where
    )
    if where == "room":
        told += event("ConfbridgeJoin", Conference="desk-2001-11", Channel=channel)
    return told


class Scene:
    """A line that runs against a scripted PBX."""

    def __init__(self, server: ScriptedAmi, seat: SeatConfig = SEAT) -> None:
        self.server = server
        self.views: list[SeatView] = []
        self._told = asyncio.Event()
        pbx = PbxConfig("127.0.0.1", "desk-2001", "right", port=server.port, timing=FAST)
        self.line = SeatLine(pbx, seat, self._on_view)

    @property
    def view(self) -> SeatView:
        """The latest view."""
        return self.line.tracker.view

    async def wait(self, is_so: Callable[[SeatView], object]) -> SeatView:
        """Wait for a view."""
        async with asyncio.timeout(5):
            while not is_so(self.view):
                self._told.clear()
                await self._told.wait()
        return self.view

    async def wait_seat(self, state: SeatState) -> None:
        """Wait for the seat's state."""
        await self.wait(lambda v: v.seat.state is state)

    async def talk(self) -> None:
        """Have a call that is answered."""
        await self.wait(lambda v: v.seat.state is not SeatState.UNKNOWN)
        self.server.send(CONNECTED)
        await self.wait(lambda v: v.call and v.call.state is CallState.TALKING)

    def _on_view(self, view: SeatView) -> None:
        self.views.append(view)
        self._told.set()


@asynccontextmanager
async def scene(server: ScriptedAmi, seat: SeatConfig = SEAT) -> AsyncIterator[Scene]:
    """Run a line."""
    found = Scene(server, seat)
    task = asyncio.create_task(found.line.run())
    try:
        yield found
    finally:
        await found.line.close()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def run(test: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run a test in a loop of its own."""
    asyncio.run(asyncio.wait_for(test(), 20))


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
        async with ScriptedAmi() as server:
            _membership(server)
            async with scene(server) as seen:
                await seen.wait_seat(SeatState.SIGNED_OUT)
                await seen.line.perform(rq.SignIn())
                await seen.line.perform(rq.Ready())
                server.drop()
                await seen.wait(lambda v: v.seat.state is SeatState.UNKNOWN)
                await seen.wait_seat(SeatState.READY)
                assert server.names().count("QueueAdd") == 1
                assert server.names().count("QueuePause") == 1

    run(test)


def test_a_connected_call_pauses_the_seat_for_its_wrap_up() -> None:
    async def test() -> None:
        async with ScriptedAmi() as server:
            _membership(server)
            async with scene(server) as seen:
                await seen.wait_seat(SeatState.SIGNED_OUT)
                await seen.line.perform(rq.SignIn())
                await seen.line.perform(rq.Ready())
                server.send(CONNECTED)
                await seen.wait_seat(SeatState.AFTER_CALL)
                await seen.line.perform(rq.WrapUpDone())
                assert seen.view.seat.state is SeatState.READY

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


@pytest.mark.parametrize(
    ("written", "dialled"),
    [("8001", "8001"), ("0574-1234 5678", "057412345678"), ("+86 138", "+86138"), ("(0574) 12", "057412")],
)
def test_numbers_as_people_write_them(written: str, dialled: str) -> None:
    assert checked_number(written) == dialled


@pytest.mark.parametrize(
    "number", ["", "+", "80\n01", "80\0", "8001*2", "8001@x", "8001,1", "a", "８００１", "8" * 33, "1+1"]
)
def test_numbers_that_no_telephone_has(number: str) -> None:
    with pytest.raises(BadNumber):
        checked_number(number)


# the thread


class Server:
    """A scripted server in a thread of its own."""

    def __init__(self) -> None:
        self.ami = ScriptedAmi()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)

    def __enter__(self) -> ScriptedAmi:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self.ami.open(), self._loop).result(5)
        return self.ami

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._shut(), self._loop).result(5)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _shut(self) -> None:
        await self.ami.shut()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        await asyncio.gather(*others, return_exceptions=True)


def thread_for(port: int, listener: Callable[[SeatView], None], timing: LinkTiming = FAST) -> TelephonyThread:
    """Return a thread for a port."""
    return TelephonyThread(
        PbxConfig("127.0.0.1", "desk-2001", "right", port=port, timing=timing), SEAT, listener
    )


def test_the_thread_tells_views_and_answers_requests() -> None:
    up = threading.Event()

    def listen(view: SeatView) -> None:
        if view.seat.state is SeatState.SIGNED_OUT:
            up.set()

    with Server() as server:
        thread = thread_for(server.port, listen)
        thread.start()
        assert up.wait(5)
        with pytest.raises(NotPossible):
            thread.submit(rq.Hold()).result(5)
        thread.stop()
        assert server.names()[-1] == "Logoff"
        assert thread.view.link.state is LinkState.STOPPED


def test_one_failing_listener_does_not_stop_the_others(caplog: pytest.LogCaptureFixture) -> None:
    up = threading.Event()

    def fail(view: SeatView) -> None:
        raise RuntimeError("a listener's fault")

    def listen(view: SeatView) -> None:
        if view.seat.state is SeatState.SIGNED_OUT:
            up.set()

    with Server() as server:
        thread = thread_for(server.port, fail)
        thread.listen(listen)
        thread.start()
        assert up.wait(5)
        thread.stop()
    assert "a listener's fault" in caplog.text


def test_stop_while_it_reconnects_returns_within_two_seconds() -> None:
    waiting = threading.Event()

    def listen(view: SeatView) -> None:
        if view.link.state is LinkState.WAITING:
            waiting.set()

    thread = thread_for(1, listen, replace(FAST, retry_first=30, retry_max=60))
    thread.start()
    assert waiting.wait(5)
    assert thread.view.link.problem is LinkProblem.REFUSED
    begun = time.monotonic()
    thread.stop()
    assert time.monotonic() - begun < 2
    assert not thread._thread.is_alive()
    thread.stop()


def test_requests_before_and_after_its_life_fail_and_do_not_hang() -> None:
    thread = thread_for(1, lambda view: None)
    with pytest.raises(LinkDown):
        thread.submit(rq.Hold()).result(1)
    thread.start()
    with pytest.raises(LinkDown):
        thread.submit(rq.Hold()).result(1)
    thread.stop()
    with pytest.raises(LinkDown):
        thread.submit(rq.Hold()).result(1)


def test_stop_fails_what_is_under_way() -> None:
    up = threading.Event()

    def listen(view: SeatView) -> None:
        if view.seat.state is SeatState.SIGNED_OUT:
            up.set()

    with Server() as server:
        server.answers["QueueAdd"] = lambda a: None
        thread = thread_for(server.port, listen)
        thread.start()
        assert up.wait(5)
        future = thread.submit(rq.SignIn())
        thread.stop()
        with pytest.raises((LinkDown, TimedOut)):
            future.result(1)


def test_no_task_is_left_and_none_is_nameless() -> None:
    names: set[str] = set()

    def listen(view: SeatView) -> None:
        names.update(task.get_name() for task in asyncio.all_tasks())

    up = threading.Event()
    with Server() as server:
        thread = thread_for(server.port, listen)
        thread.listen(lambda view: up.set() if view.seat.state is SeatState.SIGNED_OUT else None)
        thread.start()
        assert up.wait(5)
        thread.stop()
    assert names
    assert all(name.startswith("desk-") for name in names), names
