"""What was chosen before for like questions: the wordings from which an entry settled calls.

They are kept in the database, the latest few of each entry, and every desk's index holds them as ways to ask
for the entry that count a little less than those an editor wrote. What could tell a person is left
out: long numbers go, and a wording is cut to the length of a question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from kb.analysis import simplify
from kb.clock import Clock
from kb.publishing import changing, chunks
from kb.query import matter
from kb.schema import chosen

KEPT = 8
_LONGEST = 60
_SHORTEST = 2  # characters of a matter: one alone says too little of it
_LETTERS = re.compile("[a-z' ]*")  # initials are no question
_NUMBER = re.compile(r"\d(?:[\s\-—*_.]?\d){5,}[xX]?")


def wording(query: str) -> str:
    """Return what may be kept of a question; empty when that says nothing of a matter."""
    text = " ".join(_NUMBER.sub(" ", simplify(query)).split())[:_LONGEST].strip()
    if _LETTERS.fullmatch(text) or sum(map(str.isalnum, matter(text))) < _SHORTEST:
        return ""
    return text


def learn(engine: Engine, clock: Clock, code: str, question: str) -> None:
    """Note that an entry was chosen for a question; of an entry the latest `KEPT` questions stay."""
    of_entry = chosen.c.code == code
    with changing(engine) as edition:
        connection, now = edition.connection, clock(edition.connection)
        again = sa.update(chosen).where(of_entry, chosen.c.question == question)
        if connection.execute(again.values(times=chosen.c.times + 1, at=now)).rowcount:
            return
        connection.execute(sa.insert(chosen).values(code=code, question=question, times=1, at=now))
        for old in questions(connection, [code])[code][KEPT:]:
            connection.execute(sa.delete(chosen).where(of_entry, chosen.c.question == old))
        edition.touch([code], now)


def questions(connection: Connection, codes: Sequence[str]) -> dict[str, list[str]]:
    """Return the questions for which each of `codes` was chosen, the latest first."""
    found: dict[str, list[str]] = {}
    for chunk in chunks(codes):
        latest = (chosen.c.code, chosen.c.at.desc(), chosen.c.question)
        query = sa.select(chosen.c.code, chosen.c.question).where(chosen.c.code.in_(chunk)).order_by(*latest)
        for row in connection.execute(query):
            found.setdefault(row.code, []).append(row.question)
    return found
