"""One entry's life, two pairs of eyes on it: every change is one transaction that checks before it acts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kb.article import Article
from kb.clock import day_of
from kb.content import differs
from kb.editing import copies, due, rights
from kb.editing.checks import check_kept, check_submitted, problems_of
from kb.editing.context import Context
from kb.editing.errors import BadTextError, Clash, ConflictError, UnknownEntryError
from kb.editing.life import OF_PUBLIC_TEXT, TRANSITIONS, after
from kb.editing.presence import others
from kb.editing.views import Action, FieldProblem, Opened, Problem, Published, State, Working
from kb.publishing import Edition, changing
from kb.schema import revisions, steps


@dataclass(frozen=True, slots=True)
class _Step:
    """A working copy inside the transaction that changes it."""

    edition: Edition
    working: Working
    now: datetime


class Texts:
    """Opens entries and leads their texts through their life.

    `version` is the working copy's version that the window shows: a `ConflictError` tells of a newer one.
    All may raise `RefusedError`, `ImpossibleError` and `UnknownEntryError`.
    """

    def __init__(self, context: Context) -> None:
        self._context = context

    def open(self, code: str) -> Opened:
        """Return an entry's public text and working copy, who else has it open, and what may be done."""
        with self._context.engine.connect() as connection:
            return self._opened(connection, code)

    def problems(self, article: Article) -> tuple[FieldProblem, ...]:
        """Return what keeps a text from being submitted, without asking the database."""
        return problems_of(article, day_of(datetime.now(UTC)))

    def save(self, article: Article, version: int = 0, based_on: int | None = None) -> Working:
        """Keep a working copy; `version` 0 begins one, an empty `article.code` gives a new code.

        `based_on` is given to say that a newer public text has been looked at (see `Clash.PUBLISHED`).
        Drafts may be incomplete; what could not be stored raises `BadTextError`.
        """
        return self.write(Action.SAVE, article, version, based_on)

    def save_opened(self, article: Article, version: int = 0, based_on: int | None = None) -> Opened:
        """Save as `save` does; return the entry as this save has left it, before anybody else comes to it."""
        check_kept(article)
        with changing(self._context.engine) as edition:
            working = self._written(edition, Action.SAVE, article, version, based_on)
            return self._opened(edition.connection, working.article.code)

    def write(
        self, action: Action, article: Article, version: int, based_on: int | None = None, reason: str = ""
    ) -> Working:
        """Write a text into the working copy, by hand or by restoring one (`Action.RESTORE`)."""
        check_kept(article)
        with changing(self._context.engine) as edition:
            return self._written(edition, action, article, version, based_on, reason)

    def discard(self, code: str, version: int) -> None:
        """Give up a working copy; its steps stay in the history."""
        with self._step(Action.DISCARD, code, version) as step:
            after(Action.DISCARD, step.working.state)
            connection = step.edition.connection
            copies.remove_working(connection, code)
            copies.note_step(
                connection,
                Action.DISCARD,
                step.working.article,
                self._context.who.name,
                step.now,
                version=version,
            )

    def submit(self, code: str, version: int) -> Working:
        """Hand the working copy to the reviewers; `BadTextError` says what it lacks."""
        with self._step(Action.SUBMIT, code, version) as step:
            check_submitted(step.working.article, day_of(step.now))
            _check_base(step)
            return self._lead(Action.SUBMIT, step, reason="")

    def recall(self, code: str, version: int) -> Working:
        """Take back what was submitted or scheduled, as a draft."""
        with self._step(Action.RECALL, code, version) as step:
            return self._lead(Action.RECALL, step)

    def send_back(self, code: str, version: int, reason: str) -> Working:
        """Send a submitted or scheduled text back; the reason is needed."""
        _check_reason(reason)
        with self._step(Action.SEND_BACK, code, version) as step:
            return self._lead(Action.SEND_BACK, step, reason=reason)

    def approve(self, code: str, version: int, publish_at: datetime | None = None) -> Opened:
        """Publish a submitted text, at once or at a time; the approver must not be one of its authors."""
        action = Action.PUBLISH if publish_at is None else Action.SCHEDULE
        with self._step(action, code, version) as step:
            check_submitted(step.working.article, day_of(step.now))
            _check_base(step)
            if publish_at is None:
                due.publish(step.edition, step.working, self._context.who.name, step.now)
            else:
                if publish_at <= step.now:
                    raise BadTextError(FieldProblem("publish_at", Problem.PAST))
                self._lead(action, step, publish_at=publish_at, approved_by=self._context.who.name)
            opened = self._opened(step.edition.connection, code)
        self._context.refresh()
        return opened

    def doubt(self, code: str, reason: str) -> Opened:
        """Ask that the public text be confirmed."""
        _check_reason(reason)
        with self._public(Action.DOUBT, code) as (edition, published, now):
            edition.set([code], now, state=State.TO_CONFIRM.value)
            self._note(edition, Action.DOUBT, published, now, reason)
        return self._reopened(code)

    def confirm(self, code: str) -> Opened:
        """Say that the public text is still true today."""
        with self._public(Action.CONFIRM, code) as (edition, published, now):
            today = day_of(now)
            if published.article.expired(today):
                raise BadTextError(FieldProblem("valid_until", Problem.EXPIRED))
            edition.set([code], now, state=State.PUBLISHED.value, confirmed_on=today, withdraw_at=None)
            self._note(edition, Action.CONFIRM, published, now)
        return self._reopened(code)

    def withdraw(self, code: str, reason: str, at: datetime | None = None) -> Opened:
        """Take the public text away from the desks, at once or at a time; the reason is needed.

        Confirming the entry before that time undoes a withdrawal to come.
        """
        _check_reason(reason)
        with self._public(Action.WITHDRAW, code) as (edition, published, now):
            if at is None:
                edition.withdraw(code, self._context.who.name, now, reason)
            else:
                if at <= now:
                    raise BadTextError(FieldProblem("withdraw_at", Problem.PAST))
                edition.set([code], now, withdraw_at=at)
                self._note(edition, Action.WITHDRAW, published, now, reason)
        return self._reopened(code)

    def _written(
        self,
        edition: Edition,
        action: Action,
        article: Article,
        version: int,
        based_on: int | None,
        reason: str = "",
    ) -> Working:
        who = self._context.who
        connection, now = edition.connection, self._context.clock(edition.connection)
        if not article.code:
            article = replace(article, code=_new_code(connection, now))
        latest = edition.latest_revisions([article.code]).get(article.code, 0)
        before = copies.read_working(connection, article.code)
        if (before.version if before else 0) != version:
            raise _conflict(connection, article.code, Clash.CHANGED if before else Clash.GONE)
        if based_on is None:
            based_on = before.based_on if before else latest
        if based_on != latest:
            raise _conflict(connection, article.code, Clash.PUBLISHED)
        state = after(action, before.state if before else None)
        assert state is not None
        kept = before or copies.read_published(connection, article.code)
        departments = {article.department, *({kept.article.department} if kept else ())}
        rights.check(who, action, departments)
        if before and not differs(before.article, article) and before.based_on == based_on:
            return before
        authors = tuple(name for name in (before.authors if before else ()) if name != who.name)
        working = Working(
            article=replace(article, revision=based_on),
            state=state,
            # Never a number that this code's working copies had before: a window may still show one of those.
            version=(version or copies.last_version(connection, article.code)) + 1,
            based_on=based_on,
            authors=(*authors, who.name),
            updated_at=now,
            updated_by=who.name,
            reason=before.reason if before else "",
        )
        self._keep(connection, action, working, reason=reason)
        return working

    def _reopened(self, code: str) -> Opened:
        self._context.refresh()
        return self.open(code)

    def _opened(self, connection: Connection, code: str) -> Opened:
        published = copies.read_published(connection, code)
        working = copies.read_working(connection, code)
        if published is None and working is None:
            raise UnknownEntryError(code)
        now = self._context.clock(connection)
        return Opened(
            code=code,
            published=published,
            working=working,
            others=others(connection, code, self._context.session, now),
            allowed=self._allowed(published, working),
        )

    def _allowed(self, published: Published | None, working: Working | None) -> frozenset[Action]:
        allowed = set()
        state = working.state if working else None
        public = published.state if published else None
        departments = {text.article.department for text in (published, working) if text is not None}
        authors = working.authors if working else ()
        for action in rights.PERMITTED:
            now = public if action in OF_PUBLIC_TEXT else state
            if (action, now) in TRANSITIONS and rights.may(self._context.who, action, departments, authors):
                allowed.add(action)
        return frozenset(allowed)

    @contextmanager
    def _step(self, action: Action, code: str, version: int) -> Iterator[_Step]:
        """Open a transaction on the working copy of `version` in which this person may do `action`."""
        with changing(self._context.engine) as edition:
            connection = edition.connection
            working = copies.read_working(connection, code)
            if working is None:
                raise _conflict(connection, code, Clash.GONE)
            if working.version != version:
                raise _conflict(connection, code, Clash.CHANGED)
            after(action, working.state)
            rights.check(self._context.who, action, {working.article.department}, working.authors)
            yield _Step(edition, working, self._context.clock(connection))

    @contextmanager
    def _public(self, action: Action, code: str) -> Iterator[tuple[Edition, Published, datetime]]:
        """Open a transaction on the public text in which this person may do `action`."""
        with changing(self._context.engine) as edition:
            published = copies.read_published(edition.connection, code)
            if published is None:
                raise UnknownEntryError(code)
            after(action, published.state)
            rights.check(self._context.who, action, {published.article.department})
            yield edition, published, self._context.clock(edition.connection)

    def _lead(
        self,
        action: Action,
        step: _Step,
        *,
        reason: str | None = None,
        publish_at: datetime | None = None,
        approved_by: str = "",
    ) -> Working:
        state = after(action, step.working.state)
        assert state is not None
        working = replace(
            step.working,
            state=state,
            version=step.working.version + 1,
            updated_at=step.now,
            updated_by=self._context.who.name,
            reason=step.working.reason if reason is None else reason,
            publish_at=publish_at,
        )
        self._keep(step.edition.connection, action, working, reason=reason or "", approved_by=approved_by)
        return working

    def _keep(
        self, connection: Connection, action: Action, working: Working, *, reason: str, approved_by: str = ""
    ) -> None:
        copies.write_working(connection, working, approved_by)
        copies.note_step(
            connection,
            action,
            working.article,
            working.updated_by,
            working.updated_at,
            version=working.version,
            reason=reason,
        )

    def _note(
        self, edition: Edition, action: Action, published: Published, now: datetime, reason: str = ""
    ) -> None:
        who = self._context.who.name
        copies.note_step(edition.connection, action, published.article, who, now, reason=reason)


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise BadTextError(FieldProblem("reason", Problem.MISSING))


def _check_base(step: _Step) -> None:
    """See that no other text was published since this one was begun."""
    code = step.working.article.code
    if step.edition.latest_revisions([code]).get(code, 0) != step.working.based_on:
        raise _conflict(step.edition.connection, code, Clash.PUBLISHED)


def _conflict(connection: Connection, code: str, clash: Clash) -> ConflictError:
    return ConflictError(
        clash, copies.read_working(connection, code), copies.read_published(connection, code)
    )


def _new_code(connection: Connection, now: datetime) -> str:
    """Return the next code of the day; the transaction holds the counter, so no other takes it."""
    day = f"{day_of(now):%Y%m%d}-"
    taken = sa.union(
        *(sa.select(table.c.code).where(table.c.code.startswith(day)) for table in (steps, revisions))
    )
    numbers = [
        int(code.removeprefix(day))
        for code in connection.execute(taken).scalars()
        if code.removeprefix(day).isdigit()
    ]
    return f"{day}{max(numbers, default=0) + 1:03}"
