"""The campaign board: what each department brought against its target, and what it did for the callers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kb.clock import ZONE, day_of
from kb.editing.board_file import write_board
from kb.editing.context import Context
from kb.editing.errors import BadTextError, UnknownEntryError
from kb.editing.findings import Board, Campaign, DepartmentFigures, DirectRate, Target
from kb.editing.ports import CallLog
from kb.editing.rights import require_reviewer
from kb.editing.views import FieldProblem, Problem
from kb.rows import storable
from kb.schema import campaigns, revisions, targets

_LONGEST_NAME = 200


class Campaigns:
    """Campaigns, their targets and figures."""

    def __init__(self, context: Context, log: CallLog) -> None:
        self._context = context
        self._log = log

    def list(self) -> Sequence[Campaign]:
        """Return all campaigns, the newest first."""
        with self._context.engine.connect() as connection:
            wanted: dict[int, list[Target]] = {}
            for row in connection.execute(sa.select(targets).order_by(targets.c.department)):
                target = Target(row.department, row.new, row.renewed)
                wanted.setdefault(row.campaign, []).append(target)
            order = campaigns.c.starts.desc(), campaigns.c.id.desc()
            return [
                Campaign(row.name, row.starts, row.ends, tuple(wanted.get(row.id, ())), row.id)
                for row in connection.execute(sa.select(campaigns).order_by(*order))
            ]

    def save(self, campaign: Campaign) -> Campaign:
        """Keep a campaign and its targets; number 0 makes a new one."""
        require_reviewer(self._context.who)
        campaign = _checked(campaign)
        values = {"name": campaign.name, "starts": campaign.starts, "ends": campaign.ends}
        with self._context.engine.begin() as connection:
            number = _write(connection, campaign.number, values)
            connection.execute(sa.delete(targets).where(targets.c.campaign == number))
            rows = [
                {"campaign": number, "department": each.department, "new": each.new, "renewed": each.renewed}
                for each in campaign.targets
            ]
            if rows:
                connection.execute(sa.insert(targets), rows)
        return replace(campaign, number=number)

    def remove(self, number: int) -> None:
        """Forget a campaign; entries are not touched."""
        require_reviewer(self._context.who)
        with self._context.engine.begin() as connection:
            connection.execute(sa.delete(targets).where(targets.c.campaign == number))
            if not connection.execute(sa.delete(campaigns).where(campaigns.c.id == number)).rowcount:
                raise UnknownEntryError(str(number))

    def board(self, campaign: Campaign) -> Board:
        """Return a campaign's figures until today."""
        with self._context.engine.connect() as connection:
            today = day_of(self._context.clock(connection))
            last = min(today, campaign.ends)
            brought = _brought(connection, campaign.starts, last)
        lasted = max(0, (last - campaign.starts).days + 1)
        first = campaign.starts - timedelta(days=lasted)
        used = self._log.answers(campaign.starts, last) if lasted else {}
        departments = _figures(campaign, brought, used)
        days = tuple(self._log.direct_rates(first, last)) if lasted else ()
        return Board(
            campaign=campaign,
            departments=departments,
            total=_total(departments),
            before=_rate(first, (each for each in days if each.starts < campaign.starts)),
            since=_rate(campaign.starts, (each for each in days if each.starts >= campaign.starts)),
            days=days,
        )

    def export(self, board: Board, path: Path, titles: Mapping[str, str]) -> None:
        """Write a board to an XLSX file; `titles` are the words for the columns, see `board_file`."""
        write_board(board, path, titles)


@dataclass(frozen=True, slots=True)
class _Brought:
    """An entry that was public at the period's end."""

    department: str
    new: bool
    renewed: bool


def _brought(connection: Connection, starts: date, last: date) -> dict[str, _Brought]:
    """Return every entry public at the end of `last`: it is new or renewed when published since `starts`."""
    begin = datetime.combine(starts, time(), ZONE)
    end = datetime.combine(last + timedelta(days=1), time(), ZONE)
    column = revisions.c
    query = (
        sa.select(column.code, column.action, column.department, column.at)
        .where(column.at < end)
        .order_by(column.code, column.revision)
    )
    found: dict[str, _Brought] = {}
    seen: dict[str, bool] = {}  # whether an entry is new in the period
    for row in connection.execute(query):
        new = seen.setdefault(row.code, row.at >= begin)
        if row.action == "withdrawn":
            found.pop(row.code, None)
        else:
            found[row.code] = _Brought(row.department, new, not new and row.at >= begin)
    return found


def _figures(
    campaign: Campaign, brought: Mapping[str, _Brought], uses: Mapping[str, int]
) -> tuple[DepartmentFigures, ...]:
    wanted = {target.department: target for target in campaign.targets}
    found = {
        name: DepartmentFigures(name, 0, 0, target.new, 0, target.renewed, 0)
        for name, target in wanted.items()
    }
    for code, entry in brought.items():
        one = found.get(entry.department) or DepartmentFigures(entry.department, 0, 0, 0, 0, 0, 0)
        found[entry.department] = replace(
            one,
            entries=one.entries + 1,
            new=one.new + entry.new,
            renewed=one.renewed + entry.renewed,
            uses=one.uses + uses.get(code, 0),
        )
    return tuple(found[name] for name in sorted(found))


def _total(figures: Iterable[DepartmentFigures]) -> DepartmentFigures:
    total = DepartmentFigures("", 0, 0, 0, 0, 0, 0)
    for one in figures:
        total = DepartmentFigures(
            "",
            total.entries + one.entries,
            total.new + one.new,
            total.new_target + one.new_target,
            total.renewed + one.renewed,
            total.renewed_target + one.renewed_target,
            total.uses + one.uses,
        )
    return total


def _rate(starts: date, days: Iterable[DirectRate]) -> DirectRate:
    days = tuple(days)
    return DirectRate(starts, sum(each.calls for each in days), sum(each.direct for each in days))


def _checked(campaign: Campaign) -> Campaign:
    name = campaign.name.strip()
    kept = {target.department.strip(): target for target in campaign.targets}
    problems = []
    if not name:
        problems.append(FieldProblem("name", Problem.MISSING))
    for field, text in (("name", name), *(("targets", department) for department in kept)):
        if len(text) > _LONGEST_NAME:
            problems.append(FieldProblem(field, Problem.TOO_LONG, (str(len(text)), str(_LONGEST_NAME))))
        if not storable(text):
            problems.append(FieldProblem(field, Problem.BAD_CHARACTER))
    if "" in kept:
        problems.append(FieldProblem("targets", Problem.MISSING))
    if campaign.ends < campaign.starts:
        problems.append(FieldProblem("ends", Problem.DATES_REVERSED))
    if problems:
        raise BadTextError(*problems)
    wanted = (
        Target(department, max(0, target.new), max(0, target.renewed)) for department, target in kept.items()
    )
    return replace(campaign, name=name, targets=tuple(wanted))


def _write(connection: Connection, number: int, values: dict[str, object]) -> int:
    if not number:
        made = connection.execute(sa.insert(campaigns).values(values)).inserted_primary_key
        assert made is not None
        return int(made[0])
    if not connection.execute(sa.update(campaigns).where(campaigns.c.id == number).values(values)).rowcount:
        raise UnknownEntryError(str(number))
    return number
