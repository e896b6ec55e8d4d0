"""A workstation as a program of its own, in which somebody types; it tells what it has typed, and when.

`python -m tests.desk.faults.typist DATABASE PORT [FIELD]`; with no field the window only opens. It runs
until it is killed, or closes its window when a line comes in.
"""

from __future__ import annotations

import os
import sys
import threading
import time

from PySide6.QtCore import QMetaObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desk.program import run
from desk.settings import DatabaseSection, PbxSection, SeatSection, Settings, UiSection
from desk.settings_reader import Secret
from desk.workstation.app import Workstation


def main() -> int:
    """Open, type, and tell."""
    database, port, *field = sys.argv[1:]
    settings = Settings(
        pbx=PbxSection(port=int(port), username="desk-2001", secret=Secret("wrong-or-right")),
        seat=SeatSection(extension="2001", agent="1024", queues=("zonghe",)),
        database=DatabaseSection(url=database),
        ui=UiSection(language="en"),
    )
    timer = QTimer()
    typed = 0

    def opened(workstation: Workstation) -> None:
        print("open", flush=True)

        def close() -> None:
            os.read(0, 1)  # not sys.stdin: its lock would hold up the end of the program
            QMetaObject.invokeMethod(workstation.window, "close", Qt.ConnectionType.QueuedConnection)

        threading.Thread(target=close, daemon=True).start()

        def key() -> None:
            nonlocal typed
            widget = workstation.window.findChild(QWidget, field[0])
            QTest.keyClicks(widget, f"{typed} ")
            typed += 1
            print(typed, time.time(), flush=True)

        if field:
            timer.timeout.connect(key)
            timer.start(40)

    return run(Workstation, settings, on_open=opened)


if __name__ == "__main__":
    sys.exit(main())
