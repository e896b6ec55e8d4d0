"""The light rows of all entries read from the database: all at once, or those of some codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kb.analysis import simplify
from kb.editing.views import State
from kb.publishing import chunks
from kb.readings import initials_and_pinyin
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


class _Text(NamedTuple):
    """The columns of every query below, in their order; a row's own attributes are slower to read."""

    code: str
    title: str
    similar: Sequence[str]
    department: str
    category: str
    valid_from: date | None
    valid_until: date | None
    at: datetime
    who: str
    state: str
    initials: str | None = None
    pinyin: str | None = None
    confirmed_on: date | None = None
    publish_at: datetime | None = None


_SHARED = ("code", "title", "similar", "department", "category", "valid_from", "valid_until")
_Pair = tuple[_Text | None, _Text | None]  # the public text, the working copy


def read_all(connection: Connection) -> Iterator[Light]:
    """Yield every entry there is: public, withdrawn, and working copies alone."""
    copies = _by_code(connection.execute(_drafts()))
    for query in (_public(), _withdrawn()):
        rows = connection.execution_options(yield_per=_AT_ONCE).execute(query)
        for page in rows.partitions(_AT_ONCE):
            texts = [_Text(*row) for row in page]
            yield from _lights([(text, copies.pop(text.code, None)) for text in texts])
    yield from _lights([(None, copy) for copy in copies.values()])


def read_some(connection: Connection, codes: Sequence[str]) -> Iterator[Light]:
    """Yield the entries of `codes` that there are."""
    for chunk in chunks(codes):
        copies = _by_code(connection.execute(_drafts().where(drafts.c.code.in_(chunk))))
        public = _by_code(connection.execute(_public().where(entries.c.code.in_(chunk))))
        public |= _by_code(connection.execute(_withdrawn().where(revisions.c.code.in_(chunk))))
        yield from _lights([(public.get(code), copies.get(code)) for code in public | copies])


def _by_code(rows: Iterable[Any]) -> dict[str, _Text]:
    return {text.code: text for text in (_Text(*row) for row in rows)}


def _public() -> sa.Select[Any]:
    column = entries.c
    said = (column.published_at, column.published_by, column.state)
    return sa.select(*column[_SHARED], *said, column.initials, column.pinyin, column.confirmed_on)


def _withdrawn() -> sa.Select[Any]:
    column, later = revisions.c, revisions.alias("later")
    state = sa.literal(State.WITHDRAWN.value)
    return sa.select(*column[_SHARED], column.at, column.author, state).where(
        column.action == "withdrawn",
        ~sa.exists().where(entries.c.code == column.code),
        ~sa.exists().where(later.c.code == column.code, later.c.revision > column.revision),
    )


def _drafts() -> sa.Select[Any]:
    column, nothing = drafts.c, sa.literal(None)
    said = (column.updated_at, column.updated_by, column.state)
    return sa.select(*column[_SHARED], *said, nothing, nothing, nothing, column.publish_at)


def _lights(pairs: list[_Pair]) -> Iterator[Light]:
    """Put public texts and working copies together; simplified in one go, which is faster."""
    texts = [_questions(public) + _questions(copy) for public, copy in pairs]
    plain = simplify(_SEPARATOR.join(texts)).split(_SEPARATOR)
    if len(plain) != len(texts):  # a title holds the separator
        plain = [simplify(text) for text in texts]
    for (public, copy), questions in zip(pairs, plain, strict=True):
        shown = public or copy
        assert shown is not None
        newest = copy if copy is not None and copy.at >= shown.at else shown
        initials, pinyin = shown.initials, shown.pinyin
        if initials is None or pinyin is None:
            initials, pinyin = initials_and_pinyin(shown.title)
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
            sought=f"{shown.code.lower()}\n{questions}{initials}\n{pinyin.replace(' ', '')}",
        )


def _questions(text: _Text | None) -> str:
    return "" if text is None else "\n".join((text.title, *text.similar, ""))
