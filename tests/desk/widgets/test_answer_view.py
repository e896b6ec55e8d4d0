"""A long answer is shown whole, from its beginning, and never holds up the window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from desk.widgets.answer_view import AnswerView
from desk.widgets.markdown_pieces import PIECE, pieces

LONG = 100_000  # characters that an answer may have
PARAGRAPH = "市民申请**住房公积金**提取应当提供身份证。\n- 第{0}项材料\n- 复印件\n\n"


@pytest.fixture
def view(qtbot: QtBot) -> AnswerView:
    view = AnswerView("kb_answer", "Answer")
    qtbot.addWidget(view)
    view.resize(440, 250)
    view.show()
    return view


def long(paragraph: str) -> str:
    return "".join(paragraph.format(at) for at in range(LONG // len(paragraph)))


def test_the_whole_of_a_long_answer_is_shown_piece_by_piece(view: AnswerView, qtbot: QtBot) -> None:
    steps: list[int] = []
    view.document().contentsChange.connect(lambda _at, _removed, added: steps.append(added))
    view.show_answer(long(PARAGRAPH), [("申请表", "https://example.com")])
    view.mark(["第1000项"])
    assert view.extraSelections() == []
    assert view.toPlainText().startswith("市民申请住房公积金")
    qtbot.waitUntil(lambda: "Attachments:  申请表" in view.toPlainText())
    text = view.toPlainText()
    assert text.count("复印件") == LONG // len(PARAGRAPH)
    assert text.index("第0项") < text.index("第1000项") < text.index("Attachments")
    assert max(steps) <= PIECE + 10
    assert view.verticalScrollBar().value() == 0
    assert [mark.cursor.selectedText() for mark in view.extraSelections()] == ["第1000项"]


def test_another_answer_ends_what_is_still_coming(view: AnswerView, qtbot: QtBot) -> None:
    view.show_answer(long(PARAGRAPH))
    view.show_answer("short")
    with qtbot.waitSignal(view.document().contentsChanged, timeout=300, raising=False):
        pass
    assert view.toPlainText() == "short"
    view.show_answer(long(PARAGRAPH))
    view.mark(["复印件"])
    view.show_answer("")
    assert view.toPlainText() == ""


def test_an_answer_that_is_taller_than_its_room_is_shown_from_its_beginning(view: AnswerView) -> None:
    for text in ("short", "\n\n".join(f"{at}" for at in range(60))):
        view.show_answer(text, [("申请表", "https://example.com")])
    assert view.textCursor().position() == 0
    view.resize(400, 150)
    assert view.verticalScrollBar().value() == 0


def fenced(text: str) -> list[str]:
    return [line for line in text.split("\n") if line and not line.startswith("```")]


def letters(text: str) -> str:
    return text.replace("\n", "")


def rows(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.startswith("|公")]


CODE = "before\n\n```\n" + "".join(f"a = {at}\n\n" for at in range(3000)) + "```\nafter"
TABLE = "|项目|金额|\n|---|---|\n" + "".join(f"|公积金|{at} 元|\n" for at in range(900)) + "\nafter"
LISTED = "".join(f"- {at}\n    - below\n" for at in range(2000))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (long(PARAGRAPH), str.split),
        (long("x\n"), str.split),
        (long("很长的一段没有分行。"), letters),
        (LISTED, str.split),
        (CODE, fenced),
        (TABLE, rows),
        ("short\n\n", str.split),
        ("", str.split),
    ],
    ids=["paragraphs", "lines", "one_line", "list", "code", "table", "short", "nothing"],
)
def test_pieces_lose_nothing(text: str, kept: Callable[[str], object]) -> None:
    taken = list(pieces(text))
    assert kept("\n".join(taken)) == kept(text)
    assert all(len(piece) <= 20_000 for piece in taken)


def test_a_piece_of_code_or_of_a_table_stays_one() -> None:
    parts = list(pieces(CODE))
    assert len(parts) > 3
    assert all(part.count("```") == 2 for part in parts[1:-1])
    parts = list(pieces(TABLE))
    assert len(parts) > 3
    assert all(part.startswith("|项目|金额|\n|---|---|\n|公") for part in parts[:-1])
    assert all(part.startswith("- ") for part in pieces(LISTED))
