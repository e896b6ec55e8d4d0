"""Several sources of one stay: in whatever order and however often they are heard, the same is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from desk.figures.merging import find, joined, same_stay
from telephony.floor.facts import EndedBy, Outcome, QueueCall

NOON = datetime(2026, 1, 30, 4, tzinfo=UTC)
STAY = QueueCall("main", "gjj", "1.1", NOON, "138")


def later(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


moments = st.one_of(st.none(), st.integers(0, 9).map(later))
seconds = st.one_of(st.none(), st.integers(0, 9).map(float))
words = st.sampled_from(["", "a", "bb", "cc"])
lists = st.lists(words, max_size=2).map(tuple)
reports = st.builds(
    QueueCall,
    pbx=st.just("main"),
    queue=st.just("gjj"),
    call_id=st.just("1.1"),
    entered_at=st.integers(0, 2).map(later),
    number=words,
    name=words,
    outcome=st.sampled_from(Outcome),
    left_at=moments,
    wait_seconds=seconds,
    seat=words,
    member=words,
    ring_at=moments,
    ring_seconds=seconds,
    unanswered=lists,
    ended_at=moments,
    ended_by=st.one_of(st.none(), st.sampled_from(EndedBy)),
    talk_seconds=seconds,
    hold_seconds=st.integers(0, 9).map(float),
    consult_seconds=st.integers(0, 9).map(float),
    three_way=st.booleans(),
    departments=lists,
)


@settings(deadline=None)
@given(reports, reports, reports)
def test_order_and_repetition_do_not_matter(a: QueueCall, b: QueueCall, c: QueueCall) -> None:
    assert joined(a, b) == joined(b, a)
    assert joined(joined(a, b), c) == joined(a, joined(b, c))
    both = joined(a, b)
    assert joined(both, a) == joined(both, b) == joined(both, both) == both


def test_the_log_s_whole_second_and_the_live_moment_are_one_stay() -> None:
    live = replace(STAY, entered_at=later(0.7), outcome=Outcome.ANSWERED, left_at=later(9.9))
    logged = replace(STAY, outcome=Outcome.ANSWERED, left_at=later(9), wait_seconds=9.0)
    assert same_stay(live, logged)
    assert joined(live, logged).entered_at == later(0.7)
    assert joined(live, logged).wait_seconds == 9


def test_where_the_queue_s_event_counts_a_second_more_its_log_is_right() -> None:
    logged = replace(
        STAY,
        outcome=Outcome.ANSWERED,
        left_at=later(15),
        wait_seconds=15.0,
        ended_at=later(45),
        ended_by=EndedBy.AGENT,
        talk_seconds=30.0,
    )
    # A new second has begun between the line and the event; and how it ended the live stream knows better.
    live = replace(logged, left_at=later(16.001), wait_seconds=16.0, ended_by=EndedBy.LEFT, talk_seconds=31.0)
    for both in (joined(live, logged), joined(logged, live)):
        assert (both.wait_seconds, both.talk_seconds, both.ended_by) == (15.0, 30.0, EndedBy.LEFT)
    gone = replace(STAY, outcome=Outcome.ABANDONED, left_at=later(9.999), wait_seconds=9.0)
    assert joined(gone, replace(gone, left_at=later(10), wait_seconds=10.0)).wait_seconds == 10


def test_who_comes_back_at_once_is_another_stay() -> None:
    first = replace(STAY, outcome=Outcome.ANSWERED, left_at=later(0.5), ended_at=later(1))
    assert not same_stay(first, replace(STAY, entered_at=later(2)))
    assert same_stay(first, replace(STAY, entered_at=later(1)))


def test_who_is_answered_at_once_at_the_end_of_a_second_is_one_stay() -> None:
    logged = replace(STAY, outcome=Outcome.ANSWERED, left_at=NOON, wait_seconds=0.0)
    assert same_stay(logged, replace(STAY, entered_at=later(1.01)))


def test_of_two_the_nearer_one_is_meant() -> None:
    known = [STAY, replace(STAY, entered_at=later(2.5))]
    assert find(replace(STAY, entered_at=later(2)), known) == 1
    assert find(replace(STAY, entered_at=later(0.5)), known) == 0
    assert find(replace(STAY, call_id="1.2"), known) is None


def test_a_clock_that_is_wrong_makes_no_second_call_of_a_finished_one() -> None:
    gone = replace(STAY, outcome=Outcome.ABANDONED, left_at=later(20), wait_seconds=20.0)
    skewed = replace(gone, entered_at=later(90), left_at=later(110))
    assert same_stay(gone, skewed)
    assert not same_stay(gone, replace(skewed, outcome=Outcome.LEFT))
    talked = replace(
        STAY,
        outcome=Outcome.ANSWERED,
        left_at=later(9),
        wait_seconds=9.0,
        ended_at=later(40),
        talk_seconds=31.0,
    )
    assert same_stay(talked, replace(talked, entered_at=later(90)))
    assert not same_stay(talked, replace(talked, entered_at=later(90), talk_seconds=80.0))


def test_who_is_queued_again_and_answered_as_before_has_two_stays() -> None:
    first = replace(
        STAY,
        outcome=Outcome.ANSWERED,
        left_at=later(5),
        wait_seconds=5.0,
        ended_at=later(10),
        ended_by=EndedBy.REQUEUED,
        talk_seconds=5.0,
    )
    again = replace(first, entered_at=later(10), left_at=later(15), ended_at=later(20))
    assert not same_stay(first, again)
    assert not same_stay(replace(again, ended_by=EndedBy.CALLER), first)
    assert same_stay(first, replace(first, entered_at=later(90), left_at=later(95), ended_at=later(100)))


def test_the_log_tells_what_became_of_a_lost_caller() -> None:
    lost = replace(STAY, outcome=Outcome.LOST, left_at=later(30))
    logged = replace(STAY, outcome=Outcome.ABANDONED, left_at=later(12), wait_seconds=12.0)
    assert joined(lost, logged) == replace(logged, entered_at=NOON)


def test_an_answer_that_only_a_snapshot_showed_gives_way_to_what_the_log_tells() -> None:
    """The caller was sent to another queue and back while the link was down: it was another stay."""
    inferred = replace(STAY, outcome=Outcome.ANSWERED, left_at=later(60), seat="2001")
    logged = replace(STAY, outcome=Outcome.MOVED, left_at=later(15), wait_seconds=15.0)
    assert joined(inferred, logged) == joined(logged, inferred) == logged
    answered = replace(inferred, left_at=later(9), wait_seconds=9.0)
    assert joined(inferred, answered) == answered


def test_who_is_missed_when_the_link_is_back_was_lost_when_the_pbx_went() -> None:
    missed = replace(STAY, outcome=Outcome.LOST, left_at=later(1800))
    logged = replace(missed, left_at=later(30))
    assert joined(missed, logged) == joined(logged, missed) == logged
    talked = replace(STAY, outcome=Outcome.ANSWERED, left_at=later(9), wait_seconds=9.0)
    missed = replace(talked, ended_at=later(1800), ended_by=EndedBy.LOST)
    logged = replace(missed, ended_at=later(30))
    assert joined(missed, logged) == joined(logged, missed) == logged
