"""Threads for work that blocks (records, knowledge): no Qt here, results go out through `deliver`.

Each lane is one thread, so work of one lane happens in the order it was given. Work with a `key` is
overtaken by newer work with the same key: what has not begun is dropped, and so is a late result.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, Protocol

_log = logging.getLogger(__name__)

Deliver = Callable[[Callable[[], None]], None]


class WorkerPort(Protocol):
    """What a window needs of a `Worker`: tests give one that runs at once."""

    def submit(
        self,
        lane: str,
        job: Callable[[], Any],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        key: Hashable | None = None,
        patience: float = 0.0,
    ) -> bool:
        """Run `job` elsewhere; deliver its result in the GUI thread unless overtaken.

        What comes within `patience` seconds is delivered before this returns, which is then true.
        """


@dataclass(slots=True, eq=False)
class _Task:
    job: Callable[[], Any]
    done: Callable[[Any], None] | None
    failed: Callable[[Exception], None] | None
    key: Hashable | None
    # Who asked stands beside and waits: the result is theirs and needs no way to them.
    awaited: threading.Lock | None = None
    result: Callable[[], None] | None = None


class _Lane:
    def __init__(self, name: str, worker: Worker) -> None:
        self.tasks: deque[_Task] = deque()
        self.ready = threading.Condition()
        self.open = True
        self.thread = threading.Thread(target=self._run, args=(worker,), name=f"desk-{name}", daemon=True)
        self.thread.start()

    def put(self, task: _Task) -> None:
        with self.ready:
            if not self.open:
                return
            if task.key is not None:
                self.tasks = deque(waiting for waiting in self.tasks if waiting.key != task.key)
            self.tasks.append(task)
            self.ready.notify()

    def close(self) -> None:
        with self.ready:
            self.open = False
            self.ready.notify()

    def _run(self, worker: Worker) -> None:
        while True:
            with self.ready:
                while not self.tasks and self.open:
                    self.ready.wait()
                if not self.tasks:
                    return
                task = self.tasks.popleft()
            worker.run(task)


class Worker:
    """Lanes of work; `deliver` must bring a callable into the thread that wants the results."""

    def __init__(self, deliver: Deliver) -> None:
        self._deliver = deliver
        self._lanes: dict[str, _Lane] = {}
        self._newest: dict[Hashable, _Task] = {}
        self._lock = threading.Lock()
        self._stopped = False

    def submit(
        self,
        lane: str,
        job: Callable[[], Any],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        key: Hashable | None = None,
        patience: float = 0.0,
    ) -> bool:
        """Run `job` in the thread of `lane`; call `done` or `failed` where results are delivered.

        With `patience`, wait that many seconds at most for the result: what comes in time is handed over
        before this returns, which is then true. It saves a window from being painted twice.
        """
        task = _Task(job, done, failed, key)
        if patience:
            task.awaited = threading.Lock()
            task.awaited.acquire()
        with self._lock:
            if self._stopped:
                return False
            if key is not None:
                self._newest[key] = task
            if lane not in self._lanes:
                self._lanes[lane] = _Lane(lane, self)
            self._lanes[lane].put(task)
        return bool(patience) and self._await(task, patience)

    def _await(self, task: _Task, patience: float) -> bool:
        assert task.awaited is not None
        task.awaited.acquire(timeout=patience)
        with self._lock:
            task.awaited = None
            result = task.result
        if result is not None:
            result()
        return result is not None

    def stop(self, timeout: float = 2.0) -> bool:
        """Finish what was given, at most `timeout` seconds; tell whether all of it was done."""
        with self._lock:
            self._stopped = True
            lanes = tuple(self._lanes.values())
        for lane in lanes:
            lane.close()
        until = time.monotonic() + timeout
        for lane in lanes:
            lane.thread.join(max(0.0, until - time.monotonic()))
        return not any(lane.thread.is_alive() for lane in lanes)

    def run(self, task: _Task) -> None:
        """Do one piece of work in the calling thread and hand its result on."""
        try:
            result = task.job()
        except Exception as error:  # whatever the job raises belongs to whoever asked for it
            if task.failed is None:
                _log.exception("work in the background failed")
            else:
                self._hand_over(task, task.failed, error)
        else:
            if task.done is not None:
                self._hand_over(task, task.done, result)

    def _hand_over(self, task: _Task, receiver: Callable[[Any], None], value: Any) -> None:
        def call() -> None:
            # Looked up at the last moment: a newer request may have come since.
            if self._is_newest(task):
                receiver(value)

        with self._lock:
            if task.awaited is not None:
                task.result = call
                task.awaited.release()
                return
        self._deliver(call)

    def _is_newest(self, task: _Task) -> bool:
        if task.key is None:
            return True
        with self._lock:
            if self._newest.get(task.key) is not task:
                return False
            del self._newest[task.key]
            return True
