"""Import and export through the window: looked at first, with progress, and nothing half done."""

from __future__ import annotations

import itertools
import json
import threading
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from desk.editor import transfer_controller
from desk.models.import_model import Fate
from kb import Article, KnowledgeBase
from kb.editing import Editorial
from kb.editing.views import Filter
from kb.readings import initials_and_pinyin
from kb.transfer import export_file, read
from tests.desk.editor.conftest import LI, PATIENCE, WANG, Place, Sit
from tests.kb.conftest import ENTRIES
from tests.kb.editing.many import write_entries

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


MANY = 10_000


class Hold:
    """Holds up the work on a file in its middle until the test lets it go on."""

    def __init__(self) -> None:
        self.reached, self._go = threading.Event(), threading.Event()

    def here(self) -> None:
        self.reached.set()
        assert self._go.wait(PATIENCE / 1000)

    def go(self) -> None:
        self._go.set()


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Give a file of 10,000 entries."""
    path = tmp_path / "many.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for at in range(MANY):
            file.write(json.dumps({"code": f"m-{at}", "title": f"Question {at}?", "answer": "So."}) + "\n")
    return path


def test_an_import_of_ten_thousand_rows_shows_how_far_it_is_and_stops_with_nothing_half_done(
    sit: Sit, knowledge: KnowledgeBase, many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    li, hold = sit(LI), Hold()
    look(li, many)
    page, controller = li.window.transfer, li.window.transfer_controller
    assert page.model.rowCount() == MANY
    assert page.rule.isVisible()
    assert "publishes at once" in page.rule.text()
    assert page.progress.bar.isHidden()

    def in_the_middle(title: str) -> tuple[str, str]:
        if title == "Question 9000?":  # codes are taken in the order of their letters
            hold.here()
        return initials_and_pinyin(title)

    monkeypatch.setattr(transfer_controller, "_TOLD_EVERY", 0.0)
    with monkeypatch.context() as patch:
        patch.setattr("kb.publishing.initials_and_pinyin", in_the_middle)
        page.take.click()
        li.until(hold.reached.is_set)
        li.until(lambda: page.progress.bar.value() >= 8000)
        assert page.progress.bar.isVisible()
        assert (page.progress.bar.maximum(), page.take.isEnabled()) == (MANY, False)
        page.progress.stop.click()
        assert not page.progress.stop.isEnabled()
        hold.go()
        li.until(lambda: not controller.busy)
    assert "nothing was changed" in page.progress.doing.text()
    assert knowledge.store.count() == len(ENTRIES)
    knowledge.refresh()
    assert knowledge.check().ok
    # What was stopped can be begun again.
    page.take.click()
    li.until(lambda: f"{MANY} new" in li.message)
    assert page.progress.bar.isHidden()
    li.until(lambda: li.window.entries.model.total == MANY + len(ENTRIES))
    li.open("m-1")
    li.window.entry.history.click()
    revisions = li.window.history.model
    li.until(lambda: revisions.rowCount() == 1)
    assert "many.jsonl" in revisions.index(0, 0).data()
    assert revisions.index(0, 1).data().endswith("李强, no approver")


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".jsonl"])
def test_an_export_of_ten_thousand_rows_shows_how_far_it_is_and_stops_with_nothing_half_done(
    sit: Sit, knowledge: KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    write_entries(knowledge.store.engine, MANY)
    li, hold = sit(LI), Hold()
    li.until(lambda: li.window.entries.model.total == MANY + len(ENTRIES))
    path = tmp_path / "out" / f"all{suffix}"
    path.parent.mkdir()
    path.write_bytes(b"before")
    strip, controller = li.window.exporting, li.window.transfer_controller
    articles, chunks = knowledge.store.articles, itertools.count()

    def in_the_middle(codes: Sequence[str]) -> dict[str, Article]:
        if next(chunks) == 10:
            hold.here()
        return articles(codes)

    monkeypatch.setattr(transfer_controller, "_TOLD_EVERY", 0.0)
    monkeypatch.setattr(knowledge.store, "articles", in_the_middle)
    controller.export(path, Filter())
    li.until(hold.reached.is_set)
    li.until(lambda: strip.bar.value() == 4000)
    assert (strip.isVisible(), strip.bar.isVisible(), strip.bar.maximum()) == (True, True, 10_007)
    # One works on meanwhile; a second file waits.
    li.open("gjj-1")
    li.window.transfer_controller.look(tmp_path / "other.csv")
    assert "wait until that is done" in li.message
    strip.stop.click()
    assert strip.doing.text() == "Stopping …"
    hold.go()
    li.until(lambda: not controller.busy)
    assert li.message == "Stopped; no file was written."
    assert strip.isHidden()
    assert path.read_bytes() == b"before"
    assert list(path.parent.iterdir()) == [path]
    controller.export(path, Filter())
    li.until(lambda: "10007 entries were written" in li.message)
    assert strip.isHidden()
    assert sum(isinstance(row, Article) for row in read(path)) == MANY + len(ENTRIES)


def test_what_the_importer_is_writing_is_shown_as_not_taken(
    sit: Sit, knowledge: KnowledgeBase, tmp_path: Path
) -> None:
    li = sit(LI)
    li.editorial.texts.save(replace(ENTRIES[0], answer="Mine."))
    Editorial(knowledge, WANG).texts.save(replace(ENTRIES[1], answer="Theirs."))
    path = tmp_path / "x.csv"
    export_file([replace(one, answer="Of the file.") for one in ENTRIES[:3]], path)
    look(li, path)
    page = li.window.transfer
    (refused,) = (row for row in page.model.rows if row.fate is Fate.BAD)
    assert "somebody else has to import it" in refused.why
    assert "Drafts of others on 1 of these entries stay" in page.progress.doing.text()
    page.take.click()
    li.until(lambda: "2 changed, 0 unchanged, 1 not taken" in li.message)


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
