"""The editor's models keep Qt's rules, pages and all."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from desk.models.board_model import BoardModel
from desk.models.checks_model import DuplicatesModel, ReachedModel
from desk.models.entries_model import EntriesModel
from desk.models.found_model import FoundModel
from desk.models.gaps_model import GapsModel
from desk.models.import_model import Fate, ImportModel, ImportRow
from desk.models.paged import PAGE, PagedModel
from desk.models.pins_model import PinsModel
from desk.models.revisions_model import RevisionsModel
from desk.models.rooms import Room, RoomRow
from desk.models.rooms_model import RoomsModel
from desk.models.rows import ROW_ROLE, TONE_ROLE, Column
from desk.models.suggestions_model import SuggestionsModel
from kb.article import Article, Hit
from kb.editing.findings import Count, DepartmentFigures, Duplicate, Gap, Pin, Reached, Suggestion
from kb.editing.views import Action, EntryRow, Revision, State, Validity

AT = datetime(2026, 1, 30, 2, tzinfo=UTC)
ARTICLES = tuple(Article(f"c-{n}", f"第{n}问\n<b>怎么办</b>", "答" * 500, department="局") for n in range(3))
ROWS = {
    DuplicatesModel: [Duplicate(one, 0.5 + at / 5, "问", one.title) for at, one in enumerate(ARTICLES)],
    ReachedModel: [
        Reached("赢", 3, 4, 1),
        Reached("新", 0, None, 2),
        Reached("失", 1, 1, None),
        Reached("夺", 9, None, 1, "c-1", "别的", own=False),
    ],
    FoundModel: [Hit(one, 1.0) for one in ARTICLES],
    GapsModel: [
        Gap("k1", "充电桩", (Count("充电桩", 2),), 2, 1, AT, kinds=(Count("help", 1), Count("?", 1))),
        Gap("k2", "路灯", (Count("路灯", 1),), 1, 1, AT, outcomes=(Count("direct_answer", 1),), draft="c-1"),
        Gap("k3", "积水", (), 1, 0, AT),
    ],
    ImportModel: [
        ImportRow(fate, at, "什么", "为什么" if fate is Fate.BAD else "", at) for at, fate in enumerate(Fate)
    ],
    PinsModel: [
        Pin("c-1", AT, AT + timedelta(days=1), number=1),
        Pin("c-2", AT, datetime.max.replace(tzinfo=UTC), ("台风",), ("help",), ("gjj",), 2, "李", "题"),
        Pin("c-3", datetime.max.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC), number=3),
    ],
    RevisionsModel: [
        Revision(f"s{at}", action, AT, "王", ARTICLES[0], "因为" * at, "李", at or None)
        for at, action in enumerate(Action)
    ],
    RoomsModel: [RoomRow(room, at or None) for at, room in enumerate(Room)],
    SuggestionsModel: [
        Suggestion(1, "c-1", 1, "题", "错了", AT),
        Suggestion(2, "c-2", 1, "", "", AT, "17.1", "1024"),
    ],
    BoardModel: [DepartmentFigures(name, 9, 3, 4, 1, 0, 5) for name in ("", "民政局", "公安局")],
}

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


def make() -> PagedModel[int]:
    return PagedModel((Column[int]("a", str), Column[int]("b", lambda row: "")), lambda row: row)


def page_of(number: int, total: int) -> list[int]:
    return list(range(number * PAGE, min(total, (number + 1) * PAGE)))


# Where something changes: no row, one, a page's last and the next one's first, a list of several pages.
lengths_of_lists = st.sampled_from((0, 1, 2, PAGE - 1, PAGE, PAGE + 1, 2 * PAGE, 2 * PAGE + 7))


@given(st.lists(st.tuples(lengths_of_lists, lengths_of_lists), min_size=2, max_size=3))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_list_may_grow_shrink_and_begin_anew(qapp, lengths):
    model = make()
    tester = QAbstractItemModelTester(model, FATAL)
    for first, then in lengths:
        model.start(page_of(0, first))
        model.set_total(max(first, 1) if first >= PAGE else first)
        model.set_total(then)
        assert model.rowCount() == then
        model.set_pages({number: page_of(number, then) for number in range(4)})
        assert [model.index(at, 0).data() for at in range(then)] == [str(at) for at in range(then)]
    del tester


@pytest.mark.parametrize("make", ROWS, ids=lambda make: make.__name__)
def test_each_model_keeps_the_rules(qapp, make):
    model, rows = make(), ROWS[make]
    tester = QAbstractItemModelTester(model, FATAL)
    for these in (rows, rows[:1], rows[::-1], (), rows[1:]):
        model.set_rows(these)
        look_at_all(model)
        assert [model.row(model.index(at, 0)) for at in range(model.rowCount())] == list(these)
    del tester


def test_the_list_of_entries_keeps_the_rules_in_every_state(qapp):
    rows = [
        EntryRow(
            f"c-{at}", "题", "局", "类", state, working, validity, day, at, AT, "王", AT if at % 2 else None
        )
        for at, (state, working, validity, day) in enumerate(
            itertools.product(State, (None, State.DRAFT), Validity, (None, date(2026, 6, 30)))
        )
    ]
    model = EntriesModel()
    tester = QAbstractItemModelTester(model, FATAL)
    model.start(rows[:PAGE])
    model.set_total(len(rows))
    look_at_all(model)
    model.set_pages({1: rows[PAGE:]})
    look_at_all(model)
    assert model.replace(replace(rows[-1], title="改"))
    assert model.index(len(rows) - 1, 0).data().startswith("改")
    del tester


def look_at_all(model):
    roles = (*map(int, Qt.ItemDataRole), TONE_ROLE, ROW_ROLE)
    for column in range(model.columnCount()):
        assert model.headerData(column, Qt.Orientation.Horizontal)
        for at in range(model.rowCount()):
            for role in roles:
                model.index(at, column).data(role)
            assert model.cell(at, column)[0] == (model.index(at, column).data() or "")


def test_what_is_not_there_is_wanted_once_and_shown_when_it_comes(qtbot):
    model, wanted = make(), []
    model.pages_wanted.connect(wanted.append)
    model.start(page_of(0, PAGE))
    model.set_total(1000)
    assert model.cell(500, 0) == ("…", "muted")
    assert model.index(501, 0).data() == "…"
    qtbot.waitUntil(lambda: wanted == [(5,)])
    model.cell(700, 0)  # looked at while the first is on the way
    qtbot.wait(20)
    assert wanted == [(5,)]
    model.set_pages({5: page_of(5, 1000)})
    assert model.cell(500, 0)[0] == "500"
    qtbot.waitUntil(lambda: wanted == [(5,), (7,)])
    model.pages_failed()
    model.cell(700, 0)
    qtbot.waitUntil(lambda: len(wanted) == 3)


def test_memory_does_not_grow_with_the_list(qapp):
    model = make()
    model.start(page_of(0, PAGE))
    model.set_total(100_000)
    for number in range(200):
        model.set_pages({number: page_of(number, 100_000)})
    assert len(model.pages) <= 30
    assert model.pages[-1] == 199


def test_a_changed_row_is_replaced_where_it_stands(qapp):
    model = PagedModel((Column("a", lambda row: row[1]),), lambda row: row[0])
    model.start([(1, "a"), (2, "b")])
    assert model.replace((2, "c"))
    assert model.cell(1, 0)[0] == "c"
    assert model.place_of(2) == 1
    assert not model.replace((9, "x"))
