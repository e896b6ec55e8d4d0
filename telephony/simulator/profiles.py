"""The kit's user profiles of confbridge.conf, as far as the simulator uses them."""

from __future__ import annotations

from telephony.simulator.rooms import Profile

CITIZEN = Profile(marked=True, music_when_empty=True)
AGENT = Profile(end_marked=True)
DEPARTMENT = Profile(end_marked=True, music_when_empty=True)
SIDE_AGENT = Profile(marked=True)
LEAD = Profile(end_marked=True)

BY_NAME = {
    "desk-citizen": CITIZEN,
    "desk-agent": AGENT,
    "desk-department": DEPARTMENT,
    "desk-side-agent": SIDE_AGENT,
    "desk-lead": LEAD,
}
