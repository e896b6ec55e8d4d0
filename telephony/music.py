"""Music on hold that does not end: known by a report that is missing, ended by bringing people together anew.

In a conference Asterisk stops the music of whoever was alone from the thread of whoever joins. While the
music's own thread makes a frame, `generator_force` (main/channel.c) keeps the generator's data out of sight,
and a stop that comes in these microseconds stops nothing: no MusicOnHoldStop is sent, and for the rest of
the call the citizen is heard and hears music alone. On Asterisk 22.10.1 that was one of 1,060 returns.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable

from telephony.call_track import SIDE, CallTrack, LegTrack
from telephony.errors import Refused, TimedOut
from telephony.link import Link
from telephony.redirects import Move, redirect
from telephony.snapshots import LegRole
from telephony.tasks import Tasks
from telephony.waiters import Waiters

log = logging.getLogger(__name__)

_GRACE = 0.25  # seconds in which the report of an end may still come
_LIMIT = 1.0  # seconds for everybody to be back in the room
_TRIES = 5


class MusicEnder:
    """Looks after the music of one seat's call."""

    def __init__(self, link: Link, waiters: Waiters, exten: Callable[[CallTrack], str], tasks: Tasks) -> None:
        self._link = link
        self._waiters = waiters
        self._exten = exten
        self._tasks = tasks
        self._ending = False

    def look_after(self, call: CallTrack | None) -> None:
        """See to it that nobody in the call goes on hearing music beside somebody else."""
        if self._ending:
            self._waiters.check()  # music changes nothing on the screen
        elif call is not None and call.drowned() is not None:
            self._ending = True
            self._tasks.spawn(self._end(call), "desk-music")

    async def _end(self, call: CallTrack) -> None:
        try:
            await self._bring_together(call)
        finally:
            self._ending = False

    async def _bring_together(self, call: CallTrack) -> None:
        """Return when nobody hears music beside somebody else, or it can't be helped."""
        for _ in range(_TRIES):
            with contextlib.suppress(TimedOut):
                await self._waiters.until(lambda: self._quiet(call), "Music", _GRACE)
                return
            leg = call.drowned()
            if leg is None or not call.settled:
                continue
            log.warning(
                "the PBX goes on playing music to the %s: they are brought together anew", leg.role.value
            )
            with contextlib.suppress(Refused, TimedOut):  # somebody has hung up, or is on the way
                await redirect(self._link, *self._moves(call, leg))
                await self._waiters.until(lambda: self._quiet(call) and call.settled, "Music", _LIMIT)

    def _quiet(self, call: CallTrack) -> bool:
        return not call.live or call.drowned() is None

    def _moves(self, call: CallTrack, leg: LegTrack) -> list[Move]:
        """Return who leaves the room and comes back.

        A citizen who leaves takes everybody along, so it is the others who go: alone for a moment, the
        citizen's music begins anew and ends when they return. A department goes by itself: it leaves its
        music behind.
        """
        exten = self._exten(call)
        if leg.role is LegRole.CITIZEN:
            contexts = {LegRole.AGENT: "desk-agent", LegRole.DEPARTMENT: "desk-department"}
            return [(other, contexts[other.role], exten) for other in call.beside(leg)]
        return [(leg, "desk-side-department" if leg.room == SIDE else "desk-department", exten)]
