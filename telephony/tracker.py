"""From the PBX's events to the seat's view: when each is taken, and what is told to the listener.

The snapshot on connect and live events go to the same handlers: those of the calls in `seat_calls`,
of the seat and its queues in `seat_track`; what only a snapshot can tell is in `recovery`.
"""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from telephony import events as ev
from telephony.call_track import CallTrack
from telephony.config import AnswerMode, SeatConfig
from telephony.hindrances import Circumstances, when_idle
from telephony.recovery import Recovery
from telephony.seat_calls import MOVES_NOBODY, SeatCalls
from telephony.seat_track import SeatTrack
from telephony.snapshots import (
    CallSnapshot,
    CallState,
    LinkSnapshot,
    LinkState,
    SeatState,
    SeatView,
)
from telephony.told import Told

log = logging.getLogger(__name__)

_now = functools.partial(datetime.now, UTC)


class Tracker:
    """Everything the PBX has reported of one seat; `listener` gets each new view."""

    def __init__(
        self,
        seat: SeatConfig,
        listener: Callable[[SeatView], None],
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self._seat = seat
        self._listener = listener
        self._clock = clock
        self._link = LinkSnapshot(LinkState.CONNECTING, since=clock())
        self.seat = SeatTrack(seat, clock)
        self.queues = self.seat.queues
        self._calls = SeatCalls(seat, self.seat, clock)
        self._recovery = Recovery(seat, self._calls, clock)
        self._told = Told(seat, clock)
        self._focus: CallTrack | None = None
        self._loaded = False
        self._reading = False
        self._touched = False
        self._early: list[ev.Event] = []  # live events that came while the snapshot was read
        self.in_progress = False
        self.needs_snapshot = False
        self.view = self._build()
        self._handlers: dict[type[ev.Event], Callable[[Any], None]] = {
            ev.ChannelListed: self._recovery.see,
            ev.CallerJoined: self.seat.caller_joined,
            ev.CallerLeft: self.seat.caller_left,
            ev.MemberChanged: self.seat.member_changed,
            ev.MemberRemoved: self.seat.member_removed,
            ev.QueueCounted: self.seat.counted,
            **self._calls.handlers(),
            **self._told.handlers(),
        }

    # what the line asks

    @property
    def call(self) -> CallTrack | None:
        """The call that has the screen, unless it is over."""
        return self._focus if self._focus is not None and self._focus.live else None

    @property
    def seat_state(self) -> SeatState:
        """The seat's state."""
        return self.seat.state

    @property
    def reason(self) -> str:
        """The pause reason as the PBX keeps it."""
        return self.seat.reason

    @property
    def loaded(self) -> bool:
        """Tell whether the snapshot of this connection has been read."""
        return self._loaded

    def expect_outbound(self, number: str | None) -> None:
        """The next channel of this seat's phone belongs to an outbound call to `number`."""
        self._calls.outbound = number

    def set_in_progress(self, on: bool) -> None:
        """A step has been sent and is not confirmed."""
        self.in_progress = on
        self.publish()

    # what the link reports

    def link_changed(self, link: LinkSnapshot) -> None:
        """Take the link's state; when it goes down nothing is known of the seat any more."""
        was_up = self._link.state is LinkState.UP
        self._link = link
        if was_up and link.state is not LinkState.UP:
            self.seat.link_lost(counted=self._loaded)
            self._told.link_lost()
            self._loaded = self._reading = False
            self._early.clear()
        self.publish()

    def begin_snapshot(self) -> None:
        """Keep live events back until `load`: the snapshot may be older than they are."""
        self._reading = True

    def give_up_snapshot(self) -> None:
        """The snapshot could not be read: take the events that were kept back, if they mean anything."""
        self._reading = False
        early, self._early = self._early, []
        for event in early if self._loaded else ():
            self.handle(event)

    def load(self, listed: Iterable[ev.Event]) -> None:
        """Take a whole snapshot, then the events that came meanwhile."""
        self.seat.begin_snapshot()
        for event in self._recovery.begin(list(listed)):
            self._apply(event)
        self._recovery.finish()
        self.seat.settle()
        self._loaded = True
        self._reading = False
        self.needs_snapshot = False
        self.seat.link_is_back()
        for event in self._early:
            self._apply(event)
        self._early.clear()
        if not self._calls.advance():
            self.needs_snapshot = True
        self.publish()

    def recount(self, listed: Iterable[ev.Event]) -> None:
        """Take the queues' totals anew."""
        for event in listed:
            if isinstance(event, ev.QueueCounted):
                self._apply(event)
        self.publish()

    def handle(self, event: ev.Event) -> None:
        """Take one live event and tell what it changes."""
        self.take(event)
        self.settle()

    def take(self, event: ev.Event) -> None:
        """Take one live event; `settle` tells, once for all events that came together."""
        if self._reading or not self._loaded:
            if len(self._early) < 10_000:
                self._early.append(event)
            return
        kind = type(event)
        handler = self._handlers.get(kind)
        if handler is not None:
            handler(event)
        if kind is ev.MusicChanged:
            return  # of which nothing is shown
        if kind not in MOVES_NOBODY and not self._calls.advance():
            self.needs_snapshot = True
        self._touched = True
        focus = self._focus
        if focus is not None and not focus.live and not focus.told_ended:
            self.settle()  # an end is always told, also when the next call rings in the same moment

    def settle(self) -> bool:
        """Tell the listener what the events since the last time have changed; False when there were none."""
        if not self._touched:
            return False
        self._touched = False
        self.seat.settle()
        self.publish()
        return True

    def _apply(self, event: ev.Event) -> None:
        handler = self._handlers.get(type(event))
        if handler is not None:
            handler(event)

    # the view

    def publish(self) -> None:
        """Tell the listener when anything has changed."""
        while True:
            view = self._build()
            if view != self.view:
                self.view = view
                try:
                    self._listener(view)
                except Exception:
                    log.exception("A listener failed on the seat's view")
            if not self._promote():
                return

    def _promote(self) -> bool:
        """Give the screen to the next call; the end of the last one has been told."""
        changed = False
        for call in self._calls.tracks:
            if not call.live and not call.told_ended:
                call.told_ended = True
                changed = changed or call is not self._focus  # which the view keeps until another one comes
        if self._focus is None or not self._focus.live:
            following = next((call for call in self._calls.tracks if call.live), None)
            if following is not None and following is not self._focus:
                self._focus = following
                changed = True
        return changed

    def _build(self) -> SeatView:
        focus = self._focus
        if focus is None:
            focus = self._focus = next((c for c in self._calls.tracks if c.live), None)
        around = self._circumstances()
        others: tuple[CallSnapshot, ...] = tuple(
            [
                call.snapshot(around)
                for call in self._calls.tracks
                if call is not focus and not call.told_ended
            ]
        )
        return SeatView(
            link=self._link,
            seat=self.seat.snapshot(),
            call=focus.snapshot(around) if focus else None,
            other_calls=others,
            gap=self.seat.gap,
            announcement=self._told.announcement,
            watched=self._told.watched,
            idle_hindrances=when_idle(around),
        )

    def _circumstances(self) -> Circumstances:
        focus = self._focus
        # The PBX gives a session its rights at log-in: what was refused once stays so until the next one.
        missing = self._link.missing
        by_hand = self._seat.answer is not AnswerMode.NOTIFY or "PJSIPNotify" in missing
        moving = focus is not None and focus.live and not focus.settled
        return Circumstances(
            link_down=self._link.state is not LinkState.UP or not self._loaded,
            answer_at_phone=by_hand and focus is not None and focus.state is CallState.RINGING,
            may_dial=self._seat.dial_out and "Originate" not in missing,
            in_progress=self.in_progress or moving,
        )
