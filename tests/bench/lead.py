"""The team lead's window, measured: `python -m tests.bench.lead PORT SECONDS`.

Its database and index are `--database URL --index FOLDER`, or empty ones of its own. Prints when which
mark was painted, the gaps of the event loop, processor and memory; at the end, how many calls the board
knows.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from array import array
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from desk.figures import keeper, stays
from desk.monitor.app import Monitor
from desk.program import run
from desk.settings import (
    DatabaseSection,
    KbSection,
    MonitorSection,
    PbxSection,
    Settings,
    UiSection,
)
from desk.settings_reader import Secret
from telephony.floor import call_book
from telephony.floor.facts import Fact, Outcome, QueueCall
from tests.bench.programs import SECRET
from tests.bench.seat import LoopProbe, memory_mb
from tests.bench.world import environment

_QUIET_MS = 1000
_PROBE_MS = 5  # a turn a millisecond would be work that the board is blamed for
PBX, MARKED = "bench", "9999"  # the seat whose reason is the number of the mark


class Lead(QObject):
    """Watches the row of the marked seat, which is always in sight.

    What it notes is kept as numbers and in a file: as objects an hour of it would be weighed with the board.
    """

    def __init__(self, monitor: Monitor, seconds: float, folder: Path) -> None:
        super().__init__(monitor.window)
        self._monitor, self._seconds = monitor, seconds
        self._panel = monitor.window.board.seats
        self._place = 0  # of the marked row, where it was last found
        self._marks, self._times = array("q"), array("d")  # when which mark was painted
        self._seen = -1  # the newest mark of which a paint has begun
        self._processor = self._began = 0.0
        self._weights: list[float] = []
        self._callers = (folder / "callers").open("w+", encoding="utf-8")
        monitor.floor._floor.listen_to_facts(self._hear)
        self._mark_at_end: int | None = None
        self._loop = LoopProbe(self, _PROBE_MS)
        self._panel.table.viewport().installEventFilter(self)
        self._look = QTimer(self)
        self._look.setInterval(200)
        self._look.timeout.connect(self._wait)
        self._look.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look which mark a paint of the seats shows."""
        if event.type() == QEvent.Type.Paint:
            mark = self._mark()
            if mark is not None and mark > self._seen:
                self._seen = mark
                # Runs after the paint that is under way has come to its end.
                QTimer.singleShot(0, self, lambda: self._has_painted(mark))
        return False

    def _has_painted(self, mark: int) -> None:
        self._marks.append(mark)
        self._times.append(time.monotonic())

    def _hear(self, fact: Fact) -> None:
        """Note who comes in, in the floor's thread."""
        if self._callers.closed:
            return  # the PBX goes on when all has been counted
        if isinstance(fact, QueueCall) and fact.outcome is Outcome.WAITING:
            print(fact.call_id, file=self._callers)

    def _mark(self) -> int | None:
        model = self._panel.model
        row = model.row(model.index(self._place, 0))
        if row is None or row.key != (PBX, MARKED):
            found = model.place((PBX, MARKED))
            if found is None:
                return None
            self._place, row = found, model.row(model.index(found, 0))
        reason = row.seat.reason
        return int(reason) if reason.isdigit() else None

    def _wait(self) -> None:
        """Begin to measure when marks are in sight and charts stand; end when the last has been painted.

        Reading and drawing a day and the same one of last week for the first time is a part of the start.
        """
        if self._mark() is not None:
            self._panel.table.scrollToBottom()
            self._weights.append(memory_mb())
        if not self._began and self._marks and self._draws_today():
            self._began, self._processor = time.monotonic(), time.process_time()
            self._loop.begin()
            print(json.dumps({"began": self._began}), flush=True)
        if self._began and time.monotonic() - self._began >= self._seconds:
            self._look.stop()
            self._tell()

    def end(self) -> None:
        """Say how many calls the board knows, when no mark is on its way any more, and close it."""
        if self._began and self._look.isActive():
            self._tell()
        self._look.stop()
        self._mark_at_end = self._mark()
        QTimer.singleShot(_QUIET_MS, self, self._count_or_wait)

    def _count_or_wait(self) -> None:
        if self._mark() != self._mark_at_end:
            self.end()
            return
        monitor, now = self._monitor, datetime.now(UTC)

        def job() -> int:
            monitor.figures.turn(monitor.floor.view, now)
            known = monitor.figures._keeper.day.stays
            self._callers.seek(0)
            return sum(known.queue_of(call_id) != "" for call_id in set(self._callers.read().split()))

        def done(calls: int) -> None:
            print(json.dumps({"calls": calls}), flush=True)
            self._callers.close()
            monitor.window.close()

        monitor._worker.submit("figures", job, done)

    def _tell(self) -> None:
        length = time.monotonic() - self._began
        said = {
            "painted": list(zip(self._marks, self._times, strict=True)),
            "gaps": list(self._loop.gaps),
            "busy": list(self._loop.busy),
            "share": (time.process_time() - self._processor) / length,
            "memory": self._weights,
            "seats": self._panel.model.rowCount(),
            "groups": self._monitor.window.board.queues.model.rowCount() - 1,
            "last_week": self._draws_last_week(),
            "platform": QApplication.platformName(),
        }
        print(json.dumps(said), flush=True)

    def _draws_today(self) -> bool:
        charts = self._monitor.window.board.chart.charts
        return charts is not None and charts._data is not None

    def _draws_last_week(self) -> bool:
        charts = self._monitor.window.board.chart.charts
        data = None if charts is None else charts._data
        return data is not None and data.before is not None and data.seats_before is not None


def _prepare(settings: Settings) -> None:
    """Make database and index as an installed board finds them, in a program of its own.

    What makes them (Alembic, the writer of the index) would be weighed with the board: 25 MB.
    """
    where = {"DESK_DATABASE__URL": settings.database_url, "DESK_KB__INDEX": str(settings.index_folder)}
    command = [Path(sys.executable).with_name("desk"), "init"]
    subprocess.run(command, env=environment() | where, check=True, stdout=subprocess.DEVNULL)


def main() -> None:
    """Open the board on a PBX at a port, and close it when the standard input ends."""
    options = argparse.ArgumentParser(prog="tests.bench.lead")
    options.add_argument("port", type=int)
    options.add_argument("seconds", type=float)
    options.add_argument("--pace", type=int, default=1, help="hours of calls that come in one")
    options.add_argument("--account", metavar="NAME", default="lead", help=f"its secret is in {SECRET}")
    options.add_argument("--database", metavar="URL", default="")
    options.add_argument("--index", type=Path, metavar="FOLDER")
    chosen = options.parse_args()
    account, secret = chosen.account, os.environ.get(SECRET, "secret")
    # What is forgotten after a while is forgotten so much sooner.
    stays._FRESH /= chosen.pace
    keeper._TIDY_EVERY /= chosen.pace
    keeper._RECONCILE_EVERY /= chosen.pace
    call_book._KEPT_FOR /= chosen.pace
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            pbx=PbxSection(port=chosen.port, username=account, secret=Secret(secret), name=PBX),
            monitor=MonitorSection(name="bench", role="chief", extension="2000", sound=False),
            database=DatabaseSection(url=chosen.database or f"sqlite:///{Path(folder) / 'desk.db'}"),
            kb=KbSection(index=chosen.index or Path(folder) / "index"),
            ui=UiSection(language="zh_CN", theme="light"),
        )

        _prepare(settings)

        def begin(monitor: Monitor) -> None:
            lead = Lead(monitor, chosen.seconds, Path(folder))
            ended = threading.Event()
            threading.Thread(target=lambda: (sys.stdin.read(), ended.set()), daemon=True).start()
            look = QTimer(monitor.window)

            def end() -> None:
                if ended.is_set():
                    look.stop()
                    lead.end()

            look.timeout.connect(end)
            look.start(100)

        run(Monitor, settings, on_open=begin)


if __name__ == "__main__":
    main()
