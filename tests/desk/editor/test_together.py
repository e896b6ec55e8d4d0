"""Two people at one entry: the second is told before typing, and nothing is overwritten silently."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from desk.editor.window_name import WindowName
from tests.desk.editor.conftest import LI, WANG, Place, Sit
from tests.desk.editor.gate import Gate


def add(place: Place, text: str) -> None:
    answer = place.window.entry.form.answer
    answer.moveCursor(answer.textCursor().MoveOperation.End)
    QTest.keyClicks(answer, text)


def stored(place: Place) -> None:
    place.until(lambda: not place.window.entry_controller.unsaved)


def clash(sit: Sit) -> tuple[Place, Place]:
    """Let Wang store a change of an entry that Li has open and changes then."""
    wang, li = sit(WANG), sit(LI)
    wang.open("gjj-1")
    li.open("gjj-1")
    # Both have typed before either has stored anything.
    li.window.entry_controller._timer.setInterval(10**6)
    add(li, " (Li)")
    li.window.entry_controller._timer.stop()
    add(wang, " (Wang)")
    stored(wang)
    li.window.entry_controller.flush()
    li.until(lambda: li.window.pages.currentWidget() is li.window.clash)
    return wang, li


def test_the_second_is_told_before_typing(sit: Sit) -> None:
    wang, li = sit(WANG), sit(LI)
    wang.open("gjj-1")
    li.open("gjj-1")
    assert "王敏" in li.window.entry.presence.text
    wang.window.presence.renew()
    wang.until(lambda: "李强" in wang.window.entry.presence.text)
    li.open("gjj-2")
    assert li.window.entry.presence.text == ""
    wang.window.presence.renew()
    wang.until(lambda: not wang.window.entry.presence.text)


def test_a_conflict_shows_both_texts_and_mine_can_be_put_above(sit: Sit) -> None:
    wang, li = clash(sit)
    page = li.window.clash
    assert "(Wang)" in page.compare.left.toPlainText()
    assert "(Li)" in page.compare.right.toPlainText()
    assert "(Li)" in li.window.entry.form.answer.toPlainText()
    assert "NOT SAVED" in li.window.entry.kept.text()
    assert not li.window.entry.submit.isEnabled()
    page.mine.click()
    stored(li)
    assert li.editorial.texts.open("gjj-1").article.answer.endswith("(Li)")
    # What the other wrote stays in the history, and the other sees the new text.
    texts = [one.article.answer for one in li.editorial.history.revisions("gjj-1")]
    assert any(text.endswith("(Wang)") for text in texts)
    wang.until(lambda: "(Li)" in wang.window.entry.form.answer.toPlainText())


def test_the_other_text_can_be_taken_and_mine_brought_back(sit: Sit) -> None:
    _, li = clash(sit)
    li.window.clash.theirs.click()
    li.until(lambda: "(Wang)" in li.window.entry.form.answer.toPlainText())
    assert "other text" in li.window.entry.notice.text
    li.window.entry.notice.acted.emit(0)
    assert "(Li)" in li.window.entry.form.answer.toPlainText()
    stored(li)
    assert li.editorial.texts.open("gjj-1").article.answer.endswith("(Li)")


def test_a_text_at_odds_that_is_left_comes_back_with_the_entry(sit: Sit) -> None:
    _, li = clash(sit)
    li.window.turn_back()
    li.open("gjj-2")
    li.open("gjj-1")
    assert "kept on this desk" in li.window.entry.notice.text
    assert "(Wang)" in li.window.entry.form.answer.toPlainText()
    li.window.entry.notice.acted.emit(0)
    assert "(Li)" in li.window.entry.form.answer.toPlainText()
    stored(li)


def test_what_another_has_stored_is_shown_while_nothing_is_typed_here(sit: Sit) -> None:
    wang, li = sit(WANG), sit(LI)
    wang.open("gjj-1")
    li.open("gjj-1")
    add(wang, " More.")
    li.until(lambda: li.window.entry.form.answer.toPlainText().endswith("More."))
    assert "draft" in li.window.entry.state.text().lower()


def test_what_another_has_stored_and_was_never_shown_is_not_overwritten(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    wang, li = sit(WANG), sit(LI)
    wang.open("gjj-1")
    li.open("gjj-1")
    gate = Gate(monkeypatch, li, "gjj-1")
    add(wang, " (Wang)")
    stored(wang)
    li.until(gate.reached.is_set)  # Wang's text has been read here, and is on its way to the fields
    add(li, " (Li)")
    gate.open()
    li.until(lambda: li.window.pages.currentWidget() is li.window.clash)
    assert "(Wang)" in li.window.clash.compare.left.toPlainText()
    assert li.editorial.texts.open("gjj-1").article.answer.endswith("(Wang)")


def test_typing_is_stored_within_a_second_and_going_on_loses_nothing(sit: Sit) -> None:
    wang = sit(WANG)
    wang.open("gjj-1")
    add(wang, " One.")
    wang.until(lambda: wang.editorial.texts.open("gjj-1").article.answer.endswith("One."))
    add(wang, " Two.")
    wang.open("gjj-2")  # at once, before the timer
    assert wang.editorial.texts.open("gjj-1").article.answer.endswith("Two.")
    add(wang, " Three.")
    wang.end()
    assert wang.editorial.texts.open("gjj-2").article.answer.endswith("Three.")


def test_each_window_of_a_desk_has_a_name_of_its_own_that_outlives_it(tmp_path: Path) -> None:
    first, second = WindowName(tmp_path), WindowName(tmp_path)
    assert first.text != second.text
    first.release()
    third = WindowName(tmp_path)
    assert third.text == first.text
    third.release()
    second.release()
    (tmp_path / "0.txt").write_text("not a name", "utf-8")
    mended = WindowName(tmp_path)
    assert len(mended.text) == 32
    mended.release()
    (tmp_path / "file").write_text("", "utf-8")
    assert len(WindowName(tmp_path / "file").text) == 32  # no folder can be made there
