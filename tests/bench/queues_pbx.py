"""A PBX with many queues of many members: `python -m tests.bench.queues_pbx`; `--real` for an Asterisk.

It prints its port and the accounts, then one line for each mark: one seat is not ready for a reason that is a
number, and gets the next one now and then. It ends when its standard input does.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import sys
import threading
import time
from collections.abc import Callable, Iterator

from telephony.simulator.accounts import Account, classes_of
from telephony.simulator.load import LoadTraffic
from telephony.simulator.parties import Habits
from telephony.simulator.pbx import Layout, PhoneSetup, SimulatedPbx, lead_account
from tests.pbx import harness
from tests.pbx.real import RealPbx, tree

QUEUES, MEMBERS = 20, 100
EACH = 5  # queues that a seat is in
CALLS = 3.0  # a second
MARKED = "9999"
SECRET = "secret"
_EVERY = (1.5, 3.5)  # seconds between two marks: not in step with anybody's poll
_TALK = (10.0, 30.0)
_READ, _WRITE = "command", "command,originate,call,agent"  # as QPanel's README asks for
_FIRST = 3001  # behind every phone that a lab has

Mark = Callable[[int], None]


def queues() -> list[str]:
    """Return the queues' names."""
    return [f"zu{index + 1}" for index in range(QUEUES)]


def memberships() -> list[tuple[str, str]]:
    """Return queue and seat of every membership: each queue has `MEMBERS`, each seat is in `EACH` queues."""
    seats = [str(_FIRST + index) for index in range(QUEUES * MEMBERS // EACH - 1)] + [MARKED]
    between, names = QUEUES // EACH, queues()
    return [
        (names[(index + between * turn) % QUEUES], seat)
        for index, seat in enumerate(seats)
        for turn in range(EACH)
    ]


@contextlib.contextmanager
def simulated() -> Iterator[tuple[int, str, str, Mark]]:
    """Give port, the lead's account and its secret, and what sets a mark, of the simulator with its calls."""
    members = memberships()
    seats = list(dict.fromkeys(seat for _, seat in members))
    departments = [str(8001 + index) for index in range(MEMBERS)]
    layout = Layout(
        hotlines={str(12301 + index): queue for index, queue in enumerate(queues())},
        phones=(
            *(PhoneSetup(seat, seat) for seat in seats),
            *(PhoneSetup(number, number, habits=Habits(answers_after=0.5)) for number in departments),
        ),
        accounts=(
            lead_account("lead", SECRET),
            Account("qpanel", SECRET, read=classes_of(_READ), write=classes_of(_WRITE)),
        ),
        strategy="rrmemory",
    )
    pbx = SimulatedPbx(layout)

    def begin(started: SimulatedPbx) -> None:
        LoadTraffic(
            started,
            calls_per_second=CALLS,
            seats=seats[:-1],
            queues=queues(),
            departments=departments,
            talk=_TALK,
        ).begin()
        for queue, seat in members:
            started.exchange.queues[queue].add(f"PJSIP/{seat}", seat)

    def mark(number: int) -> None:
        def act() -> None:
            for queue in pbx.exchange.queues.values():
                queue.pause(f"PJSIP/{MARKED}", True, str(number))

        pbx.call(act)

    pbx.on_start.append(begin)
    pbx.start()
    try:
        yield pbx.port, "lead", SECRET, mark
    finally:
        pbx.stop()


@contextlib.contextmanager
def real() -> Iterator[tuple[int, str, str, Mark]]:
    """Give the same of an Asterisk, where SIPp's seats take the calls of one more queue."""
    pbx = RealPbx(tree())
    etc = pbx.folder / "etc"
    with (etc / "queues.conf").open("a") as file:
        for queue in queues():
            file.write(f"\n[{queue}](group)\n")
            file.writelines(f"member => PJSIP/{seat},0,{seat}\n" for of, seat in memberships() if of == queue)
    with (etc / "manager.conf").open("a") as file:
        file.write(f"\n[qpanel]\nsecret={SECRET}\nread={_READ}\nwrite={_WRITE}\n")
    pbx.start()
    crowd = pbx.crowd()

    def mark(number: int) -> None:
        pbx.admin.action(
            "QueuePause", Interface=f"PJSIP/{MARKED}", Paused="true", Reason=str(number), check=True
        )

    try:
        crowd.seats()
        for seat in harness.CROWD:
            pbx.admin.action(
                "QueueAdd", Queue="zonghe", Interface=f"PJSIP/{seat}", MemberName=seat, check=True
            )
        crowd.callers("many", harness.HOTLINE, CALLS, 10_000, min(_TALK))
        yield pbx.ami_endpoint[1], *pbx.lead_credentials(), mark
    finally:
        crowd.close()
        pbx.close()


def main() -> None:
    """Run until the standard input ends."""
    options = argparse.ArgumentParser(prog="tests.bench.queues_pbx")
    options.add_argument("--real", action="store_true")
    chosen = options.parse_args()
    chance = random.Random(12345)
    stop = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), stop.set()), daemon=True).start()
    with real() if chosen.real else simulated() as (port, account, secret, mark):
        _say(port=port, account=account, secret=secret)
        number = 0
        while not stop.wait(chance.uniform(*_EVERY)):
            at = time.monotonic()
            mark(number)
            _say(mark=number, at=at)
            number += 1


def _say(**what: object) -> None:
    print(json.dumps(what), flush=True)


if __name__ == "__main__":
    main()
