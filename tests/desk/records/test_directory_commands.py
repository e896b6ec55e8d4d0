"""`desk departments import` and `desk callers import`, as a person runs them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from desk.commands.directory import callers, departments
from desk.errors import UserError
from desk.records import Records, migrate
from desk.records.database import Database
from tests.desk.commands_run import Runner


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


@pytest.fixture
def older(bare_url: str, config: Path) -> Iterator[Database]:
    """Give a database of an older version, which the settings name."""
    config.write_text(
        f'[database]\nurl = "{bare_url}"\n[pbx]\nusername = "a"\nsecret = "b"\n'
        '[seat]\nextension = "2001"\n[monitor]\nextension = "2000"\n',
        "utf-8",
    )
    database = Database(bare_url)
    with database.writing() as connection:
        migrate.upgrade(connection, migrate.known_revisions()[-2])
    yield database
    database.close()


def _revision(database: Database) -> str | None:
    with database.reading() as connection:
        return migrate.current(connection)


@pytest.mark.parametrize(
    "command",
    [
        pytest.param(("departments", "import", "d.csv"), id="departments"),
        pytest.param(("callers", "import", "c.csv"), id="callers"),
        pytest.param(("kb", "import", "k.csv"), id="kb"),
    ],
)
def test_only_init_migrates_a_database_that_others_share(
    command: tuple[str, ...],
    desk: Runner,
    older: Database,
    config: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("d.csv").write_text("code,name,phone,hours,duties\nCG,城市管理局,8013,,\n", "utf-8")
    Path("c.csv").write_text("number,name,address,note\n13800138000,王芳,,\n", "utf-8")
    Path("k.csv").write_text("code,title,answer\nA1,公积金怎么提取,带身份证\n", "utf-8")
    known = migrate.known_revisions()
    if older.dialect == "postgresql":
        assert "desk init" in desk.fails(*command, "--config", config)
        assert _revision(older) == known[-2]
        assert desk("init", "--config", config).status == 0
        assert _revision(older) == known[-1]
    done = desk(*command, "--config", config)
    assert done.status == 0
    assert "1 added" in done.out
    assert _revision(older) == known[-1]


@pytest.mark.parametrize("window", ["workstation", "monitor", "editor"])
@pytest.mark.parametrize("bare_url", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True)
def test_no_window_migrates_a_database_that_others_share(
    window: str, desk: Runner, older: Database, config: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desk.program.until_closed", lambda app, begin: 0)  # a window that opens is closed
    assert "desk init" in desk.fails(window, "--config", config)
    assert _revision(older) == migrate.known_revisions()[-2]


def test_a_file_that_is_not_there_is_a_sentence(config: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(callers, ["import", str(tmp_path / "none.csv"), "--config", str(config)])
    assert isinstance(done.exception, UserError)
    assert "none.csv" in str(done.exception)
