"""Which seats an event is about: by the channel of a phone, or by what is tied to one."""

from __future__ import annotations

from collections.abc import Mapping

from telephony.floor.seat_floor import SeatFloor


class Routes:
    """From channels to seats; a channel is forgotten when it is hung up."""

    def __init__(self, seats: Mapping[str, SeatFloor]) -> None:
        self._seats = seats  # by interface
        self._by_key: dict[str, SeatFloor] = {}
        self._tied: dict[str, dict[SeatFloor, None]] = {}

    def add(self, seat: SeatFloor) -> None:
        """Take a new seat."""
        self._by_key.setdefault(seat.key, seat)

    def of_key(self, key: str) -> SeatFloor | None:
        """Return the seat of an extension."""
        return self._by_key.get(key)

    def owner(self, channel: str) -> SeatFloor | None:
        """Return the seat whose phone `channel` belongs to."""
        return self._seats.get(channel[: channel.rfind("-")])

    def tied(self, channel: str) -> tuple[SeatFloor, ...]:
        """Return the seats whose calls `channel` takes part in."""
        return tuple(self._tied.get(channel, ()))

    def of(self, channel: str) -> tuple[SeatFloor, ...]:
        """Return every seat that an event of `channel` may be about."""
        owner = self.owner(channel)
        tied = self._tied.get(channel, {})
        if owner is None:
            return tuple(tied)
        return (owner, *(seat for seat in tied if seat is not owner))

    def tie(self, channel: str, seat: SeatFloor) -> None:
        """From now on `channel` takes part in the seat's call."""
        self._tied.setdefault(channel, {})[seat] = None

    def drop(self, channel: str) -> None:
        """Forget a channel."""
        self._tied.pop(channel, None)

    def clear(self) -> None:
        """Forget every channel."""
        self._tied.clear()

    def __len__(self) -> int:
        return len(self._tied)
