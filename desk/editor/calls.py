"""What is known of a call, in a sentence for the editor: nothing of the citizen's person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from desk import wording
from desk.language import translate
from desk.records.views import PastCall
from desk.widgets.text import moment, plain


def call_sentence(call: PastCall | None, queues: Mapping[str, str]) -> str:
    """Say when a call was, in which queue, and how it was settled."""
    if call is None:
        return translate("Calls", "The call is not in the records.")
    parts = [
        translate("Calls", "Call {0}").format(moment(call.started_at, datetime.now(UTC))),
        plain(queues.get(call.queue, call.queue), 40),
        wording.outcome(call.outcome),
        plain(call.note, 160),
    ]
    return " · ".join(part for part in parts if part)
