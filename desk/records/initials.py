"""Pinyin initials of names, worked out in a process of its own.

pypinyin with the phrases that tell 银行 (yh) from 行人 (xr) takes 57 MB, which a desk that runs all
day must not keep for an import.
"""

from __future__ import annotations

import json
import logging
import re
import subprocess
import sys
from collections.abc import Sequence

_log = logging.getLogger(__name__)
_SECONDS = 60


def initials(names: Sequence[str]) -> dict[str, str]:
    """Return the initials of each name in lower case; empty ones when they can't be worked out."""
    wanted = list(dict.fromkeys(names))
    if not wanted:
        return {}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "desk.records.initials"],
            input=json.dumps(wanted),
            capture_output=True,
            encoding="ascii",
            timeout=_SECONDS,
            check=True,
        )
        return dict(zip(wanted, json.loads(done.stdout), strict=True))
    except (OSError, subprocess.SubprocessError, ValueError) as error:
        _log.warning("pinyin initials could not be worked out: %s", type(error).__name__)
        return dict.fromkeys(wanted, "")


def of_name(name: str) -> str:
    """Return the initials of one name: 住房公积金 becomes zfgjj, letters and digits stay."""
    from pypinyin import Style, lazy_pinyin

    return re.sub(r"[\W_]", "", "".join(lazy_pinyin(name, style=Style.FIRST_LETTER))).lower()


if __name__ == "__main__":
    json.dump([of_name(name) for name in json.load(sys.stdin)], sys.stdout)
