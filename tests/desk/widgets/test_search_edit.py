"""A field that finds while an input method composes."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from desk.widgets.search_edit import SearchEdit
from tests.desk.composing import compose


def _field(qtbot: QtBot) -> tuple[SearchEdit, list[str]]:
    field = SearchEdit("field", "A field")
    qtbot.addWidget(field)
    asked: list[str] = []
    field.asked.connect(asked.append)
    return field, asked


def test_pinyin_asks_before_the_characters_are_picked(qtbot: QtBot) -> None:
    field, asked = _field(qtbot)
    for shown in ("g", "go", "gong", "gong ji", "gong ji jin", "gong ji jin"):
        compose(field, shown)
    assert asked == ["g", "go", "gong", "gongji", "gongjijin"]
    assert field.text() == ""
    compose(field, "", "公积金")
    assert asked[-1] == field.question == field.text() == "公积金"
    assert "公积金gongjijin" not in asked


def test_it_is_asked_where_the_cursor_stands(qtbot: QtBot) -> None:
    field, asked = _field(qtbot)
    field.setText("租房公积金")
    field.setCursorPosition(2)
    compose(field, "ti'qu")
    assert asked[-1] == "租房tiqu公积金"
    compose(field, "")
    assert asked[-1] == field.question == "租房公积金"


def test_typing_without_an_input_method_asks_once_a_letter(qtbot: QtBot) -> None:
    field, asked = _field(qtbot)
    for letter in "gjj":
        qtbot.keyClicks(field, letter)
    assert asked == ["g", "gj", "gjj"]
    field.clear()
    assert asked[-1] == ""
