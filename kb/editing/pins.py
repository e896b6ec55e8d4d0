"""One agreed answer: entries pinned above the results of every desk for a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kb.editing.context import Context
from kb.editing.errors import BadTextError, UnknownEntryError
from kb.editing.findings import Pin
from kb.editing.rights import require_reviewer
from kb.editing.views import FieldProblem, Problem
from kb.rows import longest, storable
from kb.schema import entries, pins

_MOST = 50  # words, kinds or queues of one pin


class Pins:
    """The pins of the hotline; `KnowledgeBase.pinned` is how a desk reads them."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def list(self, *, ended: bool = False) -> Sequence[Pin]:
        """Return the pins that are on or to come, with `ended` all; the newest first."""
        query = _with_titles().order_by(pins.c.starts.desc(), pins.c.id.desc())
        with self._context.engine.connect() as connection:
            if not ended:
                query = query.where(pins.c.ends > self._context.clock(connection))
            return [_pin(row) for row in connection.execute(query)]

    def pin(self, pin: Pin) -> Pin:
        """Pin a published entry; a `number` that is there already changes that pin."""
        require_reviewer(self._context.who)
        with self._context.engine.begin() as connection:
            pin = _checked(pin)
            now = self._context.clock(connection)
            if pin.ends <= now:
                raise BadTextError(FieldProblem("ends", Problem.PAST))
            values: dict[str, Any] = {
                "code": pin.code,
                "starts": pin.starts,
                "ends": pin.ends,
                "words": list(pin.words),
                "kinds": list(pin.kinds),
                "queues": list(pin.queues),
                "pinned_by": self._context.who.name,
                "pinned_at": now,
            }
            # written first: SQLite refuses a reader that turns writer when somebody else has written
            number = _write(connection, pin.number, values)
            title = connection.scalar(sa.select(entries.c.title).where(entries.c.code == pin.code))
            if title is None:
                raise UnknownEntryError(pin.code)
        self._context.refresh()
        return replace(pin, number=number, pinned_by=self._context.who.name, title=title)

    def end(self, number: int) -> None:
        """Take a pin off now; one that had not begun is forgotten."""
        require_reviewer(self._context.who)
        with self._context.engine.begin() as connection:
            now = self._context.clock(connection)
            mine = pins.c.id == number
            ended = sa.update(pins).where(mine, pins.c.starts < now, pins.c.ends > now).values(ends=now)
            if not connection.execute(ended).rowcount:
                if not connection.scalar(sa.select(sa.func.count()).select_from(pins).where(mine)):
                    raise UnknownEntryError(str(number))
                connection.execute(sa.delete(pins).where(mine, pins.c.starts >= now))
        self._context.refresh()


def _checked(pin: Pin) -> Pin:
    problems = []
    if pin.ends <= pin.starts:
        problems.append(FieldProblem("ends", Problem.DATES_REVERSED))
    kept = {}
    for name in ("words", "kinds", "queues"):
        items: tuple[str, ...] = tuple(filter(None, (item.strip() for item in getattr(pin, name))))
        if len(items) > _MOST:
            problems.append(FieldProblem(name, Problem.TOO_MANY, (str(_MOST),)))
        if not all(map(storable, items)):
            problems.append(FieldProblem(name, Problem.BAD_CHARACTER))
        limit = longest(name)
        if any(len(item) > limit for item in items):
            problems.append(FieldProblem(name, Problem.TOO_LONG, (str(max(map(len, items))), str(limit))))
        kept[name] = items
    if problems:
        raise BadTextError(*problems)
    return replace(pin, words=kept["words"], kinds=kept["kinds"], queues=kept["queues"])


def _write(connection: Connection, number: int, values: dict[str, Any]) -> int:
    if not number:
        made = connection.execute(sa.insert(pins).values(values)).inserted_primary_key
        assert made is not None
        return int(made[0])
    if not connection.execute(sa.update(pins).where(pins.c.id == number).values(values)).rowcount:
        raise UnknownEntryError(str(number))
    return number


def _with_titles() -> sa.Select[Any]:
    return sa.select(pins, entries.c.title).outerjoin(entries, entries.c.code == pins.c.code)


def _pin(row: sa.Row[Any]) -> Pin:
    return Pin(
        code=row.code,
        starts=row.starts,
        ends=row.ends,
        words=tuple(row.words),
        kinds=tuple(row.kinds),
        queues=tuple(row.queues),
        number=row.id,
        pinned_by=row.pinned_by,
        title=row.title or "",
    )
