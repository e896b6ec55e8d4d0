"""queue_log: its lines as Asterisk writes them, and anything else that may stand in a file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.figures.log_calls import LogCalls, seat_of
from desk.figures.queue_log import parse
from telephony.floor.facts import EndedBy, Outcome, QueueCall

START = 1_769_738_400  # 10 o'clock in Shanghai


def at(second: int) -> datetime:
    return datetime.fromtimestamp(START + second, UTC)


def line(second: int, *fields: str) -> str:
    return "|".join((str(START + second), *fields))


def calls(*lines: str) -> list[QueueCall]:
    log = LogCalls("main")
    log.read(lines)
    return list(log.calls())


ENTER = line(0, "1.1", "gjj", "NONE", "ENTERQUEUE", "", "13800138000", "1")
CONNECT = line(9, "1.1", "gjj", "PJSIP/2001", "CONNECT", "9", "1.2", "4")


def test_a_call_is_answered_and_the_caller_hangs_up() -> None:
    [call] = calls(ENTER, CONNECT, line(69, "1.1", "gjj", "PJSIP/2001", "COMPLETECALLER", "9", "60", "1"))
    assert call == QueueCall(
        pbx="main",
        queue="gjj",
        call_id="1.1",
        entered_at=at(0),
        number="13800138000",
        outcome=Outcome.ANSWERED,
        left_at=at(9),
        wait_seconds=9,
        seat="2001",
        member="PJSIP/2001",
        ring_at=at(5),
        ring_seconds=4,
        ended_at=at(69),
        ended_by=EndedBy.CALLER,
        talk_seconds=60,
    )


@pytest.mark.parametrize(
    ("last", "outcome"),
    [
        (("ABANDON", "1", "1", "20"), Outcome.ABANDONED),
        (("EXITWITHTIMEOUT", "1", "1", "20"), Outcome.LEFT),
        (("EXITEMPTY", "1", "1", "20"), Outcome.LEFT),
        (("EXITWITHKEY", "0", "1", "1", "20"), Outcome.LEFT),
        (("WITHDRAW", "1", "1", "20", ""), Outcome.LEFT),
    ],
)
@pytest.mark.parametrize("from_the_middle", [False, True])
def test_a_wait_ends_in_each_way(last: tuple[str, ...], outcome: Outcome, from_the_middle: bool) -> None:
    end = line(20, "1.1", "gjj", "NONE", *last)
    [call] = calls(end) if from_the_middle else calls(ENTER, end)
    assert (call.entered_at, call.outcome, call.left_at, call.wait_seconds) == (at(0), outcome, at(20), 20)
    assert call.over


@pytest.mark.parametrize(
    ("last", "by"),
    [
        (("COMPLETEAGENT", "9", "60", "1"), EndedBy.AGENT),
        (("COMPLETECALLER", "9", "60", "1"), EndedBy.CALLER),
        (("BLINDTRANSFER", "8001", "from-internal", "9", "60", "1"), EndedBy.TRANSFER),
        (("ATTENDEDTRANSFER", "BRIDGE", "5f2c", "9", "60", "1"), EndedBy.TRANSFER),
        (("ATTENDEDTRANSFER", "LINK", "a", "b", "9", "60", "1"), EndedBy.TRANSFER),
        (("TRANSFER", "8001", "from-internal", "9", "60", "1"), EndedBy.TRANSFER),
    ],
)
@pytest.mark.parametrize("missing", [0, 1, 2])
def test_a_talk_ends_in_each_way_wherever_the_file_begins(
    last: tuple[str, ...], by: EndedBy, missing: int
) -> None:
    lines = [ENTER, CONNECT, line(69, "1.1", "gjj", "PJSIP/2001", *last)]
    [call] = calls(*lines[missing:])
    assert (call.entered_at, call.left_at, call.wait_seconds) == (at(0), at(9), 9)
    assert (call.seat, call.ended_by, call.ended_at, call.talk_seconds) == ("2001", by, at(69), 60)


def test_phones_that_rang_out_are_told_in_order() -> None:
    rang = [line(n, "1.1", "gjj", f"PJSIP/200{n}", "RINGNOANSWER", "15000") for n in (3, 4, 3)]
    [call] = calls(ENTER, *rang, CONNECT)
    assert call.unanswered == ("2003", "2004", "2003")
    assert not call.over


def place(second: int, role: str, where: str, number: str = "", seat: str = "2001") -> str:
    return line(second, "1.1", "NONE", seat, "DESKPLACE", role, where, number)


def test_hold_consultation_and_three_way_are_found_in_the_kit_s_lines() -> None:
    [call] = calls(
        ENTER,
        line(9, "1.1", "gjj", "王敏", "CONNECT", "9", "1.2", "4"),
        place(20, "citizen", "room"),
        place(20, "agent", "hold"),
        place(35, "agent", "consult", "8001"),
        place(35, "department", "consult", "8001"),
        place(55, "agent", "room"),
        place(55, "department", "room"),
        line(100, "1.1", "gjj", "王敏", "COMPLETEAGENT", "9", "91", "1"),
    )
    assert (call.hold_seconds, call.consult_seconds, call.three_way) == (15, 20, True)
    assert (call.departments, call.seat, call.member) == (("8001",), "2001", "王敏")
    assert call.ended_by is EndedBy.LEFT  # the other two go on


def test_a_consultation_alone_is_no_three_way_call() -> None:
    [call] = calls(
        ENTER,
        CONNECT,
        place(20, "agent", "consult", "8001"),
        place(20, "department", "consult", "8001"),
        place(40, "department", "side"),
        place(40, "agent", "room"),
        line(90, "1.1", "gjj", "PJSIP/2001", "COMPLETECALLER", "9", "81", "1"),
    )
    assert (call.three_way, call.consult_seconds, call.ended_by) == (False, 20, EndedBy.CALLER)


def test_a_caller_who_is_queued_again_has_two_stays() -> None:
    first, second = calls(
        ENTER,
        CONNECT,
        place(20, "agent", "hold"),
        place(30, "citizen", "queue"),
        line(30, "1.1", "gjj", "PJSIP/2001", "COMPLETEAGENT", "9", "21", "1"),
        line(30, "1.1", "gjj", "NONE", "ENTERQUEUE", "", "13800138000", "1"),
        line(40, "1.1", "gjj", "PJSIP/2002", "CONNECT", "10", "1.5", "2"),
        line(50, "1.1", "gjj", "PJSIP/2002", "COMPLETECALLER", "10", "10", "1"),
    )
    assert (first.ended_by, first.seat, first.hold_seconds) == (EndedBy.REQUEUED, "2001", 10)
    assert (second.seat, second.wait_seconds, second.talk_seconds) == ("2002", 10, 10)


@pytest.mark.parametrize("order", [1, -1])
def test_who_was_sent_elsewhere_has_not_given_up(order: int) -> None:
    ends = [
        line(20, "1.1", "gjj", "NONE", "ABANDON", "1", "1", "20"),
        line(20, "1.1", "gjj", "9001", "DESKMOVED", "zonghe"),
    ]
    [call, after] = calls(
        ENTER, *ends[::order], line(21, "1.1", "zonghe", "NONE", "ENTERQUEUE", "", "13800138000", "1")
    )
    assert (call.outcome, after.outcome) == (Outcome.MOVED, Outcome.WAITING)


def test_a_restart_of_the_pbx_loses_who_was_there() -> None:
    waiting, talking = calls(
        ENTER,
        line(1, "1.9", "gjj", "NONE", "ENTERQUEUE", "", "139", "1"),
        line(2, "1.9", "gjj", "PJSIP/2001", "CONNECT", "1", "1.10", "1"),
        line(30, "NONE", "NONE", "NONE", "QUEUESTART"),
    )
    assert (waiting.outcome, waiting.left_at) == (Outcome.LOST, at(30))
    assert (talking.outcome, talking.ended_by, talking.talk_seconds) == (Outcome.ANSWERED, EndedBy.LOST, None)


def test_what_only_looked_like_a_restart_is_taken_back() -> None:
    [call] = calls(ENTER, line(5, "NONE", "NONE", "NONE", "QUEUESTART"), CONNECT)
    assert (call.outcome, call.wait_seconds) == (Outcome.ANSWERED, 9)


def test_lines_that_come_twice_change_nothing() -> None:
    lines = [
        ENTER,
        line(4, "1.1", "gjj", "PJSIP/2003", "RINGNOANSWER", "4000"),
        CONNECT,
        line(69, "1.1", "gjj", "PJSIP/2001", "COMPLETECALLER", "9", "60", "1"),
    ]
    assert [c.over for c in calls(*lines, lines[-1])] == [True]
    assert [c.over for c in calls(*lines[2:], *lines[2:])] == [True]


@pytest.mark.parametrize(
    "other",
    [
        line(1, "NONE", "gjj", "PJSIP/2001", "ADDMEMBER", ""),
        line(1, "NONE", "gjj", "PJSIP/2001", "REMOVEMEMBER", ""),
        line(1, "NONE", "NONE", "PJSIP/2001", "PAUSEALL", ""),
        line(1, "NONE", "gjj", "PJSIP/2001", "PAUSE", "lunch|break"),
        line(1, "NONE", "gjj", "PJSIP/2001", "PAUSEREASON", "lunch"),
        line(1, "NONE", "NONE", "NONE", "CONFIGRELOAD", ""),
        line(1, "1.1", "gjj", "PJSIP/2003", "RINGCANCELED", "4000"),
        line(1, "1.1", "gjj", "NONE", "DID", "12345"),
        "",
        "nonsense",
        "9" * 40 + "|1.1|gjj|NONE|ABANDON|1|1|1",
        line(1, "1.1", "gjj", "NONE", "abandon", "1", "1", "1"),
        line(1, "", "gjj", "NONE", "ABANDON", "1", "1", "1"),
        line(1, "1.1", "gjj", "NONE", "ABANDON", *"|" * 9000),
    ],
)
def test_other_lines_change_no_call(other: str) -> None:
    [call] = calls(ENTER, other, CONNECT)
    assert (call.outcome, call.wait_seconds) == (Outcome.ANSWERED, 9)


def test_a_member_s_name_leads_to_its_seat() -> None:
    assert seat_of("PJSIP/2001") == "2001"
    assert seat_of("SIP/0042") == "SIP/0042"
    assert seat_of("王敏") == ""
    assert seat_of("王敏", {"王敏": "2001"}) == "2001"


verbs = st.sampled_from(
    [
        "ENTERQUEUE",
        "CONNECT",
        "COMPLETEAGENT",
        "COMPLETECALLER",
        "ABANDON",
        "EXITWITHTIMEOUT",
        "EXITWITHKEY",
        "EXITEMPTY",
        "WITHDRAW",
        "RINGNOANSWER",
        "RINGCANCELED",
        "BLINDTRANSFER",
        "ATTENDEDTRANSFER",
        "TRANSFER",
        "SYSCOMPAT",
        "AGENTDUMP",
        "ADDMEMBER",
        "PAUSE",
        "UNPAUSE",
        "PAUSEALL",
        "CONFIGRELOAD",
        "QUEUESTART",
        "DESKPLACE",
        "DESKMOVED",
    ]
)
fields = st.one_of(
    st.integers(-5, 100).map(str),
    st.sampled_from(["", "agent", "citizen", "department", "room", "hold", "consult", "side", "queue"]),
    st.text(max_size=8),
    st.just("9" * 30),
)
hostile = st.builds(
    lambda second, call, queue, member, verb, data, cut: line(second, call, queue, member, verb, *data)[:cut],
    st.integers(-START, 4000),
    st.sampled_from(["1.1", "1.2", "NONE"]),
    st.sampled_from(["gjj", "zonghe", "NONE"]),
    st.sampled_from(["PJSIP/2001", "王敏", "2001", "NONE"]),
    verbs,
    st.lists(fields, max_size=6),
    st.integers(5, 200),
)


@settings(deadline=None)
@given(st.lists(st.one_of(hostile, st.text(max_size=60)), max_size=40))
def test_no_file_stops_the_reading_and_no_stay_makes_no_sense(lines: list[str]) -> None:
    for call in calls(*lines):
        assert call.wait_seconds is None or call.wait_seconds >= 0
        assert call.talk_seconds is None or call.talk_seconds >= 0
        assert call.hold_seconds >= 0
        assert call.consult_seconds >= 0
        assert (call.outcome is Outcome.WAITING) == (call.left_at is None)
        assert call.ended_by is None or call.outcome is Outcome.ANSWERED
        assert call.queue


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_a_line_or_none(text: str) -> None:
    parsed = parse(text)
    assert parsed is None or parsed.at >= datetime.fromtimestamp(0, UTC) - timedelta(1)
