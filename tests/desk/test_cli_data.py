"""`desk` with data in its hands: what goes in comes out, what is bad is listed, a full disk is said."""

from __future__ import annotations

import contextlib
import csv
import json
import os
import resource
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desk.commands_run import PROGRAM, Runner, environment
from tests.desk.test_cli import ENTRY


def entry(code: str, **changes: object) -> str:
    return json.dumps(ENTRY | {"code": code} | changes, ensure_ascii=False)


@pytest.fixture
def entries(tmp_path: Path) -> Path:
    """Give a file with two entries and three bad rows."""
    path = tmp_path / "entries.jsonl"
    rows = [
        entry("A-1"),
        "{not json",
        entry("A-2", title="怎样补办身份证", answer="=cmd|' /C calc'!A0 到派出所办理。"),
        entry("A-3", title=""),
        "[]",
    ]
    path.write_text("\n".join(rows) + "\n", "utf-8")
    return path


def test_bad_entries_are_listed_with_their_line_and_good_ones_kept(
    desk: Runner, config: Path, entries: Path
) -> None:
    done = desk("kb", "import", entries, "--config", config)
    assert done.status == 0
    assert "2 added" in done.out
    assert [line.split(":")[1] for line in done.err.splitlines()] == ["2", "4", "5"]
    again = desk("kb", "import", entries, "--config", config)
    assert "0 added, 0 updated, 2 unchanged" in again.out


@pytest.mark.parametrize("suffix", ["jsonl", "csv", "xlsx"])
def test_what_goes_out_comes_in_again(
    desk: Runner, config: Path, entries: Path, tmp_path: Path, suffix: str
) -> None:
    desk("kb", "import", entries, "--config", config)
    file = tmp_path / f"out.{suffix}"
    assert desk("kb", "export", file, "--config", config).status == 0
    if suffix == "csv":
        with file.open(encoding="utf-8-sig", newline="") as opened:
            cells = [cell for row in csv.reader(opened) for cell in row]
        assert not any(cell.startswith(("=", "+", "@", "\t")) for cell in cells)
    done = desk("kb", "import", file, "--config", config)
    assert "2 unchanged, 0 not taken" in done.out


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", b"{}"),
        ("a.jsonl", b"\xff\xfe\x00\x01" * 50),
        ("a.csv", b""),
        ("a.csv", b"colour,shape\n1,2\n"),
        ("a.csv", b"," * 1_000_000 + b"\n"),
        ("a.xlsx", b"PK\x03\x04 not a spreadsheet"),
        ("a.xlsx", b""),
    ],
)
@pytest.mark.parametrize("command", [("kb", "import"), ("departments", "import"), ("callers", "import")])
def test_a_file_that_holds_nothing_to_take_is_said(
    desk: Runner, config: Path, tmp_path: Path, command: tuple[str, ...], name: str, content: bytes
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    done = desk(*command, file, "--config", config)
    assert done.err.strip()
    assert done.status == 1


def test_an_export_that_can_not_be_written_is_said(desk: Runner, config: Path, entries: Path) -> None:
    desk("kb", "import", entries, "--config", config)
    for place in ("/proc/no/out.csv", "/dev/null/out.jsonl", "/proc/out.xlsx"):
        assert place.rpartition("/")[2] in desk.fails("kb", "export", place, "--config", config)


def test_a_search_gives_an_object_a_line(desk: Runner, config: Path, entries: Path, tmp_path: Path) -> None:
    desk("kb", "import", entries, "--config", config)
    done = desk("kb", "search", "补办身份证", "--json", "--limit", "1", "--config", config)
    (hit,) = [json.loads(line) for line in done.out.splitlines()]
    assert list(hit) == ["code", "title", "answer", "department", "score"]
    assert hit["code"] == "A-2"
    queries = tmp_path / "queries.txt"
    queries.write_bytes("租房公积金\r\n\r\n身份证\n".encode("gb18030"))
    done = desk("kb", "search", "--queries", queries, "--json", "--config", config)
    hits = [json.loads(line) for line in done.out.splitlines()]
    assert [(hit["query"], hit["code"]) for hit in hits if hit["rank"] == 1] == [
        ("租房公积金", "A-1"),
        ("身份证", "A-2"),
    ]


@pytest.mark.parametrize(
    "query",
    [
        "",
        "   ",
        "*",
        "a AND (",
        '"',
        "\\",
        "长" * 50_000,
        "\u202e\u200b",
        "𠮷",
        "title:*",
        "[1 TO 2]",
        "\n\0",
    ],
)
def test_no_query_is_too_strange(desk: Runner, config: Path, entries: Path, query: str) -> None:
    desk("kb", "import", entries, "--config", config)
    assert desk("kb", "search", "--config", config, "--", query).status == 0


def test_departments_in_gb18030(desk: Runner, config: Path, tmp_path: Path) -> None:
    file = tmp_path / "departments.csv"
    file.write_bytes("code,name,phone,hours,duties\nCG,城市管理局,8013,,路灯\nX,,1,,\n".encode("gb18030"))
    done = desk("departments", "import", file, "--config", config)
    assert done.status == 0
    assert "1 added" in done.out
    assert "Line 3" in done.err


# The kit


def test_the_kit_is_written_and_keeps_its_secrets(desk: Runner, config: Path, tmp_path: Path) -> None:
    out = tmp_path / "kit"
    assert desk("pbx-kit", "--config", config, "--out", out).status == 0
    first = (out / "manager.conf").read_text("utf-8")
    assert "[desk-2001]" in first
    assert (out / "manager.conf").stat().st_mode & 0o077 == 0
    assert (out / "extensions.conf").exists()
    assert (out / "confbridge.conf").exists()
    assert desk("pbx-kit", "--config", config, "--out", out).status == 0
    assert (out / "manager.conf").read_text("utf-8") == first


def test_the_kit_takes_networks_and_what_others_see_from_the_settings(
    desk: Runner, config: Path, tmp_path: Path
) -> None:
    out = tmp_path / "kit"
    text = config.read_text("utf-8")
    wanted = (
        'permit = ["10.1.2.0/24", "10.1.3.7/32"]',
        'caller_id = "12345"',
        'music = "quiet"',
        "callback_timeout = 45",
    )
    config.write_text(text + "\n".join(["[kit]", *wanted]) + "\n", "utf-8")
    assert desk("pbx-kit", "--config", config, "--out", out).err == ""
    manager = (out / "manager.conf").read_text("utf-8")
    permitted = [line for line in manager.splitlines() if line.startswith("permit=")]
    assert permitted == ["permit=10.1.2.0/24", "permit=10.1.3.7/32"]
    dialplan = (out / "extensions.conf").read_text("utf-8")
    assert "Set(CALLERID(num)=12345)" in dialplan
    assert "@from-internal/n,45," in dialplan
    assert "music_on_hold_class=quiet" in (out / "confbridge.conf").read_text("utf-8")
    config.write_text(text + '[kit]\npermit = ["everywhere"]\n', "utf-8")
    assert "everywhere" in desk.fails("pbx-kit", "--config", config, "--out", out)


def test_a_kit_for_desks_elsewhere_says_that_their_networks_are_missing(
    desk: Runner, config: Path, tmp_path: Path
) -> None:
    text = config.read_text("utf-8")
    assert desk("pbx-kit", "--config", config, "--out", tmp_path / "here").err == ""
    config.write_text(text.replace('host = "127.0.0.1"', 'host = "pbx.example.org"'), "utf-8")
    done = desk("pbx-kit", "--config", config, "--out", tmp_path / "there")
    assert done.status == 0
    assert "kit.permit" in done.err


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("username", '"desk]\\n[evil"'),
        ("username", '"a;b"'),
        ("secret", '"short"'),
        ("secret", '"a long secret with\\nwrite=all"'),
        ("extension", '""'),
    ],
)
def test_a_value_that_could_open_a_section_is_refused(
    desk: Runner, config: Path, tmp_path: Path, key: str, value: str
) -> None:
    lines = [
        f"{key} = {value}" if line.startswith(f"{key} = ") else line
        for line in config.read_text("utf-8").splitlines()
    ]
    config.write_text("\n".join(lines) + "\n", "utf-8")
    sentence = desk.fails("pbx-kit", "--config", config, "--out", tmp_path / "kit")
    assert "write=all" not in sentence
    assert not (tmp_path / "kit" / "manager.conf").exists()


def test_a_kit_folder_that_can_not_be_written_is_said(desk: Runner, config: Path) -> None:
    for place in ("/proc/no/kit", "/dev/null/kit"):
        assert place in desk.fails("pbx-kit", "--config", config, "--out", place)


# A full disk


@pytest.fixture
def little_room(tmp_path: Path) -> Iterator[tuple[Path, bool]]:
    """Give a folder with room for 400 KB, and whether it is a disk of its own (else files are limited)."""
    place = tmp_path / "small"
    place.mkdir()
    own = (
        os.geteuid() == 0
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", place], capture_output=True, check=False
        ).returncode
    )
    yield place, own
    if own:
        subprocess.run(["umount", "-l", place], check=True)


def _limit_files() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))


@pytest.mark.parametrize("what", ["kb", "departments", "kit"])
def test_a_full_disk_is_said(config: Path, tmp_path: Path, little_room: tuple[Path, bool], what: str) -> None:
    place, own = little_room
    text = config.read_text("utf-8").replace(str(tmp_path / "desk.db"), str(place / "desk.db"))
    config.write_text(text.replace(str(tmp_path / "index"), str(place / "index")), "utf-8")
    many = tmp_path / "many.jsonl"
    many.write_text("\n".join(entry(f"B-{i}", answer="答" * 1500) for i in range(400)), "utf-8")
    rows = tmp_path / "rows.csv"
    rows.write_text(
        "code,name,phone,hours,duties\n"
        + "".join(f"D{i},某某局{i},{8000 + i},,{'职责' * 300}\n" for i in range(900)),
        "utf-8",
    )
    command = {
        "kb": ["kb", "import", str(many)],
        "departments": ["departments", "import", str(rows)],
        "kit": ["pbx-kit", "--out", str(place / "kit")],
    }[what]
    if what == "kit":
        (place / "filler").write_bytes(b"")
        with contextlib.suppress(OSError), (place / "filler").open("wb") as filler:
            if own:
                filler.write(b"x" * 500_000)
        if not own:
            text = config.read_text("utf-8") + '[kit]\nseats = ["1000-1999"]\n'
            config.write_text(text, "utf-8")
    done = subprocess.run(
        [PROGRAM, *command, "--config", config],
        capture_output=True,
        text=True,
        env=environment(),
        timeout=60,
        check=False,
        preexec_fn=None if own else _limit_files,
    )
    assert done.returncode == 1, done.stdout
    assert "Traceback" not in done.stderr
    assert "inside the program" not in done.stderr
    if own:
        assert "full" in done.stderr.lower() or "No space left" in done.stderr
