"""`decode`: bytes to state, beside plain panoramisk on the same recorded stream in the same run."""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from panoramisk.ami_protocol import AMIProtocol
from panoramisk.manager import Manager

from telephony import events as ev
from telephony.config import SeatConfig
from telephony.decode import ALWAYS, WANTED, decode
from telephony.snapshots import LinkSnapshot, LinkState
from telephony.tracker import Tracker
from telephony.wire import Decoder
from tests.bench.figures import Figure
from tests.bench.world import SEAT

RATIO = 3.0
_ROUNDS = 7
_CHUNK = 16_384  # bytes of one read
_LEAST_EVENTS = 20_000
_BANNER = b"Asterisk Call Manager/11.0.0\r\n"
_DATA = Path(__file__).parents[1] / "telephony" / "data"
_QUEUES = ("zonghe", "gjj")


def measure(hundred_seats: bytes) -> Iterator[Figure]:
    """Give the ratio for the recorded calls of one seat, and for `hundred_seats` at work."""
    streams = {
        f"recorded on Asterisk: {file.stem}": _body(file) for file in sorted(_DATA.glob("three-way*.ami"))
    }
    streams["100 seats at work, simulated"] = hundred_seats
    for name, stream in streams.items():
        events = stream.count(b"\r\n\r\n")
        times = max(1, -(-_LEAST_EVENTS // events))
        peer, desk = [], []
        for _ in range(_ROUNDS):  # by turns: what else the machine does hits both alike
            peer.append(_timed(_panoramisk, stream, times))
            desk.append(_timed(_desk, stream, times))
        ratio = statistics.median(p / d for p, d in zip(peer, desk, strict=True))
        speeds = [events * times / statistics.median(taken) / 1000 for taken in (desk, peer)]
        yield Figure(
            f"decode: {name}",
            f"{speeds[0]:.0f} k events/s, {ratio:.1f} times",
            f"{RATIO:.0f} × panoramisk's {speeds[1]:.0f} k",
            ratio >= RATIO,
        )


def _body(file: Path) -> bytes:
    return file.read_bytes().partition(b"\r\n")[2]


def _timed(run: Callable[[bytes, int], None], stream: bytes, times: int) -> float:
    start = time.process_time()
    run(stream, times)
    return time.process_time() - start


def _chunks(stream: bytes, times: int) -> Iterator[bytes]:
    for _ in range(times):
        for at in range(0, len(stream), _CHUNK):
            yield stream[at : at + _CHUNK]


def _panoramisk(stream: bytes, times: int) -> None:
    """Let panoramisk decode and call somebody for each event that a desk uses; it keeps no state."""
    asyncio.run(_run_panoramisk(stream, times))


async def _run_panoramisk(stream: bytes, times: int) -> None:
    manager = Manager(loop=asyncio.get_running_loop())
    heard: list[str] = []
    # One pattern is the least that it can be asked for: each one more costs it another comparison.
    manager.register_event("*", lambda _manager, message: heard.append(message.event))
    protocol, connected = AMIProtocol(), asyncio.get_running_loop().create_future()
    protocol.connection_made(_NoTransport())
    connected.set_result((protocol.transport, protocol))
    manager.connection_made(connected)
    protocol.data_received(_BANNER)
    for chunk in _chunks(stream, times):
        protocol.data_received(chunk)
        heard.clear()
    manager.pinger.cancel()


class _NoTransport(asyncio.Transport):
    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Send nothing."""

    def get_extra_info(self, name: str, default: object = None) -> object:
        """Tell nothing."""
        return default


def _desk(stream: bytes, times: int) -> None:
    """Decode, keep the state of calls, seat and queues, and make a view of each change."""
    views = 0

    def listen(_view: object) -> None:
        nonlocal views
        views += 1

    seat = SeatConfig(extension=SEAT, queues=_QUEUES)
    tracker = Tracker(seat, listen)
    tracker.link_changed(LinkSnapshot(LinkState.UP))
    tracker.load([ev.MemberChanged(queue, f"PJSIP/{SEAT}", paused=False) for queue in _QUEUES])
    decoder = Decoder(WANTED, seat.marks, ALWAYS)
    decoder.feed(_BANNER)
    for chunk in _chunks(stream, times):
        for message in decoder.feed(chunk):
            event = decode(message)
            if event is not None:
                tracker.take(event)
        tracker.settle()


if __name__ == "__main__":
    for figure in measure(Path(sys.argv[1]).read_bytes()):
        print(figure)
