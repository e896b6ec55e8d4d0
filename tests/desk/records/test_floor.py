"""What the lead's board keeps: each call once, coverage, what leads did, alarms. On both databases."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from desk.figures.alarms import AlarmChange, Alarms, AlarmState, Measure, Threshold
from desk.figures.periods import Window
from desk.records import Records
from desk.records.errors import NotFound, StatementFailed
from desk.records.floor import FloorRecords
from desk.records.lead_log import ActionResult, LeadAction, alarm_row, of_watch
from desk.records.queue_calls import Covered
from desk.records.views import OrderDraft, Outcome
from telephony.floor.facts import EndedBy, QueueCall, Watched
from telephony.floor.facts import Outcome as Wait
from telephony.floor.views import FloorState
from telephony.snapshots import CallDirection, CallSnapshot, CallState
from tests.desk.records.conftest import Clock

NOON = datetime(2026, 1, 30, 4, tzinfo=UTC)


def at(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


WAITING = QueueCall("main", "gjj", "1.1", at(0.25), "13800138000", "王芳")
ANSWERED = replace(
    WAITING,
    outcome=Wait.ANSWERED,
    left_at=at(9.5),
    wait_seconds=9.0,
    seat="2001",
    member="王敏",
    ring_at=at(5),
    ring_seconds=4.0,
    unanswered=("2003", "2004"),
)
OVER = replace(
    ANSWERED,
    ended_at=at(69.5),
    ended_by=EndedBy.LEFT,
    talk_seconds=60.0,
    hold_seconds=4.0,
    consult_seconds=20.5,
    three_way=True,
    departments=("8001",),
)


@pytest.fixture
def floor(records: Records, clock: Clock) -> FloorRecords:
    return FloorRecords(records.database, now=clock)


def all_calls(floor: FloorRecords) -> list[QueueCall]:
    return floor.calls(at(-3600), at(3600))


def test_a_call_told_three_times_is_one_and_comes_back_as_it_was(floor: FloorRecords) -> None:
    for told in (WAITING, ANSWERED, OVER, WAITING):
        floor.save_calls([told])
    assert all_calls(floor) == [OVER]
    floor.save_calls([])


def test_the_log_s_report_of_a_known_call_is_the_same_call(floor: FloorRecords) -> None:
    logged = QueueCall(
        "main", "gjj", "1.1", NOON, outcome=Wait.ANSWERED, left_at=at(9), wait_seconds=9.0, seat="2001"
    )
    floor.save_calls([logged])
    floor.save_calls([OVER, logged])
    assert all_calls(floor) == [OVER]


def test_other_calls_stay_apart(floor: FloorRecords) -> None:
    others = [
        replace(WAITING, pbx="second"),
        replace(WAITING, queue="zonghe"),
        replace(WAITING, call_id="1.2"),
        replace(WAITING, entered_at=at(100)),
    ]
    floor.save_calls([OVER, *others])
    floor.save_calls(others)
    assert sorted(all_calls(floor), key=repr) == sorted([OVER, *others], key=repr)


def test_boards_that_write_at_once_keep_each_call_once(url: str) -> None:
    failures: list[BaseException] = []

    def write(board: int) -> None:
        try:
            with Records.open(url, migrate=False, lock_seconds=30) as records:
                floor = FloorRecords(records.database)
                for number in range(10):
                    # each board has its own clock
                    moment = at(number * 10 + board * 0.3)
                    floor.save_calls([replace(WAITING, call_id=f"1.{number}", entered_at=moment)])
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(board,)) for board in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with Records.open(url, migrate=False) as records:
        assert len(all_calls(FloorRecords(records.database))) == 10


def test_a_day_has_the_calls_whose_wait_ended_in_it(floor: FloorRecords) -> None:
    floor.save_calls([OVER, replace(WAITING, call_id="1.2")])
    assert [call.call_id for call in floor.calls(at(9), at(3600))] == ["1.1", "1.2"]
    assert [call.call_id for call in floor.calls(at(10), at(3600))] == ["1.2"]
    assert floor.calls(at(-60), at(0)) == []


def test_a_call_is_of_the_day_in_which_its_wait_ended_alone(floor: FloorRecords) -> None:
    floor.save_calls([OVER])  # entered before `at(5)`, answered after it
    assert floor.calls(at(-60), at(5)) == []
    assert floor.calls(at(5), at(60)) == [OVER]


def test_a_look_at_a_moment_shows_who_waited_or_talked_then(floor: FloorRecords) -> None:
    gone = replace(WAITING, call_id="1.3", outcome=Wait.ABANDONED, left_at=at(20), wait_seconds=19.0)
    floor.save_calls([OVER, replace(WAITING, call_id="1.2"), gone])
    assert [call.call_id for call in floor.calls_there(at(5), at(6))] == ["1.1", "1.2", "1.3"]
    assert [call.call_id for call in floor.calls_there(at(60), at(61))] == ["1.1", "1.2"]
    assert [call.call_id for call in floor.calls_there(at(90), at(91))] == ["1.2"]
    assert len(floor.calls_there(at(5), at(6), limit=1)) == 1


@pytest.mark.parametrize("hostile", ["a\x00b", "\ud800", "𠮷" * 3000, "'; DROP TABLE queue_calls; --", "|"])
def test_text_from_outside_harms_nothing(floor: FloorRecords, hostile: str) -> None:
    call = replace(
        OVER,
        number=hostile,
        name=hostile,
        call_id=hostile,
        queue=hostile,
        seat=hostile,
        departments=(hostile,),
    )
    floor.save_calls([call])
    floor.save_calls([call])
    assert len(all_calls(floor)) == 1


def test_spans_that_touch_become_one_and_gaps_stay(floor: FloorRecords) -> None:
    for since, until in ((0, 60), (60, 120), (300, 400), (50, 70)):
        floor.cover("main", at(since), at(until))
    floor.cover("second", at(0), at(10))
    assert floor.covered(at(-60), at(3600)) == [
        Covered("main", at(0), at(120)),
        Covered("main", at(300), at(400)),
        Covered("second", at(0), at(10)),
    ]
    floor.cover("main", at(110), at(310))
    assert floor.covered(at(200), at(3600)) == [Covered("main", at(0), at(400))]


def test_how_calls_were_settled(floor: FloorRecords, records: Records, few_departments: None) -> None:
    for call_id in ("1.1", "1.2"):
        _offered(records, call_id, NOON)
    records.log_direct_answer("1.1", "A1", 1, "公积金", 3.0)
    assert floor.settled(at(-86400)) == {"1.1": Outcome.DIRECT_ANSWER}
    records.dispatch(OrderDraft("1.1", title="路灯不亮", place="江北区", department_code="CG"), "1024")
    records.wrap_up("1.1", Outcome.ORDER, "")
    records.wrap_up("1.2", Outcome.THREE_WAY, "")
    assert floor.settled(at(-86400)) == {"1.1": Outcome.ORDER, "1.2": Outcome.THREE_WAY}
    records.log_search("1.2", "停水", 0, 0.1)
    span = (at(-86400), at(86400))
    assert [(call, agent) for _, call, agent in floor.dispatched(*span)] == [("1.1", "1024")]
    assert {(m.call, m.kind, m.text, m.place) for m in floor.matters(*span)} == {
        ("1.1", "consultation", "路灯不亮", "江北区"),
        ("1.2", "", "停水", ""),
    }


def _offered(records: Records, call_id: str, when: datetime, agent: str = "1024") -> None:
    call = CallSnapshot(call_id, CallDirection.INBOUND, CallState.TALKING, "138", offered_at=when)
    records.call_offered(call, agent)


@pytest.mark.parametrize("wrapped_first", [False, True])
def test_how_a_call_was_settled_does_not_change_with_the_span(
    floor: FloorRecords, records: Records, clock: Clock, wrapped_first: bool
) -> None:
    _offered(records, "1.1", NOON)
    for minutes, wraps_up in ((3, wrapped_first), (5, not wrapped_first)):
        clock.time = at(60 * minutes)
        if wraps_up:
            records.wrap_up("1.1", Outcome.ORDER, "")
        else:
            records.log_direct_answer("1.1", "A1", 1, "公积金", 3.0)
    for minute in range(-20, 30):
        since = at(60 * minute)
        assert floor.settled(since).get("1.1", Outcome.ORDER) is Outcome.ORDER
        assert floor.settled(at(-3600), told=since).get("1.1", Outcome.ORDER) is Outcome.ORDER
    assert floor.settled(at(-3600), told=at(300)) == {"1.1": Outcome.ORDER}
    assert floor.settled(at(-3600), told=at(301)) == {}


def test_a_call_is_settled_by_the_seat_that_had_it_last(
    floor: FloorRecords, records: Records, clock: Clock
) -> None:
    _offered(records, "1.1", NOON, "1001")
    _offered(records, "1.1", at(600), "1002")
    clock.time = at(700)
    records.wrap_up("1.1", Outcome.DIRECT_ANSWER, "")
    late = Records(records.database, agent="1001", now=lambda: at(7200))
    late.wrap_up("1.1", Outcome.ORDER, "")
    for told in (None, at(600), at(7200)):
        assert floor.settled(NOON, told) == {"1.1": Outcome.DIRECT_ANSWER}


def test_a_wrap_up_is_read_however_long_after_the_call_it_was_written(
    floor: FloorRecords, records: Records, clock: Clock
) -> None:
    _offered(records, "1.1", NOON)
    clock.time = at(5 * 3600)
    records.wrap_up("1.1", Outcome.ORDER, "")
    assert floor.settled(at(-3600), told=at(5 * 3600 - 60)) == {"1.1": Outcome.ORDER}


def test_a_call_that_rang_before_midnight_counts_for_the_new_day(
    floor: FloorRecords, records: Records, clock: Clock
) -> None:
    _offered(records, "1.1", at(-10))
    clock.time = at(180)
    records.wrap_up("1.1", Outcome.ORDER, "")
    assert floor.settled(NOON) == {"1.1": Outcome.ORDER}


ASKED = LeadAction(NOON, "r1", "9001", "listen", ActionResult.ASKED, "main", "2001")


def test_what_a_lead_did_is_kept_in_order(floor: FloorRecords) -> None:
    done = replace(ASKED, at=at(1), result=ActionResult.BEGAN, detail="told")
    floor.log_action(ASKED)
    floor.log_action(done)
    assert floor.actions(NOON, at(60)) == (ASKED, done)
    assert floor.actions(at(1), at(60)) == (done,)


def test_who_listened_to_whom_is_kept_as_the_pbx_reported_it(floor: FloorRecords) -> None:
    began = Watched("main", "2001", "9001", "listen", told=True, began_at=NOON)
    floor.log_action(of_watch(began))
    floor.log_action(of_watch(replace(began, ended_at=at(30))))
    first, last = floor.actions(NOON, at(60))
    assert (first.result, last.result) == (ActionResult.BEGAN, ActionResult.ENDED)
    assert (first.lead, first.target, first.action, first.detail) == ("9001", "2001", "listen", "told")
    assert first.request == last.request


@pytest.mark.parametrize("table", ["lead_actions", "alarm_events"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET lead = 'nobody'", "DELETE FROM {}"])
def test_nobody_changes_what_was_logged(
    floor: FloorRecords, records: Records, table: str, statement: str
) -> None:
    floor.log_action(ASKED)
    _raise_alarm(floor)
    with pytest.raises(StatementFailed), records.database.writing() as connection:
        connection.execute(text(statement.format(table)))


def log_alarms(floor: FloorRecords, board: str, changes: Iterable[AlarmChange]) -> None:
    floor.log_alarms_once([alarm_row(board, change) for change in changes])


def _raise_alarm(floor: FloorRecords) -> tuple[Alarms, Threshold]:
    threshold = floor.save_threshold(Threshold(0, Measure.LONGEST_WAIT, 60, "gjj", after=0, calm=0), "9001")
    alarms = Alarms()
    log_alarms(floor, "9001", alarms.update([threshold], {(threshold.number, ""): 70.0}, NOON))
    return alarms, threshold


def test_an_alarm_of_two_boards_is_one_that_either_lead_acknowledges(floor: FloorRecords) -> None:
    first, threshold = _raise_alarm(floor)
    key = (threshold.number, "")
    second = Alarms()
    log_alarms(floor, "9002", second.update([threshold], {key: 70.0}, at(1)))
    log_alarms(floor, "9001", [first.acknowledge(key, "9001", at(5))])
    news = second.learn(floor.standing_alarms(at(-60)))
    assert [(alarm.acknowledged_by, alarm.acknowledged_at) for alarm in news] == [("9001", at(5))]
    assert second.active[0].state is AlarmState.ACKNOWLEDGED
    assert second.learn(floor.standing_alarms(at(-60))) == []
    log_alarms(floor, "9002", second.update([threshold], {key: 0.0}, at(9)))
    assert floor.standing_alarms(at(-60)) == ()
    again = second.update([threshold], {key: 90.0}, at(20))
    assert second.learn(floor.standing_alarms(at(-60))) == []
    assert second.active[0].state is AlarmState.RAISED
    log_alarms(floor, "9002", again)
    assert [alarm.state for alarm in floor.standing_alarms(at(-60))] == [AlarmState.RAISED]


def test_an_action_that_may_have_been_written_is_written_once(floor: FloorRecords) -> None:
    asked = LeadAction(NOON, "r1", "9001", "move", ActionResult.ASKED, "main", "2001", "gjj")
    done = replace(asked, at=at(1), result=ActionResult.DONE)
    floor.log_action(asked)
    for row in (asked, done, done):
        floor.log_action_once(row)
    assert floor.actions(NOON, at(2)) == (asked, done)


def test_seats_by_state_are_kept_by_the_minute(floor: FloorRecords) -> None:
    minutes = {
        100: {"": {FloorState.READY: 3, FloorState.TALKING: 0}, "gjj": {FloorState.READY: 1}},
        101: {"": {FloorState.TALKING: 3}},
    }
    floor.save_seat_minutes("main", minutes)
    floor.save_seat_minutes("main", {101: {"": {FloorState.READY: 9}}})
    floor.save_seat_minutes("main second", {100: {}})
    floor.save_seat_minutes("main", {})
    assert floor.seat_minutes("main", 100, 102) == {
        100: {"": {FloorState.READY: 3}, "gjj": {FloorState.READY: 1}},
        101: {"": {FloorState.TALKING: 3}},
    }
    assert list(floor.seat_minutes("main", 101, 200)) == [101]
    floor.save_seat_minutes("main", {101 + 8 * 24 * 60: {}})
    assert list(floor.seat_minutes("main", 0, 10_000)) == [101]


def test_thresholds_are_shared_changed_and_taken_away(floor: FloorRecords) -> None:
    away = Threshold(
        0, Measure.STATE_TOO_LONG, 600, state=FloorState.NOT_READY, window=Window.DAY, ease=500, enabled=False
    )
    made = floor.save_threshold(away, "9001")
    assert made == replace(away, number=made.number)
    changed = floor.save_threshold(replace(made, limit=900), "9002")
    assert floor.thresholds() == (changed,)
    floor.remove_threshold(made.number)
    floor.remove_threshold(made.number)
    assert floor.thresholds() == ()
    with pytest.raises(NotFound):
        floor.save_threshold(changed, "9001")


def test_an_alarm_is_logged_with_who_acknowledged_it_and_stands_after_a_restart(floor: FloorRecords) -> None:
    alarms, threshold = _raise_alarm(floor)
    assert floor.standing_alarms(at(-60)) == alarms.active
    log_alarms(floor, "9001", [alarms.acknowledge((threshold.number, ""), "9001", at(5))])
    assert floor.standing_alarms(at(-60)) == alarms.active
    assert alarms.active[0].state is AlarmState.ACKNOWLEDGED
    log_alarms(floor, "9001", alarms.update([threshold], {(threshold.number, ""): 0.0}, at(9)))
    assert floor.standing_alarms(at(-60)) == ()
    log = [(row.event.value, row.lead, row.value) for row in floor.alarm_log(at(-60), at(60))]
    assert log == [("raise", "", 70.0), ("acknowledge", "9001", 70.0), ("clear", "", 0.0)]


def test_what_became_of_an_alarm_is_logged_once_however_often_it_is_told(floor: FloorRecords) -> None:
    alarms, threshold = _raise_alarm(floor)
    rows = floor.alarm_log(at(-60), at(60))
    seen = alarm_row("9001", alarms.acknowledge((threshold.number, ""), "9001", at(5)))
    floor.log_alarms_once([*rows, seen])
    floor.log_alarms_once([*rows, seen])
    assert floor.alarm_log(at(-60), at(60)) == (*rows, seen)
