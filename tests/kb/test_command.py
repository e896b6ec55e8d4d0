"""`desk kb …` as a script uses it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kb import Article
from kb.transfer import export_file
from tests.desk.commands_run import Runner
from tests.desk.conftest import config, desk
from tests.kb.conftest import ENTRIES

__all__ = ["config", "desk"]


@pytest.fixture
def filled(desk: Runner, config: Path, tmp_path: Path) -> Path:
    """Give the settings of a knowledge base with the test's entries."""
    path = tmp_path / "entries.csv"
    export_file(ENTRIES, path)
    done = desk("kb", "import", path, "--config", config)
    assert done.status == 0
    assert "7 added" in done.out
    return config


def test_search_prints_a_json_object_a_line(desk: Runner, filled: Path) -> None:
    done = desk("kb", "search", "公积金提取", "--limit", "2", "--json", "--config", filled)
    hits = [json.loads(line) for line in done.out.splitlines()]
    assert [hit["code"] for hit in hits] == ["gjj-1", "gjj-2"]
    assert set(hits[0]) == {"code", "title", "answer", "department", "score"}
    assert hits[0]["score"] > hits[1]["score"]


def test_a_file_of_queries_names_query_and_rank(desk: Runner, filled: Path, tmp_path: Path) -> None:
    queries = tmp_path / "queries.txt"
    queries.write_text("gjjtq\r\n\n饕餮\n医保卡\n", "utf-8")
    done = desk("kb", "search", "--queries", queries, "--json", "--limit", "1", "--config", filled)
    lines = [json.loads(line) for line in done.out.splitlines()]
    assert [(line["query"], line["rank"], line["code"]) for line in lines] == [
        ("gjjtq", 1, "gjj-1"),
        ("医保卡", 1, "yb-1"),
    ]


def test_bad_rows_are_listed_and_good_ones_kept(desk: Runner, filled: Path, tmp_path: Path) -> None:
    path = tmp_path / "more.jsonl"
    good = {"code": "n", "title": "新的标题", "answer": "答"}
    path.write_text("{\n" + json.dumps(good) + "\n" + json.dumps(good | {"code": ""}), "utf-8")
    done = desk("kb", "import", path, "--config", filled)
    assert done.status == 0
    assert "more.jsonl:1" in done.err
    assert "more.jsonl:3" in done.err
    assert "新的标题" in desk("kb", "search", "新的标题", "--config", filled).out


def test_a_dry_run_says_what_would_change(desk: Runner, filled: Path, tmp_path: Path) -> None:
    path = tmp_path / "more.jsonl"
    export_file([Article("gjj-1", "公积金怎么提取", "答"), Article("n", "新的标题", "答")], path)
    done = desk("kb", "import", path, "--dry-run", "--config", filled)
    assert done.status == 0
    first, second = done.out.splitlines()
    assert "1 would be added, 1 updated" in first
    assert second == "gjj-1: title, similar, answer, department, category, keywords"
    assert "新的标题" not in desk("kb", "search", "新的标题", "--config", filled).out
    path.write_text("{", "utf-8")
    assert desk("kb", "import", path, "--dry-run", "--config", filled).status == 1


def test_what_cannot_be_done_is_said(desk: Runner, filled: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK")
    assert "broken.xlsx" in desk.fails("kb", "import", broken, "--config", filled)
    assert "x.doc" in desk.fails("kb", "export", tmp_path / "x.doc", "--config", filled)
    export_file([Article("a", "b", "c")], broken.with_name("one.jsonl"))
    assert desk("kb", "search", "--config", filled).status == 2


def test_check_and_reindex(desk: Runner, filled: Path) -> None:
    assert desk("kb", "check", "--config", filled).status == 0
    assert "7" in desk("kb", "reindex", "--config", filled).out
    assert desk("kb", "check", "--config", filled).status == 0
