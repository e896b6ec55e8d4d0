"""The PBX of the measurements, a program of its own so that its work is not the desk's.

`python -m tests.bench.pbx` simulates 100 seats at 3 calls a second and lets seat 2001 be called as well.
On its standard output: the port, then one line for each time the seat's phone rings, with the number and
the time by the clock that all processes share. It ends when its standard input does.

With `--flood FILE` it sends the recorded events in FILE over and over, as fast as the desk reads them or
`--pace` of them a second.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from telephony.simulator.accounts import classes_of
from telephony.simulator.load import HOTLINES, LoadTraffic
from telephony.simulator.parties import Habits, Phone
from telephony.simulator.pbx import Layout, PhoneSetup, SimulatedPbx, full_account, seat_account
from tests.bench.records_seed import number_of
from tests.bench.world import CALLERS, SEAT, SECRET

FILTERED, EVERYTHING = "desk-2001", "desk-2001-all"
RECORDER = "admin"
_HOTLINE, _QUEUE = "12345", "zonghe"
_RINGS = 0.35  # seconds until the citizen gives up, or the call-taker answers
_MARK = b"\r\nInterface: PJSIP/" + SEAT.encode() + b"\r\n"
_BURSTS = 50  # a second, of a flood that has a pace
_BACKLOG = 1_000_000  # bytes in the socket's buffer; at four times as many the PBX drops a client


def say(**what: object) -> None:
    """Write one line to whoever has started this program."""
    print(json.dumps(what), flush=True)


def make(seats: int, rate: float, groups: int = 0) -> SimulatedPbx:
    """Return the PBX, not started; the seat's queue is its own, so that only our callers ring there.

    It has the seven groups of a hotline and as many more as make `groups`.
    """
    others = [str(int(SEAT) + 1 + index) for index in range(seats)]
    departments = [str(8001 + index) for index in range(seats)]
    hotlines = HOTLINES | {str(12351 + more): f"zu{more + 1}" for more in range(groups - len(HOTLINES))}
    queues = tuple(hotlines.values())
    everything = seat_account(SEAT, SECRET, queues, originate=True, notify=True, filtered=False)
    everything.name, everything.read = EVERYTHING, classes_of("all")
    layout = Layout(
        hotlines=hotlines,
        phones=(
            *(PhoneSetup(seat, seat) for seat in (SEAT, *others)),
            *(PhoneSetup(number, number, habits=Habits(answers_after=0.5)) for number in departments),
        ),
        accounts=(
            seat_account(SEAT, SECRET, (_QUEUE,), originate=True, notify=True),
            everything,
            full_account(RECORDER, SECRET),
        ),
        caller_id="12345",
        strategy="rrmemory",
        noise=True,
    )
    pbx = SimulatedPbx(layout)
    if rate > 0:
        talk = 0.66 * seats / rate  # busy for two thirds of the time
        pbx.on_start.append(
            lambda started: LoadTraffic(
                started,
                calls_per_second=rate,
                seats=others,
                queues=[queue for queue in queues if queue != _QUEUE],
                departments=departments,
                talk=(talk * 0.7, talk * 1.3),
            ).begin()
        )
    return pbx


class Reporter:
    """Counts all events, those of a flood among them, and tells when a queue lets the seat's phone ring."""

    def __init__(self) -> None:
        self.events = 0
        self.rings = 0

    def hear(self, _class: str, name: str, text: Callable[[], bytes]) -> None:
        """Take an event before any client does: what is told is never later than the first byte sent."""
        self.events += 1
        if name == "AgentCalled":
            data = text()
            if _MARK in data:
                self.rings += 1
                number = data.partition(b"CallerIDNum: ")[2].partition(b"\r\n")[0].decode()
                say(ring=number, at=time.monotonic())


async def call_the_seat(pbx: SimulatedPbx, every: float, talk_each: int) -> None:
    """Let known callers call the seat; each `talk_each`th is answered and talked with for two seconds."""
    loop = asyncio.get_running_loop()
    seat = pbx.phone(SEAT)
    turn = 0
    current: list[Phone] = []

    def rings(_channel: object) -> None:
        citizen = current[-1]
        if turn % talk_each == 0:
            loop.call_later(_RINGS, seat.answer)
            loop.call_later(_RINGS + 2.0, citizen.hang_up)
        else:
            loop.call_later(_RINGS, citizen.hang_up)

    seat.on_ring = rings
    while True:
        await asyncio.sleep(every)
        member = pbx.exchange.queues[_QUEUE].members.get(seat.device)
        if member is None or member.paused or seat.channels or (current and current[-1].channels):
            continue
        turn += 1
        citizen = pbx.add_citizen(number_of(turn * 7919 % CALLERS))
        current[:] = [citizen]
        citizen.dial(_HOTLINE)


async def flood(
    pbx: SimulatedPbx, recording: bytes, count: int, reporter: Reporter, *, calls: int = 0, pace: int = 0
) -> None:
    """Send a recording to every client until `count` events were sent, each time as new calls.

    With `calls` it keeps step with the seat's own: the last events come with the last of so many. With
    `pace` it sends so many events a second, and less where the desk does not read them in time.
    """
    while not any(session.account for session in pbx.server.sessions):  # noqa: ASYNC110
        await asyncio.sleep(0.1)
    await asyncio.sleep(3.0)
    blocks = recording.count(b"\r\n\r\n")
    size = len(recording) * pace // (blocks * _BURSTS) if pace else 32_768
    stamp = _stamp_of(recording)
    begun, sent, turn = time.monotonic(), 0, 0
    while sent < count:
        turn += 1
        while calls and reporter.rings / calls < sent / count:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
        data = recording.replace(stamp, b"%0*d" % (len(stamp), turn)) if stamp else recording
        at = 0
        while at < len(data):
            end = data.find(b"\r\n\r\n", min(at + size, len(data) - 4)) + 4
            for session in tuple(pbx.server.sessions):
                writer = session._writer
                while writer.transport.get_write_buffer_size() > _BACKLOG:  # noqa: ASYNC110
                    await asyncio.sleep(0.002)
                if not writer.transport.is_closing():
                    writer.write(data[at:end])
            events = data.count(b"\r\n\r\n", at, end)
            sent, at = sent + events, end
            reporter.events += events
            await asyncio.sleep(begun + sent / pace - time.monotonic() if pace else 0)
        say(sent=sent)
    say(flooded=sent)


def _stamp_of(recording: bytes) -> bytes:
    """Return what begins most Uniqueids of the recording: all but the last four digits of its seconds."""
    first = recording.partition(b"\r\nUniqueid: ")[2].partition(b".")[0]
    return first[:-4]


def main() -> None:
    """Run until the standard input ends."""
    options = argparse.ArgumentParser(prog="tests.bench.pbx")
    options.add_argument("--seats", type=int, default=100)
    options.add_argument("--rate", type=float, default=3.0)
    options.add_argument("--groups", type=int, default=0)
    options.add_argument(
        "--every", type=float, default=0.1, help="seconds between two tries to call the seat"
    )
    options.add_argument("--talk-each", type=int, default=12)
    options.add_argument("--flood", type=Path)
    options.add_argument("--count", type=int, default=0, help="events of the flood")
    options.add_argument("--calls", type=int, default=0, help="calls of the seat meanwhile, for its step")
    options.add_argument("--pace", type=int, default=0, help="events of the flood a second")
    chosen = options.parse_args()
    pbx = make(chosen.seats, chosen.rate, chosen.groups)
    reporter = Reporter()
    pbx.on_start.append(lambda started: started.exchange.listeners.append(reporter.hear))
    if chosen.every:
        pbx.on_start.append(
            lambda started: started.exchange.spawn(
                call_the_seat(started, chosen.every, chosen.talk_each), "callers of the seat"
            )
        )
    if chosen.flood is not None:
        recording = chosen.flood.read_bytes()
        pbx.on_start.append(
            lambda started: started.exchange.spawn(
                flood(started, recording, chosen.count, reporter, calls=chosen.calls, pace=chosen.pace),
                "flood",
            )
        )
    pbx.start()
    say(port=pbx.port)
    stop = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), stop.set()), daemon=True).start()
    while not stop.wait(1.0):
        say(events=reporter.events, at=time.monotonic())
    pbx.stop()


if __name__ == "__main__":
    main()
