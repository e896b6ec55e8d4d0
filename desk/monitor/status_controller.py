"""What must be known of the figures: a PBX that is away, a gap in the day, a database that fails."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo

from PySide6.QtCore import QObject

from desk import wording
from desk.figures.periods import Period
from desk.monitor.figures import Turn
from desk.monitor.ports import Ports
from desk.widgets.notice import Notice
from desk.widgets.text import plain
from telephony.floor.views import FloorPbx, FloorView
from telephony.snapshots import LinkState

_SHOWN = 3  # gaps of a PBX that are told one by one
_LEAST = 60.0  # seconds; what is shorter is no gap to speak of


class StatusController(QObject):
    """Two strips: red while a PBX or the database is away, amber while the day's figures have gaps."""

    def __init__(self, ports: Ports, away: Notice, gaps: Notice, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ports, self._away, self._gaps = ports, away, gaps
        self._trouble: Exception | None = None
        self._told: tuple[str, str] = ("", "")
        ports.floor.view_changed.connect(self._show)

    def take_turn(self, turn: Turn) -> None:
        """Take what the keeper says."""
        self._trouble = turn.trouble
        self._say(self._gaps, 1, self._gap_sentence(turn.board.unknown))
        self._show(self._ports.floor.view)

    def _show(self, view: FloorView) -> None:
        several = len(view.pbxs) > 1
        sentences = [self._sentence(pbx, several) for pbx in view.pbxs]
        if self._trouble is not None:
            sentences.append(
                self.tr("The figures are shown, but can't be kept: {0}").format(
                    wording.failure(self._trouble)
                )
            )
        self._say(self._away, 0, "  ".join(sentence for sentence in sentences if sentence))

    def _sentence(self, pbx: FloorPbx, several: bool) -> str:
        link = pbx.link
        if link.state is LinkState.STOPPED or link.problem is None:
            return ""
        name = plain(pbx.name, 30)
        if link.state is LinkState.UP:
            return f"{name}: {wording.link_problem(link.problem, link.missing)}"
        what = self.tr("its seats and callers are not known") if several else self.tr("nothing live is known")
        return f"{name}: {wording.link_problem(link.problem)} " + self.tr("Until it answers, {0}.").format(
            what
        )

    def _gap_sentence(self, unknown: Mapping[str, tuple[Period, ...]]) -> str:
        parts = []
        for name, gaps in unknown.items():
            real = [gap for gap in gaps if gap.seconds >= _LEAST]
            if real:
                spans = [_span(gap, self._ports.zone) for gap in real[:_SHOWN]]
                spans += ["…"] if len(real) > _SHOWN else []
                parts.append(f"{plain(name, 30)} {', '.join(spans)}")
        if not parts:
            return ""
        return self.tr("Today's figures are not complete; not known: {0}.").format("; ".join(parts))

    def _say(self, notice: Notice, place: int, text: str) -> None:
        told = list(self._told)
        if told[place] != text:
            told[place] = text
            self._told = (told[0], told[1])
            notice.say(text, grave=place == 0)


def _span(gap: Period, zone: tzinfo) -> str:
    return f"{gap.since.astimezone(zone):%H:%M}–{gap.until.astimezone(zone):%H:%M}"
