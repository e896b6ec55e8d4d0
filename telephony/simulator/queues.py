"""Queues: members, waiting callers, and the ringing of the members' phones."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from telephony.simulator.bridges import talk
from telephony.simulator.messages import Header
from telephony.simulator.parties import NOT_IN_USE
from telephony.simulator.ring_round import Round

if TYPE_CHECKING:
    from telephony.simulator.channels import Channel
    from telephony.simulator.exchange import Exchange

INVALID = 4


@dataclass(eq=False)
class Member:
    """A phone that takes calls of a queue; times are seconds since 1970, 0 for never."""

    queue: Queue
    interface: str
    name: str
    penalty: int = 0
    paused: bool = False
    reason: str = ""
    calls_taken: int = 0
    last_call: int = 0
    last_pause: int = 0
    login_time: int = 0
    in_call: bool = False
    status: int = NOT_IN_USE
    trying: bool = False
    offered: float = 0.0  # when a call was offered last

    def headers(self) -> list[Header]:
        """Return what every event about the member carries."""
        return [
            ("Queue", self.queue.name),
            ("MemberName", self.name),
            ("Interface", self.interface),
            ("StateInterface", self.interface),
            ("Membership", "dynamic"),
            ("Penalty", str(self.penalty)),
            ("CallsTaken", str(self.calls_taken)),
            ("LastCall", str(self.last_call)),
            ("LastPause", str(self.last_pause)),
            ("LoginTime", str(self.login_time)),
            ("InCall", str(int(self.in_call))),
            ("Status", str(self.status)),
            ("Paused", str(int(self.paused))),
            ("PausedReason", self.reason),
            ("Ringinuse", "0"),
            ("Wrapuptime", "0"),
        ]

    def short_headers(self) -> list[Header]:
        """Return how events about a call name the member."""
        return [("Queue", self.queue.name), ("Interface", self.interface), ("MemberName", self.name)]

    @property
    def available(self) -> bool:
        """Tell whether a call may be offered to the member now."""
        return not (self.paused or self.trying or self.in_call) and self.status == NOT_IN_USE


@dataclass(eq=False)
class Waiting:
    """A caller in a queue."""

    channel: Channel
    priority: int
    joined: float = field(default_factory=time.time)
    being_served: bool = False


class Queue:
    """One queue as queues.conf sets it up.

    `strategy` may be `ringall`, or anything else for one member at a time, the one first that has
    waited longest since a call was offered to it.
    """

    def __init__(
        self,
        exchange: Exchange,
        name: str,
        *,
        strategy: str = "ringall",
        ring_seconds: float = 15.0,
        retry_seconds: float = 1.0,
    ) -> None:
        self.exchange = exchange
        self.name = name
        self.strategy = strategy
        self.ring_seconds = ring_seconds
        self.retry_seconds = retry_seconds
        self.members: dict[str, Member] = {}
        self.waiting: list[Waiting] = []
        self.completed = 0
        self.abandoned = 0
        self.hold_time = 0
        self.talk_time = 0
        self._changed = asyncio.Event()
        exchange.queues[name] = self

    # Members

    def add(
        self, interface: str, name: str, *, penalty: int = 0, paused: bool = False, reason: str = ""
    ) -> bool:
        """Sign a member in; False if it is in already."""
        if interface in self.members:
            return False
        now = int(time.time())
        member = Member(
            self,
            interface,
            name or interface,
            penalty=penalty,
            paused=paused,
            reason=reason if paused else "",
            last_pause=now if paused else 0,
            login_time=now,
            status=self._device_state(interface),
        )
        self.members[interface] = member
        self._log("MANAGER", interface, "ADDMEMBER", "PAUSED" if paused else "")
        self._tell("QueueMemberAdded", member)
        return True

    def remove(self, interface: str) -> bool:
        """Sign a member out; False if it was not in."""
        member = self.members.pop(interface, None)
        if member is None:
            return False
        self._log("MANAGER", interface, "REMOVEMEMBER", "")
        self._tell("QueueMemberRemoved", member)
        return True

    def pause(self, interface: str, paused: bool, reason: str) -> bool:
        """Pause a member or let it take calls again; False if it was not in."""
        member = self.members.get(interface)
        if member is None:
            return False
        member.paused = paused
        member.reason = reason if paused else ""
        if paused:
            member.last_pause = int(time.time())
        self._log("NONE", member.name, "PAUSE" if paused else "UNPAUSE", member.reason)
        self._tell("QueueMemberPause", member)
        return True

    def device_changed(self, device: str, state: int) -> None:
        """Take note of a member's device state."""
        member = self.members.get(device)
        if member is not None and member.status != state:
            member.status = state
            self._tell("QueueMemberStatus", member)

    def _device_state(self, interface: str) -> int:
        phone = self.exchange.phones_by_resource.get(interface)
        return INVALID if phone is None else phone.device_state

    def _tell(self, event: str, member: Member) -> None:
        self.exchange.emit(event, "agent", member.headers())
        self._wake()

    def _log(self, uniqueid: str, agent: str, event: str, *data: str) -> None:
        self.exchange.queue_log.write(uniqueid, self.name, agent, event, *data)

    # Callers

    def change_priority(self, channel: str, priority: int, at_once: bool) -> bool:
        """Give a caller another priority, and with it another place at once; False for who is not here."""
        entry = next((w for w in self.waiting if w.channel.name == channel), None)
        if entry is None:
            return False
        entry.priority = priority
        if at_once:
            self.waiting.remove(entry)
            self._insert(entry)
        return True

    def _insert(self, entry: Waiting) -> None:
        behind = (i for i, w in enumerate(self.waiting) if w.priority < entry.priority)
        self.waiting.insert(next(behind, len(self.waiting)), entry)

    def position(self, waiting: Waiting) -> int:
        """Return the caller's place, from 1."""
        return self.waiting.index(waiting) + 1

    async def serve(self, channel: Channel, priority: int = 0) -> None:
        """Keep the caller until a member has talked with them (what the Queue application does)."""
        entry = Waiting(channel, priority)
        self._insert(entry)
        number = channel.caller.number
        self._log(channel.uniqueid, "", "ENTERQUEUE", "", number, str(self.position(entry)))
        channel.emit(
            "QueueCallerJoin",
            "agent",
            ("Queue", self.name),
            ("Position", str(self.position(entry))),
            ("Count", str(len(self.waiting))),
        )
        channel.start_music()
        try:
            while True:
                answered = await self._ring_members(entry)
                if answered is not None:
                    break
                await self._pause_between(entry)
        except BaseException:
            self._abandon(entry)
            raise
        await self._connect(entry, *answered)

    def _abandon(self, entry: Waiting) -> None:
        if entry not in self.waiting:
            return
        channel = entry.channel
        self.abandoned += 1
        position = self.position(entry)
        waited = int(time.time() - entry.joined)
        self._log(channel.uniqueid, "", "ABANDON", str(position), str(position), str(waited))
        channel.emit(
            "QueueCallerAbandon",
            "agent",
            ("Queue", self.name),
            ("Position", str(position)),
            ("OriginalPosition", str(position)),
            ("HoldTime", str(waited)),
        )
        self._leave(entry)
        channel.stop_music()

    def _leave(self, entry: Waiting) -> None:
        position = self.position(entry)
        self.waiting.remove(entry)
        entry.channel.emit(
            "QueueCallerLeave",
            "agent",
            ("Queue", self.name),
            ("Position", str(position)),
            ("Count", str(len(self.waiting))),
        )
        self._wake()

    def log_no_answer(self, channel: Channel, member: Member, milliseconds: str) -> None:
        """Note that a member's phone rang out."""
        self._log(channel.uniqueid, member.name, "RINGNOANSWER", milliseconds)

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    async def _pause_between(self, entry: Waiting) -> None:
        """Wait until a member may be free for this caller."""
        while not self._candidates(entry):
            await self._changed.wait()

    def _candidates(self, entry: Waiting) -> list[Member]:
        free = [m for m in self.members.values() if m.available]
        before = [w for w in self.waiting[: self.waiting.index(entry)] if not w.being_served]
        if len(free) <= len(before):
            return []
        best = min(m.penalty for m in free)
        chosen = sorted((m for m in free if m.penalty == best), key=lambda m: m.offered)
        return chosen if self.strategy == "ringall" else chosen[:1]

    async def _ring_members(self, entry: Waiting) -> tuple[Member, Channel] | None:
        ring = Round(self, entry)
        ring.place_calls(self._candidates(entry))
        if not ring.ringing:
            return None
        entry.being_served = True
        try:
            answered = await ring.wait(self.ring_seconds)
        finally:
            ring.finish()
            entry.being_served = ring.answered is not None
        if answered is None:
            self._wake()
            await asyncio.sleep(self.retry_seconds)
        return answered

    async def _connect(self, entry: Waiting, member: Member, callee: Channel) -> None:
        channel = entry.channel
        started = time.time()
        hold_time = int(started - entry.joined)
        ring_time = int(max(0.0, started - callee.created))
        channel.stop_music()
        self._leave(entry)
        callee.attempt = None
        member.trying = False
        member.in_call = True
        channel.set_connected(callee.caller)
        self._log(channel.uniqueid, member.name, "CONNECT", str(hold_time), callee.uniqueid, str(ring_time))
        self.exchange.emit(
            "AgentConnect",
            "agent",
            [
                *channel.snapshot(),
                *callee.snapshot("Dest"),
                *member.short_headers(),
                ("HoldTime", str(hold_time)),
                ("RingTime", str(ring_time)),
            ],
        )
        done = False

        def complete(ended: Channel) -> None:
            nonlocal done
            if done:
                return
            done = True
            talk_time = int(time.time() - started)
            self._complete(member, talk_time, hold_time)
            how = "COMPLETECALLER" if ended is channel else "COMPLETEAGENT"
            self._log(channel.uniqueid, member.name, how, str(hold_time), str(talk_time), "1")
            self.exchange.emit(
                "AgentComplete",
                "agent",
                [
                    *channel.snapshot(),
                    # As on Asterisk: without a word about a member's channel that is gone already.
                    *([] if callee.gone else callee.snapshot("Dest")),
                    *member.short_headers(),
                    ("HoldTime", str(hold_time)),
                    ("TalkTime", str(talk_time)),
                    ("Reason", "caller" if ended is channel else "agent"),
                ],
            )

        channel.hangup_hooks.append(complete)
        callee.hangup_hooks.append(complete)
        await talk(channel, callee)

    def _complete(self, member: Member, talk_time: int, hold_time: int) -> None:
        member.in_call = False
        member.calls_taken += 1
        member.last_call = int(time.time())
        # Asterisk's moving averages.
        self.talk_time = ((self.talk_time << 2) - self.talk_time + talk_time) >> 2
        self.hold_time = ((self.hold_time << 2) - self.hold_time + hold_time) >> 2
        self.completed += 1
        self._wake()
