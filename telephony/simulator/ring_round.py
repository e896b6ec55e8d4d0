"""One time of letting a queue's members ring for a caller: who answers first, what is told of the rest."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from telephony.simulator.calling import Attempt, place, request, tell_dial_end, tell_dial_state
from telephony.simulator.messages import Header
from telephony.simulator.parties import UNAVAILABLE

if TYPE_CHECKING:
    from telephony.simulator.channels import Channel
    from telephony.simulator.queues import Member, Queue, Waiting


class Round:
    """One time of letting members' phones ring for a caller."""

    def __init__(self, queue: Queue, entry: Waiting) -> None:
        self.queue = queue
        self.entry = entry
        self.ringing: dict[Channel, Member] = {}
        self.answered: tuple[Member, Channel] | None = None
        self._attempt = Attempt()
        self._started = time.time()
        self._timed_out = False

    def place_calls(self, members: list[Member]) -> None:
        """Call all of `members`."""
        channel = self.entry.channel
        for member in members:
            callee = request(self.queue.exchange, member.interface, channel, "AppQueue")
            if callee is None:
                self.queue.device_changed(member.interface, UNAVAILABLE)
                continue
            member.trying = True
            member.offered = time.monotonic()
            self.ringing[callee] = member
            self._emit("AgentCalled", member, callee)
            place(callee, self._attempt, channel, member.interface, member.interface)

    async def wait(self, seconds: float) -> tuple[Member, Channel] | None:
        """Return who answered first; None if nobody did."""
        channel = self.entry.channel
        until = asyncio.get_running_loop().time() + seconds
        while self.ringing and self.answered is None:
            report = await self._attempt.next(until)
            if report is None:
                self._timed_out = True
                break
            what, callee = report
            if callee not in self.ringing:
                continue
            if what == "ringing":
                channel.set_connected(callee.caller)
                tell_dial_state(channel, callee, "RINGING")
            elif what == "answered":
                tell_dial_end(channel, callee, "ANSWER")
                self.answered = self.ringing.pop(callee), callee
            else:
                self._give_up(callee, "NOANSWER", no_answer=True)
        return self.answered

    def finish(self) -> None:
        """Let the other phones stop ringing."""
        status = "NOANSWER" if self._timed_out else "CANCEL"
        for callee in tuple(self.ringing):
            callee.cause = 26 if self.answered else 0
            self._give_up(callee, status, no_answer=self._timed_out)

    def _give_up(self, callee: Channel, status: str, *, no_answer: bool) -> None:
        member = self.ringing.pop(callee)
        rang = ("RingTime", str(int((time.time() - self._started) * 1000)))
        if no_answer or self._timed_out:
            self.queue.log_no_answer(self.entry.channel, member, rang[1])
        if self._timed_out:
            self._emit("AgentRingNoAnswer", member, callee, rang)
        tell_dial_end(self.entry.channel, callee, status)
        if no_answer and not self._timed_out:
            self._emit("AgentRingNoAnswer", member, callee, rang)
        if self._timed_out or status == "CANCEL":
            # Asterisk tells it twice when it gives up by itself.
            tell_dial_end(self.entry.channel, callee, "CANCEL")
        callee.attempt = None
        callee.destroy()
        member.trying = False

    def _emit(self, event: str, member: Member, callee: Channel, *more: Header) -> None:
        headers = [*self.entry.channel.snapshot(), *callee.snapshot("Dest"), *member.short_headers(), *more]
        self.queue.exchange.emit(event, "agent", headers)
