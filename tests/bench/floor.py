"""`floor`: all seats and queues from a PBX's events: processor time, and twenty times the load without loss.

`python -m tests.bench.floor FILE RATE SECONDS` is the PBX of the flood: it sends recorded events at a rate.
"""

from __future__ import annotations

import argparse
import json
import re
import socket
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from telephony.config import PbxConfig
from telephony.floor.config import FloorConfig
from telephony.floor.decode import WANTED, decode
from telephony.floor.facts import Fact, Outcome, QueueCall
from telephony.floor.thread import FloorThread
from telephony.floor.tracker import FloorTracker
from telephony.floor.views import FloorView
from telephony.snapshots import LinkSnapshot, LinkState
from telephony.wire import Decoder
from tests.bench.figures import Figure, percentile
from tests.bench.programs import program

LOAD = 2_800  # events a second: ten calls, each with every step
TIMES = 20
SECONDS = 10
LIMIT = 0.20  # of a core
LATE = 1.0  # seconds after the flood within which everything must be shown
_ROUNDS = 5
_CHUNK = 16_384
_VIEWS = 33  # a second
_BANNER = b"Asterisk Call Manager/11.0.0\r\n"
_SEAT = b"Queue: mark\r\nInterface: PJSIP/9999\r\n"
_MARK = b"Event: QueueMemberPause\r\n" + _SEAT + b"Paused: 1\r\nPausedReason: %d\r\n\r\n"
_TIMES = re.compile(rb"^Timestamp: [^\r]*\r\n", re.MULTILINE)
_MEMBER = b"Event: QueueMemberStatus\r\n"
_JOINED, _LEFT = b"Event: QueueCallerJoin\r\n", b"Event: QueueCallerLeave\r\n"
_GONE = b"Event: Hangup\r\n"
_CONNECTED, _COMPLETED = b"Event: AgentConnect\r\n", b"Event: AgentComplete\r\n"
_HOW = b"TalkTime: 60\r\nReason: agent\r\n\r\n"
_NAMES = re.compile(rb"^(?:Channel|Uniqueid|Linkedid): [^\r]*\r\n", re.MULTILINE)
_UNIQUE = re.compile(rb"^Uniqueid: ([^\r]*)", re.MULTILINE)
_NUMBERED = re.compile(rb"(?<=-)0000(?=[0-9a-f]{4}\b)")  # channels: "PJSIP/2001-0000012c"


def measure(recording: Path) -> Iterator[Figure]:
    """Give the processor's share at the usual load, and what comes of the flood."""
    stream = recording.read_bytes()
    events = stream.count(b"\r\n\r\n")
    taken = statistics.median(_decoded(stream, events) for _ in range(_ROUNDS))
    share = taken / events * LOAD
    yield Figure(
        f"floor: {LOAD} events/s, nothing filtered",
        f"{share:.1%} of a core, {taken / events * 1e6:.0f} ms per 1,000 events",
        f"{LIMIT:.0%} of a core",
        share < LIMIT,
    )
    yield from _flooded(recording)


def _decoded(stream: bytes, events: int) -> float:
    """Return the seconds for a whole recording, with as many views as a window is shown."""
    facts: list[Fact] = []
    decoder = Decoder(WANTED)
    decoder.feed(_BANNER)
    tracker = FloorTracker(FloorConfig("bench", PbxConfig("pbx", "lead", "secret")), facts.append)
    tracker.link_changed(LinkSnapshot(LinkState.UP))
    tracker.load([])
    each = len(stream) / (events / LOAD * _VIEWS)  # bytes between two views
    due = each
    begun = time.process_time()
    for at in range(0, len(stream), _CHUNK):
        for message in decoder.feed(stream[at : at + _CHUNK]):
            event = decode(message)
            if event is not None:
                tracker.take(event)
        tracker.settle()
        if at >= due:
            tracker.view()
            due += each
    return time.process_time() - begun


class _Watcher:
    """What a floor shows and tells during the flood."""

    def __init__(self) -> None:
        self.shown: dict[int, float] = {}  # mark → when its view came
        self.callers: set[object] = set()
        self.lost_link = False
        self.changed = threading.Condition()

    def see(self, view: FloorView) -> None:
        now = time.monotonic()
        seat = view.seat("bench", "9999")
        with self.changed:
            self.lost_link = self.lost_link or view.pbxs[0].link.state is LinkState.WAITING
            if seat is not None and seat.reason.isdigit():
                self.shown.setdefault(int(seat.reason), now)
            self.changed.notify_all()

    def hear(self, fact: Fact) -> None:
        if isinstance(fact, QueueCall) and fact.outcome is Outcome.WAITING:
            self.callers.add(fact.key)


def _flooded(recording: Path) -> Iterator[Figure]:
    rate = LOAD * TIMES
    with program("tests.bench.floor", recording, rate, SECONDS) as pbx:
        port = pbx.wait_for("port", 30)
        watcher = _Watcher()
        floor = FloorThread([FloorConfig("bench", PbxConfig("127.0.0.1", "lead", "secret", port=port))])
        floor.listen(watcher.see)
        floor.listen_to_facts(watcher.hear)
        floor.start()
        begun = time.process_time()
        ended = pbx.wait_for("marks", SECONDS * 4 + 30)
        at = pbx.wait_for("at", 5)
        callers = pbx.wait_for("callers", 5)
        with watcher.changed:
            watcher.changed.wait_for(lambda: len(ended) - 1 in watcher.shown, 30)
        spent = time.process_time() - begun
        floor.stop()
    behind = max(watcher.shown.values(), default=0.0) - at
    late = sorted(watcher.shown[mark] - sent for mark, sent in enumerate(ended) if mark in watcher.shown)
    sent_rate = pbx.wait_for("rate", 5)
    whole = len(watcher.callers) == callers and not watcher.lost_link
    yield Figure(
        f"floor: {TIMES} × the load for {SECONDS} s ({sent_rate / 1000:.0f} k events/s)",
        f"{callers - len(watcher.callers)} of {callers} callers lost, {spent / SECONDS:.0%} of a core",
        "none lost",
        whole,
    )
    yield Figure(
        f"floor: event to view at {TIMES} × the load",
        f"p99 {percentile(late, 0.99) * 1000:.0f} ms; all shown after {max(behind, 0):.2f} s",
        f"within {LATE:.0f} s",
        behind < LATE,
    )


def _serve(recording: Path, rate: int, seconds: int) -> None:
    """Be a PBX that answers one log-in and then sends `rate` events a second, each turn as new calls."""
    # Times of the recording would be another day's: without them the board goes by its own clock.
    stream = _TIMES.sub(b"", recording.read_bytes())
    blocks = [block + b"\r\n\r\n" for block in stream.split(b"\r\n\r\n") if block]
    blocks += _ends(blocks)
    stamp = stream.partition(b"\r\nUniqueid: ")[2].partition(b".")[0]
    listening = socket.create_server(("127.0.0.1", 0))
    _say(port=listening.getsockname()[1])
    link, _ = listening.accept()
    link.sendall(_BANNER)
    one_at_a_time = threading.Lock()
    members = _members(blocks)
    threading.Thread(target=_answer, args=(link, one_at_a_time, members), daemon=True).start()
    time.sleep(1.5)
    marks: list[float] = []
    sent = joined = 0
    begun = time.monotonic()
    while sent < rate * seconds:
        # Fifty bursts a second, each of which begins with a mark.
        burst = blocks[sent % len(blocks) : sent % len(blocks) + rate // 50]
        turn = sent // len(blocks)
        data = b"".join(burst).replace(stamp[:-4], b"%0*d" % (len(stamp) - 4, turn))
        data = _NUMBERED.sub(b"%04x" % turn, data)
        joined += data.count(_JOINED)
        marks.append(time.monotonic())
        with one_at_a_time:
            link.sendall(_MARK % (len(marks) - 1) + data)
        sent += len(burst)
        time.sleep(max(0.0, begun + sent / rate - time.monotonic()))
    with one_at_a_time:
        link.sendall(_MARK % len(marks))
    marks.append(time.monotonic())
    _say(marks=marks, at=marks[-1], callers=joined, rate=sent / (marks[-1] - begun))
    sys.stdin.read()


def _say(**what: object) -> None:
    print(json.dumps(what), flush=True)


def _ends(blocks: list[bytes]) -> list[bytes]:
    """Return the ends of what goes on when the recording stops: without them its calls would never end.

    The next turn would be shown new calls with the channels of old ones, which no PBX does.
    """
    waiting: dict[bytes, bytes] = {}
    answered: dict[bytes, bytes] = {}
    there: dict[bytes, bytes] = {}
    for block in blocks:
        found = _UNIQUE.search(block)
        if found is None:
            continue
        if block.startswith(_JOINED):
            waiting[found[1]] = block.replace(_JOINED, _LEFT)
        elif block.startswith(_LEFT):
            waiting.pop(found[1], None)
        elif block.startswith(_CONNECTED):
            answered[found[1]] = block.replace(_CONNECTED, _COMPLETED)[:-2] + _HOW
        elif block.startswith(_COMPLETED):
            answered.pop(found[1], None)
        if block.startswith(_GONE):
            there.pop(found[1], None)
        elif b"\r\nChannel: " in block:
            there[found[1]] = block
    gone = [_GONE + b"".join(_NAMES.findall(block)) + b"Cause: 16\r\n\r\n" for block in there.values()]
    return [*waiting.values(), *answered.values(), *gone]


def _members(blocks: list[bytes]) -> list[bytes]:
    """Return the members of all queues as the recording shows each of them first, to be listed."""
    found: dict[bytes, bytes] = {}
    for block in blocks:
        if block.startswith(_MEMBER):
            who = b"".join(re.findall(rb"^(?:Queue|Interface): .*$", block, re.MULTILINE))
            found.setdefault(who, block.removeprefix(_MEMBER))
    return list(found.values())


def _answer(link: socket.socket, one_at_a_time: threading.Lock, members: list[bytes]) -> None:
    """Answer every action: the seats are listed, calls there are none yet."""
    buffer = b""
    while data := link.recv(65536):
        buffer += data
        *actions, buffer = buffer.split(b"\r\n\r\n")
        for action in actions:
            headers = dict(line.split(b": ", 1) for line in action.split(b"\r\n") if b": " in line)
            name, own = headers[b"Action"], b"ActionID: " + headers[b"ActionID"] + b"\r\n"
            reply = b"Response: Success\r\n" + own + b"Message: yes\r\nValue: 0\r\n\r\n"
            if name == b"QueueStatus":
                reply += b"".join(b"Event: QueueMember\r\n" + own + member for member in members)
            if name in (b"Status", b"QueueStatus"):
                reply += b"Event: " + name + b"Complete\r\n" + own + b"EventList: Complete\r\n\r\n"
            with one_at_a_time:
                link.sendall(reply)


def main() -> None:
    """Serve."""
    options = argparse.ArgumentParser(prog="tests.bench.floor")
    options.add_argument("file", type=Path)
    options.add_argument("rate", type=int)
    options.add_argument("seconds", type=int)
    chosen = options.parse_args()
    _serve(chosen.file, chosen.rate, chosen.seconds)


if __name__ == "__main__":
    main()
