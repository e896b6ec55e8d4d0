"""What is due by the clock: texts to publish or withdraw at their time, and entries past their date.

Every desk looks with each refresh, so it happens although no editor is at work. The first to hold the
counter does all of it in one transaction; the others then find nothing left to do.
"""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from kb.clock import Clock, day_of
from kb.content import article_in
from kb.editing import copies
from kb.editing.life import after
from kb.editing.views import Action, State, Working
from kb.publishing import Edition, changing
from kb.schema import drafts, entries, steps

_SCHEDULED, _PUBLISHED = State.SCHEDULED.value, State.PUBLISHED.value


def carry_out(engine: Engine, clock: Clock) -> int:
    """Do what is due; return how many entries it touched."""
    with engine.connect() as connection:
        if not _anything(connection, clock(connection)):
            return 0
    with changing(engine) as edition:
        now = clock(edition.connection)
        return _withdraw(edition, now) + _publish(edition, now) + _expire(edition, now)


def _anything(connection: Connection, now: datetime) -> bool:
    questions = (
        sa.exists().where(drafts.c.publish_at <= now, drafts.c.state == _SCHEDULED),
        sa.exists().where(entries.c.withdraw_at <= now),
        sa.exists().where(entries.c.state == _PUBLISHED, entries.c.valid_until < day_of(now)),
    )
    return bool(connection.execute(sa.select(sa.or_(*questions))).scalar_one())


def _withdraw(edition: Edition, now: datetime) -> int:
    rows = edition.connection.execute(sa.select(entries.c.code).where(entries.c.withdraw_at <= now)).all()
    for row in rows:
        wish = edition.connection.execute(
            sa.select(steps.c.who, steps.c.reason)
            .where(steps.c.code == row.code, steps.c.action == Action.WITHDRAW.value)
            .order_by(steps.c.id.desc())
            .limit(1)
        ).first()
        who, reason = (wish.who, wish.reason) if wish is not None else ("", "")
        edition.withdraw(row.code, who, now, reason)
    return len(rows)


def _publish(edition: Edition, now: datetime) -> int:
    chosen = sa.select(drafts).where(drafts.c.publish_at <= now, drafts.c.state == _SCHEDULED)
    rows = edition.connection.execute(chosen.order_by(drafts.c.publish_at, drafts.c.code)).all()
    for row in rows:
        working = copies.working_in(row)
        if edition.latest_revisions([row.code]).get(row.code, 0) != row.based_on:
            _send_back(edition.connection, working, now)
        else:
            publish(edition, working, row.approved_by, now)
    return len(rows)


def publish(edition: Edition, working: Working, approved_by: str, now: datetime) -> None:
    """Make a working copy the public text."""
    after(Action.PUBLISH, working.state)
    article, author = working.article, working.authors[-1]
    done = edition.publish([article], author, now, approved_by=approved_by)
    if not done.changed:  # the same words once more: they are confirmed, and have no new revision
        # A withdrawal to come is of the entry, as in `Edition.publish`: only `Texts.confirm` undoes it.
        edition.set([article.code], now, state=_PUBLISHED, confirmed_on=day_of(now))
        copies.note_step(edition.connection, Action.CONFIRM, article, approved_by, now)
    copies.remove_working(edition.connection, article.code)


def _send_back(connection: Connection, working: Working, now: datetime) -> None:
    """Give a text back to its writers: another one was published since it was begun.

    Nobody's name and no reason stand there: it was the clock, and the window has the words for it.
    """
    state = after(Action.SEND_BACK, working.state)
    assert state is not None
    back = Working(
        article=working.article,
        state=state,
        version=working.version + 1,
        based_on=working.based_on,
        authors=working.authors,
        updated_at=now,
        updated_by="",
    )
    copies.write_working(connection, back)
    copies.note_step(connection, Action.SEND_BACK, back.article, "", now, version=back.version)


def _expire(edition: Edition, now: datetime) -> int:
    chosen = sa.select(entries).where(entries.c.state == _PUBLISHED, entries.c.valid_until < day_of(now))
    rows = edition.connection.execute(chosen).all()
    state = after(Action.EXPIRE, State.PUBLISHED)
    assert state is not None
    edition.set([row.code for row in rows], now, state=state.value)
    for row in rows:
        copies.note_step(edition.connection, Action.EXPIRE, article_in(row, row.revision), "", now)
    return len(rows)
