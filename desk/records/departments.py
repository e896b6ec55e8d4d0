"""The directory of member units: found by code, name, pinyin initials or number."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, or_, select

from desk.records.sql import like
from desk.records.tables import clean, departments
from desk.records.views import Department

_LONGEST_QUERY = 100


def find(connection: Connection, query: str, limit: int) -> tuple[Department, ...]:
    """Return the departments that match `query`, best first; all of them for an empty query."""
    text = " ".join(unicodedata.normalize("NFKC", clean(query[:_LONGEST_QUERY])).casefold().split())
    rows = select(departments)
    if text:
        pattern = f"%{like(text)}%"
        digits = re.sub(r"[\s()+-]", "", text)
        conditions = [
            func.lower(departments.c.code).like(pattern, escape="\\"),
            func.lower(departments.c.name).like(pattern, escape="\\"),
            departments.c.initials.like(f"%{like(text.replace(' ', ''))}%", escape="\\"),
        ]
        if digits.isdigit() and digits.isascii():
            phone: ColumnElement[str] = departments.c.phone
            for character in " -()":
                phone = func.replace(phone, character, "")
            conditions.append(phone.like(f"%{digits}%"))
        rows = rows.where(or_(*conditions))
    found = [view(row) for row in connection.execute(rows)]
    found.sort(key=lambda department: (*_rank(department, text), department.code))
    return tuple(found[:limit])


def read(connection: Connection, code: str) -> Department | None:
    """Return the department with `code`, None when there is none."""
    row = connection.execute(select(departments).where(departments.c.code == code)).first()
    return view(row) if row is not None else None


def view(row: Row[Any]) -> Department:
    """Return the frozen view of a row of `departments`."""
    return Department(
        code=row.code,
        name=row.name,
        phone=row.phone,
        hours=row.hours,
        duties=row.duties,
        initials=row.initials,
    )


def _rank(department: Department, text: str) -> tuple[int, int]:
    """Order matches: whole code or number, then beginnings, then parts; shorter names first."""
    if not text:
        return (0, 0)
    code, name = department.code.casefold(), department.name.casefold()
    phone = re.sub(r"[\s()-]", "", department.phone)
    initials = text.replace(" ", "")
    if text in (code, name, phone):
        rank = 0
    elif code.startswith(text):
        rank = 1
    elif name.startswith(text) or department.initials.startswith(initials):
        rank = 2
    elif text in name:
        rank = 3
    elif initials in department.initials:
        rank = 4
    else:
        rank = 5
    return (rank, len(name))
