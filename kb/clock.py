"""What time it is for the knowledge base: the database's, because a desk's clock may be wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.engine import Connection

ZONE = ZoneInfo("Asia/Shanghai")
Clock = Callable[[Connection], datetime]


def database_time(connection: Connection) -> datetime:
    """Return the time of the database's server: a desk a day ahead must publish nothing early."""
    if connection.dialect.name != "postgresql":
        return datetime.now(UTC)
    now: datetime = connection.execute(sa.select(sa.func.clock_timestamp())).scalar_one()
    return now.astimezone(UTC)


def day_of(moment: datetime) -> date:
    """Return the day of a time where the hotline is."""
    return moment.astimezone(ZONE).date()


def today() -> date:
    """Return the day that it is where the hotline is, by this desk's clock."""
    return day_of(datetime.now(UTC))
