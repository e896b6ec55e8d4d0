"""What a board is told of queue_log: from when on all of it is known, and that nothing is left out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from telephony.floor.config import FloorConfig
from telephony.floor.line import _next_from
from telephony.simulator import Layout, PhoneSetup, SimulatedPbx, lead_account
from tests.telephony.floor_driver import Lead

SECRET = "a-lead's-secret"
HOUR = timedelta(hours=1)
NOW = datetime(2026, 1, 30, 4, tzinfo=UTC)


@pytest.fixture
def pbx() -> Iterator[SimulatedPbx]:
    made = SimulatedPbx(
        Layout(
            hotlines={"12345": "zonghe"},
            phones=(PhoneSetup("2001", "2001"),),
            accounts=(lead_account("desk-lead", SECRET),),
        )
    )
    made.start()
    yield made
    made.stop()


def lead_at(pbx: SimulatedPbx, start: datetime, **more: object) -> Lead:
    """Return a lead whose day began at `start`."""
    return Lead((pbx.host, pbx.port), ("desk-lead", SECRET), log_start=lambda now: start, **more)


def stamped(at: datetime) -> str:
    return f"{int(at.timestamp())}|NONE|zonghe|PJSIP/2001|PAUSE|"


def test_a_log_that_begins_in_the_day_is_known_from_its_first_line_on(pbx: SimulatedPbx) -> None:
    with lead_at(pbx, datetime.now(UTC) - 6 * HOUR) as lead:
        log = lead.wait_log()
    first = int(pbx.queue_log.lines[0].partition("|")[0])
    assert (log.complete, log.since) == (True, datetime.fromtimestamp(first, UTC))


def test_a_log_that_is_older_is_known_since_the_day_began(pbx: SimulatedPbx) -> None:
    start = datetime.now(UTC) - 6 * HOUR
    pbx.queue_log.preset(stamped(start - HOUR) + "\n")
    with lead_at(pbx, start) as lead:
        log = lead.wait_log()
    assert (log.complete, log.since, len(log.lines)) == (True, start, 1)


def test_without_a_log_nothing_before_this_moment_is_known(pbx: SimulatedPbx) -> None:
    pbx.queue_log._data.clear()
    with lead_at(pbx, datetime.now(UTC) - 6 * HOUR, log_interval=0.05) as lead:
        assert (lead.wait_log().since, lead.logs[0].lines) == (lead.logs[0].until, ())
        pbx.call(lambda: pbx.queue_log.write("", "", "", "QUEUESTART"))
        lead.wait_facts(lambda: lead.logs[-1].lines, "the first line")


def test_a_file_that_is_not_there_yet_is_looked_for_again(pbx: SimulatedPbx, tmp_path: Path) -> None:
    path, start = tmp_path / "queue_log", datetime.now(UTC) - HOUR
    with lead_at(pbx, start, queue_log=path, log_interval=0.05) as lead:
        log = lead.wait_log(at_least=2)
        assert (log.complete, log.lines) == (False, ())
        path.write_text(stamped(start - HOUR) + "\n")
        lead.wait_facts(lambda: lead.logs[-1].complete, "the file")
        assert lead.logs[-1].since == start


@pytest.mark.parametrize(
    ("newest", "since"),
    [
        (None, NOW - HOUR),  # nothing was written: what comes may have any time since then
        (NOW - timedelta(seconds=2), NOW - timedelta(seconds=5)),
        (NOW - timedelta(seconds=90), NOW - timedelta(seconds=90)),  # it is quiet, or the PBX's clock is late
        (NOW + timedelta(seconds=90), NOW - timedelta(seconds=5)),  # its clock is early
        (datetime.fromtimestamp(9e12 / 1e3, UTC), NOW - timedelta(seconds=5)),
    ],
)
def test_the_next_piece_begins_where_the_pbx_s_clock_can_not_have_passed(
    newest: datetime | None, since: datetime
) -> None:
    assert _next_from(NOW - HOUR, NOW, [stamped(newest)] if newest else []) == since


def test_a_time_that_is_none_does_not_stop_the_reading() -> None:
    assert _next_from(NOW - HOUR, NOW, ["9" * 19 + "|1.1|zonghe|NONE|ABANDON|1|1|1"]) < NOW


def test_the_day_is_this_machine_s_where_nothing_else_was_said() -> None:
    from telephony.config import PbxConfig

    start = FloorConfig("main", PbxConfig("pbx", "lead", "secret")).log_start(NOW)
    here = start.astimezone()
    assert (here.hour, here.minute) == (0, 0)
    assert start <= NOW
