"""From events to the view: doubled, late, unknown and impossible events harm no call."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony import events as ev
from telephony.config import SeatConfig
from telephony.snapshots import (
    AFTER_CALL_REASON,
    CallAction,
    CallState,
    EndReason,
    Hindrance,
    LegRole,
    LinkProblem,
    LinkSnapshot,
    LinkState,
    SeatState,
    SeatView,
)
from telephony.tracker import Tracker

SEAT = SeatConfig("2001", queues=("zonghe",))
UP = LinkSnapshot(LinkState.UP)
CITIZEN = ev.Channel("PJSIP/trunk-1", "1.1", "1.1", ev.UP, "13800000001", "王")
AGENT = ev.Channel("PJSIP/2001-2", "1.2", "1.1", ev.RINGING)
DEPARTMENT = ev.Channel("Local/8001@x-1;1", "1.3", "1.1", ev.RINGING)
MEMBER = ev.MemberChanged("zonghe", "PJSIP/2001", False)
RINGS = ev.AgentRings("zonghe", "PJSIP/2001", CITIZEN, AGENT)
CONNECTED = ev.AgentConnected("zonghe", "PJSIP/2001", CITIZEN, replace(AGENT, state=ev.UP), 7.0)
TOKEN = "11"


def placed(channel: ev.Channel, role: str, place: str, number: str = "") -> ev.Placed:
    """Return the dialplan's report of a channel."""
    return ev.Placed(marked(channel, role, place), "2001", TOKEN, role, place, "zonghe", number)


def marked(channel: ev.Channel, role: str, place: str) -> ev.Channel:
    """Return a channel as the dialplan has marked it."""
    variables = {"DESK_SEAT": "2001", "DESK_TOKEN": TOKEN, "DESK_ROLE": role, "DESK_PLACE": place}
    return replace(channel, state=ev.UP, variables=MappingProxyType(variables | {"DESK_QUEUE": "zonghe"}))


CONSULT = [
    placed(CITIZEN, "citizen", "room"),
    placed(AGENT, "agent", "consult", "8001"),
    ev.DialBegun(marked(AGENT, "agent", "consult"), DEPARTMENT),
    ev.DialEnded(marked(AGENT, "agent", "consult"), replace(DEPARTMENT, state=ev.UP), "ANSWER"),
]
JOIN = [placed(AGENT, "agent", "room"), placed(DEPARTMENT, "department", "room")]
WHOLE = [
    RINGS,
    ev.ChannelChanged(AGENT),
    CONNECTED,
    *CONSULT,
    *JOIN,
    ev.ChannelGone(DEPARTMENT, 16),
    ev.ChannelGone(CITIZEN, 16),
    ev.ChannelGone(AGENT, 16),
    ev.AgentCompleted("zonghe", "PJSIP/2001", CITIZEN, "caller", 60),
]


class World:
    """A tracker, its clock and what it has told."""

    def __init__(self, *snapshot: ev.Event) -> None:
        self.now = datetime(2026, 1, 1, tzinfo=UTC)
        self.views: list[SeatView] = []
        self.tracker = Tracker(SEAT, self.views.append, lambda: self.now)
        self.tracker.link_changed(UP)
        self.tracker.begin_snapshot()
        self.tracker.load(snapshot or [MEMBER])

    def tell(self, *events: ev.Event) -> SeatView:
        """Report events and return the view."""
        for event in events:
            self.tracker.handle(event)
        return self.tracker.view

    @property
    def state(self) -> CallState:
        """The call's state."""
        assert self.tracker.view.call is not None
        return self.tracker.view.call.state


def test_a_whole_call_in_order() -> None:
    world = World()
    states = []
    for event in WHOLE:
        world.tell(event)
        states.append(world.state)
    assert list(dict.fromkeys(states)) == [
        CallState.RINGING,
        CallState.TALKING,
        CallState.CONSULT_DIALLING,
        CallState.CONSULTING,
        CallState.THREE_WAY,
        CallState.ENDED,
    ]
    call = world.tracker.view.call
    assert call is not None
    assert (call.end_reason, call.waited, call.number) == (EndReason.CITIZEN_HUNG_UP, 7.0, "13800000001")


@given(st.lists(st.integers(0, len(WHOLE) - 1), max_size=40))
def test_any_events_in_any_order_never_raise_and_make_one_call(order: list[int]) -> None:
    world = World()
    for index in order:
        world.tell(WHOLE[index])
    view = world.tracker.view
    if view.call is not None:
        assert view.call.can.isdisjoint(view.call.hindrances)
        assert view.call.can | set(view.call.hindrances) == set(CallAction)


@given(st.data())
def test_doubled_events_change_nothing(data: st.DataObject) -> None:
    once, twice = World(), World()
    for event in WHOLE:
        once.tell(event)
        twice.tell(*[event] * data.draw(st.integers(1, 3)))
        if not isinstance(event, ev.AgentCompleted):
            assert once.tracker.view == twice.tracker.view


def test_hang_ups_twice_and_in_any_order_end_one_call_once() -> None:
    world = World()
    world.tell(RINGS, CONNECTED)
    gone = [ev.ChannelGone(AGENT, 16), ev.ChannelGone(CITIZEN, 16)]
    world.tell(*gone, *gone, *reversed(gone))
    ended = [view.call for view in world.views if view.call and view.call.state is CallState.ENDED]
    assert len({call.ended_at for call in ended}) == 1
    assert world.tracker.view.other_calls == ()


@pytest.mark.parametrize("place", range(3))
def test_who_hung_up_does_not_hang_on_when_the_room_is_reported(place: int) -> None:
    """Asterisk tells of rooms in a thread of its own: a leg may leave before the hang-up that moved it."""
    world = World()
    room = f"desk-2001-{TOKEN}"
    held = [placed(CITIZEN, "citizen", "room"), placed(AGENT, "agent", "hold"), ev.RoomJoined(CITIZEN, room)]
    world.tell(RINGS, CONNECTED, *held)
    assert world.state is CallState.HELD
    told: list[ev.Event] = [ev.HangupAsked(AGENT), ev.ChannelGone(AGENT, 16)]
    told.insert(place, ev.RoomLeft(CITIZEN, room))
    call = world.tell(*told, placed(CITIZEN, "citizen", "queue")).call
    assert call is not None
    assert call.end_reason is EndReason.REQUEUED


@pytest.mark.parametrize("first", [AGENT, CITIZEN])
def test_a_citizen_who_hangs_up_in_the_room_is_named_whoever_is_told_to_leave_first(
    first: ev.Channel,
) -> None:
    world = World()
    room = f"desk-2001-{TOKEN}"
    world.tell(RINGS, CONNECTED, placed(CITIZEN, "citizen", "room"), placed(AGENT, "agent", "room"))
    world.tell(ev.RoomJoined(CITIZEN, room), ev.RoomJoined(AGENT, room), ev.RoomLeft(first, room))
    call = world.tell(ev.HangupAsked(CITIZEN), ev.ChannelGone(AGENT, 16), ev.ChannelGone(CITIZEN, 16)).call
    assert call is not None
    assert call.end_reason is EndReason.CITIZEN_HUNG_UP


def test_a_hang_up_before_the_answer_is_told_ends_the_call() -> None:
    world = World()
    world.tell(RINGS, ev.ChannelGone(AGENT, 16), CONNECTED)
    assert world.state is CallState.ENDED
    assert world.tracker.view.other_calls == ()


def test_two_calls_within_a_moment_the_second_stands_aside() -> None:
    world = World()
    other = replace(CITIZEN, name="PJSIP/trunk-9", uniqueid="1.9", linkedid="1.9", number="13900000009")
    other_agent = replace(AGENT, name="PJSIP/2001-8", uniqueid="1.8", linkedid="1.9")
    view = world.tell(RINGS, ev.AgentRings("zonghe", "PJSIP/2001", other, other_agent))
    assert view.call is not None
    assert view.call.number == "13800000001"
    assert [call.number for call in view.other_calls] == ["13900000009"]
    world.tell(CONNECTED, ev.ChannelGone(CITIZEN), ev.ChannelGone(AGENT))
    assert any(view.call and view.call.state is CallState.ENDED for view in world.views)
    assert world.tracker.view.call is not None
    assert world.tracker.view.call.number == "13900000009"


def test_an_impossible_report_changes_nothing_and_asks_for_a_snapshot() -> None:
    world = World()
    world.tell(RINGS)
    world.tell(placed(AGENT, "agent", "hold"))
    assert world.state is CallState.RINGING
    assert world.tracker.needs_snapshot


def test_the_same_caller_again_after_the_end_is_a_new_call() -> None:
    world = World()
    world.tell(RINGS, ev.AgentNoAnswer("zonghe", "PJSIP/2001", CITIZEN), ev.ChannelGone(AGENT))
    assert world.tracker.view.call is not None
    assert world.tracker.view.call.end_reason is EndReason.NOT_ANSWERED
    again = replace(AGENT, name="PJSIP/2001-7", uniqueid="1.7")
    world.tell(ev.AgentRings("zonghe", "PJSIP/2001", CITIZEN, again))
    assert world.state is CallState.RINGING


def test_an_abandoned_call_is_told_in_either_order() -> None:
    for events in (
        [ev.CallerAbandoned("zonghe", "1.1"), ev.ChannelGone(AGENT)],
        [ev.ChannelGone(AGENT), ev.CallerAbandoned("zonghe", "1.1")],
    ):
        world = World()
        view = world.tell(RINGS, *events)
        assert view.call is not None
        assert view.call.end_reason is EndReason.ABANDONED


def test_how_long_the_caller_has_waited_is_known_while_it_rings() -> None:
    world = World(MEMBER, ev.CallerJoined("zonghe", "1.1", CITIZEN.name, waited=30.0))
    world.now += timedelta(seconds=5)
    view = world.tell(RINGS)
    assert view.call is not None
    assert view.call.waited == 35.0


@pytest.mark.parametrize(
    ("member", "state"),
    [
        (MEMBER, SeatState.READY),
        (replace(MEMBER, paused=True, reason="meeting"), SeatState.NOT_READY),
        (replace(MEMBER, paused=True, reason=AFTER_CALL_REASON), SeatState.AFTER_CALL),
        (ev.MemberRemoved("zonghe", "PJSIP/2001"), SeatState.SIGNED_OUT),
        (replace(MEMBER, interface="PJSIP/2002"), SeatState.SIGNED_OUT),
    ],
)
def test_the_seat_is_what_the_pbx_says_live_and_in_a_snapshot(member: ev.Event, state: SeatState) -> None:
    assert World(member).tracker.view.seat.state is state
    live = World(ev.QueueCounted("zonghe", 0, 0, 0))
    assert live.tell(member).seat.state is state


def test_without_a_link_nothing_is_possible_and_the_seat_is_unknown() -> None:
    world = World()
    world.tell(RINGS, CONNECTED)
    world.tracker.link_changed(LinkSnapshot(LinkState.WAITING, LinkProblem.LOST))
    view = world.tracker.view
    assert view.seat.state is SeatState.UNKNOWN
    assert view.call is not None
    assert view.call.can == frozenset()
    assert set(view.call.hindrances.values()) == {Hindrance.LINK_DOWN}


def snapshot_of_three_way() -> list[ev.Event]:
    """Return what Status lists in a three-way call, the far half of the Local channel first."""
    far = replace(marked(DEPARTMENT, "department", "consult"), name="Local/8001@x-1;2")
    return [
        MEMBER,
        ev.ChannelListed(far, "Dial"),
        ev.ChannelListed(marked(CITIZEN, "citizen", "room"), "ConfBridge", "", "b", 90.0),
        ev.ChannelListed(replace(marked(DEPARTMENT, "department", "room"), number="8001"), "ConfBridge"),
        ev.ChannelListed(marked(AGENT, "agent", "room"), "ConfBridge", "", "b", 60.0),
    ]


def test_a_call_is_recovered_from_the_snapshot_alone() -> None:
    world = World(*snapshot_of_three_way())
    call = world.tracker.view.call
    assert call is not None
    assert (call.state, call.number, call.queue) == (CallState.THREE_WAY, "13800000001", "zonghe")
    assert call.call_id == "1.1"
    assert call.answered_at == world.now - timedelta(seconds=60)
    department = call.leg(LegRole.DEPARTMENT)
    assert department is not None
    assert (department.channel, department.number) == (DEPARTMENT.name, "8001")


def test_a_reconnect_keeps_the_call_and_takes_what_has_changed() -> None:
    world = World()
    world.tell(RINGS, CONNECTED)
    before = world.tracker.view.call
    world.tracker.link_changed(LinkSnapshot(LinkState.WAITING, LinkProblem.LOST))
    world.tracker.link_changed(UP)
    world.tracker.begin_snapshot()
    world.tracker.load(snapshot_of_three_way())
    call = world.tracker.view.call
    assert before is not None
    assert call is not None
    assert (call.call_id, call.offered_at, call.state) == (
        before.call_id,
        before.offered_at,
        CallState.THREE_WAY,
    )


def test_a_call_that_the_snapshot_does_not_show_is_lost() -> None:
    world = World()
    world.tell(RINGS, CONNECTED)
    world.tracker.begin_snapshot()
    world.tracker.load([MEMBER])
    call = world.tracker.view.call
    assert call is not None
    assert (call.state, call.end_reason) == (CallState.ENDED, EndReason.LOST)


def test_events_during_the_snapshot_are_taken_after_it() -> None:
    world = World()
    world.tell(RINGS, CONNECTED)
    world.tracker.begin_snapshot()
    world.tell(placed(CITIZEN, "citizen", "room"), placed(AGENT, "agent", "hold"))
    assert world.state is CallState.TALKING
    talking = [
        ev.ChannelListed(CITIZEN, "Queue", "zonghe", "b"),
        ev.ChannelListed(replace(AGENT, state=6), "", "", "b"),
    ]
    world.tracker.load([MEMBER, *talking])
    assert world.state is CallState.HELD


def test_another_seats_calls_are_not_this_seats() -> None:
    world = World()
    other = replace(AGENT, name="PJSIP/2002-1")
    view = world.tell(
        ev.AgentRings("zonghe", "PJSIP/2002", CITIZEN, other),
        ev.ChannelChanged(other),
        replace(placed(other, "agent", "room"), seat="2002"),
        ev.ChannelGone(other),
    )
    assert view.call is None
    stale = marked(
        replace(CITIZEN, name="PJSIP/trunk-77", uniqueid="7.7", linkedid="7.7"), "citizen", "queue"
    )
    assert world.tell(ev.ChannelChanged(stale)).call is None


def _gap(before: list[ev.Event], after: list[ev.Event]) -> SeatView:
    world = World(*before)
    world.tracker.link_changed(LinkSnapshot(LinkState.WAITING, LinkProblem.LOST))
    world.now += timedelta(minutes=10)
    world.tracker.link_changed(UP)
    world.tracker.begin_snapshot()
    world.tracker.load(after)
    return world.tracker.view


def test_the_gap_tells_what_came_and_went() -> None:
    view = _gap(
        [replace(MEMBER, calls_taken=3), ev.QueueCounted("zonghe", 0, 10, 2)],
        [replace(MEMBER, calls_taken=4, last_call=1_767_225_700), ev.QueueCounted("zonghe", 0, 15, 3)],
    )
    assert view.gap is not None
    assert (view.gap.completed, view.gap.abandoned) == ({"zonghe": 5}, {"zonghe": 1})
    assert view.gap.taken_here == 1
    assert view.gap.last_call_here == datetime.fromtimestamp(1_767_225_700, UTC)
    assert view.gap.until - view.gap.since == timedelta(minutes=10)


def test_a_restarted_pbx_can_not_tell_of_the_gap() -> None:
    view = _gap([ev.QueueCounted("zonghe", 0, 10, 2), MEMBER], [ev.QueueCounted("zonghe", 0, 0, 0)])
    assert view.gap is not None
    assert view.gap.completed is None
    assert view.gap.taken_here is None


def test_a_failing_listener_is_logged_and_the_view_kept(caplog: pytest.LogCaptureFixture) -> None:
    def fail(view: SeatView) -> None:
        raise RuntimeError("a listener's fault")

    tracker = Tracker(SEAT, fail)
    tracker.link_changed(UP)
    tracker.load([MEMBER])
    tracker.handle(RINGS)
    assert tracker.view.call is not None
    assert "a listener's fault" in caplog.text
