"""An editorial on both databases, with people of every role and a clock that stands until it is moved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desk.records import Records
from kb import Article, KnowledgeBase
from kb.editing import Editor, Editorial, Role
from kb.editing.views import Opened, Working
from tests.desk.records.conftest import Clock, clock, url
from tests.kb.conftest import ENTRIES

__all__ = ["clock", "url"]

WANG = Editor("王敏", Role.EDITOR)
LI = Editor("李强", Role.REVIEWER)
ZHAO = Editor("赵红", Role.REVIEWER)
CHEN = Editor("陈静", Role.CONTRIBUTOR, "住房公积金管理中心")
NEW = Article(
    "",
    "公积金可以异地贷款吗",
    "**可以**。带缴存证明到贷款地中心办理。",
    similar=("外地公积金能贷款吗",),
    department="住房公积金管理中心",
)

Person = Callable[[Editor], Editorial]


@pytest.fixture
def kept(url: str, clock: Clock, tmp_path: Path) -> Iterator[KnowledgeBase]:
    """Give a knowledge base on a migrated database."""
    with Records.open(url, migrate=False, now=clock) as records:
        made = KnowledgeBase(
            records.database.knowledge_engine, tmp_path / "index", clock=lambda _: clock.time
        )
        made.open()
        made.put(ENTRIES, "import")
        yield made
        made.close()


@pytest.fixture
def person(kept: KnowledgeBase, clock: Clock) -> Person:
    """Return who sits at an editor's window of their own."""
    return lambda who: Editorial(kept, who, clock=lambda _: clock.time)


def submitted(person: Person, article: Article = NEW, who: Editor = WANG) -> Working:
    texts = person(who).texts
    saved = texts.save(article)
    return texts.submit(saved.article.code, saved.version)


def published(person: Person, article: Article = NEW) -> Opened:
    waiting = submitted(person, article)
    return person(LI).texts.approve(waiting.article.code, waiting.version)
