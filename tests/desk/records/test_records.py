"""The facade as the windows use it, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from desk.records import Records
from desk.records.errors import NotFound, NotPossible, StatementFailed
from desk.records.order_states import OrderEvent
from desk.records.views import OrderDraft, OrderKind, OrderState, Outcome, UnfinishedCall
from telephony.snapshots import CallDirection, CallSnapshot, CallState, EndReason, Leg, LegRole, LegState
from tests.desk.records.conftest import Clock

NUMBER = "13800138000"


def ringing(call_id: str, at: datetime, number: str = NUMBER) -> CallSnapshot:
    return CallSnapshot(
        call_id=call_id,
        direction=CallDirection.INBOUND,
        state=CallState.RINGING,
        number=number,
        queue="zonghe",
        waited=7.5,
        offered_at=at,
        legs=(Leg(LegRole.CITIZEN, "PJSIP/trunk-1", number=number),),
    )


def whole_call(records: Records, clock: Clock, call_id: str, number: str = NUMBER, seconds: int = 60) -> None:
    call = ringing(call_id, clock(), number)
    records.call_offered(call, "1024")
    answered = replace(call, state=CallState.TALKING, answered_at=clock())
    records.call_changed(answered)
    clock.move(seconds=seconds)
    records.call_ended(
        replace(
            answered, state=CallState.ENDED, ended_at=clock(), end_reason=EndReason.CITIZEN_HUNG_UP, legs=()
        )
    )


class TestCard:
    def test_an_unknown_number_has_a_card_with_its_place(self, records: Records) -> None:
        card = records.card(NUMBER, "zh_CN")
        assert card.caller_id is None
        assert card.number.place == "北京市"
        assert card.calls == card.orders == ()

    @pytest.mark.parametrize("number", ["", "anonymous", "sip:anonymous@anonymous.invalid"])
    def test_a_withheld_number_has_no_history(self, records: Records, clock: Clock, number: str) -> None:
        whole_call(records, clock, "1.1", number=number)
        card = records.card(number, "zh_CN")
        assert card.number.withheld
        assert card.calls == ()
        records.save_note(number, "nobody to keep it for")

    def test_earlier_calls_stand_newest_first(self, records: Records, clock: Clock) -> None:
        for i in range(25):
            whole_call(records, clock, f"1.{i}", seconds=10 + i)
            records.wrap_up(f"1.{i}", Outcome.DIRECT_ANSWER, f"note {i}")
        card = records.card("+86 138 0013 8000", "en")
        assert card.calls_total == 25
        assert [call.note for call in card.calls] == [f"note {i}" for i in range(24, 4, -1)]
        assert card.calls[0].talk_seconds == 34
        assert card.calls[0].outcome is Outcome.DIRECT_ANSWER
        assert card.calls[0].agent == "1024"

    def test_what_is_written_about_a_caller_is_read_back(self, records: Records) -> None:
        name = "<b>王</b>\x00\u202e𠮷" + "长" * 10_000
        records.rename_caller(NUMBER, name)
        records.save_note(NUMBER, "hard of hearing")
        records.mark_nuisance(NUMBER, "50 calls a day")
        card = records.card(NUMBER, "zh_CN")
        assert card.name == name.replace("\x00", "�")
        assert card.note == "hard of hearing"
        assert (card.nuisance, card.nuisance_reason) == (True, "50 calls a day")
        records.mark_nuisance(NUMBER, "")
        assert not records.card(NUMBER, "zh_CN").nuisance

    def test_a_call_that_rang_out_elsewhere_is_one_call(self, records: Records, clock: Clock) -> None:
        first = ringing("1.1", clock())
        records.call_offered(first, "1001")
        records.call_ended(
            replace(first, state=CallState.ENDED, ended_at=clock(), end_reason=EndReason.NOT_ANSWERED)
        )
        whole_call(records, clock, "1.1")
        card = records.card(NUMBER, "zh_CN")
        assert card.calls_total == 1
        assert card.calls[0].agent == "1024"


class TestRepeatCalls:
    @pytest.fixture(autouse=True)
    def _order(self, records: Records, clock: Clock, few_departments: None) -> None:
        whole_call(records, clock, "1.1")
        draft = OrderDraft(
            "1.1", title="小区门口夜间施工噪声扰民", department_code="CG", caller_number=NUMBER
        )
        self.order = records.dispatch(draft, "1024")
        records.wrap_up("1.1", Outcome.ORDER, "")
        clock.move(days=1)

    def test_an_open_order_warns(self, records: Records) -> None:
        repeat = records.card(NUMBER, "zh_CN").repeat
        assert repeat is not None
        assert repeat.order is not None
        assert repeat.order.number == self.order.number
        assert (repeat.calls, repeat.days) == (1, 30)

    def test_a_like_title_is_the_same_matter_and_another_is_not(self, records: Records) -> None:
        same = records.card(NUMBER, "zh_CN", matter="夜间施工噪声还在扰民").repeat
        assert same is not None
        assert same.order is not None
        assert records.card(NUMBER, "zh_CN", matter="公积金怎么提取").repeat is None

    def test_an_old_closed_order_does_not_warn(self, records: Records, clock: Clock) -> None:
        for event in (OrderEvent.SIGN, OrderEvent.REPLY, OrderEvent.CALL_BACK, OrderEvent.CLOSE):
            records.advance(self.order.number, event, text="done")
        assert records.card(NUMBER, "zh_CN").repeat is None
        assert records.card(NUMBER, "zh_CN", matter="夜间施工噪声扰民").repeat is not None
        clock.move(days=31)
        assert records.card(NUMBER, "zh_CN", matter="夜间施工噪声扰民").repeat is None

    def test_only_the_citizen_s_own_calls_are_counted(self, records: Records, clock: Clock) -> None:
        back = replace(ringing("1.2", clock()), direction=CallDirection.OUTBOUND, state=CallState.DIALLING)
        records.call_offered(back, "1024")
        talking = replace(back, state=CallState.TALKING, answered_at=clock())
        records.call_ended(replace(talking, state=CallState.ENDED, ended_at=clock()))
        records.wrap_up("1.2", Outcome.INCOMPLETE, "told them when it will be mended")
        for event in (OrderEvent.SIGN, OrderEvent.REPLY):
            records.advance(self.order.number, event, text="done")
        card = records.card(NUMBER, "zh_CN")
        assert card.repeat is not None
        assert card.repeat.calls == 1
        assert card.calls_total == 1
        assert [(call.call_id, call.call_back) for call in card.calls] == [("1.2", True), ("1.1", False)]
        for event in (OrderEvent.CALL_BACK, OrderEvent.CLOSE):
            records.advance(self.order.number, event)
        assert records.card(NUMBER, "zh_CN").repeat is None  # a call-back left incomplete is no sign

    def test_reminding_counts_and_stays_in_the_order_s_events(self, records: Records) -> None:
        assert records.remind(self.order.number, "1024", "1.2").reminders == 1
        assert records.remind(self.order.number, "1024", "1.3").reminders == 2
        happened = [event for _, event, _, _ in records.order_events(self.order.number)]
        assert happened == [OrderEvent.DISPATCH, OrderEvent.REMIND, OrderEvent.REMIND]


class TestCalls:
    def test_told_twice_and_late_makes_one_record(self, records: Records, clock: Clock) -> None:
        call = ringing("1.1", clock())
        talking = replace(call, state=CallState.TALKING, answered_at=clock())
        ended = replace(talking, state=CallState.ENDED, ended_at=clock(), end_reason=EndReason.AGENT_HUNG_UP)
        records.call_ended(ended)
        records.call_offered(call, "1024")
        records.call_changed(talking)
        records.call_ended(ended)
        records.call_ended(replace(ended, ended_at=clock() + timedelta(hours=1)))
        card = records.card(NUMBER, "zh_CN")
        assert card.calls_total == 1
        assert card.calls[0].talk_seconds == 0

    def test_an_answered_call_is_unfinished_until_its_wrap_up(self, records: Records, clock: Clock) -> None:
        came = clock()
        whole_call(records, clock, "1.1")
        whole_call(records, clock, "1.2")
        records.call_offered(ringing("1.3", clock()), "1024")
        first, second = records.unfinished("1024")
        assert first == UnfinishedCall("1.1", NUMBER, came)
        assert second.call_id == "1.2"
        records.wrap_up("1.1", Outcome.INCOMPLETE, "line dropped")
        assert records.unfinished("1024") == (second,)
        assert records.unfinished("1001") == ()

    def test_a_wrap_up_of_an_unknown_call_says_so(self, records: Records) -> None:
        with pytest.raises(NotFound):
            records.wrap_up("9.9", Outcome.ORDER, "")

    def test_legs_keep_their_times(self, records: Records, clock: Clock) -> None:
        from sqlalchemy import select

        from desk.records.tables import call_legs, call_times

        call = replace(ringing("1.1", clock()), state=CallState.TALKING, answered_at=clock())
        records.call_offered(call, "1024")
        clock.move(seconds=30)
        department = Leg(LegRole.DEPARTMENT, "Local/8001;1", number="8001", state=LegState.RINGING)
        three = replace(call, state=CallState.CONSULT_DIALLING, legs=(*call.legs, department))
        records.call_changed(three)
        clock.move(seconds=10)
        records.call_changed(
            replace(
                three,
                state=CallState.THREE_WAY,
                legs=(*call.legs, replace(department, state=LegState.TALKING)),
            )
        )
        clock.move(seconds=60)
        records.call_changed(replace(call, legs=call.legs))
        clock.move(seconds=5)
        records.call_ended(replace(call, state=CallState.ENDED, ended_at=clock(), legs=()))
        start = datetime(2026, 1, 30, 2, 0, tzinfo=UTC)
        with records.database.reading() as connection:
            legs = {row.role: row for row in connection.execute(select(call_legs))}
            states = connection.execute(select(call_times.c.state).order_by(call_times.c.id)).scalars().all()
        assert legs["department"].started_at == start + timedelta(seconds=30)
        assert legs["department"].talking_at == start + timedelta(seconds=40)
        assert legs["department"].ended_at == start + timedelta(seconds=100)
        assert legs["citizen"].ended_at == start + timedelta(seconds=105)
        assert states == ["talking", "consult_dialling", "three_way", "talking", "ended"]
        assert records.statistics_today("1024").three_way == 1

    def test_the_day_s_figures(self, records: Records, clock: Clock, few_departments: None) -> None:
        clock.time = datetime(2026, 1, 29, 15, 0, tzinfo=UTC)  # an hour before midnight in China
        whole_call(records, clock, "0.1")
        clock.move(hours=2)
        whole_call(records, clock, "1.1", seconds=30)
        whole_call(records, clock, "1.2", seconds=90)
        records.call_offered(ringing("1.3", clock()), "1024")
        records.log_direct_answer("1.1", "GJJ-001", 3, "公积金提取", 41.5)
        records.log_direct_answer("1.1", "GJJ-002", 1, "", 60.0)
        records.dispatch(OrderDraft("1.2", title="x", department_code="CG"), "1024")
        day = records.statistics_today("1024")
        assert (day.calls, day.answered, day.direct_answers, day.orders) == (3, 2, 1, 1)
        assert day.mean_talk_seconds == 60
        assert records.direct_answers("1.1") == ("GJJ-001", "GJJ-002")

    def test_a_monstrous_call_id_is_kept(self, records: Records, clock: Clock) -> None:
        whole_call(records, clock, "x\x00" * 100_000)
        assert len(records.unfinished("1024")) == 1
        records.log_search("x" * 5_000, "公积金", 3, 0.002)
        records.log_search(None, "\ud800", 0, 0.001)

    def test_the_orders_of_a_call_are_those_that_this_person_sent(
        self, records: Records, few_departments: None
    ) -> None:
        first, second = (
            records.dispatch(OrderDraft("1.1", title=title, department_code="CG"), "1024")
            for title in ("one", "two")
        )
        records.dispatch(OrderDraft("1.1", title="three", department_code="CG"), "1001")
        assert records.orders_of("1024", "1.1") == (first, second)
        assert records.orders_of("1024", "1.2") == ()


class TestDrafts:
    DRAFT = OrderDraft("1.1", kind=OrderKind.COMPLAINT, title="油烟", detail="楼下饭店", caller_number=NUMBER)

    def test_the_last_one_saved_is_there(self, records: Records, clock: Clock) -> None:
        records.save_draft(self.DRAFT)
        clock.move(seconds=1)
        records.save_draft(replace(self.DRAFT, title="油烟扰民", note="wrap-up"))
        assert records.drafts() == (
            replace(self.DRAFT, title="油烟扰民", note="wrap-up", updated_at=clock()),
        )
        records.discard_draft("1.1")
        assert records.draft("1.1") is None

    def test_it_survives_a_new_start(self, records: Records, url: str) -> None:
        records.save_draft(self.DRAFT)
        with Records.open(url, migrate=False, agent="1024") as again:
            assert again.draft("1.1") == replace(self.DRAFT, updated_at=records._now())

    def test_each_agent_has_their_own(self, records: Records, url: str) -> None:
        records.save_draft(self.DRAFT)
        with Records.open(url, migrate=False, agent="1001") as other:
            assert other.drafts() == ()

    def test_a_dispatch_that_fails_leaves_it(self, records: Records, few_departments: None) -> None:
        records.save_draft(self.DRAFT)
        with pytest.raises(NotFound):
            records.dispatch(replace(self.DRAFT, department_code="nowhere"), "1024")
        assert records.draft("1.1") is not None

    def test_a_dispatch_takes_it_away(self, records: Records, few_departments: None) -> None:
        records.save_draft(self.DRAFT)
        records.dispatch(replace(self.DRAFT, department_code="CG"), "1024")
        assert records.draft("1.1") is None


class TestOrders:
    DRAFT = OrderDraft("1.1", title="路灯不亮", department_code="CG", caller_number=NUMBER)

    @pytest.fixture(autouse=True)
    def _directory(self, few_departments: None) -> None:
        pass

    def test_dispatching_twice_makes_one_order(self, records: Records) -> None:
        first = records.dispatch(self.DRAFT, "1024")
        assert records.dispatch(self.DRAFT, "1024") == first
        second = records.dispatch(replace(self.DRAFT, title="井盖破损"), "1024")
        assert (first.number, second.number) == ("20260130-0001", "20260130-0002")
        assert records.order(first.number) == first
        assert first.department_name == "城市管理局"

    def test_numbers_begin_anew_at_midnight_in_china(self, records: Records, clock: Clock) -> None:
        clock.time = datetime(2026, 1, 30, 15, 59, tzinfo=UTC)
        assert records.dispatch(self.DRAFT, "1024").number == "20260130-0001"
        clock.move(minutes=2)
        assert records.dispatch(replace(self.DRAFT, call_id="1.2"), "1024").number == "20260131-0001"

    def test_a_failed_dispatch_leaves_no_gap(self, records: Records) -> None:
        with pytest.raises(NotFound):
            records.dispatch(replace(self.DRAFT, department_code="?"), "1024")
        assert records.dispatch(self.DRAFT, "1024").number == "20260130-0001"

    def test_the_whole_life(self, records: Records, clock: Clock) -> None:
        number = records.dispatch(self.DRAFT, "1024").number
        assert records.advance(number, OrderEvent.RETURN, text="not ours").state is OrderState.RETURNED
        again = records.advance(number, OrderEvent.REDISPATCH, department_code="RS")
        assert (again.state, again.department_code) == (OrderState.DISPATCHED, "RS")
        records.advance(number, OrderEvent.SIGN)
        replied = records.advance(number, OrderEvent.REPLY, text="mended")
        assert (replied.last_reply, replied.last_reply_at) == ("mended", clock())
        records.advance(number, OrderEvent.CALL_BACK)
        assert records.advance(number, OrderEvent.CLOSE).state is OrderState.CLOSED
        with pytest.raises(NotPossible):
            records.remind(number, "1024", "1.9")
        assert len(records.order_events(number)) == 7

    def test_it_is_overdue_when_not_signed_or_not_answered_in_time(
        self, records: Records, clock: Clock
    ) -> None:
        number = records.dispatch(self.DRAFT, "1024").number
        clock.move(minutes=31)
        assert records.order(number).overdue
        records.advance(number, OrderEvent.SIGN)
        assert not records.order(number).overdue
        clock.move(hours=24)
        assert records.order(number).overdue
        records.advance(number, OrderEvent.REPLY)
        assert not records.order(number).overdue

    @pytest.mark.parametrize("statement", ["UPDATE order_events SET text = 'x'", "DELETE FROM order_events"])
    def test_what_happened_can_not_be_changed(self, records: Records, statement: str) -> None:
        from sqlalchemy import text

        number = records.dispatch(self.DRAFT, "1024").number
        with pytest.raises(StatementFailed, match="order_events"), records.database.writing() as connection:
            connection.execute(text(statement))
        assert [event for _, event, _, _ in records.order_events(number)] == [OrderEvent.DISPATCH]
