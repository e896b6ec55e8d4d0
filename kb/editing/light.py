"""The light rows of all entries read from the database: all at once, or those of some codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kb.analysis import initials_and_pinyin, simplify
from kb.editing.views import State
from kb.publishing import chunks
from kb.schema import drafts, entries, revisions

_SEPARATOR = "\x1f"
_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Light:
    """An entry without its answer; `sought` is what a typed filter is looked for in, simplified."""

    code: str
    title: str
    department: str
    category: str
    state: State
    working: State | None
    valid_from: date | None
    valid_until: date | None
    confirmed_on: date | None
    updated_at: datetime
    updated_by: str
    publish_at: datetime | None
    initials: str
    sought: str


def read_all(connection: Connection) -> Iterator[Light]:
    """Yield every entry there is: public, withdrawn, and working copies alone."""
    copies = {row.code: row for row in connection.execute(_drafts())}
    for query in (_public(), _withdrawn()):
        rows = connection.execution_options(yield_per=_AT_ONCE).execute(query)
        for page in rows.partitions(_AT_ONCE):
            yield from _lights([(row, copies.pop(row.code, None)) for row in page])
    yield from _lights([(None, copy) for copy in copies.values()])


def read_some(connection: Connection, codes: Sequence[str]) -> Iterator[Light]:
    """Yield the entries of `codes` that there are."""
    for chunk in chunks(codes):
        copies = {row.code: row for row in connection.execute(_drafts().where(drafts.c.code.in_(chunk)))}
        public = connection.execute(_public().where(entries.c.code.in_(chunk))).all()
        withdrawn = connection.execute(_withdrawn().where(revisions.c.code.in_(chunk))).all()
        pairs = [(row, copies.pop(row.code, None)) for row in (*public, *withdrawn)]
        yield from _lights([*pairs, *((None, copy) for copy in copies.values())])


def _public() -> sa.Select[Any]:
    column = entries.c
    return sa.select(
        column.code,
        column.title,
        column.similar,
        column.department,
        column.category,
        column.valid_from,
        column.valid_until,
        column.initials,
        column.confirmed_on,
        column.published_at.label("at"),
        column.published_by.label("who"),
        column.state,
    )


def _withdrawn() -> sa.Select[Any]:
    column, later = revisions.c, revisions.alias("later")
    return sa.select(
        column.code,
        column.title,
        column.similar,
        column.department,
        column.category,
        column.valid_from,
        column.valid_until,
        sa.literal(None).label("initials"),
        sa.literal(None).label("confirmed_on"),
        column.at,
        column.author.label("who"),
        sa.literal(State.WITHDRAWN.value).label("state"),
    ).where(
        column.action == "withdrawn",
        ~sa.exists().where(entries.c.code == column.code),
        ~sa.exists().where(later.c.code == column.code, later.c.revision > column.revision),
    )


def _drafts() -> sa.Select[Any]:
    column = drafts.c
    return sa.select(
        column.code,
        column.title,
        column.similar,
        column.department,
        column.category,
        column.valid_from,
        column.valid_until,
        column.state,
        column.updated_at.label("at"),
        column.updated_by.label("who"),
        column.publish_at,
    )


def _lights(pairs: Iterable[tuple[Any, Any]]) -> Iterator[Light]:
    """Put public rows and working copies together; their texts are simplified in one go, which is faster."""
    pairs = list(pairs)
    texts = [_questions(public) + _questions(copy) for public, copy in pairs]
    plain = simplify(_SEPARATOR.join(texts)).split(_SEPARATOR)
    if len(plain) != len(texts):  # a title holds the separator
        plain = [simplify(text) for text in texts]
    for (public, copy), questions in zip(pairs, plain, strict=True):
        shown = public if public is not None else copy
        initials = getattr(shown, "initials", None)
        if initials is None:
            initials = initials_and_pinyin(shown.title)[0]
        newest = copy if copy is not None and copy.at >= shown.at else shown
        yield Light(
            code=shown.code,
            title=shown.title,
            department=shown.department,
            category=shown.category,
            state=State(shown.state),
            working=State(copy.state) if copy is not None and public is not None else None,
            valid_from=shown.valid_from,
            valid_until=shown.valid_until,
            confirmed_on=public.confirmed_on if public is not None else None,
            updated_at=newest.at,
            updated_by=newest.who,
            publish_at=copy.publish_at if copy is not None else None,
            initials=initials,
            sought=f"{shown.code.lower()}\n{questions}{initials}",
        )


def _questions(row: Any) -> str:
    return "" if row is None else "\n".join((row.title, *row.similar, ""))
