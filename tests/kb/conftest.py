"""A knowledge base on a fresh SQLite file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copy

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from kb import Article, KnowledgeBase
from kb.store import create_all

RESOURCES = Path(__file__).parents[2] / "resources"
ENTRIES = (
    Article(
        "gjj-1",
        "公积金提取需要什么材料",
        "本人身份证、公积金卡，到柜台或网上办理。",
        similar=("怎么取公积金", "住房公积金怎么提"),
        department="住房公积金管理中心",
        category="公积金",
        keywords=("提取", "材料"),
    ),
    Article(
        "gjj-2", "公积金贷款额度是多少", "按缴存余额计算，最高一百万元。", department="住房公积金管理中心"
    ),
    Article("yb-1", "医疗保险卡丢失如何补办", "带身份证到任一医保窗口。", department="医疗保障局"),
    Article("tl-1", "12306网上订票支持哪些证件", "身份证、护照。"),
    Article("js-1", "A证驾照体检多久一次", "每年一次。"),
    Article("tx-1", "5G基站辐射投诉", "由通信管理局受理。"),
    Article("sw-1", "税怎么申报", "在电子税务局申报。"),
)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = sa.create_engine(f"sqlite:///{tmp_path / 'kb.db'}")
    create_all(made)
    yield made
    made.dispose()


@pytest.fixture
def terms(tmp_path: Path) -> Path:
    """A folder with few synonyms and all sounds."""
    folder = tmp_path / "terms"
    folder.mkdir()
    words = "# everyday words\n医保 医疗保险 医疗保障\n公积金 住房公积金\n"
    (folder / "synonyms.txt").write_text(words, "utf-8")
    copy(RESOURCES / "terms" / "pinyin.txt", folder)
    return folder


@pytest.fixture
def knowledge(engine: Engine, tmp_path: Path, terms: Path) -> Iterator[KnowledgeBase]:
    made = KnowledgeBase(engine, tmp_path / "index", terms)
    made.open()
    made.put(ENTRIES, "editor")
    yield made
    made.close()
