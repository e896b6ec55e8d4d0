"""The columns that make an entry's text, the same in every table that keeps one."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row

from kb.article import Article, Attachment

CONTENT = (
    "title",
    "similar",
    "answer",
    "department",
    "category",
    "keywords",
    "source",
    "valid_from",
    "valid_until",
    "contact_department",
    "contact_phone",
    "attachments",
)


def columns_of(article: Article) -> dict[str, Any]:
    """Return an entry's text as the values of its columns."""
    values = {name: getattr(article, name) for name in CONTENT}
    return values | {
        "similar": list(article.similar),
        "keywords": list(article.keywords),
        "attachments": [[each.label, each.url] for each in article.attachments],
    }


def article_in(row: Row[Any], revision: int) -> Article:
    """Return the entry in a row of any table that keeps a text."""
    values = {name: getattr(row, name) for name in CONTENT}
    values |= {
        "similar": tuple(row.similar),
        "keywords": tuple(row.keywords),
        "attachments": tuple(Attachment(label, url) for label, url in row.attachments),
    }
    return Article(code=row.code, revision=revision, **values)


def differs(current: Article | None, wanted: Article) -> bool:
    """Tell whether a text is another than the current one, whatever their revisions."""
    return current is None or columns_of(current) != columns_of(wanted)
