"""A whole hotline at work: several seats in each group, breaks, after-call work, waves of callers.

What the team lead's board shows of an hour that is busier than it should be. It runs in the PBX's own loop
and follows from its seed.
"""

from __future__ import annotations

import asyncio
import math
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from telephony.simulator.load import HOTLINES, LoadTraffic
from telephony.simulator.parties import Habits, Phone
from telephony.simulator.pbx import Layout, PhoneSetup, SimulatedPbx, lead_account

_AFTER_CALL = "after-call"
_BREAKS = ("break", "meal", "meeting", "training")


@dataclass(frozen=True)
class FloorPlan:
    """What the hotline looks like; times are ranges in seconds.

    `seats` are those of each group, by queue, the names of the people with them. The lead's phone is `lead`
    and the account `desk-lead`.
    """

    seats: dict[str, tuple[tuple[str, str], ...]]
    lead: str = "2000"
    secret: str = "demo"  # noqa: S105
    callers: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    calls_per_second: float = 0.6
    talk: tuple[float, float] = (25.0, 75.0)
    after_call: tuple[float, float] = (4.0, 14.0)
    patience: tuple[float, float] = (18.0, 90.0)
    three_way: float = 0.2
    seed: int = 12345


def floor_pbx(plan: FloorPlan, *, port: int = 0) -> SimulatedPbx:
    """Return the hotline's PBX, not started; its traffic starts with it."""
    chance = random.Random(plan.seed)
    departments = list(dict.fromkeys(re.sub(r"[^0-9+]", "", number) for number in plan.departments))
    people = dict(person for seats in plan.seats.values() for person in seats)
    layout = Layout(
        hotlines={number: queue for number, queue in HOTLINES.items() if queue in plan.seats},
        phones=(
            PhoneSetup(plan.lead, plan.lead, habits=Habits(answers_after=1.5)),
            *(PhoneSetup(seat, seat, name=name) for seat, name in people.items()),
            *(
                PhoneSetup(number, f"dept-{number}", habits=Habits(answers_after=chance.uniform(1.5, 6.0)))
                for number in departments
            ),
        ),
        accounts=(lead_account("desk-lead", plan.secret),),
        caller_id="12345",
        strategy="rrmemory",
        noise=True,
    )
    pbx = SimulatedPbx(layout, port=port)
    pbx.on_start.append(lambda started: FloorTraffic(started, plan, departments).begin())
    return pbx


class FloorTraffic(LoadTraffic):
    """Callers for every group, in waves; seats that do their after-call work and take their breaks."""

    def __init__(self, pbx: SimulatedPbx, plan: FloorPlan, departments: Sequence[str]) -> None:
        seats = dict(person for seats in plan.seats.values() for person in seats)
        super().__init__(
            pbx,
            calls_per_second=plan.calls_per_second,
            seats=list(seats),
            queues=list(plan.seats),
            departments=departments,
            seed=plan.seed,
            talk=plan.talk,
            three_way=plan.three_way,
            answer=(1.0, 4.0),
        )
        self.plan = plan
        self._names = seats
        self._started = 0.0

    def begin(self) -> None:
        """Sign the seats in and start calling; call it in the PBX's loop."""
        exchange = self.pbx.exchange
        self._started = asyncio.get_running_loop().time()
        for number in self.plan.callers:
            self.pbx.add_citizen(number)
        for queue, seats in self.plan.seats.items():
            for seat, name in seats:
                phone = exchange.phones[seat]
                phone.habits = Habits(answers_after=self.chance.uniform(*self.answer))
                exchange.queues[queue].add(phone.device, f"{seat} {name}")
                exchange.spawn(self._work(seat), f"seat {seat}")
        exchange.spawn(self._call(), "load")

    def wave(self, queue: str) -> float:
        """Return how busy a group is just now; each has its wave, of some minutes."""
        place = self.queues.index(queue)
        minutes = (asyncio.get_running_loop().time() - self._started) / 60
        return 1.0 + 0.7 * math.sin(2 * math.pi * (minutes / 4 + place / len(self.queues)))

    async def _call(self) -> None:
        numbers = {queue: number for number, queue in self.pbx.layout.hotlines.items()}
        while True:
            await asyncio.sleep(self.chance.expovariate(self.rate))
            weights = [self.wave(queue) * len(self.plan.seats[queue]) for queue in self.queues]
            queue = self.chance.choices(self.queues, weights)[0]
            self.calls += 1
            phone = self._caller()
            if phone.channels:
                continue
            phone.habits = Habits(patience=self.chance.uniform(*self.plan.patience))
            channel = phone.dial(numbers[queue])
            all_steps = self.chance.random() < self.three_way
            talk = self.chance.uniform(*self.talk)
            self.pbx.exchange.spawn(self._course(channel, talk, all_steps), f"course of {channel.name}")

    def _caller(self) -> Phone:
        free = [n for n in self.plan.callers if not self.pbx.exchange.phones[n].channels]
        if free and self.chance.random() < 0.8:
            return self.pbx.exchange.phones[self.chance.choice(free)]
        # Numbers of a range that is not in service.
        return self.pbx.add_citizen(f"1990000{self.calls % 10000:04d}")

    async def _work(self, seat: str) -> None:
        """Do the after-call work of each call, and take a break now and then."""
        phone = self.pbx.exchange.phones[seat]
        was_busy = False
        while True:
            await asyncio.sleep(0.5)
            busy = bool(phone.channels)
            if was_busy and not busy:
                await self._pause(phone, _AFTER_CALL, self.chance.uniform(*self.plan.after_call))
                if self.chance.random() < 0.06:
                    await self._pause(phone, self.chance.choice(_BREAKS), self.chance.uniform(20, 90))
            was_busy = busy

    async def _pause(self, phone: Phone, reason: str, seconds: float) -> None:
        mine = [q for q in self.pbx.exchange.queues.values() if phone.device in q.members]
        if any(queue.members[phone.device].paused for queue in mine):
            return  # somebody else has said so
        for queue in mine:
            queue.pause(phone.device, True, reason)
        await asyncio.sleep(seconds)
        for queue in self.pbx.exchange.queues.values():
            member = queue.members.get(phone.device)
            if member is not None and member.paused and member.reason == reason:
                queue.pause(phone.device, False, "")
