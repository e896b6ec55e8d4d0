"""`desk workstation` itself, with a probe that tells the moments of its start and then quits.

Imports nothing before the command does: what this module needs is there already.
"""

from __future__ import annotations

import json
import sys
import time


def _tell(name: str, value: object = None) -> None:
    print(json.dumps({name: time.monotonic() if value is None else value}), flush=True)


def main(path: str) -> None:
    """Be `desk workstation`, tell the moments of its start, and quit."""
    from desk import cli, collector, sources

    collector.hold()
    sources.leave_unread()
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication

    from desk import program
    from desk.workstation.app import Workstation
    from telephony.snapshots import LinkState, SeatState

    class FirstPaint(QObject):
        def __init__(self, workstation: Workstation) -> None:
            super().__init__(workstation.window)
            self.left = {"window", "link", "knowledge"}
            self.workstation = workstation
            self.look = QTimer(self)
            self.look.timeout.connect(self.looking)
            self.look.start(5)
            workstation.window.knowledge.query.installEventFilter(self)

        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and "window" in self.left:
                # A turn of the loop later: the window is painted and takes keys.
                QTimer.singleShot(0, self, lambda: self.reached("window"))
            return False

        def looking(self) -> None:
            view = self.workstation.window._ports.pbx.view
            if view.link.state is LinkState.UP and view.seat.state is not SeatState.UNKNOWN:
                self.reached("link")
            if self.workstation.knowledge.count:
                self.reached("knowledge")

        def reached(self, name: str) -> None:
            if name in self.left:
                self.left.discard(name)
                _tell(name)
                if not self.left:
                    _tell("platform", QApplication.platformName())
                    QApplication.quit()

    plain = program.run
    program.run = lambda make, settings: plain(make, settings, on_open=FirstPaint)
    cli.main(["workstation", "--config", path])


if __name__ == "__main__":
    main(sys.argv[1])
