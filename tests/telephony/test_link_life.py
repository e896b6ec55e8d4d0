"""A link's life: what does not end it, how it comes back, and how it is closed."""

from __future__ import annotations

import asyncio
import gc
import os
import threading
import time
from dataclasses import replace

import pytest

from telephony.config import LinkTiming
from telephony.link import Link
from telephony.snapshots import LinkState
from telephony.wire import Message
from tests.telephony.linked import FAST, Watched, config_of, linked
from tests.telephony.scripted import ScriptedAmi, event, run


def test_a_failing_listener_does_not_end_the_connection(caplog: pytest.LogCaptureFixture) -> None:
    async def test() -> None:
        async with ScriptedAmi() as server, linked(config_of(server)) as watched:
            await watched.wait_up()

            def fail(message: Message) -> None:
                raise RuntimeError("a listener's fault")

            watched.on_message = fail
            server.send(event("Hangup", Channel="a"))
            await watched.link.action("Getvar", {"Variable": "X"})
            watched.on_message = watched.messages.append
            server.send(event("Hangup", Channel="b"))
            await watched.link.action("Getvar", {"Variable": "X"})
            assert [message.get("Channel") for message in watched.messages] == ["b"]
            assert server.connections == 1

    run(test)
    assert "a listener's fault" in caplog.text


def test_hostile_bytes_in_the_middle_do_not_end_the_connection() -> None:
    async def test() -> None:
        async with ScriptedAmi() as server, linked(config_of(server)) as watched:
            await watched.wait_up()
            server.send(b"\xff\x00: \r\n\r\nResponse\r\n\r\nEvent: Hangup\r\nChannel: " + "王".encode()[:2])
            server.send("王".encode()[2:] + b"\r\n\r\n")
            await watched.link.action("Getvar", {"Variable": "X"})
            assert watched.messages[-1].get("Channel") == "王"

    run(test)


def test_fifty_flaps_leave_no_descriptor_and_no_thread() -> None:
    async def test() -> None:
        async with ScriptedAmi() as server, linked(config_of(server)) as watched:
            await watched.wait_up()
            gc.collect()
            before = len(os.listdir("/proc/self/fd")), threading.active_count()
            for count in range(2, 52):
                server.drop()
                await server.wait_action("Login", count)
                await watched.wait_up()
            gc.collect()
            assert len(os.listdir("/proc/self/fd")) <= before[0] + 2
            assert threading.active_count() <= before[1]
            assert server.connections == 51

    run(test)


def test_the_back_off_is_capped_and_jittered() -> None:
    async def test() -> None:
        async with ScriptedAmi() as server:
            link = Watched(config_of(server, LinkTiming())).link
            late = [link._retry_delay(50) for _ in range(50)]
            assert max(late) <= 2.8
            assert len({round(delay, 6) for delay in late}) > 10
            assert link._retry_delay(1) <= 1.1

    run(test)


def test_a_pbx_away_for_an_hour_fills_neither_log_nor_memory(caplog: pytest.LogCaptureFixture) -> None:
    attempts = round(3600 / LinkTiming().retry_max)
    at_once = replace(FAST, retry_first=0.0, retry_max=0.0, retry_jitter=0.0)

    async def test() -> None:
        server = ScriptedAmi()
        async with server:
            pass
        caplog.set_level("INFO")
        async with linked(config_of(server, at_once)) as watched:
            await watched.wait(lambda s: s.state is LinkState.WAITING)
            tasks = len(asyncio.all_tasks())
            waits = LinkState.WAITING
            await watched.until(lambda: sum(s.state is waits for s in watched.states) >= attempts, 60)
            assert len(asyncio.all_tasks()) <= tasks + 1
            await server.open()
            await watched.wait_up()
            await server.shut()

    run(test)
    assert 1 <= caplog.text.count("Link to the PBX is down") <= 3
    assert len(caplog.text) < 2000


def test_close_while_it_waits_for_the_next_attempt_is_quick_and_final() -> None:
    async def test() -> None:
        server = ScriptedAmi()
        async with server:
            pass
        async with linked(config_of(server, replace(FAST, retry_first=5, retry_max=9))) as watched:
            await watched.wait(lambda s: s.state is LinkState.WAITING)
            begun = time.monotonic()
        assert time.monotonic() - begun < 1
        assert watched.states[-1].state is LinkState.STOPPED
        await server.open()
        assert server.connections == 0
        await server.shut()

    run(test)


def test_close_logs_off() -> None:
    async def test() -> None:
        async with ScriptedAmi() as server:
            async with linked(config_of(server)) as watched:
                await watched.wait_up()
            assert server.names()[-1] == "Logoff"
            assert watched.states[-1].state is LinkState.STOPPED

    run(test)


def test_on_up_is_cancelled_with_its_connection() -> None:
    async def test() -> None:
        begun, cancelled = asyncio.Event(), asyncio.Event()

        async def forever() -> None:
            begun.set()
            try:
                await asyncio.Event().wait()
            finally:
                cancelled.set()

        async with ScriptedAmi() as server:
            link = Link(
                config_of(server), (), on_event=lambda m: None, on_state=lambda s: None, on_up=forever
            )
            task = asyncio.create_task(link.run())
            async with asyncio.timeout(2):
                await begun.wait()
            server.drop()
            async with asyncio.timeout(2):
                await cancelled.wait()
            await link.close()
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    run(test)
