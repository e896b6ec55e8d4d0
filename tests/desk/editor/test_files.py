"""Import and export through the window: looked at first, with progress, and nothing half done."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from desk.models.import_model import Fate
from kb.editing.views import Filter
from tests.desk.editor.conftest import LI, WANG, Place, Sit

CTRL = Qt.KeyboardModifier.ControlModifier
HEADER = "code,title,answer,department,valid_until\n"


def look(place: Place, path: Path) -> None:
    place.window.pages.setCurrentWidget(place.window.transfer)
    place.window.transfer_controller.look(path)
    place.until(lambda: not place.window.transfer_controller.busy)


def test_bad_rows_are_shown_with_their_reason_and_good_ones_are_imported(sit: Sit, tmp_path: Path) -> None:
    li = sit(LI)
    path = tmp_path / "新条目.csv"
    text = (
        HEADER + "a-1,How?,So.,X,\na-2,,So.,X,\na-3,When?,Now.,X,2026-13-45\ngjj-2,Changed?,New answer.,X,\n"
    )
    path.write_bytes(text.encode("gb18030"))
    look(li, path)
    page = li.window.transfer
    bad = [row for row in page.model.rows if row.fate is Fate.BAD]
    assert [(row.line, row.why) for row in bad] == [
        (3, "“Standard question” is empty"),
        (4, "“Valid until” is not a date like 2026-01-31: 2026-13-45"),
    ]
    assert [row.fate for row in page.model.rows[2:]] == [Fate.NEW, Fate.CHANGED]
    assert page.chips[Fate.BAD].text() == "2 not taken"
    page.only_bad.click()
    assert page.model.rowCount() == 2
    # Nothing has been written: this is the dry run.
    assert li.editorial.entries.row("a-1") is None
    li.front()
    QTest.keyClick(li.window, Qt.Key.Key_Return, CTRL)
    li.until(lambda: "1 new, 1 changed" in li.message)
    assert li.editorial.texts.open("gjj-2").article.title == "Changed?"
    assert not page.take.isEnabled()
    li.until(lambda: li.window.entries.model.total == 8)


def test_a_useless_file_is_said_in_words(sit: Sit, tmp_path: Path) -> None:
    li = sit(LI)
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"PK\x03\x04 not a workbook")
    look(li, path)
    assert "not a whole XLSX file" in li.window.transfer._hint.text()
    assert not li.window.transfer.take.isEnabled()
    path = tmp_path / "x.doc"
    path.write_bytes(b"")
    look(li, path)
    assert "only .jsonl, .csv and .xlsx" in li.window.transfer._hint.text()


def test_only_reviewers_import_but_everybody_may_look(sit: Sit, tmp_path: Path) -> None:
    wang = sit(WANG)
    path = tmp_path / "x.csv"
    path.write_text(HEADER + "a-1,How?,So.,X,\n", "utf-8")
    look(wang, path)
    assert wang.window.transfer.model.rowCount() == 1
    assert "role does not allow" in wang.window.transfer.take.explanation


def test_stopping_an_import_leaves_nothing_half_done(sit: Sit, tmp_path: Path) -> None:
    li = sit(LI)
    path = tmp_path / "many.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for at in range(3000):
            file.write(json.dumps({"code": f"m-{at}", "title": f"Question {at}?", "answer": "So."}) + "\n")
    look(li, path)
    page, controller = li.window.transfer, li.window.transfer_controller
    page.take.click()
    assert page.cancel.isVisible()
    page.cancel.click()
    li.until(lambda: not controller.busy)
    assert "nothing was changed" in page.doing.text()
    assert li.editorial.entries.row("m-0") is None
    page.take.click()
    li.until(lambda: "3000 new" in li.message)
    assert page.progress.isHidden()
    li.until(lambda: li.window.entries.model.total == 3007)


def test_what_the_list_shows_is_exported(sit: Sit, tmp_path: Path) -> None:
    li = sit(LI)
    path = tmp_path / "out.jsonl"
    li.window.transfer_controller.export(path, Filter(department="住房公积金管理中心"))
    li.until(lambda: "2 entries were written" in li.message)
    lines = path.read_text("utf-8").splitlines()
    assert {json.loads(line)["code"] for line in lines} == {"gjj-1", "gjj-2"}


def test_choosing_a_file_does_not_stop_the_window(sit: Sit) -> None:
    li = sit(LI)
    QTest.keyClick(li.window, Qt.Key.Key_O, CTRL)
    dialog = li.window.transfer.findChild(QFileDialog, "file_to_read")
    assert dialog is not None
    assert li.window.pages.currentWidget() is li.window.transfer
    dialog.reject()
    li.front()
    QTest.keyClick(li.window, Qt.Key.Key_W, CTRL)
    assert li.window.pages.currentWidget() is li.window.desk
