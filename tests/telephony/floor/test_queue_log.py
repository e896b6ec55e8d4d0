"""The day so far from queue_log: over AMI, from a log that is long, rotated or not there, and from a file."""

from __future__ import annotations

import asyncio
import base64
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telephony.errors import NotPossible, TimedOut
from telephony.floor import queue_log
from telephony.floor.events import LogEnd, LogPiece
from telephony.floor.queue_log import PIECE, LogLines, QueueLogReader, lines_since, read_file, stamp_of

DAY = datetime(2026, 3, 2, tzinfo=UTC)
NAMES = ("王芳", "2001 李雷", "𠮷田", "a|b")


def log_of(days: float, lines: int, until: datetime = DAY + timedelta(hours=12)) -> bytes:
    """Return a queue_log of so many lines spread evenly over the days before `until`."""
    first = until.timestamp() - days * 86400
    step = days * 86400 / lines
    return "".join(
        f"{int(first + i * step)}|{int(first)}.{i}|zonghe|{NAMES[i % 4]}|CONNECT|3|1.2|1\n"
        for i in range(lines)
    ).encode()


class FakePbx:
    """Answers like the kit's `desk-log`; `files` by number."""

    def __init__(self, files: dict[int, bytes], *, kit: bool = True, silent: bool = False) -> None:
        self.files = files
        self.kit = kit
        self.silent = silent
        self.asked = 0
        self.reader = QueueLogReader(self)  # type: ignore[arg-type]

    async def action(self, name: str, headers: dict[str, Any]) -> dict[str, str]:
        """Take an action as a link does."""
        if name == "Getvar":
            return {"value": "1" if self.kit else "0"}
        self.asked += 1
        exten = headers["Channel"].removeprefix("Local/").partition("@")[0]
        asyncio.get_running_loop().call_soon(self._report, *exten.split("*"))
        return {}

    def _report(self, request: str, number: str, offset: str, pieces: str) -> None:
        if self.silent:
            return
        data = self.files.get(int(number), b"")
        at = int(offset)
        for _ in range(int(pieces)):
            if at >= len(data):
                break
            text = base64.b64encode(data[at : at + PIECE]).decode()
            self.reader.take(LogPiece("another monitor's", at, text))
            self.reader.take(LogPiece(request, at, text))
            at += PIECE
        self.reader.take(LogEnd(request, len(data)))


def told(pbx: FakePbx, since: datetime) -> LogLines:
    """Read from the fake."""
    return asyncio.run(pbx.reader.read(since))


def read(pbx: FakePbx, since: datetime) -> list[str]:
    """Read lines from the fake."""
    return told(pbx, since).lines


@pytest.mark.parametrize("lines", [0, 1, 5, 400, 20_000])
def test_the_lines_of_today_and_no_others(lines: int) -> None:
    log = log_of(3, lines) if lines else b""
    wanted = [line for line in log.decode().splitlines() if int(line.split("|")[0]) >= DAY.timestamp()]
    pbx = FakePbx({0: log})
    assert read(pbx, DAY) == wanted
    assert pbx.asked < 20


def test_a_log_that_was_rotated_this_morning() -> None:
    old, new = log_of(2, 3000, DAY + timedelta(hours=6)), log_of(0.2, 500, DAY + timedelta(hours=12))
    for number in (1, 2):
        lines = read(FakePbx({0: new, number: old}), DAY)
        assert len(lines) == 500 + sum(
            int(x.split("|")[0]) >= DAY.timestamp() for x in old.decode().split("\n")[:-1]
        )
        assert lines == sorted(lines, key=lambda line: int(line.split("|")[0]))


NEW = log_of(0.2, 50, DAY + timedelta(hours=12))  # from 07:12 on
BEGINS = (DAY + timedelta(hours=7, minutes=12)).timestamp()
EVENING = log_of(2, 300, DAY - timedelta(hours=4))
NIGHT = log_of(0.1, 90, DAY + timedelta(hours=6))  # from 03:36 on


@pytest.mark.parametrize(
    ("files", "since"),
    [
        ({}, float("inf")),  # not there, or nothing was ever written
        ({0: b""}, float("inf")),
        ({0: NEW}, BEGINS),  # what was written before is gone, or never was
        ({0: NEW, 1: NIGHT}, (DAY + timedelta(hours=3, minutes=36)).timestamp()),
        ({0: NEW, 1: EVENING}, DAY.timestamp()),  # nothing happened between the two
        ({0: b"", 2: EVENING}, DAY.timestamp()),  # rotated a moment ago
        ({0: NEW, 1: NIGHT, 2: EVENING}, DAY.timestamp()),
        ({0: NEW, 1: EVENING, 2: NIGHT}, DAY.timestamp()),  # rotated twice, the newest one is called .0
        ({0: EVENING + NEW}, DAY.timestamp()),
    ],
)
def test_a_log_tells_from_when_on_it_is_whole(files: dict[int, bytes], since: float, tmp_path: Path) -> None:
    found = told(FakePbx(files), DAY)
    assert found.since == since
    whole = sorted(b"".join(files.values()).decode().splitlines(), key=stamp_of)
    assert found.lines == [line for line in whole if stamp_of(line) >= DAY.timestamp()]
    for number, data in files.items():
        (tmp_path / ("queue_log" + ("", ".1", ".0")[number])).write_bytes(data)
    if files:
        assert read_file(tmp_path / "queue_log", DAY) == found


def test_a_line_that_is_being_written_is_left_for_the_next_time() -> None:
    log = log_of(0.1, 10)
    assert read(FakePbx({0: log + b"1772452800|1.1|zong"}), DAY) == log.decode().splitlines()


def test_a_pbx_without_the_lead_s_kit_and_one_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NotPossible):
        read(FakePbx({}, kit=False), DAY)
    monkeypatch.setattr(queue_log, "_ASK_LIMIT", 0.01)
    with pytest.raises(TimedOut):
        read(FakePbx({0: b"x"}, silent=True), DAY)


def test_from_files(tmp_path: Path) -> None:
    old, new = log_of(2, 300, DAY + timedelta(hours=6)), log_of(0.2, 50, DAY + timedelta(hours=12))
    path = tmp_path / "queue_log"
    path.write_bytes(new)
    assert len(read_file(path, DAY).lines) == 50
    path.with_name("queue_log.1").write_bytes(old)
    assert len(read_file(path, DAY).lines) > 50
    assert read_file(path, DAY + timedelta(days=9)).lines == []
    with pytest.raises(OSError, match="nothing"):
        read_file(tmp_path / "nothing", DAY)


@pytest.mark.parametrize("ago", [0.0, 0.001, 0.01, 0.5, 1.9, 3.0])
def test_of_a_long_file_only_the_end_is_read(tmp_path: Path, ago: float) -> None:
    log = log_of(2, 20_000)
    path = tmp_path / "queue_log"
    path.write_bytes(log)
    since = DAY + timedelta(hours=12) - timedelta(days=ago)
    assert read_file(path, since).lines == lines_since(log, since.timestamp(), whole=True)


@given(st.binary(max_size=400), st.booleans())
def test_damage_is_skipped(data: bytes, whole: bool) -> None:
    for line in lines_since(data, 0, whole=whole):
        assert line
        assert "\n" not in line
