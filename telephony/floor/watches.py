"""Who listens to whom: leads in the calls of seats, as the PBX has shown it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from telephony import events as ev
from telephony.floor import events as fe
from telephony.floor.config import LeadConfig
from telephony.floor.facts import Watched
from telephony.floor.seat_floor import SeatFloor
from telephony.floor.views import Watch, WatchMode

_OVER = "over"
_MODES = {mode.value: mode for mode in WatchMode}


@dataclass(frozen=True, slots=True)
class _Active:
    seat: SeatFloor
    watch: Watch


class Watches:
    """The leads' channels: where the dialplan has announced them, and where they really are."""

    def __init__(self, pbx: str, tell: Callable[[Watched], None], clock: Callable[[], datetime]) -> None:
        self._pbx = pbx
        self._tell = tell
        self._clock = clock
        self._announced: dict[str, fe.WatchPlaced] = {}  # by the lead's channel
        self._active: dict[str, _Active] = {}
        self._in_rooms: set[str] = set()  # every channel: a lead's may be seen there before it is announced

    def channel_of(self, lead: LeadConfig) -> str:
        """Return the channel by which the lead takes part in a call, empty when there is none."""
        return next((channel for channel in self._announced if lead.owns(channel)), "")

    def shows(self, lead: LeadConfig, seat: SeatFloor, mode: WatchMode) -> bool:
        """Tell whether the lead takes part in the seat's call in this way."""
        return any(
            lead.owns(channel) and active.seat is seat and active.watch.mode is mode
            for channel, active in self._active.items()
        )

    def placed(self, event: fe.WatchPlaced, of_key: Callable[[str], SeatFloor | None]) -> None:
        """The dialplan is about to let a lead in, or they have hung up.

        It says so first, and the PBX may report it after the room: the two have no order between them.
        """
        if event.mode == _OVER:
            self.gone(event.channel)
        elif event.mode in _MODES:
            self._announced[event.channel] = event
            if event.channel in self._in_rooms:
                self.joined(event.channel, of_key)

    def spies(self, channel: str, seat: SeatFloor | None) -> None:
        """A channel hears a seat's channel."""
        said = self._announced.get(channel)
        if seat is None:
            return
        if said is None:  # not by the kit's dialplan: an administrator's own
            self._begin(
                channel, seat, Watch(channel.rpartition("-")[0], WatchMode.LISTEN, False, self._clock())
            )
        else:
            self._begin(channel, seat, Watch(said.lead, _MODES[said.mode], said.told, self._clock()))

    def joined(self, channel: str, of_key: Callable[[str], SeatFloor | None]) -> None:
        """A channel is in a room: a lead who was to take part does."""
        self._in_rooms.add(channel)
        said = self._announced.get(channel)
        seat = of_key(said.seat) if said is not None else None
        if said is not None and seat is not None and said.mode == WatchMode.BARGE.value:
            self._begin(channel, seat, Watch(said.lead, WatchMode.BARGE, said.told, self._clock()))

    def found(self, event: ev.ChannelListed, seat: SeatFloor | None, mode: WatchMode) -> None:
        """A snapshot shows a lead's channel in a seat's call."""
        name = event.channel.name
        if seat is None or name in self._active:
            return
        # The kit's dialplan leaves on the channel what it has announced, for who did not hear it.
        variables = event.channel.variables
        lead = variables.get("DESK_LEAD") or name.rpartition("-")[0].partition("/")[2]
        told = variables.get("DESK_TOLD") == "1"
        self._announced[name] = fe.WatchPlaced(name, seat.key, lead, mode.value, told)
        self._begin(name, seat, Watch(lead, mode, told, self._clock()))

    def left(self, channel: str) -> None:
        """A channel is in its room no more."""
        self._in_rooms.discard(channel)
        self.ended(channel)

    def ended(self, channel: str) -> None:
        """A channel hears nobody any more; it may go on elsewhere."""
        active = self._active.pop(channel, None)
        if active is None:
            return
        active.seat.watches.pop(channel, None)
        active.seat.changed = True
        watch = active.watch
        self._tell(
            Watched(
                self._pbx,
                active.seat.key,
                watch.lead,
                watch.mode.value,
                watch.told,
                watch.since,
                self._clock(),
            )
        )

    def gone(self, channel: str) -> None:
        """A lead's channel has hung up."""
        self._in_rooms.discard(channel)
        if channel in self._announced or channel in self._active:
            self.ended(channel)
            self._announced.pop(channel, None)

    def clear(self) -> None:
        """The link is lost: nobody is known to listen."""
        for channel in list(self._active):
            self.ended(channel)
        self._announced.clear()
        self._in_rooms.clear()

    def _begin(self, channel: str, seat: SeatFloor, watch: Watch) -> None:
        self.ended(channel)
        self._active[channel] = _Active(seat, watch)
        seat.watches[channel] = watch
        seat.changed = True
        self._tell(Watched(self._pbx, seat.key, watch.lead, watch.mode.value, watch.told, watch.since))
