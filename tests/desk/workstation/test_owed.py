"""Calls and drafts that the records did not take before the end are in them after the next start."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from telephony.snapshots import CallState, EndReason
from tests.desk.workstation import fakes

OVER = fakes.call(
    CallState.ENDED,
    answered_at=datetime.now(UTC),
    ended_at=datetime.now(UTC),
    end_reason=EndReason.CITIZEN_HUNG_UP,
)


@pytest.fixture
def spool(tmp_path):
    return tmp_path / "calls.jsonl"


@pytest.fixture
def away(make_desk, spool):
    """A desk that had a call while the database was away, closed."""
    desk = make_desk(call_spool=spool)
    desk.records.trouble = RuntimeError("can't be reached")
    desk.pbx.show_call(fakes.call(CallState.TALKING))
    desk.pbx.show_call(OVER)
    desk.window.close()
    return desk


def test_a_call_of_a_database_that_is_away_is_written_at_the_next_start(away, make_desk, spool):
    assert spool.stat().st_mode & 0o077 == 0
    other = replace(fakes.ports().seat, agent="1031")
    desk = make_desk(call_spool=spool, seat=other)
    assert desk.records.named("call_offered") == [("call_offered", "c1", "1024")]
    assert desk.records.named("call_ended") == [("call_ended", "c1")]
    assert not spool.exists()


def test_it_waits_on_as_long_as_the_database_is_away(away, make_desk, spool):
    kept = spool.read_bytes()
    records = fakes.FakeRecords(trouble=RuntimeError("can't be reached"))
    desk = make_desk(call_spool=spool, records=records)
    assert spool.read_bytes() == kept
    desk.pbx.show_call(fakes.call(CallState.TALKING, "c2"))
    records.trouble = None
    desk.window.records._retry()
    assert {call[1] for call in records.named("call_offered")} == {"c1", "c2"}
    assert not spool.exists()


def test_what_was_still_being_written_at_the_end_is_kept_and_what_was_written_is_not(make_desk, spool):
    desk = make_desk(call_spool=spool)
    desk.worker.held = True
    desk.pbx.show_call(OVER)
    desk.window.close()
    desk.window.records.spool()
    again = make_desk(call_spool=spool)
    assert again.records.named("call_ended") == [("call_ended", "c1")]
    desk.worker.release()
    desk.window.records.spool()
    assert not spool.exists()


@pytest.fixture
def drafts(tmp_path):
    return tmp_path / "drafts.jsonl"


@pytest.fixture
def typed(make_desk, drafts):
    """Start a desk, type while the database is away, and close; the records are what was stored before."""

    def type_and_close(records):
        desk = make_desk(draft_spool=drafts, records=records)
        desk.pbx.show_call(fakes.call(CallState.TALKING))
        desk.window.order.title.setText("一")
        desk.window.form.flush()
        records.trouble = RuntimeError("can't be reached")
        desk.window.order.title.setText("路灯不亮")
        desk.window.wrapup.note.setPlainText("老人")
        desk.window.close()
        records.trouble = None
        return desk

    return type_and_close


def test_what_was_typed_while_the_database_was_away_stands_at_the_next_start(typed, make_desk, drafts):
    records = fakes.FakeRecords()
    typed(records)
    assert records.stored["c1"].title == "一"
    desk = make_desk(draft_spool=drafts, records=records)
    assert desk.window.order.title.text() == "路灯不亮"
    assert desk.window.wrapup.note_text == "老人"
    assert records.stored["c1"].title == "路灯不亮"
    assert not drafts.exists()


def test_a_newer_draft_of_the_records_is_not_overtaken(typed, make_desk, drafts):
    records = fakes.FakeRecords()
    typed(records)
    newer = replace(records.stored["c1"], title="两盏路灯", updated_at=datetime.now(UTC))
    records.stored["c1"] = newer
    desk = make_desk(draft_spool=drafts, records=records)
    assert desk.window.order.title.text() == "两盏路灯"
    assert not drafts.exists()


def test_a_draft_of_a_call_that_was_wrapped_up_does_not_come_back(make_desk, drafts):
    desk = make_desk(draft_spool=drafts)
    desk.pbx.show_call(fakes.call(CallState.TALKING))
    desk.pbx.show_call(OVER)
    desk.records.trouble = RuntimeError("can't be reached")
    desk.window.wrapup.note.setPlainText("老人")
    desk.window.form.flush()
    assert drafts.exists()
    desk.records.trouble = None
    desk.window.wrapup.done.click()
    desk.window.close()
    desk.window.form.spool()
    assert not drafts.exists()
    assert desk.records.stored == {}
