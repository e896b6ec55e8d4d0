"""The editor's window as a program of its own, in which somebody works; it tells what it has done, and when.

`python -m tests.desk.editor.typist CONFIG type FIELD [CODE]` types into a field of an entry, or of a new
one; `… CONFIG publish CODE …` approves one entry after the other. It runs until it is killed.
"""

from __future__ import annotations

import itertools
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desk import settings
from desk.editor.app import EditorProgram
from desk.editor.window import EditorWindow
from desk.program import run
from kb.editing.views import State

Script = Iterator[Callable[[], bool]]
KEYS_MS = 40


def typing(window: EditorWindow, field: str, code: str = "") -> Script:
    """Type numbers into a field; tell how many there are, and when."""
    if code:
        window.open_entry(code)
        yield lambda: state_of(window, code) is not None
    else:
        window.begin_entry()
    widget = window.findChild(QWidget, field)
    for number in itertools.count():
        QTest.keyClicks(widget, f"{number} ")
        print(number + 1, time.time(), flush=True)
        due = time.monotonic() + KEYS_MS / 1000
        yield lambda due=due: time.monotonic() >= due


def publishing(window: EditorWindow, *codes: str) -> Script:
    """Approve entries by the key; tell of each when the key was pressed and when it was done."""
    for code in codes:
        window.open_entry(code)
        yield lambda code=code: state_of(window, code) is State.SUBMITTED and window.entry.approve.isEnabled()
        QTest.keyClick(window, Qt.Key.Key_F8)
        print("pressed", code, flush=True)
        yield lambda code=code: state_of(window, code) is State.PUBLISHED
        print("published", code, flush=True)


def state_of(window: EditorWindow, code: str) -> State | None:
    """Return the state of the entry that is open, None while it is another one."""
    opened = window.entry_controller.opened
    if opened is None or opened.code != code:
        return None
    text = opened.working or opened.published
    return text.state if text is not None else None


def main() -> int:
    """Open the window, and work in it as soon as its list stands."""
    config, what, *about = sys.argv[1:]
    timer = QTimer()

    def opened(program: EditorProgram) -> None:
        window = program.window
        script = {"type": typing, "publish": publishing}[what](window, *about)  # type: ignore[operator]
        goes_on: Callable[[], bool] = lambda: window.entries.model.rowCount() > 0  # noqa: E731

        def turn() -> None:
            nonlocal goes_on
            if goes_on():
                goes_on = next(script, lambda: False)

        timer.timeout.connect(turn)
        timer.start(5)

    return run(EditorProgram, settings.load(Path(config)), on_open=opened)


if __name__ == "__main__":
    sys.exit(main())
