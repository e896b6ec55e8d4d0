"""A database of a hotline that has run for years, made in bulk, and how long a caller's card takes in it.

`python -m tests.bench.records_seed sqlite:///FILE [CALLERS CALLS]` seeds an empty database and measures.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from desk.records import Records
from desk.records.tables import caller_numbers, callers, calls, departments, order_events, orders
from tests.bench import bulk

LIMIT_MS = 10.0
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平"
_MATTERS = (
    "小区门口夜间施工噪声扰民",
    "路灯不亮已有三天",
    "公积金提取需要哪些材料",
    "单位拖欠工资三个月",
    "饭店油烟直排楼道",
    "医保卡异地就医怎么报销",
    "孩子入学需要什么手续",
    "井盖破损有危险",
    "公交车长时间不来",
    "健身卡商家不退费",
)


def number_of(index: int) -> str:
    """Return the telephone number of the caller with `index`, as the PBX sends it."""
    return f"138{index:08d}"


def seed(records: Records, caller_count: int, call_count: int, now: datetime | None = None) -> None:
    """Fill an empty database with callers, their calls and an order for every tenth call."""
    chance = random.Random(12345)
    now = now or datetime.now(UTC)
    database = records.database
    stamp = {"updated_at": now}
    bulk.write(
        database,
        departments,
        (
            {
                "code": f"B{i:02d}",
                "name": f"测试承办单位{i}",
                "phone": f"80{i:02d}",
                "duties": _MATTERS[i % len(_MATTERS)],
                "initials": "cscbdw",
                **stamp,
            }
            for i in range(50)
        ),
    )
    bulk.write(
        database,
        callers,
        (
            {
                "id": i + 1,
                "name": chance.choice(_SURNAMES) + chance.choice(_GIVEN) + chance.choice(_GIVEN),
                **stamp,
            }
            for i in range(caller_count)
        ),
    )
    bulk.write(
        database,
        caller_numbers,
        ({"number": f"+86{number_of(i)}", "caller_id": i + 1} for i in range(caller_count)),
    )
    bulk.write(database, calls, _calls(chance, caller_count, call_count, now))
    bulk.write(database, orders, _orders(chance, caller_count, call_count // 10, now))
    bulk.write(
        database,
        order_events,
        (
            {"order_id": i + 1, "at": now, "event": "dispatch", "state": "dispatched"}
            for i in range(call_count // 10)
        ),
    )
    bulk.finish(database)


def _calls(chance: random.Random, caller_count: int, count: int, now: datetime) -> Iterator[dict[str, Any]]:
    outcomes = ("direct_answer", "three_way", "order", "handed_over", "incomplete")
    for i in range(count):
        # A few callers call very often: the squared chance gives the first a hundred times the last's.
        caller = int(chance.random() ** 2 * caller_count)
        at = now - timedelta(seconds=chance.randrange(60, 3 * 365 * 86400))
        yield {
            "call_id": f"{i}.{caller}",
            "agent": f"{1001 + i % 100}",
            "caller_id": caller + 1,
            "number": number_of(caller),
            "direction": "inbound",
            "queue": "zonghe",
            "state": "ended",
            "waited_seconds": 8.0,
            "offered_at": at,
            "answered_at": at + timedelta(seconds=9),
            "ended_at": at + timedelta(seconds=150),
            "end_reason": "citizen_hung_up",
            "outcome": outcomes[i % 5],
            "note": _MATTERS[i % len(_MATTERS)],
            "wrapped_up_at": at + timedelta(seconds=160),
        }


def _orders(chance: random.Random, caller_count: int, count: int, now: datetime) -> Iterator[dict[str, Any]]:
    states = ("closed",) * 8 + ("dispatched", "signed")
    for i in range(count):
        at = now - timedelta(seconds=chance.randrange(60, 3 * 365 * 86400))
        department = chance.randrange(50)
        yield {
            "number": f"{at:%Y%m%d}-S{i}",
            "id": i + 1,
            "caller_id": int(chance.random() ** 2 * caller_count) + 1,
            "kind": "complaint",
            "title": _MATTERS[department % len(_MATTERS)],
            "department_code": f"B{department:02d}",
            "department_name": f"测试承办单位{department}",
            "state": states[i % len(states)],
            "dispatched_at": at,
            "sign_due_at": at + timedelta(minutes=30),
            "due_at": at + timedelta(hours=48),
        }


def measure_cards(records: Records, caller_count: int, reads: int = 500) -> list[float]:
    """Return how many milliseconds each of `reads` cards of callers, often and seldom seen, took."""
    chance = random.Random(54321)
    records.card(number_of(0), "zh_CN")
    taken = []
    for _ in range(reads):
        number = number_of(int(chance.random() ** 2 * caller_count))
        start = time.perf_counter()
        records.card(number, "zh_CN", matter="夜间施工噪声")
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def measure_suggestions(records: Records, asks: int = 100) -> list[float]:
    """Return how many milliseconds each suggestion took once the index is there."""
    records.suggest_departments("路灯", 3)
    taken = []
    for i in range(asks):
        text = f"{_MATTERS[i % len(_MATTERS)]}，请尽快处理，谢谢，{i}号楼"
        start = time.perf_counter()
        records.suggest_departments(text, 3)
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def report(name: str, taken: list[float], limit: float) -> bool:
    """Print the figures beside the limit; tell whether p99 keeps it."""
    taken = sorted(taken)
    p99 = taken[int(len(taken) * 0.99)]
    print(f"{name}: p50 {statistics.median(taken):.2f} ms, p99 {p99:.2f} ms (limit {limit:g} ms)")
    return p99 <= limit


def main(url: str, caller_count: int = 100_000, call_count: int = 1_000_000) -> int:
    """Seed and measure; return the exit status."""
    with Records.open(url, migrate=True) as records:
        start = time.perf_counter()
        if not records.card(number_of(0), "zh_CN").caller_id:
            seed(records, caller_count, call_count)
            print(f"seeded {caller_count} callers, {call_count} calls in {time.perf_counter() - start:.0f} s")
        kept = report("caller card", measure_cards(records, caller_count), LIMIT_MS)
        kept &= report("department suggestion", measure_suggestions(records), 20.0)
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], *map(int, sys.argv[2:])))
