"""From other threads into the GUI: in order, coalesced, a few milliseconds a turn."""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject, Signal

from desk.bridge import TURN_SECONDS, GuiQueue, PbxBridge
from desk.worker import Worker
from telephony.errors import LinkDown
from telephony.snapshots import CallState, SeatView
from tests.desk.workstation import fakes


class Emitter(QObject):
    happened = Signal(object)
    flag = Signal(bool)


class FakeTelephony:
    def __init__(self, listener) -> None:
        self.listener = listener
        self.view = SeatView(fakes.UP, fakes.SEAT)
        self.futures: list[Future[None]] = []

    def start(self) -> None:
        """Nothing runs."""

    def stop(self, timeout: float = 2.0) -> None:
        """Nothing ran."""

    def submit(self, request) -> Future[None]:
        future: Future[None] = Future()
        self.futures.append(future)
        return future


class Joined:
    """A bridge between a queue of the GUI and a telephony; `views` is what it has told."""

    def __init__(self) -> None:
        self.queue = GuiQueue()
        self.bridge = PbxBridge(self._make, self.queue)
        self.views: list[SeatView] = []
        self.bridge.view_changed.connect(self.views.append)

    def _make(self, listener) -> FakeTelephony:
        self.telephony = FakeTelephony(listener)
        return self.telephony


@pytest.fixture
def joined(qtbot) -> Joined:
    return Joined()


def test_qt_survives_20000_emits(qtbot):
    emitter, seen = Emitter(), []
    emitter.happened.connect(seen.append)
    emitter.flag.connect(seen.append)
    for _ in range(20_000):
        emitter.happened.emit(None)
        emitter.flag.emit(True)
    assert len(seen) == 40_000


def test_calls_of_another_thread_come_in_order(qtbot):
    queue, seen = GuiQueue(), []
    thread = threading.Thread(target=lambda: [queue.post(lambda n=n: seen.append(n)) for n in range(500)])
    thread.start()
    thread.join()
    assert seen == []
    qtbot.waitUntil(lambda: len(seen) == 500)
    assert seen == list(range(500))


def test_a_turn_ends_after_a_few_milliseconds_and_the_rest_follows(qtbot):
    queue, turns = GuiQueue(), []
    marks = Emitter()

    def work() -> None:
        until = time.perf_counter() + TURN_SECONDS / 2
        while time.perf_counter() < until:
            pass
        turns.append("work")

    for _ in range(6):
        queue.post(work)
    marks.happened.connect(turns.append)
    queue._run()
    assert turns.count("work") < 6
    qtbot.waitUntil(lambda: turns.count("work") == 6)


def test_one_failing_call_does_not_stop_the_others(qtbot):
    queue, seen = GuiQueue(), []
    queue.post(lambda: 1 / 0)
    queue.post(lambda: seen.append(1))
    with qtbot.captureExceptions() as raised:
        qtbot.waitUntil(lambda: seen == [1])
    assert len(raised) == 1


def test_views_are_coalesced_but_no_end_is_lost(joined, qtbot):
    seen, listener = joined.views, joined.telephony.listener

    def view(*args) -> SeatView:
        return SeatView(fakes.UP, fakes.SEAT, fakes.call(*args))

    for _ in range(1000):
        listener(view(CallState.TALKING))
    listener(view(CallState.HELD))
    listener(view(CallState.ENDED))
    listener(view(CallState.RINGING, "c2"))
    qtbot.waitUntil(lambda: len(seen) == 3)
    assert [(one.call.call_id, one.call.state) for one in seen] == [
        ("c1", CallState.HELD),
        ("c1", CallState.ENDED),
        ("c2", CallState.RINGING),
    ]
    assert joined.bridge.view is seen[-1]


def counts(waiting: int) -> SeatView:
    seat = replace(fakes.SEAT, queues=(replace(fakes.SEAT.queues[0], waiting=waiting),))
    return SeatView(fakes.UP, seat)


def test_how_many_wait_is_told_late_but_told(joined, qtbot):
    seen, listener = joined.views, joined.telephony.listener
    listener(counts(0))
    qtbot.waitUntil(lambda: len(seen) == 1)
    for waiting in range(1, 5):
        listener(counts(waiting))
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen[-1].seat.queues[0].waiting == 4


def test_a_ring_does_not_wait_for_the_counts(joined, qtbot):
    seen, listener = joined.views, joined.telephony.listener
    listener(counts(0))
    listener(counts(1))
    listener(replace(counts(1), call=fakes.call(CallState.RINGING)))
    joined.queue._run()
    assert [view.call is not None for view in seen] == [False, True]
    listener(replace(counts(2), call=seen[-1].call))
    qtbot.waitUntil(lambda: len(seen) == 3)
    assert seen[-1].seat.queues[0].waiting == 2
    assert joined.bridge.view is seen[-1]


def test_the_fate_of_a_request_is_a_signal(joined, qtbot):
    bridge, futures, seen = joined.bridge, joined.telephony.futures, []
    good, bad, gone = bridge.request(1), bridge.request(2), bridge.request(3)
    good.confirmed.connect(lambda: seen.append("good"))
    bad.failed.connect(seen.append)
    gone.confirmed.connect(lambda: seen.append("never"))
    error = LinkDown()
    futures[0].set_result(None)
    futures[1].set_exception(error)
    futures[2].cancel()
    assert seen == []
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen == ["good", error]


@pytest.fixture
def worker(qtbot):
    queue = GuiQueue()
    made = Worker(queue.post)
    yield made
    assert made.stop()
    queue.close()


def test_work_is_done_elsewhere_and_delivered_here(worker, qtbot):
    here, seen = threading.get_ident(), []
    worker.submit("a", threading.get_ident, lambda there: seen.append((there, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen[0][0] != here
    assert seen[0][1] == here


def test_overtaken_work_is_neither_done_nor_delivered(worker, qtbot):
    go, ran, seen = threading.Event(), [], []

    def job(n: int):
        def run() -> int:
            if n == 0:
                go.wait(5)
            ran.append(n)
            return n

        return run

    for n in range(5):
        worker.submit("search", job(n), seen.append, key="search")
    go.set()
    qtbot.waitUntil(lambda: seen == [4])
    assert set(ran) <= {0, 4}


def test_a_failure_is_delivered_too(worker, qtbot):
    seen = []
    worker.submit("a", lambda: 1 / 0, None, seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert isinstance(seen[0], ZeroDivisionError)


def test_stopping_finishes_what_was_given(qtbot):
    queue, done = GuiQueue(), []
    worker = Worker(queue.post)
    for n in range(20):
        worker.submit("records", lambda n=n: done.append(n))
    assert worker.stop(5)
    assert done == list(range(20))
    worker.submit("records", lambda: done.append("late"))
    assert "late" not in done


def test_what_comes_in_time_is_delivered_before_the_asking_returns(worker, qtbot):
    seen = []
    assert worker.submit("a", lambda: 7, seen.append, key="card", patience=5.0)
    assert seen == [7]
    assert worker.submit("a", lambda: 1 / 0, None, seen.append, patience=5.0)
    assert isinstance(seen[1], ZeroDivisionError)


def test_what_comes_late_is_delivered_once(worker, qtbot):
    go, seen = threading.Event(), []
    assert not worker.submit("a", lambda: go.wait(5), seen.append, key="card", patience=0.001)
    assert seen == []
    go.set()
    qtbot.waitUntil(lambda: seen == [True])
    assert not worker.submit("a", lambda: go.wait(5), None, None, patience=0.001)  # nobody to hand it to
    assert seen == [True]
