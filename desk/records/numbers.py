"""What a telephone number says by itself: its form, place and carrier. Nothing here ever raises."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from desk.records.carriers import carrier
from desk.records.number_places import place
from desk.records.views import NumberInfo

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

_REGION = "CN"
_WITHHELD = frozenset(
    (
        "",
        "anonymous",
        "unknown",
        "restricted",
        "private",
        "unavailable",
        "withheld",
        "asterisk",
        "s",
        "<unknown>",
    )
)
_LONGEST = 64


@lru_cache(maxsize=4096)
def describe(raw: str, language: str = "zh_CN") -> NumberInfo:
    """Describe the number that the PBX sent as `raw`; `language` is zh_CN or en."""
    text = _plain(raw)
    if text.casefold() in _WITHHELD:
        return NumberInfo(raw=raw, display="", e164="", place="", carrier="", withheld=True, valid=False)
    digits = re.sub(r"[\s().\-/]", "", text)
    if not re.fullmatch(r"\+?[0-9]{1,30}", digits):
        return NumberInfo(raw=raw, display=text, e164="", place="", carrier="", withheld=False, valid=False)
    return _parsed(raw, digits, language) or NumberInfo(
        raw=raw, display=digits, e164="", place="", carrier="", withheld=False, valid=False
    )


def number_key(raw: str) -> str:
    """Return what the same subscriber always has in common, empty for a withheld number."""
    info = describe(raw, "en")
    if info.withheld:
        return ""
    return info.e164 or info.display.casefold()


def _plain(raw: str) -> str:
    # Full-width digits become plain ones; control and format characters (line breaks, bidi marks) go.
    text = unicodedata.normalize("NFKC", raw[:1000])
    text = "".join(c if unicodedata.category(c)[0] != "C" else " " for c in text).strip()
    text = " ".join(text.split())
    uri = re.search(r"(?:sips?|tel):([^@;>\s]*)(@[^;>\s]*)?", text, re.IGNORECASE)
    if uri:
        text = uri[1] or (uri[2] or "")[1:]
        if "anonymous.invalid" in (uri[2] or ""):
            text = ""
    return text.strip("<>\"' ")[:_LONGEST]


def _parsed(raw: str, digits: str, language: str) -> NumberInfo | None:
    import phonenumbers
    from phonenumbers import NumberParseException, PhoneNumberFormat, shortnumberinfo

    try:
        if len(digits.lstrip("+")) <= 6:
            # Service numbers and extensions: 110, 12345, 81890, 2001. They are complete as they stand.
            number = phonenumbers.parse(digits, _REGION)
            return NumberInfo(
                raw=raw,
                display=digits,
                e164="",
                place="",
                carrier="",
                withheld=False,
                valid=shortnumberinfo.is_valid_short_number_for_region(number, _REGION),
            )
        if digits.startswith("00"):
            digits = "+" + digits[2:]
        number = phonenumbers.parse(digits, _REGION)
        if not phonenumbers.is_valid_number(number) and not digits.startswith("+"):
            # A trunk may send 8613800138000 without the plus.
            other = _international(digits)
            number = other if other is not None else number
        valid = phonenumbers.is_valid_number(number)
        if not valid:
            return None
        at_home = number.country_code == 86
        shape = PhoneNumberFormat.NATIONAL if at_home else PhoneNumberFormat.INTERNATIONAL
        national = phonenumbers.national_significant_number(number)
        return NumberInfo(
            raw=raw,
            display=phonenumbers.format_number(number, shape),
            e164=phonenumbers.format_number(number, PhoneNumberFormat.E164),
            place=place(national, language) if at_home else "",
            carrier=_carrier(number, national, language) if at_home else "",
            withheld=False,
            valid=True,
        )
    except (NumberParseException, ValueError):
        return None


def _international(digits: str) -> PhoneNumber | None:
    import phonenumbers

    try:
        number = phonenumbers.parse("+" + digits, None)
    except phonenumbers.NumberParseException:
        return None
    return number if number.country_code == 86 and phonenumbers.is_valid_number(number) else None


def _carrier(number: PhoneNumber, national: str, language: str) -> str:
    import phonenumbers

    kinds = phonenumbers.PhoneNumberType
    mobile = phonenumbers.number_type(number) in (kinds.MOBILE, kinds.FIXED_LINE_OR_MOBILE, kinds.PAGER)
    return carrier(national, language) if mobile else ""
