"""The link's actions: replies, lists, and what is refused before it is sent."""

from __future__ import annotations

import asyncio

import pytest

from telephony.errors import LinkDown, Refused, TimedOut, UnsafeValue
from telephony.snapshots import LinkProblem
from tests.telephony.linked import config_of, linked
from tests.telephony.scripted import ScriptedAmi, event, listing, reply, run


def test_an_action_returns_the_reply_and_an_error_is_refused() -> None:
    async def test() -> None:
        async with ScriptedAmi() as server, linked(config_of(server)) as watched:
            await watched.wait_up()
            server.answers["Redirect"] = lambda a: reply(a, "Error", Message="No such channel")
            assert (await watched.link.action("Getvar", {"Variable": "X"}))["value"] == "22.10.1"
            with pytest.raises(Refused) as told:
                await watched.link.action("Redirect", {"Channel": "a"})
            assert told.value.pbx_message == "No such channel"
            assert watched.link.snapshot.pbx_version == "22.10.1"

    run(test)


@pytest.mark.parametrize(
    "message", ["Added interface to queue", "Atxfer successfully queued", "Originate successfully queued"]
)
def test_replies_that_the_library_takes_for_lists_resolve_at_once(message: str) -> None:
    async def test() -> None:
        async with ScriptedAmi() as server, linked(config_of(server)) as watched:
            await watched.wait_up()
            server.answers["Originate"] = lambda a: reply(a, Message=message)
            await watched.link.action("Originate", {"Async": "true"})
            assert server.connections == 1

    run(test)


def test_a_list_is_collected_and_its_items_are_no_live_events() -> None:
    async def test() -> None:
        async with ScriptedAmi() as server, linked(config_of(server)) as watched:
            await watched.wait_up()
            server.answers["Status"] = lambda a: (
                event("Hangup", Channel="live")
                + listing(a, event("Status", Channel="a"), event("Status", Channel="b"), end="StatusComplete")
            )
            items = await watched.link.collect("Status")
            assert [item.get("Channel") for item in items] == ["a", "b"]
            assert [message.get("Channel") for message in watched.messages] == ["live"]

    run(test)


def test_a_list_that_never_ends_times_out_and_leaves_nothing_behind() -> None:
    async def test() -> None:
        async with ScriptedAmi() as server, linked(config_of(server)) as watched:
            await watched.wait_up()
            server.answers["Status"] = lambda a: reply(a, EventList="start")
            with pytest.raises(TimedOut):
                await watched.link.collect("Status")
            protocol = watched.link._protocol
            assert protocol is not None
            assert not protocol.lists
            assert not [key for key in protocol.responses if str(key).startswith("list:")]

    run(test)


def test_an_unanswered_action_times_out_is_forgotten_and_a_late_answer_is_harmless() -> None:
    async def test() -> None:
        async with ScriptedAmi() as server, linked(config_of(server)) as watched:
            await watched.wait_up()
            server.answers["Hangup"] = lambda a: None
            with pytest.raises(TimedOut):
                await watched.link.action("Hangup", {"Channel": "a"})
            protocol = watched.link._protocol
            assert protocol is not None
            late = await server.wait_action("Hangup")
            assert late["ActionID"] not in protocol.responses
            server.send(reply(late))
            await watched.link.action("Getvar", {"Variable": "X"})

    run(test)


def test_a_disconnect_fails_what_waits_and_nothing_is_replayed() -> None:
    async def test() -> None:
        async with ScriptedAmi() as server, linked(config_of(server)) as watched:
            await watched.wait_up()
            server.answers["Hangup"] = lambda a: None
            waiting = asyncio.create_task(watched.link.action("Hangup", {"Channel": "a"}))
            listing_ = asyncio.create_task(watched.link.collect("Hangup", {"Channel": "b"}))
            await server.wait_action("Hangup", 2)
            server.drop()
            for task in (waiting, listing_):
                with pytest.raises(LinkDown):
                    await task
            await watched.wait(lambda s: s.problem is LinkProblem.LOST)
            await server.wait_action("Login", 2)
            await watched.wait_up()
            await watched.link.action("Getvar", {"Variable": "X"})
            assert server.names().count("Hangup") == 2

    run(test)


def test_offline_actions_are_refused_at_once() -> None:
    async def test() -> None:
        server = ScriptedAmi()
        async with server:
            pass
        async with linked(config_of(server)) as watched:
            with pytest.raises(LinkDown):
                await watched.link.action("Hangup", {"Channel": "a"})
            await watched.wait(lambda s: s.problem is LinkProblem.REFUSED)
            with pytest.raises(LinkDown):
                await watched.link.action("Hangup", {"Channel": "a"})
            await server.open()
            await watched.wait_up()
            assert "Hangup" not in server.names()
            await server.shut()

    run(test)


def test_injected_lines_are_refused_before_anything_is_sent() -> None:
    async def test() -> None:
        async with ScriptedAmi() as server, linked(config_of(server)) as watched:
            await watched.wait_up()
            with pytest.raises(UnsafeValue):
                await watched.link.action("Redirect", {"Channel": "a\r\n\r\nAction: Originate"})
            await watched.link.action("Getvar", {"Variable": "X"})
            assert b"Originate" not in server.raw

    run(test)
