"""All queues and seats of one PBX: what each of its events changes in them.

What a seat's own desk knows of hold, consultation and three-way call is known here of every seat by the
same code: each has its `SeatCalls`, and gets the events of its channels and of those tied to them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from telephony import events as ev
from telephony.floor import events as fe
from telephony.floor.call_book import CallBook
from telephony.floor.facts import Fact
from telephony.floor.queue_floor import Caller, QueueFloor
from telephony.floor.routes import Routes
from telephony.floor.seat_floor import SeatFloor
from telephony.floor.views import WatchMode
from telephony.floor.watches import Watches
from telephony.recovery import Recovery
from telephony.snapshots import EndReason, LegRole


class Floor:
    """Queues by name and seats by interface; `touched` are the seats that have something to settle."""

    def __init__(self, pbx: str, tell: Callable[[Fact], None], clock: Callable[[], datetime]) -> None:
        self._pbx = pbx
        self._clock = clock
        self.queues: dict[str, QueueFloor] = {}
        self.seats: dict[str, SeatFloor] = {}
        self.book = CallBook(pbx, tell, clock)
        self.watches = Watches(pbx, tell, clock)
        self.routes = Routes(self.seats)
        self.touched: dict[SeatFloor, None] = {}
        self.changed = True
        self._handlers: dict[type[ev.Event], Callable[[Any], None]] = {
            fe.QueueJoined: self._on_joined,
            fe.QueueLeft: self._on_left,
            fe.QueueAbandoned: self._on_abandoned,
            fe.Moved: self.book.moved,
            fe.MemberSeen: self._on_member,
            ev.MemberRemoved: self._on_removed,
            ev.QueueCounted: self._on_counted,
            fe.MemberRings: self._on_rings,
            fe.MemberAnswered: self._on_answered,
            fe.MemberCompleted: self._on_completed,
            fe.MemberRangOut: self._on_rang_out,
            fe.SpyBegan: self._on_spy_began,
            fe.SpyEnded: lambda e: self.watches.ended(e.spyer),
            fe.WatchPlaced: lambda e: self.watches.placed(e, self.routes.of_key),
            ev.Placed: self._on_placed,
            ev.Dialled: self._on_channel,
            ev.HangupAsked: self._on_channel,
            ev.RoomJoined: self._on_room_joined,
            ev.RoomLeft: self._on_room_left,
            ev.ChannelGone: self._on_gone,
            ev.DialBegun: self._on_dial_begun,
            ev.DialEnded: self._on_dial_ended,
        }

    def take(self, event: ev.Event) -> None:
        """Take one event, live or of a snapshot."""
        handler = self._handlers.get(type(event))
        if handler is not None:
            handler(event)
            self.changed = True

    def queue(self, name: str) -> QueueFloor:
        """Return a queue, made when it is named for the first time."""
        queue = self.queues.get(name)
        if queue is None:
            queue = self.queues[name] = QueueFloor(self._pbx, name)
        return queue

    def seat(self, interface: str, member: str = "") -> SeatFloor:
        """Return a seat, made when it is named for the first time."""
        seat = self.seats.get(interface)
        if seat is None:
            seat = self.seats[interface] = SeatFloor(self._pbx, interface, member, self._clock)
            self.routes.add(seat)
            self.touched[seat] = None
        return seat

    def _give(self, seats: Iterable[SeatFloor], kind: type[ev.Event], event: ev.Event) -> None:
        for seat in seats:
            if seat.give(kind, event):
                self.follow(seat)
            self.touched[seat] = None

    def follow(self, seat: SeatFloor) -> None:
        """Let the book of calls follow what a seat does with its callers."""
        for call in seat.calls.tracks:
            if call.queue and call.citizen_uniqueid:
                self.book.follow(call, call.queue, seat.key)

    # queues and their members

    def _on_joined(self, event: fe.QueueJoined) -> None:
        since = self._clock() - timedelta(seconds=event.waited)
        caller = Caller(event.uniqueid, event.channel, event.number, event.name, since, event.priority)
        self.queue(event.queue).join(caller, event.position)
        self.book.joined(event)

    def _on_left(self, event: fe.QueueLeft) -> None:
        self.queue(event.queue).leave(event.uniqueid)
        self.book.left(event)

    def _on_abandoned(self, event: fe.QueueAbandoned) -> None:
        queue = self.queue(event.queue)
        queue.count(abandoned=queue.abandoned + 1)
        self.book.abandoned(event)
        self._give(self.routes.tied(event.channel), ev.CallerAbandoned, event)

    def _on_member(self, event: fe.MemberSeen) -> None:
        self.queue(event.queue)
        seat = self.seat(event.interface, event.name)
        seat.member_seen(event)
        self.touched[seat] = None

    def _on_removed(self, event: ev.MemberRemoved) -> None:
        seat = self.seat(event.interface)
        seat.member_removed(event)
        self.touched[seat] = None

    def _on_counted(self, event: ev.QueueCounted) -> None:
        self.queue(event.queue).count(completed=event.completed, abandoned=event.abandoned)

    def _on_rings(self, event: fe.MemberRings) -> None:
        seat = self.seat(event.interface)
        self.routes.tie(event.citizen.name, seat)
        self._give((seat,), ev.AgentRings, event)
        queue = self.queue(event.queue)
        queue.rings(event.citizen.uniqueid, seat.key, True)
        caller, call = queue.find(event.citizen.uniqueid), seat.call_of(event.citizen.uniqueid)
        if caller is not None and call is not None:
            call.waited = max(0.0, (self._clock() - caller.since).total_seconds())
        self.book.rings(event, seat.key)

    def _on_answered(self, event: fe.MemberAnswered) -> None:
        seat = self.seat(event.interface)
        self.routes.tie(event.citizen.name, seat)
        self._give((seat,), ev.AgentConnected, event)
        self.book.answered(event, seat.key)

    def _on_completed(self, event: fe.MemberCompleted) -> None:
        seat = self.seat(event.interface)
        queue = self.queue(event.queue)
        queue.count(completed=queue.completed + 1)
        if not event.uniqueid:
            event = self._with_citizen(event, seat)
        self._give((seat,), ev.AgentCompleted, event)
        self.book.completed(event, seat.key)

    def _with_citizen(self, event: fe.MemberCompleted, seat: SeatFloor) -> fe.MemberCompleted:
        """Find the citizen whose channel was gone before the queue could name it."""
        for call in reversed(seat.calls.tracks):
            citizen = call.legs.get(LegRole.CITIZEN)
            if citizen is not None and self.book.talks(call.citizen_uniqueid, event.queue, event.interface):
                channel = ev.NamedChannel(citizen.channel)
                return replace(event, citizen=channel, uniqueid=call.citizen_uniqueid)
        return event

    def _on_rang_out(self, event: fe.MemberRangOut) -> None:
        seat = self.seat(event.interface)
        self._give((seat,), ev.AgentNoAnswer, event)
        self.queue(event.queue).rings(event.citizen.uniqueid, seat.key, False)
        self.book.rang_out(event, seat.key)

    # channels

    def _on_placed(self, event: ev.Placed) -> None:
        channel = event.channel.name
        seat = self.routes.of_key(event.seat) if event.seat else None
        if seat is None and event.role == LegRole.AGENT.value:
            seat = self.seat(channel[: channel.rfind("-")], event.seat)
        if seat is None:
            return
        if self.routes.owner(channel) is not seat:
            self.routes.tie(channel, seat)
        if event.role == LegRole.AGENT.value and event.place == "callback":
            seat.calls.outbound = event.number
        if event.role == LegRole.CITIZEN.value and event.place == "queue":
            self._judge_requeue(seat, channel)
        self._give((seat,), ev.Placed, event)
        if event.role == LegRole.CITIZEN.value and event.place in ("queue", "transfer"):
            self.routes.drop(channel)

    def _judge_requeue(self, seat: SeatFloor, channel: str) -> None:
        """A citizen goes to a queue: handed over, unless the seat's phone has hung up before."""
        for call in seat.calls.tracks:
            if call.live and call.leg_of(channel) is not None and call.end_hint is None:
                lost = call.there(LegRole.AGENT) is None or call.left_first is LegRole.AGENT
                call.end_hint = EndReason.REQUEUED if lost else EndReason.TRANSFERRED

    def _on_channel(self, event: ev.Dialled | ev.HangupAsked) -> None:
        self._give(self.routes.of(event.channel.name), type(event), event)

    def _on_room_joined(self, event: ev.RoomJoined) -> None:
        self._give(self.routes.of(event.channel.name), ev.RoomJoined, event)
        self.watches.joined(event.channel.name, self.routes.of_key)

    def _on_room_left(self, event: ev.RoomLeft) -> None:
        self._give(self.routes.of(event.channel.name), ev.RoomLeft, event)
        self.watches.left(event.channel.name)

    def _on_gone(self, event: ev.ChannelGone) -> None:
        name = event.channel.name
        self._give(self.routes.of(name), ev.ChannelGone, event)
        self.routes.drop(name)
        self.watches.gone(name)

    def _on_dial_begun(self, event: ev.DialBegun) -> None:
        callee = event.callee.name
        called = self.routes.owner(callee)
        calling: tuple[SeatFloor, ...] = ()
        if event.caller is not None:
            calling = self.routes.of(event.caller.name)
            if called is not None:
                self.routes.tie(event.caller.name, called)
            elif (owner := self.routes.owner(event.caller.name)) is not None:
                self.routes.tie(callee, owner)
        seats = dict.fromkeys(calling)
        if called is not None:
            seats[called] = None
        self._give(seats, ev.DialBegun, event)

    def _on_dial_ended(self, event: ev.DialEnded) -> None:
        called = self.routes.owner(event.callee.name)
        if called is not None and event.status == "ANSWER":
            answered = ev.ChannelChanged(replace(event.callee, state=ev.UP))
            self._give((called,), ev.ChannelChanged, answered)
        self._give(self.routes.tied(event.callee.name), ev.DialEnded, event)

    def _on_spy_began(self, event: fe.SpyBegan) -> None:
        self.watches.spies(event.spyer, self.routes.owner(event.spyee))

    # a snapshot's channels

    def recover(self, listed: Iterable[ev.ChannelListed]) -> None:
        """Find the calls that a snapshot shows; end those that it does not show."""
        channels = {event.channel.name: event for event in listed}
        groups: dict[tuple[str, str], list[ev.ChannelListed]] = defaultdict(list)
        for event in channels.values():
            for kind, value in _ties(event):
                groups[kind, value].append(event)
        own: dict[SeatFloor, dict[str, ev.ChannelListed]] = defaultdict(dict)
        for event in channels.values():
            seat = self.routes.owner(event.channel.name) or self._found_seat(event)
            if seat is None:
                continue
            for tie in _ties(event):
                own[seat].update((other.channel.name, other) for other in groups[tie])
            own[seat][event.channel.name] = event
        for seat in self.seats.values():
            if seat not in own and not any(call.live for call in seat.calls.tracks):
                continue
            recovery = Recovery(seat.config, seat.calls, self._clock)
            for listed_event in recovery.begin(list(own[seat].values())):
                if isinstance(listed_event, ev.ChannelListed):
                    recovery.see(listed_event)
            recovery.finish()
            for name in own[seat]:
                if self.routes.owner(name) is None:
                    self.routes.tie(name, seat)
            seat.changed = True
        for event in channels.values():
            self._recover_watch(event)

    def _found_seat(self, event: ev.ChannelListed) -> SeatFloor | None:
        """Return the seat of a call-taker's channel that no queue knows."""
        variables = event.channel.variables
        if variables.get("DESK_ROLE") != LegRole.AGENT.value or not variables.get("DESK_SEAT"):
            return None
        name = event.channel.name
        return self.seat(name[: name.rfind("-")], variables["DESK_SEAT"])

    def _recover_watch(self, event: ev.ChannelListed) -> None:
        target, *options = event.data.split(",")
        if event.application == "ChanSpy":
            mode = WatchMode.WHISPER if options and "w" in options[0] else WatchMode.LISTEN
            self.watches.found(event, self.routes.owner(target), mode)
        elif event.application == "ConfBridge" and options[-1:] == ["desk-lead"]:
            seat = self.routes.of_key(target.split("-")[1] if target.count("-") else "")
            self.watches.found(event, seat, WatchMode.BARGE)


def _ties(event: ev.ChannelListed) -> list[tuple[str, str]]:
    """Return what a channel has in common with the others of its call."""
    channel = event.channel
    ties = [
        ("linked", channel.linkedid),
        ("bridge", event.bridge),
        ("token", channel.variables.get("DESK_TOKEN", "")),
    ]
    return [(kind, value) for kind, value in ties if value]
