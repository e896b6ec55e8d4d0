"""The callers' stays in queues, from coming in to the end of the talk: what the figures are made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from telephony.call_track import CallTrack
from telephony.floor import events as fe
from telephony.floor.facts import EndedBy, Outcome, QueueCall
from telephony.snapshots import CallState, EndReason

_SETTLED_AFTER = timedelta(seconds=2)  # who has left without a word by then was neither answered nor gave up
_KEPT_FOR = timedelta(seconds=60)  # what is over may still be told more of
_MOST = 20_000  # stays remembered at once; a hotline has some hundreds

_ENDED_BY = {
    EndReason.CITIZEN_HUNG_UP: EndedBy.CALLER,
    EndReason.AGENT_HUNG_UP: EndedBy.AGENT,
    EndReason.LEFT: EndedBy.LEFT,
    EndReason.TRANSFERRED: EndedBy.TRANSFER,
    EndReason.REQUEUED: EndedBy.REQUEUED,
    EndReason.LOST: EndedBy.LOST,
}
_BY_REASON = {"caller": EndedBy.CALLER, "agent": EndedBy.AGENT, "transfer": EndedBy.TRANSFER}
_CONSULT = (CallState.CONSULT_DIALLING, CallState.CONSULTING)


class Stay:
    """One stay, mutable; `call` is what has been told of it so far."""

    def __init__(self, call: QueueCall) -> None:
        self.call = call
        self.rings: dict[str, datetime] = {}  # by the seat's key
        self.interface = ""
        self.left_at: datetime | None = None
        self.closed_at: datetime | None = None
        self.state: CallState | None = None
        self.state_since: datetime | None = None
        self.track: CallTrack | None = None
        self.completed: fe.MemberCompleted | None = None

    @property
    def waits(self) -> bool:
        """Tell whether the caller is in the queue."""
        return self.call.outcome is Outcome.WAITING and self.left_at is None

    @property
    def talks(self) -> bool:
        """Tell whether the caller was answered and the end has not been told."""
        return self.call.outcome is Outcome.ANSWERED and self.call.ended_at is None


class CallBook:
    """All stays of one PBX that are not over; `tell` gets every change of one."""

    def __init__(self, pbx: str, tell: Callable[[QueueCall], None], clock: Callable[[], datetime]) -> None:
        self._pbx = pbx
        self._tell = tell
        self._clock = clock
        self._stays: dict[str, list[Stay]] = {}
        self._ending: list[Stay] = []

    def __len__(self) -> int:
        return sum(len(stays) for stays in self._stays.values())

    # what happens to a caller

    def joined(self, event: fe.QueueJoined) -> None:
        """A caller has come into a queue, or a snapshot shows them there."""
        stays = self._stays.setdefault(event.uniqueid, [])
        if any(stay.call.queue == event.queue and stay.waits for stay in stays):
            return
        at = self._time(event.at) - timedelta(seconds=event.waited)
        stay = Stay(QueueCall(self._pbx, event.queue, event.uniqueid, at, event.number, event.name))
        stays.append(stay)
        self._told(stay)
        if len(self._stays) > _MOST:
            del self._stays[next(iter(self._stays))]

    def rings(self, event: fe.MemberRings, seat: str) -> None:
        """A seat's phone rings for the caller."""
        stay = self._find(event.citizen.uniqueid, event.queue, lambda s: s.waits)
        if stay is not None:
            stay.rings.setdefault(seat, self._time(event.at))

    def rang_out(self, event: fe.MemberRangOut, seat: str) -> None:
        """A seat's phone has rung out."""
        stay = self._find(event.citizen.uniqueid, event.queue, lambda s: s.call.ended_at is None)
        if stay is not None:
            stay.rings.pop(seat, None)
            self._change(stay, unanswered=(*stay.call.unanswered, seat))

    def left(self, event: fe.QueueLeft) -> None:
        """The caller is not in the queue any more: why is told before, after, or never."""
        stay = self._find(event.uniqueid, event.queue, lambda s: s.waits)
        if stay is not None:
            stay.left_at = self._time(event.at)
            self._ending.append(stay)

    def abandoned(self, event: fe.QueueAbandoned) -> None:
        """The caller gave up (or was sent elsewhere, which `moved` tells in a moment)."""
        stay = self._find(event.uniqueid, event.queue, lambda s: s.call.outcome is Outcome.WAITING)
        if stay is not None:
            at = self._time(event.at)
            self._change(stay, outcome=Outcome.ABANDONED, left_at=at, wait_seconds=event.waited)
            self._close(stay)

    def moved(self, event: fe.Moved) -> None:
        """A lead has sent the caller elsewhere."""
        stay = self._find(
            event.uniqueid,
            event.queue,
            lambda s: s.call.outcome in (Outcome.WAITING, Outcome.ABANDONED, Outcome.LEFT),
        )
        if stay is not None:
            left_at = stay.call.left_at or stay.left_at or self._clock()
            self._change(stay, outcome=Outcome.MOVED, left_at=left_at)
            self._close(stay)

    def answered(self, event: fe.MemberAnswered, seat: str) -> None:
        """A seat has answered; a caller of whom nothing was known is made up from what the PBX tells."""
        at = self._time(event.at)
        stay = self._find(
            event.citizen.uniqueid, event.queue, lambda s: s.call.outcome in (Outcome.WAITING, Outcome.LEFT)
        )
        if stay is None:
            known = self._find(event.citizen.uniqueid, event.queue, lambda s: s.talks)
            if known is not None and known.interface == event.interface:
                return
            stay = self._made_up(event.citizen.uniqueid, event.queue, at, event.hold_seconds)
            stay.call = replace(stay.call, number=event.citizen.number, name=event.citizen.caller)
        stay.interface = event.interface
        stay.closed_at = None
        self._change(
            stay,
            outcome=Outcome.ANSWERED,
            left_at=at,
            wait_seconds=event.hold_seconds,
            seat=seat,
            member=event.member,
            ring_at=stay.rings.get(seat) or at - timedelta(seconds=event.ring_seconds),
            ring_seconds=event.ring_seconds,
        )

    def talks(self, call_id: str, queue: str, interface: str) -> bool:
        """Tell whether this caller's talk with a member is not known to be over."""
        fits = (s for s in self._stays.get(call_id, ()) if s.talks and s.interface in ("", interface))
        return any(stay.call.queue == queue and stay.completed is None for stay in fits)

    def completed(self, event: fe.MemberCompleted, seat: str) -> None:
        """The talk is over; who ended it may be known better in a moment."""
        stay = self._find(
            event.uniqueid, event.queue, lambda s: s.talks and s.interface in ("", event.interface)
        )
        if stay is None:
            if not event.uniqueid:
                return  # whose call it was only the queue's log can tell
            if self._find(event.uniqueid, event.queue, lambda s: s.completed is not None) is not None:
                return
            answered = self._time(event.at) - timedelta(seconds=event.talk_seconds)
            stay = self._made_up(event.uniqueid, event.queue, answered, event.hold_seconds)
            stay.call = replace(
                stay.call, outcome=Outcome.ANSWERED, left_at=answered, wait_seconds=event.hold_seconds,
                seat=seat, member=event.member,
            )  # fmt: skip
        if stay.completed is None:
            stay.completed = event
            stay.left_at = self._clock()
            self._ending.append(stay)

    # what the seat does with them

    def follow(self, call: CallTrack, queue: str, seat: str) -> None:
        """Note hold, consultation and three-way call of a call that a seat is in."""
        stay = self._find(call.citizen_uniqueid, queue, lambda s: s.talks and s.call.seat == seat)
        if stay is None:
            return
        stay.track = call
        if call.state is stay.state:
            return
        now = self._clock()
        more = self._spent(stay, now)
        stay.state, stay.state_since = call.state, now
        if call.state is CallState.CONSULT_DIALLING and call.consult_number:
            more["departments"] = (*stay.call.departments, call.consult_number)
        if call.state in (CallState.THREE_WAY, CallState.DEPARTMENT_HELD) and not stay.call.three_way:
            more["three_way"] = True
        if more:
            self._change(stay, **more)

    def _spent(self, stay: Stay, now: datetime) -> dict[str, object]:
        """Return what the time in the present state adds to the sums."""
        if stay.state_since is None:
            return {}
        seconds = (now - stay.state_since).total_seconds()
        if stay.state is CallState.HELD:
            return {"hold_seconds": stay.call.hold_seconds + seconds}
        if stay.state in _CONSULT:
            return {"consult_seconds": stay.call.consult_seconds + seconds}
        return {}

    # the link

    def restored(self, waiting: set[tuple[str, str]], talking: dict[str, str]) -> None:
        """After a snapshot: who neither waits (queue, call id) nor talks (call id to seat) is lost."""
        now = self._clock()
        for stay in [stay for stays in self._stays.values() for stay in stays]:
            call = stay.call
            if call.outcome is Outcome.WAITING and (call.queue, call.call_id) not in waiting:
                seat = talking.get(call.call_id, "")
                if seat:  # answered meanwhile; after how long, the queue's log knows
                    self._change(stay, outcome=Outcome.ANSWERED, left_at=now, seat=seat)
                else:
                    self._change(stay, outcome=Outcome.LOST, left_at=now)
                    self._close(stay)
            elif stay.talks and call.call_id not in talking:
                self._end(stay, now, EndedBy.LOST, None)

    def tick(self) -> None:
        """Decide what no event has decided within its time, and forget what is over; ask once a second."""
        now = self._clock()
        self.settle(patience=_SETTLED_AFTER)
        for call_id, stays in list(self._stays.items()):
            kept = [s for s in stays if s.closed_at is None or now - s.closed_at < _KEPT_FOR]
            if not kept:
                del self._stays[call_id]
            elif len(kept) < len(stays):
                self._stays[call_id] = kept

    def settle(self, patience: timedelta | None = None) -> None:
        """End the stays whose end is known; with `patience` also those for which it was waited so long."""
        if not self._ending:
            return
        now = self._clock()
        still = []
        for stay in self._ending:
            over = patience is not None and stay.left_at is not None and now - stay.left_at >= patience
            if not self._settled(stay, over=over):
                still.append(stay)
        self._ending = still

    def _settled(self, stay: Stay, *, over: bool) -> bool:
        event = stay.completed
        if event is None:
            if stay.call.outcome is not Outcome.WAITING:
                return True  # answered, given up or moved
            if over:
                assert stay.left_at is not None
                waited = (stay.left_at - stay.call.entered_at).total_seconds()
                self._change(
                    stay, outcome=Outcome.LEFT, left_at=stay.left_at, wait_seconds=float(round(waited))
                )
                self._close(stay)
            return over
        if stay.call.ended_at is not None:
            return True
        track = stay.track
        if track is not None and track.live and not over:
            return False  # its legs will tell who ended it
        ended_by = _BY_REASON.get(event.reason, EndedBy.AGENT)
        if track is not None and not track.live and track.end_reason is not None:
            better = _ENDED_BY.get(track.end_reason)
            # Between caller and call-taker the queue's own word counts, as in its log.
            if better is not None and better not in (EndedBy.CALLER, EndedBy.AGENT, EndedBy.LOST):
                ended_by = better
        self._end(stay, self._time(event.at), ended_by, event.talk_seconds)
        return True

    # parts

    def _end(self, stay: Stay, at: datetime, ended_by: EndedBy, talked: float | None) -> None:
        more = self._spent(stay, at)
        stay.state_since = None
        self._change(stay, ended_at=at, ended_by=ended_by, talk_seconds=talked, **more)
        self._close(stay)

    def _close(self, stay: Stay) -> None:
        stay.closed_at = self._clock()

    def _made_up(self, call_id: str, queue: str, answered: datetime, waited: float) -> Stay:
        stay = Stay(QueueCall(self._pbx, queue, call_id, answered - timedelta(seconds=waited)))
        self._stays.setdefault(call_id, []).append(stay)
        return stay

    def _find(self, call_id: str, queue: str, fits: Callable[[Stay], bool]) -> Stay | None:
        for stay in reversed(self._stays.get(call_id, ())):
            if stay.call.queue == queue and fits(stay):
                return stay
        return None

    def _change(self, stay: Stay, **more: object) -> None:
        stay.call = replace(stay.call, **more)  # type: ignore[arg-type]
        self._told(stay)

    def _told(self, stay: Stay) -> None:
        self._tell(stay.call)

    def _time(self, at: float) -> datetime:
        return datetime.fromtimestamp(at, UTC) if at else self._clock()
