"""What the three windows have in common: size and colours by key, and what follows the letters."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

import pytest
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desk import theme
from desk.widgets.buttons import KeyButton
from desk.widgets.desk_window import DeskWindow
from desk.widgets.message_bar import MessageBar
from desk.widgets.shortcuts import Shortcuts


class Key(Enum):
    SAVE = "Ctrl+S"
    BACK = "Ctrl+W"
    LARGER = "Ctrl++"
    SMALLER = "Ctrl+-"
    USUAL = "Ctrl+0"
    THEME = "Ctrl+T"


class Window(DeskWindow):
    """Two buttons with one key, as on two pages, and a third whose key the window gives."""

    def __init__(self) -> None:
        super().__init__("light", 1.0)
        self.fitted: list[float] = []
        self.first = KeyButton("first", "Save", Key.SAVE)
        self.second = KeyButton("second", "Save", Key.SAVE)
        self.back = KeyButton("back", "Back", Key.BACK)
        self.label = QLabel("text")
        root = QWidget()
        row = QHBoxLayout(root)
        for widget in (self.first, self.second, self.back, self.label):
            row.addWidget(widget)
        self.setCentralWidget(root)
        self.shortcuts = Shortcuts(self, MessageBar())
        self.shortcuts.add_buttons(Key.BACK)
        self.give_look_keys(
            self.shortcuts, larger=Key.LARGER, smaller=Key.SMALLER, usual=Key.USUAL, theme=Key.THEME
        )

    def fit_letters(self) -> None:
        self.fitted.append(self.look.scale)

    def press(self, key: Key) -> None:
        self.shortcuts.keys[key].activated.emit()


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication) -> Iterator[Window]:
    """Give a window in scale 1; what it does to the application's letters is undone."""
    palette, font, sheet, dress = qapp.palette(), qapp.font(), qapp.styleSheet(), qapp.property("dress")
    made = Window()
    qtbot.addWidget(made)
    yield made
    qapp.setPalette(palette)
    qapp.setFont(font)
    qapp.setStyleSheet(sheet)
    qapp.setProperty("dress", dress)


def test_size_and_colours_follow_the_keys(window: Window) -> None:
    assert window.fitted == []  # before its widgets stand there is nothing to fit
    letters = QApplication.font().pixelSize()
    for _ in range(4):
        window.press(Key.LARGER)
    assert window.look.scale == pytest.approx(1.1**4)
    assert QApplication.font().pixelSize() > letters
    window.press(Key.SMALLER)
    assert window.look.scale == pytest.approx(1.1**3)
    window.press(Key.THEME)
    assert (window.look.name, window.look.scale) == ("dark", pytest.approx(1.1**3))
    window.press(Key.USUAL)
    assert window.look.scale == theme.scale_for(window.screen().availableGeometry().size())
    window.press(Key.THEME)
    assert window.look.name == "light"
    assert len(window.fitted) == 8


def test_of_two_buttons_with_one_key_the_first_is_pressed_and_a_shared_key_is_the_windows(
    window: Window, qtbot: QtBot
) -> None:
    pressed: list[KeyButton] = []
    for button in (window.first, window.second, window.back):
        button.clicked.connect(lambda _=False, button=button: pressed.append(button))
    window.show()
    qtbot.waitExposed(window)
    window.press(Key.SAVE)
    assert pressed == [window.first]
    assert Key.BACK not in window.shortcuts.keys


def test_a_window_takes_the_screen_that_is_large_enough(window: Window) -> None:
    window.fill_screen()
    assert window.isMaximized()
    assert window.size() == window.screen().availableGeometry().size()


def test_a_window_that_does_not_fit_is_not_squeezed(window: Window) -> None:
    window.label.setMinimumWidth(window.screen().availableGeometry().width())
    window.fill_screen()
    assert not window.isMaximized()
