"""The calls of a queue_log that comes in pieces: one of which several tell is put together again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import timedelta

from desk.figures.log_calls import LogCalls
from telephony.floor.facts import QueueCall, QueueLog
from telephony.floor.queue_log import stamp_of

_OVERLAP = timedelta(minutes=1)  # at the most; each piece begins some seconds before the end of the last one
_AT_ONCE = 4096  # lines after which the calls that are over are let go of


class LogPieces:
    """Reads one piece after the other; `seats` tells the key of a member's seat by its name."""

    def __init__(self, pbx: str, seats: Mapping[str, str]) -> None:
        self._pbx = pbx
        self._seats = seats
        self._calls = LogCalls(pbx, seats)
        self._tail: list[str] = []  # lines that the next piece may begin with
        self._tail_since = float("inf")

    def read(self, log: QueueLog) -> Iterator[QueueCall]:
        """Yield the stays that the piece tells of, some of them several times, the last time as they are."""
        if not log.complete:
            return
        if log.since.timestamp() < self._tail_since:
            # What was read before is told once more, and would count twice.
            self._calls = LogCalls(self._pbx, self._seats)
            self._tail = []
        again = Counter(self._tail)
        new = []
        for line in log.lines:
            if again[line] > 0:
                again[line] -= 1
            else:
                new.append(line)
        for start in range(0, len(new), _AT_ONCE):
            self._calls.read(new[start : start + _AT_ONCE])
            yield from self._calls.calls()
            self._calls.forget()
        # A PBX whose clock is late, or that has nothing to tell, is read from its newest line on.
        lines = [*self._tail, *new]
        newest = stamp_of(lines[-1]) if lines else 0.0
        self._tail_since = min((log.until - _OVERLAP).timestamp(), newest)
        self._tail = [line for line in lines if stamp_of(line) >= self._tail_since]
