"""Record what Asterisk sends during a call: `python -m tests.pbx.record` renews `tests/telephony/data`.

`*.ami` is what a seat's filtered account receives, `*-all.ami` the same call with every event.
"""

from __future__ import annotations

from pathlib import Path

from tests.pbx.ami import Ami
from tests.pbx.harness import assert_nothing_left
from tests.pbx.real import RealPbx, tree
from tests.pbx.steps import Seat

_DATA = Path(__file__).parents[1] / "telephony" / "data"


def _plain(seat: Seat) -> None:
    seat.take_call()
    seat.citizen.wait_hears("2001")
    seat.citizen.hang_up()


def _three_way(seat: Seat) -> None:
    department = seat.pbx.department("8001")
    seat.take_call()
    seat.hold()
    seat.resume()
    since = seat.ami.mark()
    seat.consult("8001")
    department.wait_ringing()
    seat.department_channel = seat.entered("department", "consult", since)["Channel"]
    department.answer()
    seat.phone.wait_hears("8001")
    seat.join()
    seat.citizen.wait_hears("2001", "8001")
    seat.phone.hang_up()
    seat.citizen.wait_hears("8001")
    seat.citizen.hang_up()


def _consult_failures(seat: Seat) -> None:
    seat.take_call()
    seat.pbx.department("8002").set_busy()
    for number in ("8002", "8999", "8009"):
        since = seat.ami.mark()
        seat.consult(number)
        seat.in_room(seat.agent_channel, since)
    seat.citizen.hang_up()


def _abandoned(seat: Seat) -> None:
    seat.citizen = seat.pbx.citizen("13800000001")
    since = seat.ami.mark()
    seat.citizen.dial("12345")
    seat.phone.wait_ringing()
    seat.citizen.hang_up()
    seat.ami.wait_event("QueueCallerAbandon", since)


def _not_answered(seat: Seat) -> None:
    seat.citizen = seat.pbx.citizen("13800000001")
    since = seat.ami.mark()
    seat.citizen.dial("12345")
    seat.ami.wait_event("AgentRingNoAnswer", since, timeout=20)
    seat.ami.action("QueuePause", Interface="PJSIP/2001", Paused="true", Reason="break")
    seat.citizen.hang_up()
    seat.ami.wait_event("QueueCallerAbandon", since)


def _call_back(seat: Seat) -> None:
    seat.citizen = seat.pbx.citizen("13800000001")
    seat.ami.action(
        "Originate",
        Channel="PJSIP/2001",
        Context="desk-callback",
        Exten="2001*13800000001",
        Priority="1",
        Async="true",
    )
    seat.phone.answer()
    seat.citizen.answer()
    seat.citizen.wait_hears("2001")
    seat.phone.hang_up()
    seat.citizen.wait_gone()


def main() -> None:
    """Record every scenario."""
    _DATA.mkdir(parents=True, exist_ok=True)
    pbx = RealPbx(tree())
    pbx.start()
    try:
        for scenario in (_plain, _three_way, _consult_failures, _abandoned, _not_answered, _call_back):
            pbx.clean()
            name = scenario.__name__.strip("_").replace("_", "-")
            everything = Ami(pbx.ami_endpoint, *pbx.admin_credentials)
            seat = Seat(pbx)
            scenario(seat)
            seat.phone.wait_gone()
            assert_nothing_left(pbx)
            (_DATA / f"{name}.ami").write_bytes(bytes(seat.ami.raw))
            if scenario is _three_way:
                (_DATA / f"{name}-all.ami").write_bytes(bytes(everything.raw))
            seat.ami.close()
            everything.close()
    finally:
        pbx.close()


if __name__ == "__main__":
    main()
