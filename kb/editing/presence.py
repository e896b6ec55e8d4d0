"""Who has an entry open: a lease that a window renews, so that the second person is told before typing."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kb.editing.context import Context
from kb.editing.views import Present
from kb.schema import presence

RENEW_SECONDS = 20.0
EXPIRES_SECONDS = 60.0


class Presence:
    """This window's leases; those of a window that died expire by themselves."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def enter(self, code: str) -> tuple[Present, ...]:
        """Say that this window has the entry open; return the others who do, the first one first."""
        with self._context.engine.begin() as connection:
            now = self._context.clock(connection)
            connection.execute(sa.delete(presence).where(presence.c.expires_at <= now))
            ends = now + timedelta(seconds=EXPIRES_SECONDS)
            if not connection.execute(
                sa.update(presence).where(self._mine(code)).values(expires_at=ends)
            ).rowcount:
                connection.execute(
                    sa.insert(presence).values(
                        code=code,
                        session=self._context.session,
                        name=self._context.who.name,
                        since=now,
                        expires_at=ends,
                    )
                )
            return others(connection, code, self._context.session, now)

    def renew(self, code: str) -> tuple[Present, ...]:
        """Keep the entry open (every `RENEW_SECONDS`); return the others who have it open now."""
        return self.enter(code)

    def leave(self, code: str) -> None:
        """Say that this window has closed the entry."""
        with self._context.engine.begin() as connection:
            connection.execute(sa.delete(presence).where(self._mine(code)))

    def leave_all(self) -> None:
        """Say that this window is closing."""
        with self._context.engine.begin() as connection:
            connection.execute(sa.delete(presence).where(presence.c.session == self._context.session))

    def _mine(self, code: str) -> sa.ColumnElement[bool]:
        return sa.and_(presence.c.code == code, presence.c.session == self._context.session)


def others(connection: Connection, code: str, session: str, now: datetime) -> tuple[Present, ...]:
    """Return who else has an entry open, the first one first."""
    rows = connection.execute(
        sa.select(presence.c.name, presence.c.since)
        .where(presence.c.code == code, presence.c.session != session, presence.c.expires_at > now)
        .order_by(presence.c.since, presence.c.session)
    )
    return tuple(Present(row.name, row.since) for row in rows)
