"""A workstation as a program of its own, in which somebody types; it tells what it has typed, and when.

`python -m tests.desk.faults.typist DATABASE PORT SECRET [FIELD]`; with no field the window only opens. A
field that cannot be typed into yet is waited for, with the seat ready for a call. It runs until it is
killed, or closes its window when a line comes in.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterator

from PySide6.QtCore import QMetaObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desk.program import run
from desk.settings import DatabaseSection, PbxSection, SeatSection, Settings, UiSection
from desk.settings_reader import Secret
from desk.workstation.app import Workstation
from desk.workstation.window import WorkstationWindow
from telephony.snapshots import SeatState


def tell(*words: object) -> None:
    """Tell the test."""
    print(*words, flush=True)


def typing(workstation: Workstation, field: QWidget) -> Iterator[None]:
    """Type one word at each turn, as soon as there is a caller to type about."""
    bar = workstation.window.seat_bar
    while not field.isEnabled():
        if workstation.pbx.view.seat.state is SeatState.READY:
            tell("ready")
            while not field.isEnabled():
                yield
        elif bar.ready.isEnabled():
            bar.ready.click()
        yield
    for count in range(1, 10_000):
        QTest.keyClicks(field, f"{count - 1} ")
        tell(count, time.time())
        yield


def choosing(window: WorkstationWindow) -> Iterator[None]:
    """Choose a kind and a department, by their keys."""
    window.order.kind.setFocus()
    QTest.keyClick(window.order.kind, Qt.Key.Key_Down)
    QTest.keyClicks(window.order.department, "CG")
    while window.order.chosen_department is None:
        yield
    tell("chosen")
    while True:
        yield


def main() -> int:
    """Open, type, and tell."""
    database, port, secret, field = sys.argv[1:]
    settings = Settings(
        pbx=PbxSection(port=int(port), username="desk-2001", secret=Secret(secret)),
        seat=SeatSection(extension="2001", agent="1024", queues=("zonghe",)),
        database=DatabaseSection(url=database),
        ui=UiSection(language="en"),
    )
    timer = QTimer()

    def opened(workstation: Workstation) -> None:
        tell("open")

        def close() -> None:
            os.read(0, 1)  # not sys.stdin: its lock would hold up the end of the program
            QMetaObject.invokeMethod(workstation.window, "close", Qt.ConnectionType.QueuedConnection)

        threading.Thread(target=close, daemon=True).start()
        if field:
            widget = workstation.window.findChild(QWidget, field)
            assert widget is not None
            choice = field == "order_department"
            work = choosing(workstation.window) if choice else typing(workstation, widget)
            timer.timeout.connect(lambda: next(work))
            timer.start(40)

    return run(Workstation, settings, on_open=opened)


if __name__ == "__main__":
    sys.exit(main())
