"""The editor's models keep Qt's rules, pages and all."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtTest import QAbstractItemModelTester

from desk.models.paged import PAGE, PagedModel
from desk.models.rows import Column

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
