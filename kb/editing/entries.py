"""The list of entries: light rows of 100,000 entries, filtered as one types."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kb.clock import day_of
from kb.editing.columns import Columns, Slots
from kb.editing.context import Context
from kb.editing.light import read_all, read_some
from kb.editing.views import EntryRow, Filter, WorkList
from kb.schema import changes, counter, drafts, entries, steps

_ALL = Filter()
_TOLD_EVERY = 1000


class EntryList:
    """Rows of all entries, kept in memory and brought up to date by `refresh`."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._guard = threading.RLock()
        self._columns: Columns | None = None
        self._seen: tuple[str, int, int] = ("", 0, 0)
        self._uses: Mapping[str, int] = {}
        self._today = date.min
        self._chosen: tuple[Filter, Slots] | None = None

    def load(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Read all rows (a few seconds for 100,000); called by the first use if nobody did."""
        with self._guard, self._context.engine.connect() as connection:
            # what is written while the rows are read is read again by the next refresh
            seen, self._today = _newest(connection), day_of(self._context.clock(connection))
            total = sum(
                connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()
                for table in (entries, drafts)
            )
            columns, count = Columns(), 0
            for count, light in enumerate(read_all(connection), start=1):
                columns.put(light)
                if progress and not count % _TOLD_EVERY:
                    progress(count, max(count, total))
            if progress:
                progress(count, count)
            self._uses = self._context.knowledge.uses
            columns.set_uses(self._uses)
            self._columns, self._seen, self._chosen = columns, seen, None

    def refresh(self) -> bool:
        """Take up what has changed in the database, by anybody; tell whether anything did."""
        with self._guard:
            columns = self._loaded()
            changed = self._take_up(columns)
            uses = self._context.knowledge.uses
            if uses is not self._uses:
                changed |= uses != self._uses
                self._uses = uses
                columns.set_uses(uses)
            if changed:
                self._chosen = None
            return changed

    def count(self, chosen: Filter | None = None) -> int:
        """Return how many entries a filter shows."""
        with self._guard:
            return len(self._slots(chosen or _ALL))

    def rows(self, chosen: Filter | None = None, offset: int = 0, limit: int = 200) -> Sequence[EntryRow]:
        """Return a page of what a filter shows."""
        with self._guard:
            slots = self._slots(chosen or _ALL)[max(0, offset) : max(0, offset) + limit]
            columns = self._loaded()
            return [columns.row(slot, self._today) for slot in slots.tolist()]

    def codes(self, chosen: Filter | None = None) -> Sequence[str]:
        """Return the codes of all that a filter shows, in its order."""
        with self._guard:
            columns = self._loaded()
            return [columns.row(slot, self._today).code for slot in self._slots(chosen or _ALL).tolist()]

    def row(self, code: str) -> EntryRow | None:
        """Return one entry's row."""
        with self._guard:
            columns = self._loaded()
            slot = columns.slot(code)
            return None if slot is None else columns.row(slot, self._today)

    def departments(self) -> tuple[str, ...]:
        """Return the departments that entries have, sorted."""
        with self._guard:
            return self._loaded().names("department")

    def categories(self) -> tuple[str, ...]:
        """Return the categories that entries have, sorted."""
        with self._guard:
            return self._loaded().names("category")

    def work(self) -> Mapping[WorkList, int]:
        """Return how many entries are in each work list."""
        with self._guard:
            return self._loaded().count_work(self._today)

    def _slots(self, chosen: Filter) -> Slots:
        columns = self._loaded()
        if self._chosen is None or self._chosen[0] != chosen:
            self._chosen = chosen, columns.choose(chosen, self._today)
        return self._chosen[1]

    def _loaded(self) -> Columns:
        if self._columns is None:
            self.load()
        assert self._columns is not None
        return self._columns

    def _take_up(self, columns: Columns) -> bool:
        with self._context.engine.connect() as connection:
            newest, today = _newest(connection), day_of(self._context.clock(connection))
            next_day, self._today = today != self._today, today
            if newest == self._seen:
                return next_day
            base, number, step = self._seen
            if newest[0] != base or newest[1] < number or newest[2] < step:
                self.load()  # another database, or one put back from a backup
                return True
            touched = sa.union(
                sa.select(changes.c.code).where(changes.c.number > number),
                sa.select(steps.c.code).where(steps.c.id > step),
            )
            codes = set(connection.execute(touched).scalars())
            for light in read_some(connection, sorted(codes)):
                columns.put(light)
                codes.discard(light.code)
        for code in codes:
            columns.drop(code)
        self._seen = newest
        return True


def _newest(connection: Connection) -> tuple[str, int, int]:
    """Return the database's id, its newest change and its newest step."""
    row = connection.execute(sa.select(counter.c.base, counter.c.last)).first()
    step = connection.execute(sa.select(sa.func.max(steps.c.id))).scalar_one() or 0
    return (row.base, row.last, step) if row is not None else ("", 0, step)
