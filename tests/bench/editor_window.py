"""The editor's window on very many entries, measured.

`python -m tests.bench.editor_window DATABASE INDEX COUNT` waits until all entries are in the list. Somebody
filters it as they type, and then drags its slider from the first entry to the last. Prints the gaps of the
event loop meanwhile, and how long after the slider stood the last entry was there.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from desk.editor.app import EditorProgram
from desk.program import run
from desk.settings import DatabaseSection, EditorSection, KbSection, Settings, UiSection
from tests.bench.seat import KEY_MS, LoopProbe, press

TYPED = ("公积金业务", "7号窗口怎么办理", "医疗保险 窗口", "dhgjj", "k0999", "没有这样的")
_SETTLED_MS = 2000  # by then the other lists of the window have been read
_DRAG_MS, _DRAGS = 16, 1200  # a move for each picture of the screen, twenty seconds of them
_LOOK_MS = 10


class Hands(QObject):
    """Types and drags; `_work` gives the ms until its next step."""

    def __init__(self, program: EditorProgram, count: int) -> None:
        super().__init__(program.window)
        self._panel = program.window.entries
        self._count = count
        self._loop = LoopProbe(self)
        self._next = QTimer(self)
        self._next.setSingleShot(True)
        self._next.setTimerType(Qt.TimerType.PreciseTimer)
        self._next.timeout.connect(self._step)
        self._steps = self._work()
        self._step()

    def _step(self) -> None:
        wait = next(self._steps, None)
        if wait is None:
            QApplication.quit()
        else:
            self._next.start(wait)

    def _work(self) -> Iterator[int]:
        model, bar = self._panel.model, self._panel.table.verticalScrollBar()
        yield from self._all_listed()
        yield _SETTLED_MS
        self._loop.begin()
        for text in TYPED:
            for character in text:
                press(self._panel.search, Qt.Key.Key_unknown, character)
                yield KEY_MS
            press(self._panel.search, Qt.Key.Key_Escape)
            yield KEY_MS
        yield from self._all_listed()
        self._tell("typing")
        self._loop.begin()
        for move in range(1, _DRAGS + 1):
            bar.setValue(bar.maximum() * move // _DRAGS)
            yield _DRAG_MS
        stood = time.monotonic()
        while model.row(model.index(self._count - 1, 0)) is None:
            yield _LOOK_MS
        self._tell("scrolling", shown=time.monotonic() - stood)

    def _all_listed(self) -> Iterator[int]:
        while self._panel.model.total != self._count:
            yield _LOOK_MS

    def _tell(self, what: str, **more: object) -> None:
        gaps = {"gaps": list(self._loop.gaps), "busy": list(self._loop.busy)}
        print(json.dumps({what: gaps, "platform": QApplication.platformName(), **more}), flush=True)


def main(database: str, index: Path, count: int) -> int:
    """Open the editor, measure, and return the exit status."""
    hands: list[Hands] = []
    settings = Settings(
        database=DatabaseSection(url=database),
        kb=KbSection(index=index),
        editor=EditorSection(name="bench", role="reviewer"),
        ui=UiSection(language="zh_CN", theme="light"),
    )
    return run(EditorProgram, settings, on_open=lambda program: hands.append(Hands(program, count)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])))
