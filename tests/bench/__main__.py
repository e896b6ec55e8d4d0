"""`make bench`: every speed that the product promises, measured in one run beside its limit or a peer.

`python -m tests.bench ring gui` measures only these; the parts are `PARTS`.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench import board, decode, editor, flood, floor, knowledge, live, memory, monitor, qpanel, start
from tests.bench.figures import Figure, heading, row
from tests.bench.qpanel_install import VARIABLE
from tests.bench.record import large_recording, recording
from tests.bench.world import World, world

DATA = Path(__file__).parents[3] / "shared" / "kb-data"
PARTS = (
    "ring",
    "gui",
    "flood",
    "decode",
    "start",
    "memory",
    "kb",
    "records",
    "board",
    "floor",
    "monitor",
    "hour",
    "qpanel",
    "editor",
)


def figures(parts: set[str], chosen: argparse.Namespace) -> Iterator[Figure]:
    """Measure `parts` one after the other."""
    if "decode" in parts:
        yield from decode.measure(recording().read_bytes())
    if "board" in parts:
        yield from board.measure()
    if "floor" in parts:
        yield from floor.measure(recording())
    if "monitor" in parts:
        yield from monitor.measure(large_recording())
    if "hour" in parts:
        yield from monitor.hour(large_recording(), chosen.minutes)
    if "qpanel" in parts:
        yield from qpanel.measure(chosen.qpanel, real=chosen.real)
    if "editor" in parts:
        yield from editor.measure()
    if parts - {"decode", "board", "floor", "monitor", "hour", "qpanel", "editor"}:
        _say("A hotline with years of calls is made if it is not there yet (some minutes, once) …")
        with world() as made:
            yield from _in(made, parts, chosen)


def _in(made: World, parts: set[str], chosen: argparse.Namespace) -> Iterator[Figure]:
    if "start" in parts:
        yield from start.measure(made)
    if parts & {"ring", "gui"}:
        yield from live.measure(made, parts, chosen.seconds)
    if "flood" in parts:
        yield from flood.measure(made, chosen.seconds)
    if "records" in parts:
        yield from knowledge.records(made)
    if "kb" in parts:
        yield from knowledge.search(made, chosen.data)
    if "memory" in parts:
        yield from memory.measure(made, chosen.events)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def main() -> int:
    """Measure, print the table, and return 1 when a limit is missed."""
    options = argparse.ArgumentParser(prog="python -m tests.bench")
    options.add_argument("parts", nargs="*", choices=[*PARTS, []], help="default: all")
    options.add_argument("--seconds", type=float, default=live.SECONDS, help="of ring, gui and flood")
    options.add_argument("--events", type=int, default=memory.HOUR, help="of memory")
    options.add_argument("--minutes", type=int, default=60, help="of hour")
    options.add_argument(
        "--qpanel",
        type=Path,
        default=os.environ.get(VARIABLE) or None,
        metavar="FOLDER",
        help=f"a checkout of QPanel to measure the board beside (default: {VARIABLE}, or a clone)",
    )
    options.add_argument(
        "--data",
        type=Path,
        default=DATA if DATA.is_dir() else None,
        metavar="FOLDER",
        help="corpus.jsonl and queries-*.jsonl for kb (default: shared/kb-data beside the checkout)",
    )
    options.add_argument("--real", action="store_true", help="qpanel on a real Asterisk, not the simulator")
    chosen = options.parse_args()
    begin, load = time.monotonic(), os.getloadavg()[0]
    _say(f"Python {platform.python_version()}, {os.cpu_count()} processors, load {load:.1f} before the run")
    print(heading(), flush=True)
    missed = 0
    wanted = set(chosen.parts) or set(PARTS)
    for figure in figures(wanted, chosen):
        print(row(figure), flush=True)
        missed += figure.kept is False
    minutes = (time.monotonic() - begin) / 60
    _say(f"{minutes:.1f} minutes; " + (f"{missed} limits missed" if missed else "every limit kept"))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
