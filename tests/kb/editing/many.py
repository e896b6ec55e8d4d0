"""A knowledge base of very many entries, written by the database itself: seconds become moments."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.engine import Engine

_STATEMENT = sa.text(
    """
    WITH RECURSIVE counted(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM counted WHERE n + 1 < :count)
    INSERT INTO kb_entries (
        code, revision, title, answer, similar, department, category, keywords, source,
        initials, pinyin, confirmed_on, published_at, published_by
    )
    SELECT
        printf('K%06d', n), 1,
        printf('第%d号%s业务在%d号窗口怎么办理', n, iif(n % 3, '公积金', '医疗保险'), n % 97),
        :answer, json_array(n || '号窗口办什么'), printf('第%d局', n % 102), printf('第%d类', n % 12),
        '[]', '', 'dhgjjyw', '', '2026-01-01',
        strftime('%Y-%m-%d %H:%M:%S.000000', '2026-01-01', n || ' seconds'), 'import'
    FROM counted
    """
)


def write_entries(engine: Engine, count: int) -> None:
    """Write so many public entries into an empty SQLite database, without their index."""
    with engine.begin() as connection:
        connection.execute(_STATEMENT, {"count": count, "answer": "带身份证到窗口办理。" * 20})
