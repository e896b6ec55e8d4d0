"""`ring` and `gui`: the workstation under the load of a large hotline, filtered and not.

From the ringing event's last byte to the painted card, and the gaps of the window's event loop, in one run.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.bench.figures import Figure, gap_kept, longest_gap, percentile
from tests.bench.pbx import EVERYTHING, FILTERED
from tests.bench.programs import program, screen, window
from tests.bench.world import CALLERS, CALLS, World

SECONDS, WARM = 60.0, 22.0  # by then every seat has begun its calls
RATE = 3.0 * 280  # events of 3 calls a second
RING_MS, GAP_MS, GAP_999_MS = 50.0, 50.0, 16.0
_ACCOUNTS = {FILTERED: "filtered, as the kit sets it", EVERYTHING: "every event of the PBX"}


@dataclass(frozen=True)
class Watched:
    """What was seen of a workstation for `seconds`, and told by its PBX meanwhile."""

    seconds: float
    result: dict[str, Any]  # of `tests.bench.seat`
    idle: list[float]  # gaps of an empty loop beside it, in seconds
    rings: list[dict[str, Any]]
    events: list[dict[str, Any]]

    @property
    def rate(self) -> float:
        """Events of the PBX a second."""
        began = self.result["began"]
        inside = [said for said in self.events if began <= said["at"] <= began + self.seconds]
        return float((inside[-1]["events"] - inside[0]["events"]) / (inside[-1]["at"] - inside[0]["at"]))

    def cards(self) -> tuple[list[float], int]:
        """Return how many ms after its ring each card was painted, and of how many calls none was."""
        began, taken, lost = self.result["began"], [], 0
        for ring in self.rings:
            if not began <= ring["at"] <= began + self.seconds - 1:
                continue
            painted = self.result["painted"].get(ring["ring"])
            if painted is None:
                lost += 1
            else:
                taken.append((painted - ring["at"]) * 1000)
        return taken, lost

    def longest_gap(self, limit: float) -> Figure:
        """Give the longest gap of the window's loop, in ms, beside its limit."""
        name = f"  longest gap of the window's loop in {self.seconds:.0f} s"
        return longest_gap(name, self.result["gaps"], self.result["busy"], self.idle, limit)


def watch(
    world: World, env: dict[str, str], account: str, seconds: float, warm: float, *options: object
) -> Watched:
    """Run a workstation with an account of the PBX that `options` make, and an empty loop beside it."""
    with program("tests.bench.pbx", *options) as pbx:
        file = world.settings_file(pbx.wait_for("port", 60), account)
        with window("tests.bench.seat", file, seconds, warm, env=env) as seat:
            with program("tests.bench.idle_loop") as idle:
                seat.wait_for("painted", seconds + warm + 60)
                result = seat.all("painted")[0]
            nothing = idle.all("gaps")[0]["gaps"]
        return Watched(seconds, result, nothing, pbx.all("ring"), pbx.all("events"))


def measure(world: World, parts: set[str], seconds: float = SECONDS) -> Iterator[Figure]:
    """Run the desk with each account and give the figures of `parts`."""
    with screen() as env:
        for account, words in _ACCOUNTS.items():
            yield from _figures(words, watch(world, env, account, seconds, WARM), parts)


def _figures(words: str, seen: Watched, parts: set[str]) -> Iterator[Figure]:
    result = seen.result
    yield Figure(
        f"load: {words}, {result['platform']}",
        f"{seen.rate:.0f} events/s of the PBX",
        f"{RATE:.0f}, {CALLS:,} past calls",
        seen.rate >= RATE * 0.95,
    )
    if "ring" in parts:
        taken, lost = seen.cards()
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
        yield seen.longest_gap(GAP_MS)
        gaps, busy, quiet = (
            [gap * 1000 for gap in each] for each in (result["gaps"], result["busy"], seen.idle)
        )
        tail, own, idle_tail = (percentile(each, 0.999) for each in (gaps, busy, quiet))
        yield Figure(
            "  p99.9 of the gaps",
            f"{tail:.1f} ms (of an empty loop {idle_tail:.1f})",
            f"{GAP_999_MS:.0f} ms",
            gap_kept(GAP_999_MS, tail, own, idle_tail),
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
