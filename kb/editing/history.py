"""Every revision of an entry: any two compared, any one restored."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from difflib import SequenceMatcher
from typing import Any

import sqlalchemy as sa

from kb.article import Article, Attachment
from kb.content import CONTENT, article_in
from kb.editing.context import Context
from kb.editing.errors import UnknownEntryError
from kb.editing.texts import Texts
from kb.editing.views import Action, Change, FieldDifference, Revision, Stretch, Working
from kb.schema import revisions, steps

_ACTIONS = {"published": Action.PUBLISH, "withdrawn": Action.WITHDRAW}
_CHANGES = {
    "equal": Change.EQUAL,
    "insert": Change.ADDED,
    "delete": Change.REMOVED,
    "replace": Change.REPLACED,
}
# Comparing two stretches takes their lengths' product; what is longer is shown as replaced as a whole.
_MOST_WORK = 1_000_000


class History:
    """What happened to an entry, and the texts that it had."""

    def __init__(self, context: Context, texts: Texts) -> None:
        self._context = context
        self._texts = texts

    def revisions(self, code: str) -> tuple[Revision, ...]:
        """Return everything that happened to an entry, newest first."""
        with self._context.engine.connect() as connection:
            public = connection.execute(sa.select(revisions).where(revisions.c.code == code)).all()
            others = connection.execute(sa.select(steps).where(steps.c.code == code)).all()
        found = [*map(_of_public_text, public), *map(_of_step, others)]
        if not found:
            raise UnknownEntryError(code)
        found.sort(key=lambda each: (each.at, each.revision is not None, int(each.key[1:])), reverse=True)
        return tuple(found)

    def compare(self, code: str, before: str, after: str) -> tuple[FieldDifference, ...]:
        """Compare two revisions by their keys; an empty `before` is a text without a word."""
        older = self._text(code, before) if before else Article(code, "", "")
        return compare(older, self._text(code, after))

    def restore(self, code: str, key: str, version: int = 0) -> Working:
        """Make a revision's text the draft; `version` is the working copy's that is there now, 0 for none."""
        return self._texts.write(Action.RESTORE, self._text(code, key), version, reason=key)

    def _text(self, code: str, key: str) -> Article:
        kind, number = key[:1], key[1:]
        if kind not in ("r", "s") or not (number.isascii() and number.isdigit()):
            raise UnknownEntryError(code, key)
        table, column = (revisions, revisions.c.revision) if kind == "r" else (steps, steps.c.id)
        query = sa.select(table).where(table.c.code == code, column == int(number))
        with self._context.engine.connect() as connection:
            row = connection.execute(query).first()
        if row is None:
            raise UnknownEntryError(code, key)
        return article_in(row, row.revision if kind == "r" else 0)


def _of_public_text(row: sa.Row[Any]) -> Revision:
    return Revision(
        key=f"r{row.revision}",
        action=_ACTIONS[row.action],
        at=row.at,
        who=row.author,
        article=article_in(row, row.revision),
        reason=row.reason,
        approved_by=row.approved_by,
        revision=row.revision,
    )


def _of_step(row: sa.Row[Any]) -> Revision:
    return Revision(
        key=f"s{row.id}",
        action=Action(row.action),
        at=row.at,
        who=row.who,
        article=article_in(row, 0),
        reason=row.reason,
    )


def compare(before: Article, after: Article) -> tuple[FieldDifference, ...]:
    """Return every field of two texts with what changed in it, in the order of the form."""
    found = []
    for name in CONTENT:
        one, other = _shown(getattr(before, name)), _shown(getattr(after, name))
        found.append(FieldDifference(name, one, other, stretches(one, other)))
    return tuple(found)


def stretches(before: str, after: str) -> tuple[Stretch, ...]:
    """Return what makes `after` of `before`: lines first, then the characters of lines that changed."""
    one, other = before.splitlines(keepends=True), after.splitlines(keepends=True)
    starts, other_starts = _starts(one), _starts(other)
    found: list[Stretch] = []
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        places = starts[a1], starts[a2], other_starts[b1], other_starts[b2]
        if tag == "replace":
            found += _characters(before, after, *places)
        else:
            found.append(Stretch(_CHANGES[tag], *places))
    return tuple(_joined(found))


def _characters(before: str, after: str, a1: int, a2: int, b1: int, b2: int) -> list[Stretch]:
    pairs = zip(before[a1:a2], after[b1:b2], strict=False)
    start = next((place for place, (one, other) in enumerate(pairs) if one != other), min(a2 - a1, b2 - b1))
    found = [Stretch(Change.EQUAL, a1, a1 + start, b1, b1 + start)] if start else []
    a1, b1 = a1 + start, b1 + start
    if (a2 - a1) * (b2 - b1) > _MOST_WORK:
        return [*found, Stretch(Change.REPLACED, a1, a2, b1, b2)]
    codes = SequenceMatcher(None, before[a1:a2], after[b1:b2], autojunk=False).get_opcodes()
    found += [Stretch(_CHANGES[tag], a1 + i1, a1 + i2, b1 + j1, b1 + j2) for tag, i1, i2, j1, j2 in codes]
    return found


def _joined(found: list[Stretch]) -> list[Stretch]:
    """Return the stretches with neighbours of one kind made one."""
    joined: list[Stretch] = []
    for each in found:
        if joined and joined[-1].change is each.change:
            last = joined[-1]
            joined[-1] = replace(last, before_end=each.before_end, after_end=each.after_end)
        else:
            joined.append(each)
    return joined


def _starts(lines: list[str]) -> list[int]:
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    return starts


def _shown(value: object) -> str:
    if isinstance(value, Attachment):  # a tuple too
        return f"{value.label} {value.url}"
    if isinstance(value, tuple):
        return "\n".join(_shown(item) for item in value)
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)
