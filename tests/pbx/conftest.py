"""The PBX that a test runs on, the simulator and a real Asterisk one after the other; a desk and a call."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import pytest

from tests.pbx.call import Call
from tests.pbx.harness import Pbx
from tests.pbx.real import LabError, RealPbx, tree
from tests.telephony.driver import Desk

_VERSION = pytest.StashKey[str]()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say which Asterisk it was."""
    if version := config.stash.get(_VERSION, ""):
        terminalreporter.write_line(f"real PBX: {version}")


@pytest.fixture(scope="session")
def _real(request: pytest.FixtureRequest) -> Iterator[RealPbx]:
    try:
        pbx = RealPbx(tree())
        pbx.start()
    except (LabError, OSError, AssertionError) as error:
        pytest.fail(f"the real PBX can't be set up: {error}")
    request.config.stash[_VERSION] = pbx.command("core show version").split(" built")[0]
    yield pbx
    pbx.close()


@pytest.fixture(scope="session")
def _simulator() -> Iterator[Pbx]:
    from tests.pbx.simulated import SimulatedHotline

    pbx = SimulatedHotline()
    yield pbx
    pbx.close()


@pytest.fixture
def real_pbx(_real: RealPbx) -> RealPbx:
    """A real Asterisk without calls; mark the test `real_pbx`."""
    _real.clean()
    return _real


@pytest.fixture(params=["simulator", pytest.param("real", marks=pytest.mark.real_pbx)])
def pbx(request: pytest.FixtureRequest) -> Pbx:
    """The simulator and a real Asterisk, without calls."""
    found = cast(Pbx, request.getfixturevalue(f"_{request.param}"))
    found.clean()
    return found


@pytest.fixture
def desk(pbx: Pbx) -> Iterator[Desk]:
    """The desk of seat 2001, connected."""
    with Desk(pbx.ami_endpoint, pbx.seat_credentials("2001")) as desk:
        desk.wait_up()
        yield desk


@pytest.fixture
def call(pbx: Pbx, desk: Desk) -> Call:
    """A citizen who is talking to the desk."""
    return Call(pbx, desk)
