"""The working copies and public texts of one entry, read and written inside a transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Row
from sqlalchemy.engine import Connection

from kb.article import Article
from kb.content import article_in, columns_of
from kb.editing.views import Action, Published, State, Working
from kb.schema import drafts, entries, revisions, steps, uses


def read_working(connection: Connection, code: str) -> Working | None:
    """Return an entry's working copy."""
    row = connection.execute(sa.select(drafts).where(drafts.c.code == code)).first()
    return None if row is None else working_in(row)


def working_in(row: Row[Any]) -> Working:
    """Return the working copy in a row."""
    return Working(
        article=article_in(row, row.based_on),
        state=State(row.state),
        version=row.version,
        based_on=row.based_on,
        authors=tuple(row.authors),
        updated_at=row.updated_at,
        updated_by=row.updated_by,
        reason=row.reason,
        publish_at=row.publish_at,
    )


def read_published(connection: Connection, code: str) -> Published | None:
    """Return an entry's public text; that of a withdrawn one is the last it had."""
    row = connection.execute(sa.select(entries).where(entries.c.code == code)).first()
    used = connection.scalar(sa.select(uses.c.uses).where(uses.c.code == code)) or 0
    if row is not None:
        return Published(
            article=article_in(row, row.revision),
            state=State(row.state),
            published_at=row.published_at,
            published_by=row.published_by,
            approved_by=row.approved_by,
            confirmed_on=row.confirmed_on,
            uses=used,
            withdraw_at=row.withdraw_at,
        )
    query = sa.select(revisions).where(revisions.c.code == code).order_by(revisions.c.revision.desc())
    last = connection.execute(query.limit(1)).first()
    if last is None:
        return None
    return Published(
        article=article_in(last, last.revision),
        state=State.WITHDRAWN,
        published_at=last.at,
        published_by=last.author,
        approved_by=last.approved_by,
        confirmed_on=last.at.date(),
        uses=used,
    )


def write_working(connection: Connection, working: Working, approved_by: str = "") -> None:
    """Write a working copy in the place of the one with its code."""
    values = columns_of(working.article) | {
        "version": working.version,
        "state": working.state.value,
        "based_on": working.based_on,
        "authors": list(working.authors),
        "updated_at": working.updated_at,
        "updated_by": working.updated_by,
        "approved_by": approved_by,
        "reason": working.reason,
        "publish_at": working.publish_at,
    }
    code = working.article.code
    if not connection.execute(sa.update(drafts).where(drafts.c.code == code).values(values)).rowcount:
        connection.execute(sa.insert(drafts).values(values | {"code": code}))


def last_version(connection: Connection, code: str) -> int:
    """Return the newest version that any of an entry's working copies had; 0 when there was none."""
    newest = sa.select(sa.func.max(steps.c.version)).where(steps.c.code == code)
    return connection.scalar(newest) or 0


def remove_working(connection: Connection, code: str) -> None:
    """Remove an entry's working copy."""
    connection.execute(sa.delete(drafts).where(drafts.c.code == code))


def note_step(
    connection: Connection,
    action: Action,
    article: Article,
    who: str,
    now: datetime,
    *,
    version: int = 0,
    reason: str = "",
) -> None:
    """Write down what happened, with the text as it then was."""
    about = {"code": article.code, "version": version, "action": action.value}
    told = {"who": who, "at": now, "reason": reason}
    connection.execute(sa.insert(steps).values(columns_of(article) | about | told))
