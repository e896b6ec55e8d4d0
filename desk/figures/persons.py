"""Who sat at each seat in a span: queue_log knows a member by the seat's number and the person's name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from telephony.floor.facts import QueueCall
from telephony.floor.seat_floor import name_of


def persons(calls: Iterable[QueueCall]) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Return the names at each seat (PBX and key), in the order in which they first answered."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for call in calls:
        if call.seat and (name := name_of(call.seat, call.member)):
            found.setdefault((call.pbx, call.seat), {})[name] = None
    return {seat: tuple(names) for seat, names in found.items()}
