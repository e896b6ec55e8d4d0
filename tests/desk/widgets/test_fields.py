"""Fields limit what is typed, and never what is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desk.widgets.fields import LineEdit, NoteEdit
from desk.widgets.search_edit import SearchEdit

Show = Callable[[LineEdit | NoteEdit], tuple[LineEdit | NoteEdit, QLabel]]


@pytest.mark.parametrize(
    "field", [lambda: LineEdit("f", "A field", limit=5), lambda: NoteEdit("f", "A field", limit=5)]
)
def test_what_is_stored_is_shown_whole_and_typing_ends_at_the_limit(qtbot: QtBot, field: object) -> None:
    made = field()  # type: ignore[operator]
    qtbot.addWidget(made)
    QTest.keyClicks(made, "1234567")
    assert made.typed == "12345"
    made.show_text("a text of before")
    assert made.typed == "a text of before"
    made.show_text("𠮷" * 5)
    assert made.typed == "𠮷" * 5
    made.show_text("")
    QTest.keyClicks(made, "1234567")
    assert made.typed == "12345"


def test_what_is_too_much_is_left_out_where_it_was_put_in(qtbot: QtBot) -> None:
    field = NoteEdit("f", "A field", limit=8)
    qtbot.addWidget(field)
    QTest.keyClicks(field, "ab")
    field.insertPlainText("𠮷\nlong, long")
    assert field.typed == "ab𠮷\nlong"
    field.moveCursor(QTextCursor.MoveOperation.Start)
    QTest.keyClicks(field, "x")
    assert field.typed == "ab𠮷\nlong"
    assert field.textCursor().position() == 0
    field.setPlainText("0123456789")
    assert field.typed == "01234567"
    field.selectAll()
    field.insertPlainText("new")
    field.undo()
    assert field.typed == "01234567"


@pytest.fixture
def show(qtbot: QtBot) -> Iterator[Show]:
    """Show a field with the keyboard in a window; return it with what tells of what it left out."""
    window = QWidget()

    def put(field: LineEdit | NoteEdit) -> tuple[LineEdit | NoteEdit, QLabel]:
        told = field.findChild(QLabel, "f_left_out")
        assert told is not None
        layout = QVBoxLayout(window)
        layout.addWidget(field)
        layout.addStretch(1)
        window.resize(400, 300)
        window.show()
        window.activateWindow()
        field.setFocus()
        qtbot.waitUntil(field.hasFocus)
        return field, told

    yield put
    window.close()
    window.deleteLater()


FIELDS = {
    "line": lambda: LineEdit("f", "A field", limit=8),
    "search": lambda: SearchEdit("f", "A field", limit=8),
    "note": lambda: NoteEdit("f", "A field", limit=8),
}


def put_in_by_hand(field: QWidget, text: str) -> None:
    QTest.keyClicks(field, text)


def paste_by_key(field: QWidget, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def paste_from_the_menu(field: QWidget, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    field.paste()  # type: ignore[attr-defined]


def compose(field: QWidget, text: str) -> None:
    QGuiApplication.clipboard().setText("something else")
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)


@pytest.mark.parametrize("make", FIELDS.values(), ids=FIELDS)
@pytest.mark.parametrize("put_in", [put_in_by_hand, paste_by_key, paste_from_the_menu, compose])
def test_what_does_not_fit_is_told_under_the_field_until_there_is_room(
    show: Show,
    make: Callable[[], LineEdit | NoteEdit],
    put_in: Callable[[QWidget, str], None],
) -> None:
    field, told = show(make())
    QTest.keyClicks(field, "12")
    put_in(field, "345678")
    assert field.typed == "12345678"
    assert told.isHidden()
    put_in(field, "abc")
    assert field.typed == "12345678"
    assert told.isVisible()
    assert "at most 8 characters" in told.text()
    assert "Left out: 3." in told.text()
    assert told.geometry().top() >= field.geometry().bottom()
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert told.isHidden()
    assert field.property("full") == ""
    put_in(field, "xyz")
    assert field.typed == "1234567x"
    assert "Left out: 2." in told.text()
    field.show_text("of another call")
    assert told.isHidden()


def test_while_the_keyboard_is_elsewhere_the_edge_of_the_field_and_its_tooltip_tell(show: Show) -> None:
    field, told = show(FIELDS["line"]())
    field.setToolTip("of before")
    QTest.keyClicks(field, "1234567890")
    assert told.isVisible()
    field.clearFocus()
    assert told.isHidden()
    assert field.property("full") == "true"
    assert "Left out: 2." in field.toolTip()
    field.setFocus()
    assert told.isVisible()
    QTest.mouseClick(told, Qt.MouseButton.LeftButton)
    assert told.isHidden()
    field.clear()
    assert field.toolTip() == "of before"
