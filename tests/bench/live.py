"""`ring` and `gui`: the workstation under the load of a large hotline, filtered and not.

From the ringing event's last byte to the painted card, and the gaps of the window's event loop, in one run.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.bench.figures import Figure, percentile
from tests.bench.pbx import EVERYTHING, FILTERED
from tests.bench.programs import program, screen
from tests.bench.world import CALLERS, CALLS, World

SECONDS, WARM = 60.0, 22.0  # by then every seat has begun its calls
RATE = 3.0 * 280  # events of 3 calls a second
RING_MS, GAP_MS, GAP_999_MS = 50.0, 50.0, 16.0
_ACCOUNTS = {FILTERED: "filtered, as the kit sets it", EVERYTHING: "every event of the PBX"}


def measure(world: World, parts: set[str], seconds: float = SECONDS) -> Iterator[Figure]:
    """Run the desk with each account and give the figures of `parts`."""
    with screen() as env:
        for account, words in _ACCOUNTS.items():
            with program("tests.bench.pbx") as pbx:
                file = world.settings_file(pbx.wait_for("port", 60), account)
                with program(
                    "tests.bench.window_program", "tests.bench.seat", file, seconds, WARM, env=env
                ) as seat:
                    with program("tests.bench.idle_loop") as idle:
                        seat.wait_for("painted", seconds + WARM + 60)
                        result = seat.all("painted")[0]
                    nothing = idle.all("gaps")[0]["gaps"]
                said = pbx.all("ring"), pbx.all("events")
            yield from _figures(words, result, nothing, *said, parts, seconds)


def _figures(
    words: str,
    result: dict[str, Any],
    idle: list[float],
    rings: list[dict[str, Any]],
    events: list[dict[str, Any]],
    parts: set[str],
    seconds: float,
) -> Iterator[Figure]:
    began = result["began"]
    inside = [said for said in events if began <= said["at"] <= began + seconds]
    rate = (inside[-1]["events"] - inside[0]["events"]) / (inside[-1]["at"] - inside[0]["at"])
    yield Figure(
        f"load: {words}, {result['platform']}",
        f"{rate:.0f} events/s of the PBX",
        f"{RATE:.0f}, {CALLS:,} past calls",
        rate >= RATE * 0.95,
    )
    if "ring" in parts:
        taken, lost = [], 0
        for ring in rings:
            if not began <= ring["at"] <= began + seconds - 1:
                continue
            painted = result["painted"].get(ring["ring"])
            if painted is None:
                lost += 1
            else:
                taken.append((painted - ring["at"]) * 1000)
        p50, p99 = percentile(taken, 0.5), percentile(taken, 0.99)
        yield Figure(
            "  ring to painted card, p50 / p99 / worst",
            f"{p50:.1f} / {p99:.1f} / {max(taken, default=0):.1f} ms ({len(taken)} calls)",
            f"p99 {RING_MS:.0f} ms",
            bool(taken) and p99 <= RING_MS,
        )
        if lost:
            yield Figure("  calls whose card was not painted", str(lost), "0", False)
    if "gui" in parts:
        gaps = [gap * 1000 for gap in result["gaps"]]
        busy = [gap * 1000 for gap in result["busy"]]
        quiet = [gap * 1000 for gap in idle]
        longest, tail = max(gaps), percentile(gaps, 0.999)
        own, idle_tail = percentile(busy, 0.999), percentile(quiet, 0.999)
        yield Figure(
            f"  longest gap of the window's loop in {seconds:.0f} s",
            f"{longest:.1f} ms (of an empty loop {max(quiet):.1f})",
            f"{GAP_MS:.0f} ms",
            _kept(GAP_MS, longest, max(busy), max(quiet)),
        )
        yield Figure(
            "  p99.9 of the gaps",
            f"{tail:.1f} ms (of an empty loop {idle_tail:.1f})",
            f"{GAP_999_MS:.0f} ms",
            _kept(GAP_999_MS, tail, own, idle_tail),
        )
        yield Figure(
            "  of it the window's own work, p99.9 / longest",
            f"{own:.1f} / {max(busy):.1f} ms",
        )
    yield Figure(
        "  processor of the desk, whole run",
        f"{result['processor']:.1f} s; {result['wrapped_up']} calls wrapped up",
        f"{result['entries']:,} entries, {CALLERS:,} callers",
    )


def _kept(limit: float, gap: float, own: float, idle: float) -> bool:
    """Tell whether the window kept a limit, all in ms.

    Where the machine held up even an empty loop for longer, what the window itself has worked decides.
    """
    return (own if idle > limit else gap) <= limit
