"""What was found of a thing that a desk, or the lead's board, needs of a PBX."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from telephony.snapshots import LinkProblem


class Check(enum.Enum):
    """What is looked at."""

    LINK = "link"
    RIGHT = "right"
    DIALPLAN = "dialplan"
    QUEUE = "queue"
    CONTEXT = "context"
    REPORTS = "reports"  # the account is told what the kit's dialplan reports
    VARIABLES = "variables"  # each event tells what the dialplan knows of a channel
    PROFILE = "profile"  # of confbridge.conf
    MUSIC = "music"  # the account is told of music on hold
    LOG = "log"  # queue_log is written
    OLDER_LOG = "older_log"  # what was rotated away today is found
    SYSTEM_NAME = "system_name"  # begins the ids of the PBX's calls; `what` is the name


@dataclass(frozen=True, slots=True)
class Finding:
    """One result: `what` names the thing, `detail` is the PBX's own word, `problem` why no link came up."""

    check: Check
    what: str
    ok: bool
    detail: str = ""
    problem: LinkProblem | None = None
