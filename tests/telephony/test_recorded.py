"""Streams recorded from a real Asterisk: what a desk makes of them, and how much of them it parses."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from telephony.config import SeatConfig
from telephony.decode import ALWAYS, WANTED, decode
from telephony.snapshots import CallState, ConsultResult, EndReason, LinkSnapshot, LinkState, SeatView
from telephony.tracker import Tracker
from telephony.wire import Decoder

DATA = Path(__file__).parent / "data"
SEAT = SeatConfig("2001", queues=("zonghe", "gjj"))
S = CallState


def replay(name: str, size: int = 4096) -> list[SeatView]:
    """Return the views that a recording makes when it comes in chunks of `size`."""
    views: list[SeatView] = []
    tracker = Tracker(SEAT, views.append)
    tracker.link_changed(LinkSnapshot(LinkState.UP))
    tracker.load([])
    tracker.expect_outbound("13800000001" if name == "call-back" else None)
    decoder = Decoder(WANTED, SEAT.marks, ALWAYS)
    raw = (DATA / f"{name}.ami").read_bytes()
    for start in range(0, len(raw), size):
        for message in decoder.feed(raw[start : start + size]):
            event = decode(message)
            if event is not None:
                tracker.handle(event)
    return views


def states(views: list[SeatView]) -> list[CallState]:
    """Return the states of the call that has the screen, in order, without repetition."""
    found: list[CallState] = []
    for view in views:
        if view.call is not None and (not found or found[-1] is not view.call.state):
            found.append(view.call.state)
    return found


def test_a_plain_call() -> None:
    assert states(replay("plain")) == [S.RINGING, S.TALKING, S.ENDED]


@pytest.mark.parametrize("name", ["three-way", "three-way-all"])
def test_a_three_way_call_filtered_and_unfiltered(name: str) -> None:
    found = states(replay(name))
    assert found[:2] == [S.RINGING, S.TALKING]
    for state in (S.CONSULT_DIALLING, S.CONSULTING, S.THREE_WAY):
        assert state in found
    assert found[-1] is S.ENDED


def test_departments_that_can_not_be_reached() -> None:
    results = {view.call.consult_result for view in replay("consult-failures") if view.call}
    assert {ConsultResult.BUSY, ConsultResult.UNREACHABLE} <= results


@pytest.mark.parametrize(
    ("name", "reason"), [("abandoned", EndReason.ABANDONED), ("not-answered", EndReason.NOT_ANSWERED)]
)
def test_calls_that_nobody_answers(name: str, reason: EndReason) -> None:
    reasons = [view.call.end_reason for view in replay(name) if view.call and view.call.end_reason]
    assert reason in reasons


def test_a_call_back() -> None:
    assert states(replay("call-back"))[:2] == [S.DIALLING, S.TALKING]


@settings(max_examples=15, deadline=None)
@given(st.integers(1, 5000))
def test_the_cuts_of_the_network_change_no_state(size: int) -> None:
    assert states(replay("three-way", size)) == states(replay("three-way"))


def test_what_is_about_another_seat_is_never_parsed() -> None:
    other = SeatConfig("2009", queues=("zonghe", "gjj"))
    raw = (DATA / "three-way-all.ami").read_bytes()
    mine = Decoder(WANTED, SEAT.marks, ALWAYS).feed(raw)
    theirs = Decoder(WANTED, other.marks, ALWAYS).feed(raw)
    assert len(theirs) * 5 < len(mine)
