"""Where the civil day begins: the place that the settings name, or the system's."""

from __future__ import annotations

import os
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from desk.errors import SettingsError
from desk.language import translate

_USUAL = "Asia/Shanghai"


def zone_of(name: str) -> ZoneInfo:
    """Return the time zone called `name`, the system's when that is empty; raise `SettingsError`."""
    if name:
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise SettingsError(
                translate("Settings", "“monitor.timezone” is no place that is known: {name}").format(
                    name=name
                )
            ) from error
    for found in (os.environ.get("TZ", "").lstrip(":"), _linked(), _USUAL):
        try:
            return ZoneInfo(found)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return ZoneInfo("UTC")


def _linked() -> str:
    """Return the name that Unix systems keep as the target of a link."""
    try:
        return os.fspath(Path("/etc/localtime").resolve()).partition("/zoneinfo/")[2]
    except OSError:
        return ""
