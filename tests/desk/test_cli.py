"""`desk` at the hands of somebody who gets everything wrong: a sentence and a status, never a traceback."""

from __future__ import annotations

import json
import re
import signal
import socket
import sqlite3
import subprocess
import time
from pathlib import Path

import pytest

from desk import cli
from tests.desk.commands_run import PROGRAM, Runner, environment, program

COMMANDS = ["callers", "demo", "departments", "doctor", "editor", "init", "kb", "monitor", "pbx-kit"]
COMMANDS += ["simulator", "workstation"]
WITH_SETTINGS = [
    ("init",),
    ("doctor",),
    ("pbx-kit", "--out", "kit"),
    ("departments", "import", "FILE"),
    ("callers", "import", "FILE"),
    ("kb", "import", "FILE"),
    ("kb", "export", "out.jsonl"),
    ("kb", "search", "公积金"),
    ("kb", "reindex"),
    ("kb", "check"),
    ("workstation",),
]
WITH_DATABASE = [command for command in WITH_SETTINGS if command[0] not in ("pbx-kit",)]
ENTRY = {
    "code": "GJJ-1",
    "title": "租房怎样提取公积金",
    "similar": ["房租能提公积金吗"],
    "answer": "带身份证。",
    "department": "公积金中心",
    "category": "公积金",
    "keywords": ["提取"],
    "source": "甬公积金〔2024〕1号",
    "valid_from": "2026-01-01",
    "valid_until": "2099-12-31",
}


def name_of(command: tuple[str, ...]) -> str:
    return " ".join(command)


@pytest.fixture
def entries(tmp_path: Path) -> Path:
    """Give a file with one entry."""
    path = tmp_path / "entries.jsonl"
    path.write_text(json.dumps(ENTRY, ensure_ascii=False) + "\n", "utf-8")
    return path


def filled(command: tuple[str, ...], tmp_path: Path, entries: Path) -> list[str]:
    known = {"FILE": str(entries), "kit": str(tmp_path / "kit"), "out.jsonl": str(tmp_path / "out.jsonl")}
    return [known.get(part, part) for part in command]


# Usage


@pytest.mark.parametrize("language", ["en_US.UTF-8", "zh_CN.UTF-8"])
def test_help_lists_every_command(language: str) -> None:
    done = program("--help", env=environment(language))
    assert done.status == 0
    assert re.findall(r"^  ([a-z-]+) {2,}\S", done.out.partition("Commands:")[2], re.M) == COMMANDS


@pytest.mark.parametrize("command", [*COMMANDS, "kb import", "kb search", "departments import", "kb check"])
def test_each_command_explains_itself(desk: Runner, command: str) -> None:
    done = desk(*command.split(), "--help")
    assert done.status == 0
    assert "Usage: desk " + command in done.out


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["--nonsense"],
        ["kb"],
        ["kb", "nonsense"],
        ["kb", "search"],
        ["kb", "search", "a", "--queries", "/dev/null"],
        ["kb", "search", "a", "--limit", "0"],
        ["kb", "search", "a", "--limit", "many"],
        ["kb", "import", "/nowhere/at/all.jsonl"],
        ["kb", "import"],
        ["departments", "import"],
        ["callers"],
        ["pbx-kit"],
        ["simulator", "--port", "99999"],
        ["simulator", "--seats", "0"],
        ["simulator", "--calls-per-second", "-1"],
        ["simulator", "--calls-per-second", "nan"],
        ["demo", "--window", "nonsense"],
        ["init", "--config", "/"],
        ["workstation", "extra"],
    ],
    ids=" ".join,
)
def test_wrong_usage_is_status_2(desk: Runner, arguments: list[str]) -> None:
    done = desk(*arguments)
    assert done.status == 2
    assert done.err


# Settings


@pytest.mark.parametrize("command", WITH_SETTINGS, ids=name_of)
def test_a_missing_settings_file_is_said(
    desk: Runner, tmp_path: Path, entries: Path, command: tuple[str, ...]
) -> None:
    missing = tmp_path / "none.toml"
    assert str(missing) in desk.fails(*filled(command, tmp_path, entries), "--config", missing)


@pytest.mark.parametrize("command", WITH_SETTINGS, ids=name_of)
def test_a_wrong_key_is_said_with_its_line(
    desk: Runner, config: Path, tmp_path: Path, entries: Path, command: tuple[str, ...]
) -> None:
    config.write_text(config.read_text("utf-8") + "[ui]\ncolour = 1\n", "utf-8")
    lines = len(config.read_text("utf-8").splitlines())
    assert f"{config}:{lines}: " in desk.fails(*filled(command, tmp_path, entries), "--config", config)


@pytest.mark.parametrize(
    ("command", "language", "words"),
    [
        ("init", "zh_CN.UTF-8", "设置文件"),
        ("init", "en_US.UTF-8", "The settings file"),
        ("workstation", "zh_CN.UTF-8", "设置文件"),
        ("workstation", "en_US.UTF-8", "The settings file"),
    ],
)
def test_sentences_are_in_the_language_of_the_system(
    tmp_path: Path, command: str, language: str, words: str
) -> None:
    done = program(command, "--config", tmp_path / "none.toml", env=environment(language))
    assert done.status == 1
    assert words in done.err


def test_a_terminal_that_can_not_show_chinese_still_gets_a_status(tmp_path: Path) -> None:
    env = environment("zh_CN.UTF-8", PYTHONIOENCODING="ascii")
    done = subprocess.run(
        [PROGRAM, "init", "--config", tmp_path / "none.toml"], capture_output=True, env=env, check=False
    )
    assert done.returncode == 1
    assert b"none.toml" in done.stderr
    assert b"Traceback" not in done.stderr


def test_the_window_without_a_screen_says_so(config: Path) -> None:
    env = environment("zh_CN.UTF-8")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        env.pop(name, None)
    done = program("workstation", "--config", config, env=env)
    assert done.status == 1
    assert "DISPLAY" in done.err
    assert "没有" in done.err


@pytest.mark.parametrize(
    ("line", "key"), [('username = "desk-2001"', "pbx.username"), ('extension = "2001"', "seat.extension")]
)
def test_what_the_window_needs_is_named(desk: Runner, config: Path, line: str, key: str) -> None:
    config.write_text(config.read_text("utf-8").replace(line, ""), "utf-8")
    assert key in desk.fails("workstation", "--config", config)


# Databases


def test_init_can_be_repeated(desk: Runner, config: Path, tmp_path: Path) -> None:
    for _ in range(2):
        assert desk("init", "--config", config).status == 0
    assert (tmp_path / "desk.db").exists()
    assert (tmp_path / "index").is_dir()


def test_without_settings_everything_is_in_the_users_folder(desk: Runner, home: Path) -> None:
    assert desk("init").status == 0
    assert (home / "data" / "hotline-desk" / "desk.db").exists()


@pytest.mark.parametrize("command", WITH_DATABASE, ids=name_of)
def test_a_database_of_a_newer_version_is_left_alone(
    desk: Runner, config: Path, tmp_path: Path, entries: Path, command: tuple[str, ...]
) -> None:
    desk("init", "--config", config)
    with sqlite3.connect(tmp_path / "desk.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    done = desk(*filled(command, tmp_path, entries), "--config", config)
    assert done.status == 1
    assert "newer version (9999)" in done.said


@pytest.mark.parametrize("damage", ["no database", "first page", "cut"])
@pytest.mark.parametrize("command", WITH_DATABASE, ids=name_of)
def test_a_damaged_database_is_said(
    desk: Runner, config: Path, tmp_path: Path, entries: Path, command: tuple[str, ...], damage: str
) -> None:
    place = tmp_path / "desk.db"
    desk("init", "--config", config)
    whole = place.read_bytes()
    place.write_bytes(
        {
            "no database": b"not a database " * 500,
            "first page": whole[:100] + b"\xa5" * 3996 + whole[4096:],
            "cut": whole[: len(whole) // 2 + 100],
        }[damage]
    )
    done = desk(*filled(command, tmp_path, entries), "--config", config)
    assert done.status == 1
    assert "damaged" in done.said


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "mysql://somewhere/db",
        "sqlite:////proc/no/desk.db",
        "sqlite:////dev/null/desk.db",
        "postgresql+psycopg://desk:hush-hush@127.0.0.1:1/desk",
        "postgresql+nonsense://127.0.0.1/desk",
        "sqlite:///a\\u0000b",
    ],
)
def test_a_database_that_can_not_be_opened_is_said(desk: Runner, config: Path, url: str) -> None:
    config.write_text(re.sub(r'url = ".*"', lambda _: f'url = "{url}"', config.read_text("utf-8")), "utf-8")
    for command in ("init", "doctor"):
        done = desk(command, "--config", config)
        assert done.status == 1
        assert "database" in done.said.lower()
        assert "hush-hush" not in done.said


@pytest.mark.parametrize("index", ["/proc/no/index", "/dev/null/index", "a\\u0000b"])
def test_an_index_folder_that_can_not_be_written_is_said(desk: Runner, config: Path, index: str) -> None:
    config.write_text(
        re.sub(r'index = ".*"', lambda _: f'index = "{index}"', config.read_text("utf-8")), "utf-8"
    )
    for command in (("init",), ("kb", "search", "a"), ("kb", "reindex")):
        assert "index" in desk.fails(*command, "--config", config)


def test_a_corrupt_index_is_rebuilt(desk: Runner, config: Path, tmp_path: Path, entries: Path) -> None:
    assert desk("kb", "import", entries, "--config", config).status == 0
    for damage in (lambda _: b"\xa5garbage" * 40, lambda data: data[: len(data) // 2], lambda _: b""):
        for path in (tmp_path / "index").rglob("*"):
            if path.is_file():
                path.write_bytes(damage(path.read_bytes()))
        done = desk("kb", "search", "租房提取公积金", "--json", "--config", config)
        assert done.status == 0
        assert json.loads(done.out.splitlines()[0])["code"] == "GJJ-1"
        assert desk("kb", "check", "--config", config).status == 0


# Failures of the ground


def test_a_mistake_of_the_program_is_a_sentence_and_a_traceback_in_the_log(
    capsys: pytest.CaptureFixture[str], qapp: object, monkeypatch: pytest.MonkeyPatch, logged: object
) -> None:
    def fail(_path: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("desk.logs.start", lambda: None)
    monkeypatch.setattr("desk.settings.load", fail)
    with pytest.raises(SystemExit) as ended:
        cli.main(["init"])
    assert ended.value.code == 1
    err = capsys.readouterr().err
    assert "desk.log" in err
    assert "Traceback" not in err
    assert "ZeroDivisionError" in logged.text  # type: ignore[attr-defined]


def test_a_log_that_can_not_be_written_stops_nothing(config: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    done = program("init", "--config", config, env=environment(XDG_STATE_HOME=str(tmp_path / "file")))
    assert done.status == 0, done.err


def test_a_home_that_can_not_be_written_is_said() -> None:
    env = environment(HOME="/proc/no", XDG_STATE_HOME="/proc/no", XDG_DATA_HOME="/proc/no")
    done = program("init", env=env)
    assert done.status == 1
    assert "/proc/no" in done.err
    assert "inside the program" not in done.err


def test_a_reader_that_goes_away_ends_the_command(config: Path, entries: Path) -> None:
    program("kb", "import", entries, "--config", config)
    queries = config.with_name("queries.txt")
    queries.write_text("公积金\n" * 2000, "utf-8")
    with subprocess.Popen(
        [PROGRAM, "kb", "search", "--queries", queries, "--json", "--config", config],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(30) in (0, 1)


# The simulator


def test_the_simulator_greets_and_ends_on_a_signal() -> None:
    with subprocess.Popen(
        [PROGRAM, "simulator", "--port", "0", "--seats", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        text=True,
    ) as process:
        assert process.stdout is not None
        match = re.search(r"127\.0\.0\.1:(\d+)", process.stdout.readline())
        assert match
        with socket.create_connection(("127.0.0.1", int(match[1])), 5) as connection:
            assert connection.recv(100).startswith(b"Asterisk Call Manager/")
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
        assert time.monotonic() - began < 3
        assert process.stderr is not None
        assert process.stderr.read() == ""


def test_a_port_that_is_taken_is_said(desk: Runner) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert str(port) in desk.fails("simulator", "--port", str(port))
