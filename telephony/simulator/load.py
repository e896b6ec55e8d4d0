"""Traffic: citizens who call, seats that answer them, departments that are consulted.

`DemoTraffic` is what a busy hour looks like from one seat; `LoadTraffic` is many seats at a given rate,
each call with hold, consultation and three-way call, for measurements. Both run in the PBX's own loop
and follow from their seed.
"""

from __future__ import annotations

import asyncio
import logging
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from telephony.simulator.accounts import Account
from telephony.simulator.channels import Channel, Location
from telephony.simulator.parties import Habits, Phone
from telephony.simulator.partings import DEPARTMENT
from telephony.simulator.pbx import Layout, PhoneSetup, SimulatedPbx, full_account, seat_account

logger = logging.getLogger(__name__)

# The seven seat groups of a hotline and the numbers that lead to them.
HOTLINES = {
    "12345": "zonghe",
    "12329": "gjj",
    "12333": "renshe",
    "12315": "shichang",
    "12348": "sifa",
    "12319": "wenming",
    "12340": "zdpyc",
}
SEAT_BASE = 2001
_DEMO_ANSWER_SECONDS = 3.0
_LOOKS, _LOOKS_AGAIN = 40, 0.05  # times, seconds


@dataclass(frozen=True)
class DemoPlan:
    """What the demo's hotline looks like; times are ranges in seconds."""

    seat: str = "2001"
    secret: str = "demo"  # noqa: S105
    queues: tuple[str, ...] = ("zonghe", "gjj")
    callers: tuple[str, ...] = ()
    first_callers: tuple[str, ...] = ()  # of `callers`: they call before the others, in this order
    departments: tuple[str, ...] = ()
    other_seats: int = 12
    first_call_after: float = 4.0
    between_calls: tuple[float, float] = (15.0, 40.0)
    patience: tuple[float, float] = (40.0, 120.0)
    talk: tuple[float, float] = (120.0, 300.0)
    seed: int = 12345
    withheld: float = 0.05  # share of callers without a number
    extra_accounts: tuple[Account, ...] = field(default_factory=tuple)


def demo_pbx(plan: DemoPlan, *, port: int = 0) -> SimulatedPbx:
    """Return the demo's PBX, not started; its traffic starts with it."""
    chance = random.Random(plan.seed)
    first = int(plan.seat)
    seats = [str(first + i) for i in range(plan.other_seats + 1)]
    phones = [PhoneSetup(seat, seat) for seat in seats]
    departments = [re.sub(r"[^0-9+]", "", number) for number in plan.departments]
    for number in dict.fromkeys(departments):
        dice = chance.random()
        # The first departments always answer, so that a first try succeeds.
        if dice < 0.7 or number in departments[:5]:
            habits = Habits(answers_after=_DEMO_ANSWER_SECONDS)
        elif dice < 0.85:
            habits = Habits(busy=True)
        else:
            habits = Habits()
        phones.append(PhoneSetup(number, f"dept-{number}", habits=habits))
    layout = Layout(
        hotlines=HOTLINES,
        phones=tuple(phones),
        accounts=(
            seat_account(plan.seat, plan.secret, plan.queues, originate=True, notify=True),
            *plan.extra_accounts,
        ),
        caller_id="12345",
        strategy="rrmemory",
        noise=True,
    )
    pbx = SimulatedPbx(layout, port=port)
    pbx.on_start.append(lambda started: DemoTraffic(started, plan).begin())
    return pbx


class DemoTraffic:
    """Callers for one seat, and other seats at work beside it."""

    def __init__(self, pbx: SimulatedPbx, plan: DemoPlan) -> None:
        self.pbx = pbx
        self.plan = plan
        self.chance = random.Random(plan.seed)
        self._withheld = 0
        self._first = list(plan.first_callers)

    def begin(self) -> None:
        """Start; call it in the PBX's loop."""
        exchange = self.pbx.exchange
        for number in self.plan.callers:
            self.pbx.add_citizen(number, habits=Habits(answers_after=4.0))
        exchange.spawn(self._call_the_seat(), "demo callers")
        quiet_queues = [q for q in HOTLINES.values() if q not in self.plan.queues]
        background = LoadTraffic(
            self.pbx,
            calls_per_second=self.plan.other_seats / 90.0,
            seats=[str(int(self.plan.seat) + 1 + i) for i in range(self.plan.other_seats)],
            queues=quiet_queues,
            departments=[n for n, phone in exchange.phones.items() if phone.endpoint.startswith("dept-")],
            seed=self.plan.seed + 1,
            talk=(20.0, 90.0),
            three_way=0.11,
        )
        background.begin()

    async def _call_the_seat(self) -> None:
        plan, chance = self.plan, self.chance
        numbers = [number for number, queue in HOTLINES.items() if queue in plan.queues]
        await asyncio.sleep(plan.first_call_after)
        while True:
            waiting = sum(len(self.pbx.exchange.queues[q].waiting) for q in plan.queues)
            caller = self._next_caller()
            if waiting < 3 and caller is not None:
                caller.habits = Habits(
                    answers_after=4.0,
                    patience=chance.uniform(*plan.patience),
                    hangs_up_after=chance.uniform(*plan.talk),
                )
                caller.dial(chance.choice(numbers))
            await asyncio.sleep(chance.uniform(*plan.between_calls))

    def _next_caller(self) -> Phone | None:
        """Return somebody who is not on the phone; now and then somebody whose number is withheld."""
        phones = self.pbx.exchange.phones
        if self._first:
            return phones[self._first.pop(0)]
        free = [n for n in self.plan.callers if not phones[n].channels]
        if not free:
            return None
        if self.chance.random() >= self.plan.withheld:
            return phones[self.chance.choice(free)]
        self._withheld += 1
        phone = self.pbx.add_citizen(f"withheld-{self._withheld}")
        phone.shows_number = False
        return phone


class LoadTraffic:
    """Calls at a steady rate, answered by simulated seats, a share of them with all the steps."""

    def __init__(
        self,
        pbx: SimulatedPbx,
        *,
        calls_per_second: float,
        seats: Sequence[str],
        queues: Sequence[str],
        departments: Sequence[str],
        seed: int = 1,
        talk: tuple[float, float] = (8.0, 20.0),
        three_way: float = 1.0,
        answer: tuple[float, float] = (0.5, 3.0),
        limit: int | None = None,
    ) -> None:
        self.pbx = pbx
        self.rate = calls_per_second
        self.seats = list(seats)
        self.queues = list(queues)
        self.departments = list(departments)
        self.chance = random.Random(seed)
        self.talk = talk
        self.three_way = three_way
        self.answer = answer
        self.limit = limit  # of calls altogether
        self.calls = 0

    def begin(self) -> None:
        """Sign the seats in and start calling; call it in the PBX's loop."""
        exchange = self.pbx.exchange
        for index, seat in enumerate(self.seats):
            phone = exchange.phones[seat]
            phone.habits = Habits(answers_after=self.chance.uniform(*self.answer))
            exchange.queues[self.queues[index % len(self.queues)]].add(phone.device, seat)
        if self.rate > 0 and self.seats:
            exchange.spawn(self._call(), "load")

    async def _call(self) -> None:
        hotlines = {queue: number for number, queue in self.pbx.layout.hotlines.items()}
        loop = asyncio.get_running_loop()
        due = loop.time()
        while self.limit is None or self.calls < self.limit:
            queue = self.queues[self.calls % len(self.queues)]
            self.calls += 1
            # Numbers of a range that is not in service.
            phone = self.pbx.add_citizen(f"1990000{self.calls % 10000:04d}")
            if not phone.channels:
                talk = self.chance.uniform(*self.talk)
                phone.habits = Habits(patience=30.0)
                channel = phone.dial(hotlines[queue])
                all_steps = self.chance.random() < self.three_way
                self.pbx.exchange.spawn(self._course(channel, talk, all_steps), f"course of {channel.name}")
            due += self.chance.expovariate(self.rate)
            await asyncio.sleep(max(0.0, due - loop.time()))

    async def _course(self, citizen: Channel, talk: float, all_steps: bool) -> None:
        """Play the seat's part in a call: talk, and perhaps hold, consult, join and leave."""
        step = talk / 6
        agent = None
        while agent is None:
            await asyncio.sleep(0.25)
            if citizen.gone:
                return
            if citizen.bridge is not None:
                agent = next((c for c in citizen.bridge.channels if c is not citizen), None)
        seat, token, queue = agent.phone.number if agent.phone else "", citizen.token, citizen.data
        if seat not in self.seats:
            return  # a desk of flesh and blood has taken it
        if not all_steps or not self.departments:
            await asyncio.sleep(talk)
            citizen.party_hung_up()
            return
        await asyncio.sleep(step)
        agent.redirect(Location("desk-hold", f"{seat}*{token}"))
        citizen.redirect(Location("desk-citizen", f"{seat}*{token}*{queue}"))
        await asyncio.sleep(step)
        agent.redirect(Location("desk-consult", f"{seat}*{token}*{self._free_department()}"))
        await asyncio.sleep(step * 2)
        memory = self.pbx.exchange.dialplan.memory

        def answered() -> bool:
            department = memory.get((token, DEPARTMENT))
            return department is not None and department.bridge is not None

        if await _until(answered):
            memory[token, DEPARTMENT].redirect(Location("desk-department", f"{seat}*{token}"))
        # A seat whose department has not answered goes back: without it the citizen would be queued again.
        agent.redirect(Location("desk-agent", f"{seat}*{token}"))
        await _until(lambda: agent.room is not None)
        await asyncio.sleep(step)
        agent.party_hung_up()
        await asyncio.sleep(step)
        citizen.party_hung_up()

    def _free_department(self) -> str:
        phones = self.pbx.exchange.phones
        free = [d for d in self.departments if not phones[d].channels]
        return self.chance.choice(free or self.departments)


async def _until(is_so: Callable[[], bool]) -> bool:
    """Wait a while until `is_so`: on a slow machine what should be there may come late."""
    for _ in range(_LOOKS):
        if is_so():
            return True
        await asyncio.sleep(_LOOKS_AGAIN)
    return False


def load_pbx(
    *,
    port: int = 0,
    seats: int = 1,
    calls_per_second: float = 0.0,
    seed: int = 1,
    secret: str = "simulator",  # noqa: S107
) -> SimulatedPbx:
    """Return a PBX for measurements, not started.

    Seat 2001 is left to a desk: accounts `desk-2001` (as the kit writes it) and `desk-2001-all` (the same
    rights, no filter); `admin` reads and may do everything. Seats 2002 and up work by themselves.
    """
    first = str(SEAT_BASE)
    own = [str(SEAT_BASE + i) for i in range(1, seats + 1)] if calls_per_second > 0 else []
    departments = [str(8001 + i) for i in range(max(20, seats))]
    wide = seat_account(first, secret, ("zonghe",), originate=True, notify=True, filtered=False)
    wide.name += "-all"
    queues = tuple(HOTLINES.values())
    layout = Layout(
        hotlines=HOTLINES,
        phones=(
            *(PhoneSetup(seat, seat) for seat in (first, *own)),
            *(PhoneSetup(d, d, habits=Habits(answers_after=0.5)) for d in departments),
        ),
        accounts=(
            seat_account(first, secret, queues, originate=True, notify=True),
            wide,
            full_account("admin", secret),
        ),
        caller_id="12345",
        strategy="rrmemory",
        noise=True,
    )
    pbx = SimulatedPbx(layout, port=port)
    if own:
        # Every seat is busy for about two thirds of the time, whatever the rate.
        talk = max(1.0, 0.66 * seats / calls_per_second)
        pbx.on_start.append(
            lambda started: LoadTraffic(
                started,
                calls_per_second=calls_per_second,
                seats=own,
                queues=queues,
                departments=departments,
                seed=seed,
                talk=(talk * 0.7, talk * 1.3),
            ).begin()
        )
    return pbx
