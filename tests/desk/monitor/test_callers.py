"""Who calls: the records' name, and why a caller is marked, asked anew for each call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from desk.models.waiting_model import WaitingModel, WaitingRow
from desk.monitor.app import known_callers
from desk.monitor.ports import KnownCaller, PresentCall
from desk.records import Records
from desk.records.errors import DatabaseUnreachable
from desk.records.floor import FloorRecords
from telephony.floor.facts import Outcome, QueueCall
from telephony.floor.views import FloorState, FloorWaiting
from tests.desk.monitor.conftest import Place, Sit
from tests.desk.monitor.floors import CITIZEN, PBX, call, pbx, seat, stay, view, waiting

Found = dict[PresentCall, KnownCaller]


class Known:
    """Records that know one caller, and note what they are asked."""

    def __init__(self, about: KnownCaller | Exception) -> None:
        self.about = about
        self.asked: list[PresentCall] = []

    def __call__(self, calls: Sequence[PresentCall]) -> Found:
        self.asked += calls
        if isinstance(self.about, Exception):
            raise self.about
        return {each: self.about for each in calls if each.number == CITIZEN}


def of_call(call_id: str, seconds: float = 20.0) -> FloorWaiting:
    return replace(waiting(seconds=seconds), call_id=call_id)


def waiting_row(place: Place) -> list[str]:
    """Return name and mark of the caller who waits longest."""
    return place.cells("monitor_waiting")[0][3:]


def test_waiting_callers_have_names_and_the_repeat_mark(sit: Sit) -> None:
    place = sit(callers=Known(KnownCaller("张建国", True)))
    place.view(view(pbx(seat(), callers=(waiting(), waiting("", "gjj", position=2, seconds=2)))))
    place.until(lambda: place.cells("monitor_waiting")[0][3] == "张建国")
    rows = place.cells("monitor_waiting")
    assert rows[0][1:] == ["公积金", CITIZEN, "张建国", "matter open"]
    assert rows[1][2] == "withheld"


def test_a_number_that_calls_again_is_asked_for_anew(sit: Sit) -> None:
    known = Known(KnownCaller())
    place = sit(callers=known)
    place.view(view(pbx(seat(), callers=(of_call("1.1"),))))
    place.until(lambda: known.asked)
    place.view(view(pbx(seat())))
    known.about = KnownCaller("张建国", True)  # an order was written
    place.view(view(pbx(seat(), callers=(of_call("2.1", 5),))))
    place.until(lambda: waiting_row(place) == ["张建国", "matter open"])
    assert [asked.call_id for asked in known.asked] == ["1.1", "2.1"]


def test_records_that_fail_are_asked_again(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desk.monitor.caller_book._AGAIN_MS", 50)
    known = Known(DatabaseUnreachable())
    place = sit(callers=known)
    place.view(view(pbx(seat(), callers=(waiting(),))))
    place.until(lambda: len(known.asked) >= 2)
    known.about = KnownCaller("张建国")
    place.until(lambda: waiting_row(place) == ["张建国", ""])


def test_what_is_known_of_calls_that_are_over_is_let_go_of(sit: Sit) -> None:
    place = sit(callers=Known(KnownCaller("张建国")))
    for number in range(3):
        place.view(view(pbx(seat(), callers=(of_call(f"{number}.1"),))))
        place.until(lambda: waiting_row(place)[0] == "张建国")
    assert [known.call_id for known in place.window.live._book.known] == ["2.1"]


def test_a_seat_s_caller_has_the_name_that_the_records_know(sit: Sit) -> None:
    place = sit(callers=Known(KnownCaller("张建国（投诉人）")))
    talking = seat("2001", FloorState.TALKING, talks=call())
    place.view(view(pbx(talking)))
    place.until(lambda: place.cells("monitor_seats")[0][3] == f"张建国（投诉人） {CITIZEN} 公积金")
    unknown = replace(call(), call_id="2.1", number="13900000002")
    place.view(view(pbx(replace(talking, call=unknown))))
    assert place.cells("monitor_seats")[0][3] == "张建国 13900000002 公积金"


@pytest.mark.parametrize(
    ("about", "mark"),
    [
        (KnownCaller(), ""),
        (KnownCaller(repeat=True), "matter open"),
        (KnownCaller(today=3, gave_up=3), "gave up 3× today"),
        (KnownCaller(today=3, gave_up=1), "called 3× today"),
        (KnownCaller(repeat=True, today=1), "matter open · called 1× today"),
    ],
)
def test_a_mark_says_why(qapp, about: KnownCaller, mark: str) -> None:
    model = WaitingModel(15.0)
    model.set_rows([WaitingRow(waiting(), "公积金", about.name, about.repeat, about.today, about.gave_up)])
    assert model.cell(0, 4)[0] == mark


MIDNIGHT = datetime.now(UTC) - timedelta(hours=5)


def gave_up(call_id: str, **more: str) -> QueueCall:
    return stay(600, 30.0, outcome=Outcome.ABANDONED, key=call_id, **more)  # type: ignore[arg-type]


def about(records: Records, number: str = CITIZEN) -> KnownCaller:
    present = PresentCall(PBX, "9.1", number)
    return known_callers(records, [present], MIDNIGHT)[present]


def test_a_number_that_gave_up_today_is_known(records: Records) -> None:
    floor = FloorRecords(records.database)
    before = replace(gave_up("0.1"), entered_at=MIDNIGHT - timedelta(hours=1))  # yesterday
    floor.save_calls([before, gave_up("1.1"), gave_up("2.1"), gave_up("3.1", number="13900000002")])
    assert about(records) == KnownCaller(today=2, gave_up=2)


def test_a_call_that_was_answered_in_the_end_is_one_call_and_not_in_vain(records: Records) -> None:
    floor = FloorRecords(records.database)
    floor.save_calls([gave_up("1.1"), gave_up("2.1"), stay(500, key="2.1", queue="zonghe")])
    assert about(records) == KnownCaller(today=2, gave_up=1)


def test_the_present_call_is_no_earlier_one(records: Records) -> None:
    FloorRecords(records.database).save_calls([stay(600, key="9.1"), replace(gave_up("9.1"), pbx="west")])
    assert about(records) == KnownCaller(today=1, gave_up=1)


def test_a_withheld_number_is_many_people(records: Records) -> None:
    FloorRecords(records.database).save_calls([gave_up("1.1", number="anonymous")])
    assert about(records, "anonymous") == KnownCaller()
