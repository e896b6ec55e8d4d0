"""Figures of a measurement: each beside its limit or peer, printed as one table."""

from __future__ import annotations

import bisect
import json
import time
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

_VERDICTS = {True: "kept", False: "MISSED", None: "-"}


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table; `kept` is None for what has no limit."""

    name: str
    value: str
    limit: str = ""
    kept: bool | None = None

    def to_json(self) -> str:
        """Return the figure as a line that `from_json` reads."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, line: str) -> Figure:
        """Read a line of `to_json`."""
        return cls(**json.loads(line))


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which `share` (0 to 1) of `values` lies; 0 for none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else 0.0


def lateness(sent: Sequence[tuple[int, float]], shown: Sequence[tuple[int, float]]) -> list[float]:
    """Return how many seconds after it was sent each mark was shown; those that never were are left out.

    Marks grow and both are in their order. Shown with a mark or a later one, what it stands for was as new.
    """
    marks = [mark for mark, _ in shown]
    late = []
    for mark, at in sent:
        place = bisect.bisect_left(marks, mark)
        if place < len(marks):
            late.append(shown[place][1] - at)
    return late


def longest_gap(
    name: str, gaps: Sequence[float], busy: Sequence[float], idle: Sequence[float], limit: float
) -> Figure:
    """Give the longest gap of a window's loop, all in seconds, beside `limit` in ms.

    `busy` is how much of each gap the window itself has worked, `idle` the gaps of an empty loop beside it.
    """
    longest, own, quiet = (max(each, default=0.0) * 1000 for each in (gaps, busy, idle))
    return Figure(
        name,
        f"{longest:.1f} ms (of an empty loop {quiet:.1f})",
        f"{limit:.0f} ms",
        bool(gaps) and gap_kept(limit, longest, own, quiet),
    )


def gap_kept(limit: float, gap: float, own: float, idle: float) -> bool:
    """Tell whether a window kept a limit, all in ms.

    Where the machine held up even an empty loop for longer, what the window itself has worked decides.
    """
    return (own if idle > limit else gap) <= limit


def milliseconds(act: Callable[[], object]) -> float:
    """Return how long `act()` takes."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def row(figure: Figure) -> str:
    """Return the figure's line of the table."""
    return "  ".join(
        (_fill(figure.name, 46), _fill(figure.value, 40), _fill(figure.limit, 26), _VERDICTS[figure.kept])
    )


def heading() -> str:
    """Return the table's first two lines."""
    first = "  ".join((_fill("figure", 46), _fill("measured", 40), _fill("limit or peer", 26), "verdict"))
    return f"{first}\n{'-' * len(first)}"


def _fill(text: str, width: int) -> str:
    taken = sum(2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in text)
    return text + " " * max(0, width - taken)
