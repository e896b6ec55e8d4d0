"""What a text must be to be kept, and what more it must be to be submitted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from kb.article import Article
from kb.editing.errors import BadTextError
from kb.editing.views import FieldProblem, Problem
from kb.rows import ITEMS, LIST_FIELDS, is_address, is_phone, longest, storable

_TEXTS = (
    "code",
    "title",
    "answer",
    "department",
    "category",
    "source",
    "contact_department",
    "contact_phone",
)
_NEEDED = ("title", "answer", "department")


def check_kept(article: Article) -> None:
    """Raise `BadTextError` for what no draft may hold."""
    problems = tuple(_unkeepable(article))
    if problems:
        raise BadTextError(*problems)


def check_submitted(article: Article, today: date) -> None:
    """Raise `BadTextError` for what keeps a text from being read out to citizens."""
    problems = problems_of(article, today)
    if problems:
        raise BadTextError(*problems)


def problems_of(article: Article, today: date) -> tuple[FieldProblem, ...]:
    """Return everything that keeps a text from being submitted."""
    return (*_unkeepable(article), *_unfit(article, today))


def _unkeepable(article: Article) -> Iterator[FieldProblem]:
    for name in _TEXTS:
        yield from _text(name, getattr(article, name))
    for name in sorted(LIST_FIELDS - {"attachments"}):
        items: tuple[str, ...] = getattr(article, name)
        if len(items) > ITEMS:
            yield FieldProblem(name, Problem.TOO_MANY, (str(ITEMS),))
        for item in items[:ITEMS]:
            yield from _text(name, item)
    if len(article.attachments) > ITEMS:
        yield FieldProblem("attachments", Problem.TOO_MANY, (str(ITEMS),))
    for attachment in article.attachments[:ITEMS]:
        yield from _text("attachments", attachment.label)
        yield from _text("attachments", attachment.url)


def _text(name: str, text: str) -> Iterator[FieldProblem]:
    if not storable(text):
        yield FieldProblem(name, Problem.BAD_CHARACTER)
    if len(text) > longest(name):
        yield FieldProblem(name, Problem.TOO_LONG, (str(len(text)), str(longest(name))))


def _unfit(article: Article, today: date) -> Iterator[FieldProblem]:
    for name in _NEEDED:
        if not re.search(r"\S", getattr(article, name)):
            yield FieldProblem(name, Problem.MISSING)
    if article.valid_from and article.valid_until and article.valid_until < article.valid_from:
        yield FieldProblem("valid_until", Problem.DATES_REVERSED)
    if article.expired(today):
        yield FieldProblem("valid_until", Problem.PAST)
    if article.contact_phone and not is_phone(article.contact_phone):
        yield FieldProblem("contact_phone", Problem.BAD_PHONE)
    for attachment in article.attachments:
        if not attachment.label.strip():
            yield FieldProblem("attachments", Problem.MISSING)
        if not is_address(attachment.url):
            yield FieldProblem("attachments", Problem.BAD_LINK, (attachment.url[:200],))
