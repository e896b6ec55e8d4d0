"""The seat's membership in its queues: sign in and out, ready and not, and what a reconnect must restore."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from telephony.config import SeatConfig
from telephony.errors import NotPossible
from telephony.link import Link
from telephony.queue_actions import add, already, one_line, pause
from telephony.snapshots import AFTER_CALL_REASON, Hindrance, LegRole, SeatState, SeatView
from telephony.tracker import Tracker
from telephony.waiters import Waiters


@dataclass(frozen=True, slots=True)
class Remembered:
    """The seat as it was last known: member or not, and how it was paused."""

    state: SeatState = SeatState.UNKNOWN
    reason: str = ""


class Membership:
    """Queue membership of one seat; each step is confirmed by the events that show it."""

    def __init__(self, seat: SeatConfig, link: Link, tracker: Tracker, waiters: Waiters) -> None:
        self._seat = seat
        self._link = link
        self._tracker = tracker
        self._until = waiters.until
        self._pausing = asyncio.Lock()  # each pause is shown before the next is sent: none undoes another
        self._no_wrap_up = ""  # the phone's channel in the call after which none is wanted
        self.remembered = Remembered()

    def view_changed(self, view: SeatView) -> None:
        """Remember the seat's state for the next reconnect."""
        if view.seat.state is not SeatState.UNKNOWN and self._tracker.loaded:
            self.remembered = Remembered(view.seat.state, view.seat.reason)

    async def sign_in(self) -> None:
        """Become a member of all the seat's queues, not ready."""
        await self._add(paused=True, reason="")

    async def sign_out(self) -> None:
        """Leave all queues."""
        for name, queue in list(self._tracker.queues.items()):
            if queue.member:
                with already("not there", "not dynamic"):
                    await self._link.action("QueueRemove", {"Queue": name, "Interface": self._seat.interface})
        await self._until(lambda: self._tracker.seat_state is SeatState.SIGNED_OUT, "SignOut")

    async def ready(self) -> None:
        """Take calls; said in a call, it means that no wrap-up is to follow it."""
        self._need_member()
        call = self._tracker.call
        agent = call.there(LegRole.AGENT) if call is not None else None
        if agent is not None and agent.up:
            self._no_wrap_up = agent.channel
        async with self._pausing:
            await self._pause(False)
            await self._until(self._all_ready, "Ready")

    async def not_ready(self, reason: str) -> None:
        """Take no calls; `reason` is kept by the PBX."""
        self._need_member()
        wanted = one_line(reason)
        async with self._pausing:
            await self._pause(True, wanted)
            await self._until(
                lambda: (
                    self._tracker.seat_state in (SeatState.NOT_READY, SeatState.AFTER_CALL)
                    and self._tracker.reason == wanted
                ),
                "NotReady",
            )

    async def wrap_up_done(self) -> None:
        """Close the after-call work; who was made not ready otherwise stays so."""
        if self._tracker.seat_state is SeatState.AFTER_CALL:
            await self.ready()

    async def pause_for_wrap_up(self, channel: str | None = None) -> None:
        """Keep the next call away until the wrap-up of this one is done.

        `channel` is the phone's in it, None before a call that the seat makes itself.
        """
        async with self._pausing:
            if channel != self._no_wrap_up and self._takes_calls():
                await self._pause(True, AFTER_CALL_REASON)
                await self._until(lambda: not self._takes_calls(), "AfterCall")

    async def restore(self, before: Remembered) -> None:
        """Sign in again as before, when the PBX has forgotten the seat."""
        if before.state in (SeatState.UNKNOWN, SeatState.SIGNED_OUT):
            return
        if self._tracker.seat_state is not SeatState.SIGNED_OUT:
            return
        await self._add(paused=before.state is not SeatState.READY, reason=before.reason)

    async def _add(self, *, paused: bool, reason: str) -> None:
        # queue_log knows a member by this name alone: two people may have the same one.
        name = one_line(f"{self._seat.extension} {self._seat.name or self._seat.agent}")
        for queue in self._seat.queues:
            if not self._tracker.queues[queue].member:
                await add(self._link, queue, self._seat.interface, name=name, paused=paused)
        await self._until(lambda: all(self._tracker.queues[n].member for n in self._seat.queues), "SignIn")
        if paused and reason:
            await self._pause(True, reason)

    async def _pause(self, paused: bool, reason: str = "") -> None:
        await pause(self._link, self._seat.interface, paused, reason)

    def _need_member(self) -> None:
        if self._tracker.seat_state is SeatState.SIGNED_OUT:
            raise NotPossible(Hindrance.NOT_ALLOWED)

    def _takes_calls(self) -> bool:
        return self._tracker.seat_state in (SeatState.READY, SeatState.UNKNOWN)

    def _all_ready(self) -> bool:
        members = [queue for queue in self._tracker.queues.values() if queue.member]
        return bool(members) and not any(queue.paused for queue in members)
