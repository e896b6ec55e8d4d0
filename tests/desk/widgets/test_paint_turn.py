"""A change and its painting are two turns of the loop, and nothing stays unpainted."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desk.widgets.paint_turn import PaintTurn


class Label(QLabel):
    def __init__(self) -> None:
        super().__init__("first")
        self.painted: list[str] = []

    def paintEvent(self, event) -> None:
        self.painted.append(self.text())
        super().paintEvent(event)


def make(qtbot) -> tuple[QWidget, Label]:
    window, label = QWidget(), Label()
    QVBoxLayout(window).addWidget(label)
    PaintTurn(window)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: label.painted[-1:] == ["first"])
    return window, label


def test_what_waits_comes_before_the_painting(qtbot):
    _, label = make(qtbot)
    seen = []
    label.setText("second")
    QTimer.singleShot(0, lambda: seen.append(label.painted[-1]))
    QCoreApplication.sendPostedEvents()
    assert label.painted[-1] == "first"
    qtbot.waitUntil(lambda: label.painted[-1] == "second")
    assert seen == ["first"]


def test_every_change_is_painted(qtbot):
    window, label = make(qtbot)
    for turn in range(20):
        label.setText(f"turn {turn}")
        qtbot.waitUntil(lambda turn=turn: label.painted[-1] == f"turn {turn}")
    window.hide()
    label.setText("hidden")
    window.show()
    qtbot.waitUntil(lambda: label.painted[-1] == "hidden")


def test_the_end_of_a_window_leaves_no_painting_behind(qtbot):
    window, label = make(qtbot)
    label.setText("never seen")
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QCoreApplication.processEvents()
