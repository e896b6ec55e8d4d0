"""The tables' models keep Qt's rules, whatever rows come and go."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from desk.models.calls_model import CallsModel
from desk.models.hits_model import HitsModel
from desk.models.legs_model import LegsModel
from desk.models.orders_model import OrdersModel
from desk.models.rows import Column, RowsModel
from desk.models.targets_model import TargetsModel, raw_number
from telephony.snapshots import CallState
from tests.desk.workstation import fakes, preview

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@given(st.lists(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 3)), unique_by=lambda row: row[0])))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_rows_can_follow_any_rows(qapp, lists):
    model = RowsModel((Column("a", str), Column("b", lambda row: "")), lambda row: row[0])
    tester = QAbstractItemModelTester(model, FATAL)
    for rows in lists:
        model.set_rows(rows)
        assert list(model.rows) == rows
        assert [model.index(at, 0).data() for at in range(model.rowCount())] == [str(row) for row in rows]
        assert [model.cell(at, 0) for at in range(model.rowCount())] == [(str(row), "") for row in rows]
    del tester


@pytest.mark.parametrize(
    ("make", "rows"),
    [
        (CallsModel, preview.card().calls),
        (OrdersModel, preview.card().orders),
        (HitsModel, preview.hits()),
        (LegsModel, fakes.legs(CallState.THREE_WAY)),
    ],
)
def test_each_model_keeps_the_rules(qapp, make, rows):
    model = make()
    tester = QAbstractItemModelTester(model, FATAL)
    for these in (rows, rows[:1], rows, (), rows[1:]):
        model.set_rows(these)
        for row in range(model.rowCount()):
            for column in range(model.columnCount()):
                index = model.index(row, column)
                for role in (0, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole, 256, 257):
                    index.data(role)
                assert "\n" not in index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert model.headerData(0, Qt.Orientation.Horizontal)
    assert model.headerData(99, Qt.Orientation.Horizontal) is None
    assert model.data(QModelIndex()) is None
    del tester


def test_rows_that_stay_are_not_moved(qapp):
    model, removed, inserted, resets = LegsModel(), [], [], []
    model.set_legs(fakes.legs(CallState.THREE_WAY))
    model.rowsRemoved.connect(lambda *args: removed.append(args[1]))
    model.rowsInserted.connect(lambda *args: inserted.append(args[1]))
    model.modelReset.connect(lambda: resets.append(1))
    muted = tuple(replace(leg, muted=True) for leg in fakes.legs(CallState.THREE_WAY))
    model.set_legs(muted)
    assert (removed, inserted, resets) == ([], [], [])
    model.set_legs(muted[:2])
    assert (removed, inserted, resets) == ([2], [], [])


def test_a_cell_never_raises(qapp, caplog):
    model = RowsModel((Column("a", lambda row: 1 / 0),), lambda row: row)
    model.set_rows([1])
    assert model.index(0, 0).data() is None
    assert "can't be shown" in caplog.text


def test_a_number_that_is_no_department_stands_first(qapp):
    model = TargetsModel()
    tester = QAbstractItemModelTester(model, FATAL)
    model.set_matches("87190001", fakes.DEPARTMENTS[:1])
    assert [row.name for row in model.rows] == ["市住房公积金管理中心"]
    model.set_matches("8719", fakes.DEPARTMENTS[:2])
    assert model.rows[0].number == "8719"
    assert model.rows[0].name == ""
    assert len(model.rows) == 3
    model.set_matches("公积金", fakes.DEPARTMENTS[:1])
    assert len(model.rows) == 1
    del tester


@given(st.text(max_size=60))
def test_only_numbers_can_be_dialled(text):
    number = raw_number(text)
    assert set(number) <= set("0123456789+*#")
    if any(character in text for character in "\r\n\x00:;@"):
        assert number == ""
