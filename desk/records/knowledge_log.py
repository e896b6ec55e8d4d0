"""What the calls tell of the knowledge base: searches that led to no answer, direct answers, their rate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select

from desk.records.database import Database
from desk.records.deadlines import SHANGHAI
from desk.records.tables import calls, direct_answers, orders, searches
from desk.records.views import LOCAL
from telephony.snapshots import CallDirection


@dataclass(frozen=True, slots=True)
class LoggedSearch:
    """A search with its call's queue and outcome, and the kind of the order that was written in it."""

    query: str
    at: datetime
    call_id: str
    hits: int
    queue: str
    outcome: str
    kind: str


@dataclass(frozen=True, slots=True)
class UsedAnswer:
    """What stood in the field when a call was answered from an entry, and when that was."""

    query: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AnsweredDay:
    """The citizens' calls answered on a day, and how many were settled from an entry."""

    day: date
    calls: int
    direct: int


class KnowledgeLog:
    """Reads what the call-takers' desks have recorded; every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def searched(self, since: datetime) -> Sequence[LoggedSearch]:
        """Return the searches whose very words no direct answer of their call was given for, oldest first.

        A search outside of a call counts only when it found nothing; one at a form without a call is such a
        one. Whether other words of the call mean the same is not for a database to say: see `used`.
        """
        with self._database.reading() as connection:
            return [
                LoggedSearch(
                    query=row.query,
                    at=row.at,
                    call_id="" if row.call_id.startswith(LOCAL) else row.call_id,
                    hits=row.hits,
                    queue=row.queue or "",
                    outcome=row.outcome or "",
                    kind=row.kind or "",
                )
                for row in connection.execute(_searched(since))
            ]

    def used(self, since: datetime) -> dict[str, list[UsedAnswer]]:
        """Return the direct answers of each call that had any, oldest first."""
        query = (
            select(direct_answers.c.call_id, direct_answers.c.query, direct_answers.c.at)
            .where(direct_answers.c.at >= since)
            .order_by(direct_answers.c.at, direct_answers.c.id)
        )
        found: dict[str, list[UsedAnswer]] = {}
        with self._database.reading() as connection:
            for row in connection.execute(query):
                found.setdefault(row.call_id, []).append(UsedAnswer(row.query, row.at))
        return found

    def asked(self, since: datetime, limit: int) -> Sequence[tuple[str, int]]:
        """Return what was searched for and how often, the most frequent first."""
        times = func.count()
        query = (
            select(searches.c.query, times)
            .where(searches.c.at >= since)
            .group_by(searches.c.query)
            .order_by(times.desc(), searches.c.query)
            .limit(limit)
        )
        with self._database.reading() as connection:
            return [(row[0], row[1]) for row in connection.execute(query)]

    def answers(self, starts: date, ends: date) -> dict[str, int]:
        """Return how many direct answers each entry gave from `starts` to `ends`, both included."""
        query = (
            select(direct_answers.c.article_code, func.count())
            .where(_within(direct_answers.c.at, starts, ends))
            .group_by(direct_answers.c.article_code)
        )
        with self._database.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(query)}

    def days(self, starts: date, ends: date) -> Sequence[AnsweredDay]:
        """Return the days from `starts` to `ends` on which calls were answered, in order."""
        with self._database.reading() as connection:
            day = _day(connection)
            query = (
                select(day, func.count(calls.c.call_id.distinct()))
                .where(
                    _within(calls.c.offered_at, starts, ends),
                    calls.c.answered_at.is_not(None),
                    calls.c.direction == CallDirection.INBOUND.value,
                )
                .group_by(day)
            )
            all_calls = {_date(row[0]): row[1] for row in connection.execute(query)}
            settled = query.where(exists().where(direct_answers.c.call_id == calls.c.call_id))
            direct = {_date(row[0]): row[1] for row in connection.execute(settled)}
        return [AnsweredDay(each, all_calls[each], direct.get(each, 0)) for each in sorted(all_calls)]


def _searched(since: datetime) -> Select[Any]:
    of_call = and_(searches.c.call_id != "", searches.c.call_id.not_like(f"{LOCAL}%"))
    used = exists().where(
        direct_answers.c.call_id == searches.c.call_id,
        direct_answers.c.query == searches.c.query,
        direct_answers.c.at >= searches.c.at,
    )
    kind = (
        select(orders.c.kind)
        .where(of_call, orders.c.call_id == searches.c.call_id)
        .order_by(orders.c.id)
        .limit(1)
        .scalar_subquery()
    )
    same = and_(of_call, calls.c.call_id == searches.c.call_id, calls.c.agent == searches.c.agent)
    return (
        select(searches, calls.c.queue, calls.c.outcome, kind.label("kind"))
        .outerjoin(calls, same)
        .where(searches.c.at >= since, or_(and_(of_call, ~used), and_(~of_call, searches.c.hits == 0)))
        .order_by(searches.c.at, searches.c.id)
    )


def _within(column: ColumnElement[datetime], starts: date, ends: date) -> ColumnElement[bool]:
    first = datetime.combine(starts, time(), SHANGHAI)
    after = datetime.combine(ends + timedelta(days=1), time(), SHANGHAI)
    return and_(column >= first, column < after)


def _day(connection: Connection) -> ColumnElement[Any]:
    """Return the day of a call in China, which has had one clock without summer time since 1991."""
    if connection.dialect.name == "sqlite":
        return func.date(calls.c.offered_at, "+8 hours")
    return func.date(func.timezone(SHANGHAI.key, calls.c.offered_at))


def _date(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value
