"""Which department an order belongs to: from the departments' duties and from earlier, similar orders.

A small inverted index over pairs of characters is kept in memory and brought up to date before each
question; a pair weighs the more the fewer texts have it.
"""

from __future__ import annotations

import math
import threading
from array import array
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, func, select

from desk.records.departments import view
from desk.records.likeness import pairs
from desk.records.tables import departments, orders
from desk.records.views import Department, DepartmentSuggestion

_ORDERS = 4000  # the newest; older ones say less about who does what today
_NEIGHBOURS = 12
_LEAST_PART = 0.12  # of the question's weight that a text must share to count
_QUESTION = 400  # characters


@dataclass
class _Texts:
    """An inverted index; a text is known by its place in `labels`."""

    labels: list[str] = field(default_factory=list)
    postings: dict[str, array[int]] = field(default_factory=lambda: defaultdict(lambda: array("I")))

    def add(self, label: str, text: str) -> None:
        number = len(self.labels)
        self.labels.append(label)
        for pair in set(pairs(text)):
            self.postings[pair].append(number)

    def weight(self, pair: str) -> float:
        many = len(self.postings.get(pair, ()))
        return math.log(1 + len(self.labels) / many) if many else 0.0

    def like(self, question: set[str], count: int) -> list[tuple[float, str]]:
        """Return the `count` most similar texts: the part of the question's weight, and the label."""
        scores: dict[int, float] = defaultdict(float)
        whole = 0.0
        for pair in question:
            weight = self.weight(pair)
            # What no text has says nothing about which text is meant, but something about how well
            # any text fits.
            whole += weight or math.log(1 + len(self.labels)) / 2
            for number in self.postings.get(pair, ()):
                scores[number] += weight
        best = sorted(scores.items(), key=lambda item: (-item[1], -item[0]))[:count]
        return [(score / whole, self.labels[number]) for number, score in best if score / whole > _LEAST_PART]


class Suggester:
    """Suggests departments; safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._stamp: tuple[int, datetime | None] = (-1, None)
        self._departments: dict[str, Department] = {}
        self._duties = _Texts()
        self._orders = _Texts()
        self._last_order = 0

    def suggest(self, connection: Connection, text: str, limit: int) -> tuple[DepartmentSuggestion, ...]:
        """Return the departments that `text` most likely belongs to, best first."""
        question = set(pairs(text[:_QUESTION]))
        if not question:
            return ()
        with self._lock:
            self._refresh(connection)
            by_duties = self._duties.like(question, limit + 3)
            neighbours = self._orders.like(question, _NEIGHBOURS)
            known = dict(self._departments)
        scores: dict[str, float] = defaultdict(float)
        evidence: dict[str, tuple[float, str]] = {}
        like_orders: dict[str, int] = defaultdict(int)
        for score, code in by_duties:
            scores[code] += score
            words = _matching(text, known[code].duties + " " + known[code].name)
            evidence[code] = (score, words)
        for score, number, title, code in _current(connection, neighbours):
            if code not in known:
                continue
            # The first few neighbours decide; the rest only confirm.
            scores[code] += score * score / (1 + like_orders[code])
            like_orders[code] += 1
            if score > evidence.get(code, (0.0, ""))[0]:
                evidence[code] = (score, title or number)
        best = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:limit]
        return tuple(
            DepartmentSuggestion(
                department=known[code],
                score=round(score, 4),
                evidence=evidence[code][1],
                like_orders=like_orders.get(code, 0),
            )
            for code, score in best
        )

    def _refresh(self, connection: Connection) -> None:
        count, changed = connection.execute(
            select(func.count(), func.max(departments.c.updated_at)).select_from(departments)
        ).one()
        if (count, changed) != self._stamp:
            self._departments = {row.code: view(row) for row in connection.execute(select(departments))}
            self._duties = _Texts()
            for code, department in self._departments.items():
                self._duties.add(code, f"{department.name} {department.duties}")
            self._stamp = (count, changed)
        rows = connection.execute(
            select(orders.c.id, orders.c.number, orders.c.title, orders.c.detail)
            .where(orders.c.id > self._last_order)
            .order_by(orders.c.id.desc())
            .limit(_ORDERS)
        ).all()
        if not rows:
            return
        if len(self._orders.labels) + len(rows) > 2 * _ORDERS:
            self._orders = _Texts()
        for row in reversed(rows):
            self._orders.add(row.number, f"{row.title} {row.detail[:200]}")
        self._last_order = rows[0].id


def _current(
    connection: Connection, neighbours: list[tuple[float, str]]
) -> list[tuple[float, str, str, str]]:
    """Return score, number, title and present department: a returned order has another one by now."""
    if not neighbours:
        return []
    rows = connection.execute(
        select(orders.c.number, orders.c.title, orders.c.department_code).where(
            orders.c.number.in_([number for _, number in neighbours]), orders.c.state != "returned"
        )
    )
    found = {row.number: row for row in rows}
    return [
        (score, number, found[number].title, found[number].department_code)
        for score, number in neighbours
        if number in found
    ]


def _matching(text: str, duties: str) -> str:
    """Return the pieces of `text` that stand in `duties`, longest first."""
    pieces: list[str] = []
    start = 0
    while start < len(text):
        end = start
        while end < len(text) and text[start : end + 1] in duties:
            end += 1
        if end - start >= 2:
            pieces.append(text[start:end])
        start = max(end, start + 1)
    pieces.sort(key=len, reverse=True)
    return " ".join(pieces[:3])
