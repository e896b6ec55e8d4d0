"""The audit log: what the database does not take before the board is closed is written by the next one."""

from __future__ import annotations

import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.records.errors import DatabaseUnreachable
from desk.records.lead_log import ActionResult, LeadAction
from desk.spool import Spool
from telephony.floor.requests import SetReady
from telephony.floor.views import FloorState
from tests.desk.monitor.conftest import Place, Sit
from tests.desk.monitor.floors import PBX, HandFloor, pbx, seat, view

NOON = datetime(2026, 1, 30, 4, tzinfo=UTC)
ROW = LeadAction(NOON, "r1", "林立", "set_ready", ActionResult.ASKED, "main", "2003", "a\nb")


def log(place: Place) -> list[LeadAction]:
    now = datetime.now(UTC)
    return list(place.records.actions(now - timedelta(hours=1), now + timedelta(hours=1)))


def away(*_: object) -> None:
    raise DatabaseUnreachable


def test_rows_that_wait_at_the_end_are_written_by_the_next_board(
    sit: Sit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spool = tmp_path / "audit.jsonl"
    place = sit(audit_spool=spool)
    place.view(view(pbx(seat("2003", FloorState.NOT_READY, reason="meal"))))
    for name in ("log_action", "log_action_once"):
        monkeypatch.setattr(place.records, name, away)
    place.window.board.seats.choose((PBX, "2003"))
    place.window.board.seat_bar.set_ready.click()
    assert isinstance(place.floor, HandFloor)
    floor = place.floor
    place.until(lambda: floor.asked)
    assert floor.requests[-1] == SetReady(PBX, "2003")
    place.until(lambda: place.window.audit.pending == 1)
    assert len(Spool(spool, LeadAction).rows()) == 1  # also when the program is killed
    place.end()
    place.window.audit.keep()
    again = sit(audit_spool=spool)
    again.until(lambda: log(again))
    assert [(row.action, row.target, row.result) for row in log(again)] == [
        ("set_ready", "2003", ActionResult.ASKED)
    ]
    again.until(lambda: not spool.exists())


def test_what_was_written_in_the_last_moment_is_not_written_twice(sit: Sit, tmp_path: Path) -> None:
    spool = tmp_path / "audit.jsonl"
    place = sit(shown=False, audit_spool=spool)
    now = datetime.now(UTC)
    rows = [replace(ROW, at=now), replace(ROW, at=now, result=ActionResult.DONE)]
    place.records.log_action(rows[0])
    Spool(spool, LeadAction).keep(rows)
    place.show()
    place.until(lambda: not spool.exists())
    assert log(place) == rows


@settings(deadline=None)  # the disk takes as long as it does
@given(
    st.lists(
        st.builds(LeadAction, st.just(NOON), st.text(), st.text(), st.text(), st.sampled_from(ActionResult))
    )
)
def test_rows_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory, rows: list[LeadAction]
) -> None:
    spool = Spool(tmp_path_factory.mktemp("spool") / "audit.jsonl", LeadAction)
    spool.keep(rows[:1])
    spool.keep(rows[1:])
    assert spool.rows() == rows
    spool.replace(rows[1:])
    assert spool.rows() == rows[1:]


def test_a_damaged_file_loses_only_what_is_damaged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "audit.jsonl"
    spool = Spool(path, LeadAction)
    spool.keep([ROW])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with path.open("ab") as file:
        file.write(b'\n[]\n{"at": 1}\n\xff\n{"at": "2026-01-30T04:00')
    spool.keep([ROW])
    assert spool.rows() == [ROW, ROW]
    assert "4 lines" in caplog.text
    assert "林立" not in caplog.text


def test_a_disk_that_takes_nothing_stops_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    spool = Spool(tmp_path / "missing" / "audit.jsonl", LeadAction)
    spool.keep([ROW])
    spool.replace([])
    assert spool.rows() == []
    assert "can't be kept" in caplog.text
    Spool(None, LeadAction).keep([ROW])
    assert Spool(None, LeadAction).rows() == []
