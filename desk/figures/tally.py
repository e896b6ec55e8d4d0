"""What the lead reads of a span of time: the definitions, and the sums over the stays that they need.

A stay counts in the span in which the caller's wait ended: answered, given up, or sent on by the queue's
own rule. So a caller counts at once, long before the talk is over, and in one span only.

- offered (呼入): answered + abandoned + left. A caller whom a lead moved counts in the queue where the wait
  ended; one who was lost with the PBX or out of sight is told apart, for nobody knows what became of them.
- answered within 15 s (15 秒人工接通率): GB/T 33358-2016 asks for a person within 15 s; Ningbo reports
  91.35 %. By default of all who were offered. `Rule` may leave out those who gave up within a few
  seconds (wrong number), or take the share of those who were answered, as some centres report it.
- connect rate (接通率): answered of offered; the standard asks for 95 % over 24 hours.
- direct-answer rate (直接答复率): of the answered calls with a wrap-up, those settled by the call-taker
  from the knowledge base; Ningbo reports 82.57 %.
- three-way share (三方通话): answered calls in which all three spoke; about 11 % in Ningbo.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from desk.figures.periods import Period
from desk.figures.stays import CODE, UNSETTLED, Column, Rows, Stays
from telephony.floor.facts import Outcome

SOON = (5, 15, 30)  # seconds within which callers give up
_SUMMED = (
    "answered",
    "answered_soon",
    "abandoned",
    "abandoned_short",
    "left",
    "moved",
    "lost",
    "wait_sum",
    "answer_sum",
    "talked",
    "talk_sum",
    "three_way",
    "settled",
    "direct",
)


class ShareOf(enum.Enum):
    """Of whom those answered in time are a share."""

    OFFERED = "offered"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Rule:
    """How this centre reckons; who gave up within `short` seconds is left out of the rate."""

    limit: float = 15.0
    of: ShareOf = ShareOf.OFFERED
    short: float = 0.0


@dataclass(frozen=True, slots=True)
class Figures:
    """The sums of one queue, of one seat, or of all; shares and means are None where there is nothing."""

    answered: int = 0
    answered_soon: int = 0  # within the rule's limit
    abandoned: int = 0
    abandoned_short: int = 0  # so soon that the rule leaves them out
    abandoned_within: tuple[int, ...] = (0,) * len(SOON)
    abandon_median: float | None = None
    left: int = 0
    moved: int = 0
    lost: int = 0
    wait_sum: float = 0.0  # of all who were offered
    answer_sum: float = 0.0  # waits of those who were answered
    talked: int = 0  # answered calls whose talk is over
    talk_sum: float = 0.0
    three_way: int = 0
    settled: int = 0  # answered calls with a wrap-up
    direct: int = 0
    orders: int = 0
    rule: Rule = field(default_factory=Rule)

    @property
    def offered(self) -> int:
        """Callers whose wait ended."""
        return self.answered + self.abandoned + self.left

    @property
    def answer_rate(self) -> float | None:
        """Share answered within the limit, as the rule has it."""
        if self.rule.of is ShareOf.ANSWERED:
            return _share(self.answered_soon, self.answered)
        return _share(self.answered_soon, self.offered - self.abandoned_short)

    @property
    def connect_rate(self) -> float | None:
        """Share answered at all."""
        return _share(self.answered, self.offered)

    @property
    def abandon_rate(self) -> float | None:
        """Share who gave up."""
        return _share(self.abandoned, self.offered)

    @property
    def mean_wait(self) -> float | None:
        """Mean wait of all who were offered, in seconds."""
        return _share(self.wait_sum, self.offered)

    @property
    def mean_answer(self) -> float | None:
        """Mean wait of those who were answered, in seconds."""
        return _share(self.answer_sum, self.answered)

    @property
    def mean_talk(self) -> float | None:
        """Mean talk in seconds, hold, consultation and three-way call included."""
        return _share(self.talk_sum, self.talked)

    @property
    def direct_rate(self) -> float | None:
        """Share settled from the knowledge base, of the calls with a wrap-up."""
        return _share(self.direct, self.settled)

    @property
    def three_way_share(self) -> float | None:
        """Share of the answered calls in which a department took part."""
        return _share(self.three_way, self.answered)


@dataclass(frozen=True, slots=True)
class Tally:
    """The figures of one span: in total, by queue, and by seat (PBX and key)."""

    period: Period
    total: Figures
    queues: Mapping[str, Figures]
    seats: Mapping[tuple[str, str], Figures]


def tally(
    stays: Stays,
    period: Period,
    *,
    direct: int,
    rule: Rule | None = None,
    orders: Mapping[str, int] | None = None,
    seats: bool = True,
) -> Tally:
    """Sum over the stays whose wait ended in the period.

    `direct` is the code with which `Stays.settle` marks a direct answer; `orders` are the orders dispatched
    in the period by queue (an empty name: without a call). `seats` False: without those of the seats.
    """
    rule = rule or Rule()
    orders = orders or {}
    left = stays.rows["left"]
    rows = stays.rows.where((left >= period.since.timestamp()) & (left < period.until.timestamp()))
    groups = _grouped(rows, rows["queue"], len(stays.queues), direct, rule)
    by_queue = dict(zip(stays.queues, groups, strict=True))
    total = _sum(by_queue.values(), rows, rule)
    for name, count in orders.items():
        if name:
            by_queue[name] = replace(by_queue.get(name, Figures(rule=rule)), orders=count)
    by_seat: dict[tuple[str, str], Figures] = {}
    if seats:
        answered = rows.where(rows["outcome"] == CODE[Outcome.ANSWERED])
        groups = _grouped(answered, answered["seat"], len(stays.seats), direct, rule)
        named = zip(stays.seats, groups, strict=True)
        by_seat = {seat: figures for seat, figures in named if figures.answered and seat[1]}
    return Tally(period, replace(total, orders=sum(orders.values())), by_queue, by_seat)


def _sum(parts: Iterable[Figures], rows: Rows, rule: Rule) -> Figures:
    """Return the figures of all queues together; the median alone can't be added up."""
    values: dict[str, Any] = dict.fromkeys(_SUMMED, 0)
    within = [0] * len(SOON)
    for part in parts:
        for name in _SUMMED:
            values[name] += getattr(part, name)
        within = [sum(pair) for pair in zip(within, part.abandoned_within, strict=True)]
    waits = rows["wait"][rows["outcome"] == CODE[Outcome.ABANDONED]]
    [middle] = _medians(np.zeros(len(waits), np.int32), waits, 1)
    return Figures(abandoned_within=tuple(within), abandon_median=middle, rule=rule, **values)


def _grouped(rows: Rows, group: Column, groups: int, direct: int, rule: Rule) -> Iterator[Figures]:
    """Yield the figures of each group of rows: those whose group is 0, 1, …"""
    outcome, wait, talk, settled = rows["outcome"], rows["wait"], rows["talk"], rows["settled"]
    answered, abandoned = outcome == CODE[Outcome.ANSWERED], outcome == CODE[Outcome.ABANDONED]
    offered = (answered | abandoned | (outcome == CODE[Outcome.LEFT])) & ~np.isnan(wait)
    talked = answered & ~np.isnan(talk)
    # Every row has one of so many kinds: one pass counts them all.
    soon, three_way = (wait <= rule.limit).astype(np.int64), rows["three_way"].astype(np.int64)
    wrapped_up = (settled != UNSETTLED).astype(np.int64) + (settled == direct)
    kind = ((wrapped_up * 2 + three_way) * 2 + soon) * len(CODE) + outcome
    kinds = 3 * 2 * 2 * len(CODE)
    counted = np.bincount(group * np.int64(kinds) + kind, minlength=groups * kinds)
    table = counted.reshape(groups, 3, 2, 2, len(CODE))
    of_answered = table[..., CODE[Outcome.ANSWERED]]

    def count(outcome: Outcome) -> list[int]:
        return table[..., CODE[outcome]].sum((1, 2, 3)).tolist()  # type: ignore[no-any-return]

    def add(which: Column, values: Column) -> list[float]:
        return np.bincount(group, np.where(which, values, 0.0), groups).tolist()  # type: ignore[no-any-return]

    columns: dict[str, list[Any]] = {
        "answered": count(Outcome.ANSWERED),
        "answered_soon": of_answered[:, :, :, 1].sum((1, 2)).tolist(),
        "abandoned": count(Outcome.ABANDONED),
        "left": count(Outcome.LEFT),
        "moved": count(Outcome.MOVED),
        "lost": count(Outcome.LOST),
        "wait_sum": add(offered, wait),
        "answer_sum": add(offered & answered, wait),
        "talked": np.bincount(group[talked], minlength=groups).tolist(),
        "talk_sum": add(talked, talk),
        "three_way": of_answered[:, :, 1].sum((1, 2)).tolist(),
        "settled": of_answered[:, 1:].sum((1, 2, 3)).tolist(),
        "direct": of_answered[:, 2].sum((1, 2)).tolist(),
    }
    if abandoned.any():
        columns |= _given_up(group[abandoned], wait[abandoned], groups, rule)
    for values in zip(*columns.values(), strict=True):
        yield Figures(**dict(zip(columns, values, strict=True)), rule=rule)


def _given_up(group: Column, waits: Column, groups: int, rule: Rule) -> dict[str, list[Any]]:
    """Return how soon callers gave up, by group."""

    def count(which: Column) -> list[int]:
        return np.bincount(group[which], minlength=groups).tolist()  # type: ignore[no-any-return]

    return {
        "abandoned_short": count(waits < rule.short),
        "abandoned_within": list(zip(*(count(waits <= soon) for soon in SOON), strict=True)),
        "abandon_median": _medians(group, waits, groups),
    }


def _medians(group: Column, waits: Column, groups: int) -> list[float | None]:
    """Return the median wait of each group, None for an empty one."""
    medians: list[float | None] = [None] * groups
    order = np.lexsort((waits, group))
    group, waits = group[order], waits[order]
    ends = np.searchsorted(group, np.arange(groups + 1))
    for number, (start, end) in enumerate(zip(ends[:-1].tolist(), ends[1:].tolist(), strict=True)):
        known = waits[start:end]
        known = known[~np.isnan(known)]
        if len(known):
            medians[number] = float(np.median(known))
    return medians


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole > 0 else None
