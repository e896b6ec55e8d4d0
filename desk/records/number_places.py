"""Places of Chinese telephone numbers, from a table 200 times smaller than the library's own.

Google's libphonenumber knows them, but its geocoder takes 99 MB of memory when imported. The build
step (`python -m desk.records.number_places`) turns its prefixes of +86 into runs of seven-digit
prefixes with the same place and writes them beside this module; the desk reads only that file.
"""

from __future__ import annotations

import json
import sys
import zlib
from array import array
from bisect import bisect_right
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("number_places.bin")
_DIGITS = 7  # no prefix of +86 is longer


@cache
def _table() -> tuple[array[int], array[int], list[tuple[str, str]]]:
    try:
        data = zlib.decompress(FILE.read_bytes())
    except (OSError, zlib.error):
        return array("I", [0]), array("H", [0]), [("", "")]
    header, _, rest = data.partition(b"\n")
    counts = json.loads(header)
    starts, places = array("I"), array("H")
    split = counts["runs"] * 4
    starts.frombytes(rest[:split])
    places.frombytes(rest[split : split + counts["runs"] * 2])
    if sys.byteorder == "big":
        starts.byteswap()
        places.byteswap()
    return starts, places, [(zh, en) for zh, en in counts["places"]]


def place(national: str, language: str) -> str:
    """Return the place of a national number (no leading 0) in `language`, empty when not known."""
    if not (national.isascii() and national.isdigit()) or len(national) < _DIGITS:
        return ""
    starts, places, names = _table()
    zh, en = names[places[bisect_right(starts, int(national[:_DIGITS])) - 1]]
    return zh if language.startswith("zh") else en


def build() -> bytes:
    """Return the table's file made from the installed phonenumbers; costs 100 MB of memory."""
    from phonenumbers.geodata import GEOCODE_DATA

    names: dict[tuple[str, str], int] = {("", ""): 0}
    flat = array("H", bytes(2 * 10**_DIGITS))
    # Shorter prefixes first: a longer one then overwrites its part.
    for prefix in sorted((p for p in GEOCODE_DATA if p.startswith("86")), key=lambda p: (len(p), p)):
        national = prefix[2:]
        texts = GEOCODE_DATA[prefix]
        name = (texts.get("zh", texts.get("en", "")), texts.get("en", ""))
        index = names.setdefault(name, len(names))
        width = 10 ** (_DIGITS - len(national))
        start = int(national) * width
        flat[start : start + width] = array("H", [index]) * width
    starts, places = array("I"), array("H")
    previous = -1
    for number, index in enumerate(flat):
        if index != previous:
            starts.append(number)
            places.append(index)
            previous = index
    if sys.byteorder == "big":
        starts.byteswap()
        places.byteswap()
    header = json.dumps({"runs": len(starts), "places": list(names)}, ensure_ascii=False)
    return zlib.compress(header.encode() + b"\n" + starts.tobytes() + places.tobytes(), 9)


if __name__ == "__main__":
    FILE.write_bytes(build())
