"""The list: as one types, of any length, and never in the way of a key."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox

from desk.models.paged import PAGE
from desk.models.rooms import Room
from kb import Article, KnowledgeBase
from kb.editing import Editorial
from kb.editing.views import EntryRow, Filter, Sorting, State, Use, Validity
from tests.desk.composing import compose
from tests.desk.editor.conftest import LI, PATIENCE, WANG, Place, Sit
from tests.kb.conftest import ENTRIES

MANY = 100_000


class LongList:
    """A list of 100,000 rows in the place of the database's, which notes what is asked of it."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, int]] = []
        self.askers: set[threading.Thread] = set()
        at = datetime(2026, 11, 1, tzinfo=UTC)
        self._row = EntryRow(
            "E",
            "Question",
            "Department",
            "Category",
            State.PUBLISHED,
            None,
            Validity.CURRENT,
            None,
            0,
            at,
            "x",
        )

    def load(self, progress: Any = None) -> None: ...
    def refresh(self) -> bool:
        return False

    def count(self, chosen: Filter | None = None) -> int:
        return MANY

    def rows(self, chosen: Filter | None = None, offset: int = 0, limit: int = 200) -> Sequence[EntryRow]:
        self.asked.append((offset, limit))
        self.askers.add(threading.current_thread())
        time.sleep(0.02)  # a database far away
        return [
            replace(self._row, code=f"E-{at:06}", title=f"Question {at}")
            for at in range(offset, min(MANY, offset + limit))
        ]

    def row(self, code: str) -> EntryRow | None:
        return None

    def departments(self) -> tuple[str, ...]:
        return tuple(f"Department {at}" for at in range(102))

    def categories(self) -> tuple[str, ...]:
        return ("Category",)

    def work(self) -> dict[Any, int]:
        return {}


@pytest.fixture
def long_list(knowledge: KnowledgeBase, sit: Sit) -> tuple[Place, LongList]:
    """Give a window whose list has 100,000 entries."""
    entries = LongList()
    editorial = Editorial(knowledge, LI)
    editorial.entries = entries  # type: ignore[assignment]
    place = sit(LI, editorial=editorial)
    place.until(lambda: place.window.entries.model.total == MANY)
    return place, entries


def test_of_a_hundred_thousand_entries_only_what_is_seen_is_fetched(
    long_list: tuple[Place, LongList], qapp: QApplication
) -> None:
    place, entries = long_list
    model, view = place.window.entries.model, place.window.entries.table
    assert "100,000" in place.window.entries.count.text()
    assert [offset for offset, _ in entries.asked] == [0]
    bar = view.verticalScrollBar()
    steps = 300
    for step in range(steps + 1):
        bar.setValue(bar.maximum() * step // steps)
        qapp.processEvents()
    place.until(lambda: model.index(MANY - 1, 0).data().startswith("Question 99999"))
    # The window never waited for the database itself.
    assert threading.main_thread() not in entries.askers
    # Most of what rushed by was never fetched, and what was is forgotten again.
    assert len(entries.asked) < steps
    assert all(limit == PAGE for _, limit in entries.asked)
    assert len(model.pages) <= 30


def test_the_row_that_the_keyboard_jumped_to_is_opened_when_it_has_come(
    long_list: tuple[Place, LongList],
) -> None:
    place, _ = long_list
    wanted: list[str] = []
    place.window.entries.chosen_changed.disconnect()
    place.window.entries.chosen_changed.connect(wanted.append)
    place.window.entries.focus_entries()
    QTest.keyClick(place.window.entries.table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    place.until(lambda: wanted == ["E-000000", "E-099999"])


def test_each_key_filters_and_escape_shows_all(sit: Sit) -> None:
    place = sit()
    panel = place.window.entries
    everything = panel.model.rowCount()
    assert panel.search.hasFocus()
    QTest.keyClicks(panel.search, "gjj")  # initials, or a code
    place.until(lambda: panel.model.rowCount() == 2)
    assert "2 entries" in panel.count.text()
    QTest.keyClicks(panel.search, "-2")
    place.until(lambda: panel.model.rowCount() == 1)
    QTest.keyClicks(panel.search, "zzz")
    place.until(lambda: panel.model.rowCount() == 0)
    assert "Escape" in panel._hint.text()
    QTest.keyClick(panel.search, Qt.Key.Key_Escape)
    place.until(lambda: panel.model.rowCount() == everything)


def test_pinyin_filters_while_it_is_composed(sit: Sit) -> None:
    place = sit()
    panel = place.window.entries
    everything = panel.model.rowCount()
    for shown in ("gong", "gong ji", "gong ji jin"):
        compose(panel.search, shown)
    place.until(lambda: panel.model.rowCount() == 2)
    assert panel.search.text() == ""
    compose(panel.search, "", "公积金贷款")
    place.until(lambda: panel.model.rowCount() == 1)
    QTest.keyClick(panel.search, Qt.Key.Key_Escape)
    place.until(lambda: panel.model.rowCount() == everything)
    compose(panel.search, "", "公积金贷款")  # the same again, after all was shown
    place.until(lambda: panel.model.rowCount() == 1)


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        pytest.param("entry_filter_department", "医疗保障局", {"yb-1"}, id="department"),
        pytest.param("entry_filter_category", "公积金", {"gjj-1"}, id="category"),
        pytest.param("entry_filter_state", State.DRAFT, {"draft"}, id="state"),
        pytest.param("entry_filter_validity", Validity.NOT_YET, {"later"}, id="validity"),
        pytest.param("entry_filter_use", Use.USED, {"yb-1"}, id="use"),
    ],
)
def test_each_filter_narrows_the_list_and_escape_shows_all(
    sit: Sit, knowledge: KnowledgeBase, name: str, value: object, shown: set[str]
) -> None:
    ahead = date.today() + timedelta(days=9)  # noqa: DTZ011 (a day of this place)
    knowledge.put([Article("later", "明年的政策", "答", valid_from=ahead)], "import")
    knowledge.record_use("yb-1")
    Editorial(knowledge, WANG).texts.save(replace(_draft(), code="draft"))
    place = sit()
    panel = place.window.entries
    everything = len(ENTRIES) + 2
    codes = lambda: {row.code for at in range(panel.model.rowCount()) if (row := _row(place, at))}  # noqa: E731
    place.until(lambda: len(codes()) == everything)
    choice = place.window.findChild(QComboBox, name)
    assert choice is not None
    place.until(lambda: choice.findData(value) > 0)
    choice.setFocus()
    while choice.currentData() != value:  # as the keyboard does it
        before = choice.currentIndex()
        QTest.keyClick(choice, Qt.Key.Key_Down)
        assert choice.currentIndex() == before + 1
    place.until(lambda: codes() == shown)
    assert panel.count.text() == "1 entry"
    QTest.keyClick(panel.search, Qt.Key.Key_Escape)
    place.until(lambda: len(codes()) == everything)
    assert choice.currentIndex() == 0


def test_filters_narrow_each_other(sit: Sit, knowledge: KnowledgeBase) -> None:
    knowledge.record_use("gjj-1")
    place = sit()
    panel = place.window.entries
    place.until(lambda: panel.department.count() > 2)
    panel.department.setCurrentIndex(panel.department.findData("住房公积金管理中心"))
    place.until(lambda: panel.model.rowCount() == 2)
    panel.use.setCurrentIndex(panel.use.findData(Use.NEVER))
    place.until(lambda: panel.model.rowCount() == 1)
    QTest.keyClicks(panel.search, "gjj-1")
    place.until(lambda: panel.model.rowCount() == 0)


def test_the_order_is_chosen(sit: Sit) -> None:
    place = sit()
    panel = place.window.entries
    panel.sorting.setCurrentIndex(panel.sorting.findData(Sorting.CODE))
    place.until(lambda: "gjj-1" in panel.model.index(0, 0).data())


def test_the_arrow_keys_of_the_search_open_entries(sit: Sit) -> None:
    place = sit()
    panel = place.window.entries
    QTest.keyClicks(panel.search, "gjj")
    place.until(lambda: panel.model.rowCount() == 2)
    QTest.keyClick(panel.search, Qt.Key.Key_Down)
    place.until(lambda: place.shown.startswith("gjj"))
    first = place.shown
    QTest.keyClick(panel.search, Qt.Key.Key_Down)
    place.until(lambda: place.shown not in ("", first))
    assert panel.search.text() == "gjj"


def test_the_work_lists_count_and_follow_what_others_do(sit: Sit) -> None:
    place, wang = sit(LI), sit(WANG)
    counts = place.window.rooms.model
    count = lambda room: {row.room: row.count for row in counts.rows}[room]  # noqa: E731
    place.until(lambda: count(Room.ALL) == 7)
    working = wang.editorial.texts.save(replace(_draft(), code=""))
    place.until(lambda: count(Room.DRAFTS) == 1)
    wang.editorial.texts.submit(working.article.code, working.version)
    place.until(lambda: (count(Room.DRAFTS), count(Room.TO_APPROVE)) == (0, 1))
    place.front()
    QTest.keyClick(place.window, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    place.until(lambda: place.window.entries.model.rowCount() == 1)
    assert place.window.rooms.room is Room.TO_APPROVE


def test_a_change_is_shown_although_the_next_look_was_asked_for_while_it_was_read(
    sit: Sit, knowledge: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = sit(LI)
    look, controller = place.editorial.entries.refresh, place.window.entries_controller
    controller._timer.stop()
    asked_again = threading.Event()

    def slow() -> bool:
        changed = look()
        asked_again.wait(PATIENCE / 1000)
        return changed

    monkeypatch.setattr(place.editorial.entries, "refresh", slow)
    knowledge.put([Article("new", "新条目", "答")], "import")
    controller.refresh()
    controller.refresh()
    asked_again.set()
    place.until(lambda: place.window.entries.model.rowCount() == 8)


def _row(place: Place, at: int) -> EntryRow | None:
    model = place.window.entries.model
    return model.row(model.index(at, 0))


def _draft() -> Any:
    from tests.kb.editing.conftest import NEW

    return NEW
