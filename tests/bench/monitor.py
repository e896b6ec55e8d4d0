"""`monitor` and `hour`: the lead's window under the events of a large hotline, from event to painted row.

The PBX is `tests.bench.floor`'s: it sends a recording of three hundred seats, each burst with a mark on one
seat. The database is that of a hotline with years of calls, and eight days of them on the board. `hour`
sends an hour's calls in an eighth of it, and weighs the program meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench import floor_past
from tests.bench.figures import Figure, gap_kept, lateness, percentile
from tests.bench.floor import LOAD, TIMES
from tests.bench.lead import PBX
from tests.bench.programs import program, screen, window
from tests.bench.world import CALLERS, CALLS, world

SECONDS, FLOOD_SECONDS = 30, 10
PACE = 8  # as fast as the board keeps up with for long
PAINT_MS, GAP_MS, SHARE, MEMORY_MB = 100.0, 50.0, 0.35, 250.0
GROWTH_MB = 10.0


@dataclass(frozen=True)
class _Run:
    times: int
    said: dict[str, Any]
    late: list[float]  # of each mark from its event to the painted row, in ms
    quiet: float  # longest gap of an idle loop beside it, in ms
    sent: int  # callers
    known: int  # of them by the board

    @property
    def name(self) -> str:
        load = f"{LOAD * self.times} events/s"
        return f"board: {load}, {self.said['seats']} seats, {self.said['groups']} groups"

    @property
    def gap(self) -> float:
        return float(max(self.said["gaps"])) * 1000

    @property
    def own(self) -> float:
        return float(max(self.said["busy"])) * 1000


def measure(recording: Path) -> Iterator[Figure]:
    """Give the figures at the usual load and at twenty times of it."""
    with screen() as env:
        yield from _usual(_run(recording, env, 1, SECONDS))
        yield from _flooded(_run(recording, env, TIMES, FLOOD_SECONDS))


def hour(recording: Path, minutes: int) -> Iterator[Figure]:
    """Give what the program weighs after the calls of so many minutes."""
    with screen() as env:
        run = _run(recording, env, PACE, minutes * 60 // PACE, "--pace", PACE)
    weights = run.said["memory"]
    growth = weights[-1] - weights[len(weights) // 3]
    yield Figure(
        f"board: after {minutes} minutes' {run.sent} calls",
        f"{weights[-1]:.0f} MB (start {weights[0]:.0f}), {run.sent - run.known} calls lost",
        f"{MEMORY_MB:.0f} MB, none lost",
        max(weights) <= MEMORY_MB and run.known >= run.sent,
    )
    yield Figure(
        "  growth over the last two thirds",
        f"{growth:+.1f} MB, {growth * 1e6 / max(1, run.sent * 2 // 3):.0f} bytes a call",
        f"{GROWTH_MB:.0f} MB",
        growth <= GROWTH_MB,
    )


def _run(recording: Path, env: dict[str, str], times: int, seconds: int, *options: object) -> _Run:
    # Each with a copy of its own: a call that an earlier run has kept would count as known.
    with world() as made:
        floor_past.seed(made.url, PBX, floor_past.queues_of(recording))
        past = "--database", made.url, "--index", made.index
        return _watched(recording, env, times, seconds, *past, *options)


def _watched(recording: Path, env: dict[str, str], times: int, seconds: int, *options: object) -> _Run:
    with (
        program("tests.bench.floor", recording, LOAD * times, seconds) as pbx,
        window("tests.bench.lead", pbx.wait_for("port", 30), seconds, *options, env=env) as lead,
        program("tests.bench.idle_loop") as idle,
    ):
        sent = pbx.wait_for("marks", seconds * 4 + 60)
        said = lead.wait_for("painted", seconds + 60) and lead.all("painted")[0]
        idle.end()
        quiet = max(idle.all("gaps")[0]["gaps"]) * 1000
        lead.end()
        known = lead.wait_for("calls", 5)
        callers = pbx.wait_for("callers", 5)
    late = [seconds * 1000 for seconds in lateness(list(enumerate(sent)), said["painted"])]
    return _Run(times, said, late, quiet, callers, known)


def _usual(run: _Run) -> Iterator[Figure]:
    said = run.said
    yield Figure(
        f"board: {floor_past.DAYS} days of {floor_past.A_DAY:,} calls behind it",
        "last week is drawn" if said["last_week"] else "last week is not drawn",
        f"drawn; {CALLERS:,} callers, {CALLS:,} calls",
        said["last_week"],
    )
    p99 = percentile(run.late, 0.99)
    yield Figure(
        f"{run.name}: event to painted row", _spread(run), f"p99 {PAINT_MS:.0f} ms", 0 < p99 <= PAINT_MS
    )
    yield Figure(
        "  longest gap of the window's loop",
        _gap(run),
        f"{GAP_MS:.0f} ms",
        gap_kept(GAP_MS, run.gap, run.own, run.quiet),
    )
    yield Figure(
        "  processor and memory of the program",
        f"{said['share']:.0%} of a core, {max(said['memory']):.0f} MB",
        f"{SHARE:.0%}, {MEMORY_MB:.0f} MB",
        said["share"] <= SHARE and max(said["memory"]) <= MEMORY_MB,
    )


def _flooded(run: _Run) -> Iterator[Figure]:
    yield Figure(f"{run.name}: event to painted row", _spread(run))
    yield Figure("  longest gap of the window's loop", _gap(run), "no freezing: 1 s", run.gap <= 1000)
    yield Figure(
        "  calls that the board does not know",
        f"{run.sent - run.known} of {run.sent}",
        "0",
        run.known >= run.sent,
    )


def _spread(run: _Run) -> str:
    p50, p99 = percentile(run.late, 0.5), percentile(run.late, 0.99)
    return f"p50 {p50:.0f} / p99 {p99:.0f} / worst {max(run.late, default=0):.0f} ms"


def _gap(run: _Run) -> str:
    return f"{run.gap:.0f} ms (of an empty loop {run.quiet:.0f}); own work {run.own:.0f}"
