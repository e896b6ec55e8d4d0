"""`desk kb …` as a script uses it."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import signal
import subprocess
from pathlib import Path

import pytest
import sqlalchemy as sa

from kb import Article
from kb.readings import initials_and_pinyin
from kb.rows import cells_of
from kb.transfer import export_file
from tests.desk.commands_run import PROGRAM, Runner, environment, program
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


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Give a file of more entries than are published at a time."""
    path = tmp_path / "many.jsonl"
    export_file([Article(f"m-{number}", f"第{number}问怎么办", "答") for number in range(900)], path)
    return path


def test_ctrl_c_in_the_middle_of_an_import_leaves_nothing_of_it(
    desk: Runner, filled: Path, many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pressed(title: str) -> tuple[str, str]:
        if title == "第0问怎么办":
            signal.raise_signal(signal.SIGINT)
        return initials_and_pinyin(title)

    before = signal.getsignal(signal.SIGINT)
    with monkeypatch.context() as patch:
        patch.setattr("kb.publishing.initials_and_pinyin", pressed)
        assert "Nothing was imported" in desk.fails("kb", "import", many, "--config", filled)
    assert signal.getsignal(signal.SIGINT) is before
    assert desk("kb", "check", "--config", filled).out.startswith("7 entries in the database, 7 in the index")
    assert "900 added" in desk("kb", "import", many, "--config", filled).out


def test_a_terminal_sees_how_far_the_import_is_and_a_file_does_not(filled: Path, many: Path) -> None:
    assert program("kb", "import", many, "--dry-run", "--config", filled).err == ""
    seen, said = watched("kb", "import", many, "--config", filled)
    assert "900 added" in said
    assert "44%" in seen
    assert "100%" in seen


def test_ctrl_c_in_the_middle_of_an_export_leaves_the_file_that_was_there(
    desk: Runner, filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pressed(article: Article) -> list[str]:
        if article.code == "gjj-1":
            signal.raise_signal(signal.SIGINT)
        return cells_of(article)

    path = tmp_path / "out" / "kb.csv"
    path.parent.mkdir()
    path.write_text("before")
    with monkeypatch.context() as patch:
        patch.setattr("kb.transfer.cells_of", pressed)
        assert "No file was written" in desk.fails("kb", "export", path, "--config", filled)
    assert path.read_text() == "before"
    assert list(path.parent.iterdir()) == [path]
    assert "7 entries written" in desk("kb", "export", path, "--config", filled).out


def test_a_terminal_sees_how_far_the_export_is_and_a_file_does_not(
    filled: Path, many: Path, tmp_path: Path
) -> None:
    program("kb", "import", many, "--config", filled)
    path = tmp_path / "out.xlsx"
    assert program("kb", "export", path, "--config", filled).err == ""
    seen, said = watched("kb", "export", path, "--config", filled)
    assert "907 entries written" in said
    assert "44%" in seen
    assert "100%" in seen


def watched(*arguments: object) -> tuple[str, str]:
    """Return what a command shows on a terminal, and what it says to standard output."""
    screen, child = pty.openpty()
    command = [str(PROGRAM), *map(str, arguments)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=child, env=environment()) as process:
        os.close(child)
        seen = b""
        with open(screen, "rb", buffering=0) as terminal, contextlib.suppress(OSError):
            while part := terminal.read(4096):  # a closed terminal ends with an error
                seen += part
        assert process.stdout is not None
        return seen.decode(), process.stdout.read().decode()


def test_what_cannot_be_done_is_said(desk: Runner, filled: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK")
    assert "broken.xlsx" in desk.fails("kb", "import", broken, "--config", filled)
    assert "x.doc" in desk.fails("kb", "export", tmp_path / "x.doc", "--config", filled)
    export_file([Article("a", "b", "c")], broken.with_name("one.jsonl"))
    assert desk("kb", "search", "--config", filled).status == 2


def test_a_check_of_an_index_that_differs_says_what_to_do(desk: Runner, filled: Path, tmp_path: Path) -> None:
    engine = sa.create_engine(f"sqlite:///{tmp_path / 'desk.db'}")
    with engine.begin() as connection:
        for statement in (
            "DELETE FROM kb_entries WHERE code = 'sw-1'",
            "UPDATE kb_entries SET code = 'new' WHERE code = 'gjj-1'",
            "UPDATE kb_entries SET state = 'to_confirm' WHERE code = 'yb-1'",
        ):
            connection.exec_driver_sql(statement)
    engine.dispose()
    done = desk("kb", "check", "--config", filled)
    assert done.status == 1
    assert done.out.startswith("6 entries in the database, 7 in the index")
    assert "1 missing, 2 left over, 1 out of date" in done.err
    assert "`desk kb reindex`" in done.err
    assert desk("kb", "reindex", "--config", filled).status == 0
    assert desk("kb", "check", "--config", filled).status == 0


def test_check_and_reindex(desk: Runner, filled: Path) -> None:
    assert desk("kb", "check", "--config", filled).status == 0
    assert "7" in desk("kb", "reindex", "--config", filled).out
    assert desk("kb", "check", "--config", filled).status == 0
