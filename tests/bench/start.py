"""`start`: from the start of the process `desk workstation` to a window that takes keys.

Run as a program it is `desk workstation` itself, with a probe that is told of the open window.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.figures import Figure
from tests.bench.pbx import FILTERED
from tests.bench.programs import program, screen
from tests.bench.world import World

LIMIT = 2.0
_TIMES = 7


def measure(world: World) -> Iterator[Figure]:
    """Start the desk several times and give the median, the first start (compiling) left out."""
    with screen() as env, program("tests.bench.pbx", "--rate", 0, "--every", 0) as pbx:
        file = world.settings_file(pbx.wait_for("port", 60), FILTERED)
        taken: dict[str, list[float]] = {"window": [], "link": [], "knowledge": []}
        for turn in range(_TIMES + 1):
            begin = time.monotonic()
            with program("tests.bench.start", file, env=env) as desk:
                for name, values in taken.items():
                    at = desk.wait_for(name, 60) - begin
                    if turn:
                        values.append(at)
            platform = desk.all("platform")[0]["platform"]
    window = statistics.median(taken["window"])
    yield Figure(
        "start to the first usable window, median",
        f"{window:.2f} s (worst {max(taken['window']):.2f} of {_TIMES})",
        f"{LIMIT:.0f} s warm, {platform}",
        window <= LIMIT,
    )
    for name, words in (
        ("link", "  to the PBX's state on the screen"),
        ("knowledge", "  to the first answer found"),
    ):
        yield Figure(words, f"{statistics.median(taken[name]):.2f} s")


def _tell(name: str, value: object = None) -> None:
    print(json.dumps({name: time.monotonic() if value is None else value}), flush=True)


def main(path: str) -> None:
    """Be `desk workstation`, tell the moments of its start, and quit."""
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication

    from desk import app, cli
    from telephony.snapshots import LinkState, SeatState

    class FirstPaint(QObject):
        def __init__(self, workstation: app.Workstation) -> None:
            super().__init__(workstation.window)
            self.left = {"window", "link", "knowledge"}
            self.workstation = workstation
            self.look = QTimer(self)
            self.look.timeout.connect(self.looking)
            self.look.start(5)
            workstation.window.knowledge.query.installEventFilter(self)

        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
            if event.type() == QEvent.Type.Paint and "window" in self.left:
                # A turn of the loop later: the window is painted and takes keys.
                QTimer.singleShot(0, self, lambda: self.reached("window"))
            return False

        def looking(self) -> None:
            view = self.workstation.window._ports.pbx.view
            if view.link.state is LinkState.UP and view.seat.state is not SeatState.UNKNOWN:
                self.reached("link")
            if self.workstation._knowledge.count:
                self.reached("knowledge")

        def reached(self, name: str) -> None:
            if name in self.left:
                self.left.discard(name)
                _tell(name)
                if not self.left:
                    _tell("platform", QApplication.platformName())
                    QApplication.quit()

    plain = app.run_workstation
    app.run_workstation = lambda settings: plain(settings, on_open=FirstPaint)
    cli.main(["workstation", "--config", path])


if __name__ == "__main__":
    main(str(Path(sys.argv[1])))
