"""Telephony's own thread: views, requests, listeners, and its end."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from telephony import requests as rq
from telephony.config import LinkTiming, PbxConfig
from telephony.errors import LinkDown, NotPossible, TimedOut
from telephony.snapshots import LinkProblem, LinkState, SeatState, SeatView
from telephony.thread import TelephonyThread
from tests.telephony.scene import FAST, SEAT
from tests.telephony.scripted import ScriptedAmi


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
