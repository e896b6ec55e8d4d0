"""Fields limit what is typed, and never what is shown."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desk.widgets.fields import LineEdit, NoteEdit


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
