"""Nothing is lost in a field without a word: what is stored stands whole, what does not fit is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desk.records.views import OrderDraft
from telephony.snapshots import CallState
from tests.desk.workstation import fakes, preview


@pytest.mark.parametrize(
    ("name", "limit"),
    [
        ("caller_name", 100),
        ("caller_note", 1000),
        ("order_title", 120),
        ("order_detail", 4000),
        ("order_place", 200),
        ("wrapup_note", 4000),
        ("kb_query", 200),
        ("consult_target", 100),
        ("call_dial", 60),
    ],
)
def test_what_is_pasted_beyond_the_limit_is_told_by_the_field(desk, name, limit):
    desk.records.cards["13812345678"] = replace(preview.card(), name="", note="")
    desk.pbx.show_call(fakes.call(CallState.TALKING))
    field = next(each for each in desk.window.findChildren(object) if each.objectName() == name)
    field.setFocus()
    QGuiApplication.clipboard().setText("1" * (limit + 17))
    QTest.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert field.typed == "1" * limit
    told = desk.window.findChild(QLabel, f"{name}_left_out")
    assert told.isVisible()
    assert told.text() == f"Too long: at most {limit} characters. Left out: 17."
    assert desk.window.rect().contains(told.geometry())


def test_what_the_records_have_of_a_caller_is_never_cut_by_showing_it(desk):
    name, note = "王" * 130, "记" * 1500
    desk.records.cards["13812345678"] = replace(preview.card(), name=name, note=note)
    desk.pbx.show_call(fakes.call(CallState.RINGING))
    caller = desk.window.caller
    assert (caller.name.typed, caller.note.typed) == (name, note)
    caller.note.setFocus()
    QTest.keyClick(caller.note, Qt.Key.Key_Delete)
    desk.pbx.show_call(fakes.call(CallState.TALKING, "c2", number="13900000000"))
    assert desk.records.named("save_note") == [("save_note", "13812345678", note[1:])]
    assert desk.records.named("rename_caller") == []


def test_a_stored_draft_is_never_cut_by_showing_it(make_desk):
    records = fakes.FakeRecords()
    draft = OrderDraft(
        "c9", title="题" * 130, detail="文" * 4100, place="地" * 250, note="记" * 4100, caller_number="139"
    )
    records.stored["c9"] = replace(draft, updated_at=datetime.now(UTC))
    desk = make_desk(records=records)
    desk.window.form.flush()
    assert replace(records.stored["c9"], updated_at=None) == draft
