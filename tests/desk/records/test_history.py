"""A past written in bulk reads as if it had happened."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desk.commands.directory import sentence
from desk.records import Records
from desk.records.views import BadRow, OrderDraft
from tests.bench.records_seed import number_of, seed
from tests.desk.records.conftest import Clock
from tests.desk.records.test_records import whole_call


def test_a_past_in_bulk_is_read_and_goes_on(records: Records, clock: Clock) -> None:
    seed(records, 20, 400, now=clock())
    before = records.card(number_of(0), "zh_CN")
    assert before.name
    assert before.calls_total > 20
    assert all(call.started_at < clock() for call in before.calls)
    assert [call.started_at for call in before.calls] == sorted(
        (call.started_at for call in before.calls), reverse=True
    )
    whole_call(records, clock, "now", number=number_of(0))
    order = records.dispatch(
        OrderDraft("now", title="路灯不亮", department_code="B01", caller_number=number_of(0)), "1024"
    )
    clock.move(seconds=1)
    card = records.card(number_of(0), "zh_CN")
    assert card.calls_total == before.calls_total + 1
    assert card.calls[0].call_id == "now"
    assert card.calls[0].started_at > clock() - timedelta(minutes=2)
    assert order.number in {o.number for o in card.orders}


@pytest.mark.parametrize(
    "problem",
    ["encoding", "empty_file", "header", "columns", "too_long", "nul", "missing", "number", "phone", "code"],
)
def test_each_bad_row_has_a_sentence(problem: str) -> None:
    told = sentence(BadRow(7, problem, ("name",)))
    assert "7" in told
    assert problem != told
    assert "{" not in told
