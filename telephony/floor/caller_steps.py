"""What a lead does with callers who wait: served next, or sent to another queue, seat or number."""

from __future__ import annotations

import contextlib

from telephony.errors import BadNumber, NotPossible, Refused
from telephony.floor.config import FloorConfig
from telephony.floor.decode import decode
from telephony.floor.queue_floor import Caller, QueueFloor
from telephony.floor.tracker import FloorTracker
from telephony.link import Link
from telephony.requests import QueueTarget, TransferTarget
from telephony.snapshots import Hindrance
from telephony.steps import checked_number
from telephony.waiters import Waiters

_FIRST = 10  # priority of who is sent to another queue: they have waited before


class CallerSteps:
    """Steps with waiting callers, each confirmed by the PBX's events."""

    def __init__(self, config: FloorConfig, link: Link, tracker: FloorTracker, waiters: Waiters) -> None:
        self._config = config
        self._link = link
        self._tracker = tracker
        self._until = waiters.until
        self._moving: dict[str, bool] = {}  # calls → whether the dialplan has said that they are on their way

    def moved(self, call_id: str) -> None:
        """The dialplan has sent a caller on."""
        if call_id in self._moving:
            self._moving[call_id] = True

    async def bring_forward(self, call_id: str) -> None:
        """Let a caller be served before all others."""
        queue, caller = self._waiting(call_id)
        priority = queue.top_priority + 1
        with contextlib.suppress(Refused):  # Asterisk 16 can't change a place at once
            await self._link.action(
                "QueueChangePriorityCaller",
                {
                    "Queue": queue.name,
                    "Caller": caller.channel,
                    "Priority": str(priority),
                    "Immediate": "yes",
                },
            )
            listed = await self._link.collect("QueueStatus", {"Queue": queue.name, "Member": "-"})
            self._tracker.load_queue(event for m in listed if (event := decode(m)) is not None)
        if queue.position(call_id) in (0, 1):  # served meanwhile, or the first
            return
        await self._send(queue, caller, f"queue*{queue.name}*{priority}", queue)

    async def send(self, call_id: str, target: TransferTarget) -> None:
        """Send a caller elsewhere."""
        queue, caller = self._waiting(call_id)
        if isinstance(target, QueueTarget):
            if target.name not in self._tracker.floor.queues:
                raise BadNumber(target.name[:40])
            goal = self._tracker.floor.queue(target.name)
            await self._send(queue, caller, f"queue*{target.name}*{_FIRST}", goal)
        else:
            number = checked_number(target.number)
            await self._send(queue, caller, f"number*{number}*{queue.name}", None)

    async def _send(self, queue: QueueFloor, caller: Caller, exten: str, goal: QueueFloor | None) -> None:
        """Move a caller's channel; in `goal` they must have come in, at a number the dialplan calls it."""
        call_id = caller.call_id
        joins = goal.joins.get(call_id, 0) if goal is not None else 0
        lead = self._config.lead
        for name, value in (("DESK_FROM", queue.name), ("DESK_LEAD", lead.extension)):
            headers = {"Channel": caller.channel, "Variable": name, "Value": value}
            await self._link.action("Setvar", headers)
        if queue.find(call_id) is None:
            raise NotPossible(Hindrance.NO_CALL)  # answered in this very moment: nobody is torn away
        if call_id in self._moving:
            raise NotPossible(Hindrance.IN_PROGRESS)
        self._moving[call_id] = False
        try:
            await self._link.action(
                "Redirect",
                {"Channel": caller.channel, "Context": "desk-move", "Exten": exten, "Priority": "1"},
            )
            await self._until(lambda: self._moving[call_id], "MoveCaller")
            if goal is not None:
                await self._until(lambda: goal.joins.get(call_id, 0) > joins, "MoveCaller")
        finally:
            del self._moving[call_id]

    def _waiting(self, call_id: str) -> tuple[QueueFloor, Caller]:
        found = self._tracker.waiting(call_id)
        if found is None:
            raise NotPossible(Hindrance.NO_CALL)
        return found
