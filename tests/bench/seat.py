"""The desk as it is measured: the whole workstation, with probes beside its window.

`python -m tests.bench.seat SETTINGS SECONDS WARM [--until-told]` opens the window, signs the seat in, types
into the knowledge query all the time, wraps up what was answered, and prints what the probes saw as one
line of JSON; `--until-told` ends it with its standard input. Nothing in the product knows of it.
"""

from __future__ import annotations

import gc
import json
import sys
import threading
import time
from array import array
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from desk import settings
from desk.program import run
from desk.records.views import CallerCard
from desk.workstation.app import Workstation
from telephony.snapshots import LinkState, SeatState, SeatView

_QUESTIONS = (
    "公积金提取需要哪些材料",
    "gjjtq",
    "居住证怎么办理",
    "噪声扰民",
    "劳动合同没签拖欠工资",
    "退货退款不给",
    "法律援助在哪里申请",
    "ybk",
)
KEY_MS = 120  # a fast typist's time between two characters


class LoopProbe(QObject):
    """A timer of a few ms in the thread of the window; each gap between two of its turns is kept, in seconds.

    `busy` is how much of each gap the thread itself has worked: the rest it waited for a processor.
    """

    def __init__(self, parent: QObject | None = None, every_ms: int = 1) -> None:
        super().__init__(parent)
        # As small numbers, not as objects: an hour of them is weighed with the program.
        self.gaps = array("f")
        self.busy = array("f")
        self._last = self._worked = 0.0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(every_ms)
        self._timer.timeout.connect(self._turn)

    def begin(self) -> None:
        """Measure from now on."""
        del self.gaps[:], self.busy[:]
        self._last, self._worked = time.monotonic(), time.thread_time()
        self._timer.start()

    def _turn(self) -> None:
        now, worked = time.monotonic(), time.thread_time()
        self.gaps.append(now - self._last)
        self.busy.append(worked - self._worked)
        self._last, self._worked = now, worked


class PaintProbe(QObject):
    """Notes when the card of a caller has been painted."""

    def __init__(self, workstation: Workstation, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.painted: dict[str, float] = {}
        self._panel = workstation.window.caller
        self._waiting = ""
        self._seen = False
        workstation.window.callers.card_shown.connect(self._shown)
        for widget in (self._panel, self._panel.name):
            widget.installEventFilter(self)

    def _shown(self, card: CallerCard) -> None:
        if card.calls_total and self._panel.name.text() == card.name:
            self._waiting, self._seen = card.number.raw, False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look for the paint that follows on the card; the window is painted as a whole after it."""
        if event.type() == QEvent.Type.Paint and self._waiting and not self._seen:
            self._seen = True
            number = self._waiting
            # Runs after the paint that is under way has come to its end.
            QTimer.singleShot(0, self, lambda: self._done(number))
        return False

    def _done(self, number: str) -> None:
        self.painted[number] = time.monotonic()
        if self._waiting == number:
            self._waiting = ""


class Typist(QObject):
    """Somebody who types questions, one character after the other."""

    def __init__(self, query: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._query = query
        self._turn = 0
        self._left = ""
        self._timer = QTimer(self)
        self._timer.setInterval(KEY_MS)
        self._timer.timeout.connect(self._type)
        self._timer.start()

    def _type(self) -> None:
        if not self._left:
            self._left = _QUESTIONS[self._turn % len(_QUESTIONS)]
            self._turn += 1
            key, text = Qt.Key.Key_Escape, ""
        else:
            key, text, self._left = Qt.Key.Key_unknown, self._left[0], self._left[1:]
        press(self._query, key, text)


def press(widget: QWidget, key: Qt.Key, text: str = "") -> None:
    """Press a key and let go of it, as if by hand."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.postEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))


class Seat(QObject):
    """Runs the measurement once the window stands."""

    def __init__(self, workstation: Workstation, warm: float, seconds: float) -> None:
        super().__init__(workstation.window)
        self._workstation = workstation
        self._window = workstation.window
        self._warm, self._seconds = warm, seconds
        self.loop = LoopProbe(self)
        self.paint = PaintProbe(workstation, self)
        self._typist: Typist | None = None
        self.memory: list[tuple[float, float]] = []  # time, MB
        self._began = 0.0
        self._wrapped_up = 0
        self._entries = 0
        self._logins, self._up = 0, False
        workstation.pbx.view_changed.connect(self._follow)
        self._routine = QTimer(self)
        self._routine.setInterval(150)
        self._routine.timeout.connect(self._work)
        self._routine.start()
        self._weigh = QTimer(self)
        self._weigh.setInterval(1000)
        self._weigh.timeout.connect(lambda: self.memory.append((time.monotonic(), memory_mb())))
        self._weigh.start()

    def _follow(self, view: SeatView) -> None:
        up = view.link.state is LinkState.UP
        self._logins += up and not self._up
        self._up = up

    def _work(self) -> None:
        view = self._window._ports.pbx.view
        if view.link.state is not LinkState.UP:
            return
        if self._typist is None:
            self._typist = Typist(self._window.knowledge.query, self)
            QTimer.singleShot(int(self._warm * 1000), self, self._begin)
        if view.seat.state in (SeatState.SIGNED_OUT, SeatState.NOT_READY):
            self._click("seat_ready")
        elif self._window.wrapup.done.isEnabled():
            self._window.wrapup.choose(0)
            self._click("wrapup_done")
            self._wrapped_up += 1

    def _click(self, name: str) -> None:
        button = self._window.findChild(QPushButton, name)
        if button is not None and button.isEnabled():
            button.click()

    def _begin(self) -> None:
        gc.collect()
        self._entries = self._workstation.knowledge.count
        self._began = time.monotonic()
        self.loop.begin()
        QTimer.singleShot(int(self._seconds * 1000), self, QApplication.quit)

    def result(self) -> dict[str, Any]:
        """Return what was measured."""
        return {
            "began": self._began,
            "painted": self.paint.painted,
            "gaps": list(self.loop.gaps),
            "busy": list(self.loop.busy),
            "memory": self.memory,
            "own": own_mb(),
            "logins": self._logins,
            "wrapped_up": self._wrapped_up,
            "entries": self._entries,
            "processor": time.process_time(),
            "platform": QApplication.platformName(),
        }


def memory_mb() -> float:
    """Return what this process has in memory (resident), in MB of 2^20 bytes as `top` counts them."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * 4096 / 2**20


def own_mb() -> float:
    """Return what of it is this process's alone: not the mapped files, which all programs share."""
    for line in Path("/proc/self/status").read_text("ascii").splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1]) / 1024
    return 0.0


def main(path: str, seconds: float, warm: float, until_told: bool) -> int:
    """Measure and print; return the exit status."""
    seats: list[Seat] = []

    def opened(workstation: Workstation) -> None:
        seat = Seat(workstation, warm, seconds)
        seats.append(seat)
        if until_told:
            told = threading.Event()
            threading.Thread(target=lambda: (sys.stdin.read(), told.set()), daemon=True).start()
            look = QTimer(seat)
            look.timeout.connect(lambda: QApplication.quit() if told.is_set() else None)
            look.start(100)

    status = run(Workstation, settings.load(Path(path)), on_open=opened)
    print(json.dumps(seats[0].result()), flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], float(sys.argv[2]), float(sys.argv[3]), "--until-told" in sys.argv))
