"""`flood`: the workstation while its PBX sends as many events as six hotlines of a hundred seats would.

Its account is sent everything; its own calls come meanwhile, and somebody types in its window.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench import live
from tests.bench.figures import Figure, percentile
from tests.bench.pbx import EVERYTHING
from tests.bench.programs import screen
from tests.bench.record import recording
from tests.bench.world import World

RATE = 5000  # events a second
GAP_MS = 100.0
_WARM = 8.0  # the flood begins three seconds after the log-in
_BEYOND = 10.0  # seconds: it goes on when the measurement has ended


def measure(world: World, seconds: float = live.SECONDS) -> Iterator[Figure]:
    """Give how fast it was sent, the gaps of the window's loop, and what of its own calls was lost."""
    count = int(RATE * (seconds + _WARM + _BEYOND))
    flood = ("--rate", 0, "--flood", recording(), "--pace", RATE, "--count", count)
    with screen() as env:
        seen = live.watch(world, env, EVERYTHING, seconds, _WARM, *flood)
    yield Figure(
        f"flood: every event of the PBX, {seen.result['platform']}",
        f"{seen.rate:.0f} events/s",
        f"{RATE:,}",
        seen.rate >= RATE * 0.95,
    )
    yield seen.longest_gap(GAP_MS)
    taken, lost = seen.cards()
    yield Figure(
        "  own calls whose card was not painted",
        f"{lost} of {lost + len(taken)}; log-ins: {seen.result['logins']}",
        "0, and one log-in",
        bool(taken) and not lost and seen.result["logins"] == 1,
    )
    yield Figure(
        "  ring to painted card, p50 / p99 / worst",
        f"{percentile(taken, 0.5):.1f} / {percentile(taken, 0.99):.1f} / {max(taken, default=0):.1f} ms",
    )
