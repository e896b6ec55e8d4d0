"""`monitor`: the lead's window under the events of a large hotline, from the PBX's event to the painted row.

The PBX is `tests.bench.floor`'s: it sends a recording of a hundred seats, each burst with a mark on one seat.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from pathlib import Path

from tests.bench.figures import Figure, percentile
from tests.bench.floor import LOAD, TIMES
from tests.bench.programs import program, screen

SECONDS, FLOOD_SECONDS = 30, 10
PAINT_MS, GAP_MS, SHARE, MEMORY_MB = 100.0, 50.0, 0.35, 250.0


def measure(recording: Path) -> Iterator[Figure]:
    """Give the figures at the usual load and at twenty times of it."""
    with screen() as env:
        for times, seconds in ((1, SECONDS), (TIMES, FLOOD_SECONDS)):
            yield from _run(recording, env, times, seconds)


def _run(recording: Path, env: dict[str, str], times: int, seconds: int) -> Iterator[Figure]:
    with (
        program("tests.bench.floor", recording, LOAD * times, seconds) as pbx,
        program("tests.bench.lead", pbx.wait_for("port", 30), seconds, env=env) as lead,
        program("tests.bench.idle_loop") as idle,
    ):
        sent = pbx.wait_for("marks", seconds * 4 + 60)
        lead.wait_for("painted", seconds + 60)
        said = lead.all("painted")[0]
        idle.end()
        quiet = max(idle.all("gaps")[0]["gaps"]) * 1000
    marks = [mark for mark, _ in said["painted"]]
    late = []
    for mark, at in enumerate(sent):
        place = bisect.bisect_left(marks, mark)
        if place < len(marks):  # painted with this mark or a later one: the row was as new
            late.append((said["painted"][place][1] - at) * 1000)
    p50, p99 = percentile(late, 0.5), percentile(late, 0.99)
    gaps = [gap * 1000 for gap in said["gaps"]]
    usual = times == 1
    name = f"board: {LOAD * times} events/s, {said['seats']} seats"
    yield Figure(
        f"{name}: event to painted row",
        f"p50 {p50:.0f} / p99 {p99:.0f} / worst {max(late, default=0):.0f} ms",
        f"p99 {PAINT_MS:.0f} ms" if usual else "",
        bool(late) and p99 <= PAINT_MS if usual else None,
    )
    yield Figure(
        "  longest gap of the window's loop",
        f"{max(gaps):.0f} ms (of an empty loop {quiet:.0f}); own work {max(said['busy']) * 1000:.0f}",
        f"{GAP_MS:.0f} ms" if usual else "no freezing: 1 s",
        max(gaps) <= (max(GAP_MS, quiet) if usual else 1000),
    )
    if usual:
        yield Figure(
            "  processor and memory of the program",
            f"{said['share']:.0%} of a core, {max(said['memory']):.0f} MB",
            f"{SHARE:.0%}, {MEMORY_MB:.0f} MB",
            said["share"] <= SHARE and max(said["memory"]) <= MEMORY_MB,
        )
