"""What call-takers say of entries ("this answer is wrong"), until an editor has resolved it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from kb.editing import rights
from kb.editing.context import Context
from kb.editing.errors import BadTextError, UnknownEntryError
from kb.editing.findings import Suggestion
from kb.editing.views import Action, FieldProblem, Problem
from kb.schema import entries, suggestions

_MOST = 500


class Suggestions:
    """Suggestions of call-takers; `KnowledgeBase.suggest` is how a desk makes one."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def list(self, code: str | None = None, *, resolved: bool = False) -> Sequence[Suggestion]:
        """Return the open ones, newest first, or with `resolved` all; of one entry or of all."""
        query = _with_titles().order_by(suggestions.c.at.desc(), suggestions.c.id.desc()).limit(_MOST)
        if code is not None:
            query = query.where(suggestions.c.code == code)
        if not resolved:
            query = query.where(suggestions.c.resolved_at.is_(None))
        with self._context.engine.connect() as connection:
            return [_suggestion(row) for row in connection.execute(query)]

    def resolve(self, number: int, resolution: str) -> Suggestion:
        """Say what was done about it; another editor who was first is not overwritten."""
        if not resolution.strip():
            raise BadTextError(FieldProblem("resolution", Problem.MISSING))
        with self._context.engine.begin() as connection:
            mine = suggestions.c.id == number
            connection.execute(
                sa.update(suggestions)
                .where(mine, suggestions.c.resolved_at.is_(None))
                .values(
                    resolved_at=self._context.clock(connection),
                    resolved_by=self._context.who.name,
                    resolution=resolution,
                )
            )
            row = connection.execute(_with_titles().where(mine)).first()
            if row is None:
                raise UnknownEntryError(str(number))
            # a contributor answers for the entries of their own department
            rights.check(self._context.who, Action.CONFIRM, {row.department or ""})
            return _suggestion(row)


def _with_titles() -> sa.Select[Any]:
    return sa.select(suggestions, entries.c.title, entries.c.department).outerjoin(
        entries, entries.c.code == suggestions.c.code
    )


def _suggestion(row: sa.Row[Any]) -> Suggestion:
    return Suggestion(
        number=row.id,
        code=row.code,
        revision=row.revision,
        title=row.title or "",
        words=row.words,
        at=row.at,
        call_id=row.call_id,
        agent=row.agent,
        resolved_at=row.resolved_at,
        resolved_by=row.resolved_by,
        resolution=row.resolution,
    )
