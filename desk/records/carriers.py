"""Carriers of Chinese mobile numbers: the few prefixes of +86 out of the library's worldwide table.

phonenumbers takes 11 MB and a tenth of a second to import all of them; a test compares the two.
"""

from __future__ import annotations

# Chinese name, English name, prefixes of the national number.
_CARRIERS = (
    (
        "中国联通",
        "China Unicom",
        "130 131 132 145 155 156 166 167 1704 1707 1708 1709 171 175 176 185 186 196",
    ),
    (
        "中国电信",
        "China Telecom",
        "133 153 1700 1701 1702 173 174 177 180 181 189 190 191 193 199",
    ),
    (
        "中国移动",
        "China Mobile",
        "1340 1341 1342 1343 1344 1345 1346 1347 1348 135 136 137 138 139 147 15 1703 1705 "
        "1706 172 178 182 183 184 187 188 195 197 198",
    ),
    (
        "中国广电",
        "China Broadnet",
        "161 192",
    ),
)
_PREFIXES = {prefix: (zh, en) for zh, en, prefixes in _CARRIERS for prefix in prefixes.split()}
_LONGEST = max(map(len, _PREFIXES))


def carrier(national: str, language: str) -> str:
    """Return the carrier of a national mobile number in `language`, empty when not known."""
    for length in range(_LONGEST, 0, -1):
        names = _PREFIXES.get(national[:length])
        if names is not None:
            return names[0] if language.startswith("zh") else names[1]
    return ""
