"""`desk departments import` and `desk callers import`, as a person runs them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from desk.commands.directory import callers, departments
from desk.errors import UserError
from desk.records import Records


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("DESK_DATABASE__URL", raising=False)
    path = tmp_path / "desk.toml"
    path.write_text(f'[database]\nurl = "sqlite:///{tmp_path / "cli.db"}"\n', "utf-8")
    return path


def test_bad_rows_are_told_and_good_ones_kept(config: Path, tmp_path: Path) -> None:
    file = tmp_path / "d.csv"
    file.write_bytes("code,name,phone,hours,duties\nCG,城市管理局,8013\n,x\n".encode("gb18030"))
    done = CliRunner().invoke(departments, ["import", str(file), "--config", str(config)])
    assert done.exit_code == 0
    assert "Line 3" in done.stderr
    assert "1 added" in done.stdout
    with Records.open(f"sqlite:///{tmp_path / 'cli.db'}", migrate=False) as records:
        assert [d.initials for d in records.departments("csglj")] == ["csglj"]


def test_a_file_with_nothing_to_take_fails(config: Path, tmp_path: Path) -> None:
    file = tmp_path / "c.csv"
    file.write_text("telephone;name\n138;x\n", "utf-8")
    done = CliRunner().invoke(callers, ["import", str(file), "--config", str(config)])
    assert done.exit_code == 1
    assert "number" in done.stderr


def test_a_file_that_is_not_there_is_a_sentence(config: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(callers, ["import", str(tmp_path / "none.csv"), "--config", str(config)])
    assert isinstance(done.exception, UserError)
    assert "none.csv" in str(done.exception)
