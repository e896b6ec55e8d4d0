"""The board's models keep Qt's rules, whatever comes and goes."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtTest import QAbstractItemModelTester

from desk.figures.alarms import Alarm, Measure, Threshold
from desk.figures.rising import Rise, Sort
from desk.models.alarms_model import AlarmsModel, ThresholdsModel
from desk.models.moment_model import MomentModel
from desk.models.queues_model import QueueRow, QueuesModel, percent
from desk.models.rising_model import RisingModel
from desk.models.seats_model import SeatRow, SeatsModel
from desk.models.waiting_model import WaitingModel, WaitingRow
from telephony.floor.facts import Outcome
from telephony.floor.views import FloorState
from tests.desk.monitor.floors import call, seat, stay, waiting

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
STATES = st.sampled_from(list(FloorState))
HAND = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(
    st.lists(st.lists(st.tuples(st.integers(2001, 2008), STATES), unique_by=lambda one: one[0]), max_size=6)
)
@HAND
def test_seats_come_and_go(qapp, floors) -> None:
    model = SeatsModel()
    tester = QAbstractItemModelTester(model, FATAL)
    for seats in floors:
        rows = [
            SeatRow(seat(str(key), state, talks=call() if state is FloorState.TALKING else None))
            for key, state in sorted(seats)
        ]
        model.set_rows(rows)
        model.tick(datetime.now(UTC))
        assert [model.cell(at, 0)[0] for at in range(model.rowCount())] == [
            f"{key} 王敏" for key, _ in sorted(seats)
        ]
    del tester


@given(
    st.lists(st.lists(st.sampled_from(["13800000001", "", "13900000002", "1<b>2", "\u202e31"]), unique=True))
)
@HAND
def test_callers_come_and_go(qapp, lists) -> None:
    model = WaitingModel(15.0)
    tester = QAbstractItemModelTester(model, FATAL)
    for numbers in lists:
        model.set_rows([WaitingRow(waiting(number), "公积金") for number in numbers])
        model.tick(datetime.now(UTC))
        shown = [model.cell(at, 2)[0] for at in range(model.rowCount())]
        assert len(shown) == len(numbers)
        assert all("\u202e" not in text for text in shown)
    del tester


def test_the_other_models_keep_the_rules(qapp) -> None:
    threshold = Threshold(1, Measure.ANSWER_RATE, 0.9)
    for model, rows in (
        (QueuesModel(0.9, 15.0), [QueueRow("", "all"), QueueRow("gjj", "公积金", 2)]),
        (
            AlarmsModel(str, str),
            [Alarm(threshold, value=0.5), Alarm(Threshold(2, Measure.WAITING, 3.0), "main/2001")],
        ),
        (ThresholdsModel(str), [threshold, Threshold(2, Measure.SEATS_READY, 1.0, enabled=False)]),
        (MomentModel(str, 15.0), [stay(10), stay(20, outcome=Outcome.ABANDONED)]),
        (
            RisingModel(),
            [Rise(Sort.WORD, "暖气", 9, 1.0, 0.01), Rise(Sort.KIND, "complaint", 9, 1.0, 0.01)],
        ),
    ):
        tester = QAbstractItemModelTester(model, FATAL)
        for these in (rows, rows[:1], rows, (), rows[1:]):
            model.set_rows(these)
            model.tick(datetime.now(UTC))
            for row in range(model.rowCount()):
                assert any(model.cell(row, column)[0] for column in range(model.columnCount()))
                for column in range(model.columnCount()):
                    for role in (0, 3, 11, 256, 257):
                        model.index(row, column).data(role)
        assert all(model.headings)
        del tester


def test_every_seat_of_a_group_stands_in_one_of_its_columns(qapp) -> None:
    model = QueuesModel(0.9, 15.0)
    for state in set(FloorState) - {FloorState.UNKNOWN}:
        model.set_rows([QueueRow("gjj", "公积金", states={state: 3})])
        counts = [model.cell(0, column)[0] for column in range(3, 12)]
        assert sorted(counts) == ["0"] * 8 + ["3"], state
    model.set_rows([QueueRow("gjj", "公积金", states={FloorState.TALKING: 2, FloorState.DIALLING: 1})])
    assert model.cell(0, model.headings.index("Talks"))[0] == "3"


def test_shares_as_they_are_read() -> None:
    assert [percent(share) for share in (None, 0.0, 0.9135, 0.99949, 1.0)] == [
        "–",
        "0.0%",
        "91.3%",
        "99.9%",
        "100%",
    ]


def test_only_cells_that_read_otherwise_are_painted_anew(qapp) -> None:
    model, told = SeatsModel(), []
    rows = [SeatRow(seat(str(key))) for key in (2001, 2002)]
    model.set_rows(rows)
    for row in range(2):
        for column in range(model.columnCount()):
            model.cell(row, column)  # as who paints it asks
    model.dataChanged.connect(lambda first, last: told.append((first.row(), first.column(), last.column())))
    model.set_rows([rows[0], SeatRow(seat("2002", FloorState.AFTER_CALL))])
    assert {(row, first) for row, first, _ in told} >= {(1, 1)}
    assert all(row == 1 and first == last for row, first, last in told)
    assert len(told) <= 2  # the state, and since when
    told.clear()
    model.set_rows(list(model.rows))
    assert told == []
