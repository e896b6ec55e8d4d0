"""`memory`: what the desk holds after an hour of the load, sent as fast as it takes it."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.figures import Figure
from tests.bench.pbx import EVERYTHING
from tests.bench.programs import program, screen, window
from tests.bench.record import recording
from tests.bench.world import World

LIMIT_MB = 200.0
HOUR = 3 * 3600 * 280  # events of an hour: 3 calls a second, about 280 events each
CALLS = 3 * 3600 // 100  # of them one seat's share
GROWTH_MB = 10.0


def measure(world: World, count: int = HOUR) -> Iterator[Figure]:
    """Flood the desk with `count` events and calls of its own, and weigh it meanwhile."""
    flood = ("--rate", 0, "--every", 0.1, "--talk-each", 3, "--flood", recording(), "--count", count)
    flood += ("--calls", max(1, CALLS * count // HOUR))
    with screen() as env, program("tests.bench.pbx", *flood) as pbx:
        file = world.settings_file(pbx.wait_for("port", 60), EVERYTHING)
        with window("tests.bench.seat", file, 3600, 1, "--until-told", env=env) as seat:
            pbx.wait_for("flooded", 1800)
            seat.end()
            result = seat.all("memory")[0]
        rings = len(pbx.all("ring"))
        sent = [line["sent"] for line in pbx.all("sent")]
    weights = [mb for _, mb in result["memory"]]
    third = weights[len(weights) // 3]
    minutes = (result["memory"][-1][0] - result["memory"][0][0]) / 60
    yield Figure(
        f"memory after {max(sent) / 1e6:.1f} M events, {rings} own calls",
        f"{weights[-1]:.0f} MB (highest {max(weights):.0f}), {minutes:.1f} min",
        f"{LIMIT_MB:.0f} MB, {result['entries']:,} entries",
        max(weights) <= LIMIT_MB,
    )
    yield Figure("  of it not mapped files, at the end", f"{result['own']:.0f} MB")
    growth = weights[-1] - third
    yield Figure(
        "  growth over the last two thirds",
        f"{growth:+.1f} MB (start {weights[0]:.0f} MB)",
        f"{GROWTH_MB:.0f} MB",
        growth <= GROWTH_MB,
    )
