"""Departments are found by whatever the call-taker types, and suggested from what is typed of the order."""

from __future__ import annotations

import pytest

from desk.records import Records
from desk.records.order_states import OrderEvent
from desk.records.tables import departments
from desk.records.views import OrderDraft
from tests.desk.records.conftest import Clock


@pytest.fixture(autouse=True)
def _directory(few_departments: None) -> None:
    pass


class TestFinding:
    @pytest.mark.parametrize(
        ("query", "code"),
        [
            ("GJJ", "GJJ"),
            ("gjj", "GJJ"),
            ("ＧＪＪ", "GJJ"),
            ("公积金", "GJJ"),
            ("zfgjj", "GJJ"),
            ("zf gjj", "GJJ"),
            ("87123290", "GJJ"),
            ("0574-8712", "GJJ"),
            ("12333", "RS"),
            ("社会保障", "RS"),
            ("rs", "RS"),
            ("csgl", "CG"),
        ],
    )
    def test_by_code_name_initials_and_number(self, records: Records, query: str, code: str) -> None:
        found = records.departments(query)
        assert found[0].code == code

    @pytest.mark.parametrize("query", ["%", "_", "\\", "'", "x" * 100_000, "\x00", "没有这个单位"])
    def test_what_nobody_is_called_finds_nobody(self, records: Records, query: str) -> None:
        assert records.departments(query) == ()

    def test_without_a_query_all_are_listed_up_to_the_limit(self, records: Records) -> None:
        assert [d.code for d in records.departments("")] == ["CG", "GJJ", "RS"]
        assert len(records.departments("", limit=2)) == 2

    def test_a_whole_code_comes_before_a_part(self, records: Records, clock: Clock) -> None:
        with records.database.writing() as connection:
            connection.execute(
                departments.insert().values(
                    code="RS2", name="人事考试院", initials="rsksy", updated_at=clock()
                )
            )
        assert [d.code for d in records.departments("rs")][:2] == ["RS", "RS2"]


class TestSuggesting:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("老板拖欠工资半年不给", "RS"),
            ("想提取公积金还房贷", "GJJ"),
            ("楼下工地夜间施工噪声太大", "CG"),
        ],
    )
    def test_duties_speak(self, records: Records, text: str, code: str) -> None:
        first = records.suggest_departments(text)[0]
        assert first.department.code == code
        assert first.evidence
        assert first.like_orders == 0

    @pytest.mark.parametrize("text", ["", "   ", "abcdefg", "\x00", "。"])
    def test_nothing_is_suggested_from_nothing(self, records: Records, text: str) -> None:
        assert records.suggest_departments(text) == ()

    def test_earlier_orders_teach_what_the_duties_do_not_say(self, records: Records) -> None:
        for i in range(3):
            draft = OrderDraft(f"1.{i}", title="共享单车堵住盲道", detail=f"{i}号路口", department_code="CG")
            records.dispatch(draft, "1024")
        first = records.suggest_departments("盲道又被共享单车堵住了")[0]
        assert (first.department.code, first.like_orders) == ("CG", 3)
        assert first.evidence == "共享单车堵住盲道"

    def test_an_order_that_was_returned_speaks_for_the_department_it_went_to_then(
        self, records: Records
    ) -> None:
        order = records.dispatch(OrderDraft("1.1", title="共享单车堵住盲道", department_code="RS"), "1024")
        assert records.suggest_departments("共享单车堵住盲道")[0].department.code == "RS"
        records.advance(order.number, OrderEvent.RETURN, text="not ours")
        assert records.suggest_departments("共享单车堵住盲道") == ()
        records.advance(order.number, OrderEvent.REDISPATCH, department_code="CG")
        assert records.suggest_departments("共享单车堵住盲道")[0].department.code == "CG"

    def test_a_changed_directory_is_noticed(self, records: Records, clock: Clock) -> None:
        assert records.suggest_departments("养犬不牵绳") == ()
        with records.database.writing() as connection:
            connection.execute(
                departments.insert().values(code="GA", name="公安局", duties="养犬管理", updated_at=clock())
            )
        assert records.suggest_departments("养犬不牵绳")[0].department.code == "GA"
