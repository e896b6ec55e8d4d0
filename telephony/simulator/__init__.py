"""A PBX in Python that speaks AMI as Asterisk 22 does, for tests, demo and benchmarks."""

from __future__ import annotations

from telephony.simulator.parties import Habits, Phone
from telephony.simulator.pbx import Layout, PhoneSetup, SimulatedPbx, full_account, lead_account, seat_account

__all__ = [
    "Habits",
    "Layout",
    "Phone",
    "PhoneSetup",
    "SimulatedPbx",
    "full_account",
    "lead_account",
    "seat_account",
]
