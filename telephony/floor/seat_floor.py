"""One seat as a lead sees it: its memberships, its phone and its calls, joined into one state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from telephony import events as ev
from telephony.call_track import CallTrack
from telephony.config import SeatConfig
from telephony.floor import events as fe
from telephony.floor.views import FloorCall, FloorSeat, FloorState, Watch
from telephony.seat_calls import MOVES_NOBODY, SeatCalls
from telephony.seat_track import SeatTrack
from telephony.snapshots import CallState, LegRole, SeatState

# The phone's state as queues count it (AST_DEVICE_…).
_IN_USE, _BUSY, _INVALID, _UNAVAILABLE, _RINGING, _RING_IN_USE, _ON_HOLD = 2, 3, 4, 5, 6, 7, 8

_OF_CALL = {
    CallState.RINGING: FloorState.RINGING,
    CallState.DIALLING: FloorState.DIALLING,
    CallState.TALKING: FloorState.TALKING,
    CallState.HELD: FloorState.HELD,
    CallState.CONSULT_DIALLING: FloorState.CONSULTING,
    CallState.CONSULTING: FloorState.CONSULTING,
    CallState.THREE_WAY: FloorState.THREE_WAY,
    CallState.DEPARTMENT_HELD: FloorState.THREE_WAY,
}
_OF_DEVICE = {
    _IN_USE: FloorState.TALKING,
    _BUSY: FloorState.TALKING,
    _RING_IN_USE: FloorState.TALKING,
    _ON_HOLD: FloorState.HELD,
    _RINGING: FloorState.RINGING,
}
_OF_SEAT = {
    SeatState.UNKNOWN: FloorState.UNKNOWN,
    SeatState.SIGNED_OUT: FloorState.SIGNED_OUT,
    SeatState.NOT_READY: FloorState.NOT_READY,
    SeatState.READY: FloorState.READY,
    SeatState.AFTER_CALL: FloorState.AFTER_CALL,
}
_LATEST = 4_102_444_800  # the year 2100: what lies behind it is no time


def key_of(interface: str, member: str = "") -> str:
    """Return what a seat is called: its extension, which its interface or its name in queues begins with.

    A desk signs in as `2001 Name`; a member that no desk has signed in may have any name.
    """
    number = interface.partition("/")[2]
    if number.isascii() and number.isdigit():
        return number
    first = member.partition(" ")[0]
    return first if first.isascii() and first.isdigit() else interface


def name_of(key: str, member: str) -> str:
    """Return the person's name in the name that queues know the member by."""
    name = member.removeprefix(key).strip()
    return "" if name.partition("/")[0] in ("PJSIP", "SIP", "Local") else name


@dataclass(slots=True)
class Member:
    """A membership in one queue."""

    paused: bool = False
    reason: str = ""
    calls_taken: int = 0
    last_call: int = 0
    paused_at: int = 0
    joined_at: int = 0


class SeatFloor:
    """A seat of one PBX, fed by the tracker."""

    def __init__(self, pbx: str, interface: str, member: str, clock: Callable[[], datetime]) -> None:
        self.pbx = pbx
        self.key = key_of(interface, member)
        self.interface = interface
        self.member = member
        self.config = SeatConfig(self.key, interface)
        self.track = SeatTrack(self.config, clock)
        # The callers of its queues are known to the floor: the calls get a track that has no queues.
        self.calls = SeatCalls(self.config, SeatTrack(self.config, clock), clock)
        self.handlers = self.calls.handlers()
        self.members: dict[str, Member] = {}
        self.watches: dict[str, Watch] = {}  # by the lead's channel
        self.changed = True
        self.possible = True  # no call has shown what can't be
        self._clock = clock
        self._device = 0
        self._known = False
        self._state = FloorState.UNKNOWN
        self._since: datetime | None = None
        self._in_call = ""  # the call in which the state is
        self._lost: datetime | None = None  # when the link was, until a snapshot tells more
        self._view = FloorSeat(pbx, self.key, interface)

    # what is known of it

    @property
    def call(self) -> CallTrack | None:
        """The call that tells the seat's state: an answered one before one that rings."""
        best = None
        for call in self.calls.tracks:
            if call.live and (best is None or best.state is CallState.RINGING):
                best = call
        return best

    def call_of(self, call_id: str) -> CallTrack | None:
        """Return the latest call of this citizen, also one that is over."""
        for call in reversed(self.calls.tracks):
            if call_id in (call.citizen_uniqueid, call.call_id):
                return call
        return None

    @property
    def paused(self) -> bool:
        """Tell whether no queue may give the seat a call."""
        return bool(self.members) and all(member.paused for member in self.members.values())

    @property
    def state(self) -> FloorState:
        """What the seat does."""
        if not self._known:
            return FloorState.UNKNOWN
        call = self.call
        if call is not None:
            return _OF_CALL[call.state]
        return _OF_DEVICE.get(self._device) or _OF_SEAT[self.track.state]

    # what the PBX tells

    def give(self, kind: type[ev.Event], event: ev.Event) -> bool:
        """Let the seat's calls take an event, as the event `kind` of a seat, and follow their legs.

        Each event by itself, also when many come together: a state that passes in between is a fact.
        Returns whether a call has another state than before.
        """
        self.handlers[kind](event)
        self.changed = True
        if kind in MOVES_NOBODY:
            return False
        before = [call.state for call in self.calls.tracks]
        if not self.calls.advance():
            self.possible = False
        return before != [call.state for call in self.calls.tracks]

    def member_seen(self, event: fe.MemberSeen) -> None:
        """Take a membership as it is now."""
        self.track.member_changed(event)
        self.members[event.queue] = Member(
            event.paused, event.reason, event.calls_taken, event.last_call, event.paused_at, event.joined_at
        )
        self.member = event.name or self.member
        self._device = event.device
        self.changed = True

    def member_removed(self, event: ev.MemberRemoved) -> None:
        """Take the end of a membership."""
        self.track.member_removed(event)
        self.members.pop(event.queue, None)
        if not self.members:
            self._device = 0  # nobody tells it any more
        self.changed = True

    def begin_snapshot(self) -> None:
        """Forget the memberships, and what the calls have shown: the snapshot tells them anew."""
        self.possible = True
        self.track.begin_snapshot()
        self.members.clear()
        self._device = 0
        self.changed = True

    def link_lost(self) -> None:
        """Nothing is known of the seat any more."""
        self.track.link_lost(counted=False)
        self.watches.clear()
        if self._known:
            self._known, self._lost = False, self._clock()
        self.changed = True

    def settle(self, *, snapshot: bool = False) -> None:
        """Let the state follow what was told; of one that a snapshot finds also since when it is so."""
        self.track.settle()
        lost, self._lost = self._lost, None
        self._known = True
        now, state, call = self._clock(), self.state, self.call
        call_id = call.call_id if call is not None else ""
        # A phone in use may be known before its call is, and after it.
        other = bool(call_id and self._in_call and call_id != self._in_call)
        before = self._since if state is self._state and not other else None
        if snapshot and self._since is None:
            self._since = self._told_since(now) or now
        elif lost is not None:
            self._since = self._since_gap(now, lost, before)
        elif before is None:
            self._since = now
        self._state, self._in_call = state, call_id

    def _since_gap(self, now: datetime, lost: datetime, before: datetime | None) -> datetime:
        """Return since when it is so after a time without a link; `before`: since when it was so already.

        Of a hold the PBX can tell the call's beginning, of a seat that is ready the end of its last call:
        that counts where it shows that there was something else meanwhile.
        """
        told = self._told_since(now)
        if before is not None:
            return told if told is not None and told > lost else before
        return max(told or now, lost)

    def _told_since(self, now: datetime) -> datetime | None:
        """Return since when it may be so, as far as the PBX can tell."""
        state, call, members = self.state, self.call, self.members.values()
        if call is not None:
            return call.answered_at or call.offered_at
        stamps = [max(member.last_call, member.joined_at) for member in members]
        if state in (FloorState.NOT_READY, FloorState.AFTER_CALL):
            stamps += [member.paused_at for member in members]  # in a call, for what comes after it
        elif state is not FloorState.READY:
            return None
        stamp = max(stamps, default=0)
        return min(datetime.fromtimestamp(stamp, UTC), now) if 0 < stamp < _LATEST else None

    # the view

    def view(self) -> FloorSeat:
        """Return the frozen seat; the same object while nothing has changed."""
        if not self.changed:
            return self._view
        self.changed = False
        if self._known:
            last = max((member.last_call for member in self.members.values()), default=0)
            fresh = FloorSeat(
                self.pbx,
                self.key,
                self.interface,
                name_of(self.key, self.member),
                self._state,
                self._since,
                self.track.reason,
                tuple(sorted(self.members)),
                self.paused,
                self._device not in (_INVALID, _UNAVAILABLE),
                self._call_view(),
                tuple(self.watches.values()),
                sum(member.calls_taken for member in self.members.values()),
                datetime.fromtimestamp(last, UTC) if 0 < last < _LATEST else None,
                self.member,
            )
        else:
            fresh = FloorSeat(self.pbx, self.key, self.interface, name_of(self.key, self.member))
        if fresh != self._view:
            self._view = fresh
        return self._view

    def _call_view(self) -> FloorCall | None:
        call = self.call
        if call is None:
            return None
        department = call.there(LegRole.DEPARTMENT)
        consulting = call.state in (CallState.CONSULT_DIALLING, CallState.CONSULTING)
        return FloorCall(
            call.citizen_uniqueid or call.call_id,
            call.direction,
            call.state,
            call.number,
            call.name,
            call.queue,
            call.waited,
            call.offered_at,
            call.answered_at,
            (call.consult_number or "") if department is not None or consulting else "",
        )
