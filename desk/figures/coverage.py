"""Of which spans every call is known: the rest are gaps, and a gap is not an idle hour."""

from __future__ import annotations

from datetime import datetime, timedelta

from desk.figures.periods import Period

_TOUCHING = timedelta(seconds=1)


class Coverage:
    """The known spans of each PBX, apart from each other and in order."""

    def __init__(self) -> None:
        self._spans: dict[str, list[Period]] = {}

    def add(self, pbx: str, since: datetime, until: datetime) -> None:
        """Note that every call of the span is known."""
        if until < since:
            return
        apart = []
        for span in self._spans.get(pbx, ()):
            if span.until + _TOUCHING < since or until + _TOUCHING < span.since:
                apart.append(span)
            else:
                since, until = min(since, span.since), max(until, span.until)
        self._spans[pbx] = sorted([*apart, Period(since, until)], key=lambda span: span.since)

    def gaps(self, pbx: str, period: Period) -> tuple[Period, ...]:
        """Return what is not known of a PBX in the period."""
        found, known = [], period.since
        for span in self._spans.get(pbx, ()):
            if span.since > known + _TOUCHING:
                found.append(Period(known, min(span.since, period.until)))
            known = max(known, span.until)
            if known >= period.until:
                break
        if known + _TOUCHING < period.until:
            found.append(Period(known, period.until))
        return tuple(gap for gap in found if gap.since < gap.until)

    def forget(self, before: datetime) -> None:
        """Let go of what ended before."""
        for pbx, spans in self._spans.items():
            self._spans[pbx] = [span for span in spans if span.until >= before]
