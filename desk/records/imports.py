"""Imports of departments and callers: good rows are kept, bad ones told with line and reason."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select, update

from desk.records.csv_rows import CsvRows, Row, read_file
from desk.records.database import Database
from desk.records.initials import initials
from desk.records.numbers import describe, number_key
from desk.records.tables import caller_numbers, callers, clean, departments, key
from desk.records.views import BadRow, ImportReport

_DEPARTMENT = ("code", "name", "phone", "hours", "duties")
_CALLER = ("number", "name", "address", "note")
_LONGEST_CODE = 50


def import_departments(database: Database, path: Path, now: datetime) -> ImportReport:
    """Import `code,name,phone,hours,duties`; a code that is there already is updated."""
    rows = CsvRows(read_file(path), _DEPARTMENT, ("code", "name"))
    taken = [row for row in rows if _department_is_good(row, rows.bad)]
    names = initials([row.fields["name"] for row in taken])
    added = updated = unchanged = 0
    with database.writing() as connection:
        known = {row.code: row for row in connection.execute(select(departments))}
        for row in taken:
            values = {name: clean(value) for name, value in row.fields.items()}
            values["initials"] = names[row.fields["name"]]
            before = known.get(values["code"])
            if before is None:
                made = departments.insert().values(**values, updated_at=now).returning(*departments.c)
                known[values["code"]] = connection.execute(made).one()
                added += 1
            elif all(getattr(before, name) == value for name, value in values.items()):
                unchanged += 1
            else:
                change = update(departments).where(departments.c.code == values["code"])
                connection.execute(change.values(**values, updated_at=now))
                updated += 1
    return ImportReport(added, updated, unchanged, tuple(rows.bad), rows.encoding)


def import_callers(database: Database, path: Path, now: datetime) -> ImportReport:
    """Import `number,name,address,note`; an empty field leaves what is known already."""
    rows = CsvRows(read_file(path), _CALLER, ("number",))
    added = updated = unchanged = 0
    with database.writing() as connection:
        known = _known_callers(connection)
        for row in rows:
            info = describe(row.fields["number"], "en")
            number = number_key(row.fields["number"])
            if info.withheld or not any(character.isdigit() for character in info.display):
                rows.bad.append(BadRow(row.line, "number"))
                continue
            values = {name: clean(value) for name, value in row.fields.items() if value and name != "number"}
            before = known.get(key(number))
            if before is None:
                caller_id = connection.execute(
                    callers.insert().values(**values, updated_at=now).returning(callers.c.id)
                ).scalar_one()
                connection.execute(caller_numbers.insert().values(number=number, caller_id=caller_id))
                known[key(number)] = (caller_id, {"name": "", "address": "", "note": "", **values})
                added += 1
                continue
            caller_id, old = before
            if all(old[name] == value for name, value in values.items()):
                unchanged += 1
                continue
            connection.execute(
                update(callers).where(callers.c.id == caller_id).values(**values, updated_at=now)
            )
            old.update(values)
            updated += 1
    rows.bad.sort(key=lambda bad: bad.line)
    return ImportReport(added, updated, unchanged, tuple(rows.bad), rows.encoding)


def _known_callers(connection: Connection) -> dict[str, tuple[int, dict[str, Any]]]:
    joined = caller_numbers.join(callers, caller_numbers.c.caller_id == callers.c.id)
    rows = connection.execute(
        select(
            caller_numbers.c.number, callers.c.id, callers.c.name, callers.c.address, callers.c.note
        ).select_from(joined)
    )
    return {
        row.number: (row.id, {"name": row.name, "address": row.address, "note": row.note}) for row in rows
    }


def _department_is_good(row: Row, bad: list[BadRow]) -> bool:
    phone = row.fields["phone"]
    problem = ""
    if len(row.fields["code"]) > _LONGEST_CODE or not row.fields["code"].isprintable():
        problem = "code"
    elif phone and not any(character.isdigit() for character in phone):
        problem = "phone"
    if problem:
        bad.append(BadRow(row.line, problem, (row.fields["code"][:_LONGEST_CODE],)))
    return not problem
