"""`start`: from the start of the process `desk workstation` to a window that takes keys."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator

from tests.bench.figures import Figure
from tests.bench.pbx import FILTERED
from tests.bench.programs import program, screen
from tests.bench.world import World

LIMIT = 2.0
_TIMES = 7


def measure(world: World) -> Iterator[Figure]:
    """Start the desk several times and give the median, the first start (compiling) left out."""
    with screen() as env, program("tests.bench.pbx", "--rate", 0, "--every", 0) as pbx:
        file = world.settings_file(pbx.wait_for("port", 60), FILTERED)
        taken: dict[str, list[float]] = {"window": [], "link": [], "knowledge": []}
        for turn in range(_TIMES + 1):
            begin = time.monotonic()
            with program("tests.bench.first_window", file, env=env) as desk:
                for name, values in taken.items():
                    at = desk.wait_for(name, 60) - begin
                    if turn:
                        values.append(at)
            platform = desk.all("platform")[0]["platform"]
    window = statistics.median(taken["window"])
    yield Figure(
        "start to the first usable window, median",
        f"{window:.2f} s (worst {max(taken['window']):.2f} of {_TIMES})",
        f"{LIMIT:.0f} s warm, {platform}",
        window <= LIMIT,
    )
    for name, words in (
        ("link", "  to the PBX's state on the screen"),
        ("knowledge", "  to the first answer found"),
    ):
        yield Figure(words, f"{statistics.median(taken[name]):.2f} s")
