"""Starter data: the knowledge, departments, callers and history that come with the program."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from typing import Any

from desk.records import Records, past
from desk.records.deadlines import Rules
from desk.records.past import PastMatter, PastOrder
from desk.records.views import OrderKind, OrderState, Outcome
from kb import KnowledgeBase
from kb.transfer import import_file

# Work numbers of the demonstration's other call-takers.
_AGENTS = ("1003", "1011", "1024", "1037", "1042", "1058")


def knowledge_files() -> list[Traversable]:
    """Return the files of the starter knowledge."""
    folder = files("resources").joinpath("knowledge")
    return sorted(
        (file for file in folder.iterdir() if file.name.endswith(".jsonl")), key=lambda file: file.name
    )


def fingerprint() -> str:
    """Return what changes when a file of the starter data does."""
    directory = files("resources").joinpath("directory")
    found = hashlib.sha256()
    for file in (*knowledge_files(), *sorted(directory.iterdir(), key=lambda file: file.name)):
        if file.is_file():
            found.update(file.read_bytes())
    return found.hexdigest()


def load_records(records: Records) -> None:
    """Fill empty records with departments, callers and their history; what is there already stays."""
    directory = files("resources").joinpath("directory")
    for name, load in (
        ("departments.csv", records.import_departments),
        ("callers.csv", records.import_callers),
    ):
        with as_file(directory.joinpath(name)) as path:
            load(path)
    if past.is_empty(records.database):
        now = datetime.now(UTC)
        past.load(records.database, _matters(directory.joinpath("history.jsonl"), now), Rules(), now)


def callers_with_open_orders() -> tuple[str, ...]:
    """Return the numbers that wait for a department, those who asked most often first."""
    lines = _lines(files("resources").joinpath("directory", "history.jsonl"))
    waiting = {
        line["number"]
        for line in lines
        if line["order"] and line["order"]["state"] in (OrderState.DISPATCHED.value, OrderState.SIGNED.value)
    }
    asked = Counter(line["number"] for line in lines)
    return tuple(sorted(waiting, key=lambda number: (-asked[number], number)))


def load_knowledge(knowledge: KnowledgeBase) -> None:
    """Publish the starter knowledge; entries that are there already unchanged cost nothing."""
    for file in knowledge_files():
        with as_file(file) as path:
            import_file(knowledge, path, author="starter")


def _matters(file: Traversable, now: datetime) -> Iterator[PastMatter]:
    lines = _lines(file)
    lines.sort(key=lambda line: -line["days_ago"])
    for place, line in enumerate(lines):
        started = now - timedelta(days=line["days_ago"])
        order = line["order"]
        yield PastMatter(
            call_id=f"{int(started.timestamp())}.{place}",
            number=line["number"],
            started_at=started,
            queue=line["queue"],
            agent=_AGENTS[place % len(_AGENTS)],
            outcome=Outcome(line["outcome"]),
            note=line["note"],
            waited=3.0 + place % 11,
            talked=float(line["talk_seconds"]),
            order=None
            if order is None
            else PastOrder(
                kind=OrderKind(order["kind"]),
                urgent=order["urgent"],
                title=order["title"],
                detail=order["detail"],
                place=order["place"],
                department_code=order["department"],
                state=OrderState(order["state"]),
                reply=order.get("reply") or "",
            ),
        )


def _lines(file: Traversable) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
