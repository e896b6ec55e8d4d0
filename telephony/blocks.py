"""Headers that the PBX always writes one after another: one pattern takes what is wanted of them.

That takes a third of the time of a search for each header, which is left for what stands otherwise:
another release's order, a header between, a dialplan of one's own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from telephony.wire import Message, mark_of, marks_of


class Block:
    """The headers `written` in this order, of which those in `wanted` are read; a space stands between names.

    `added` is a header that may follow any number of times: `read` returns its lines last, as one text
    for `telephony.wire.values_of`.
    """

    def __init__(self, written: str, wanted: str, added: str = "") -> None:
        names, take = written.split(), wanted.split()
        if take != [name for name in names if name in take]:
            raise ValueError(wanted)
        self._marks = marks_of(wanted)
        self._added = mark_of(added) if added else ""
        lines = "".join(
            re.escape(mark_of(name)) + ("([^\r]*)" if name in take else "[^\r]*") for name in names
        )
        more = re.escape(self._added)
        self._pattern = re.compile(
            f"{lines}((?:{more}[^\r]*)*)(?=\r\n)(?!{more})" if added else f"{lines}(?=\r\n)"
        )

    def read(self, message: Message) -> Sequence[str]:
        """Return the values of the wanted headers in their order, empty for one that is missing."""
        found = message.search(self._pattern)
        if found:
            return found
        values = message.pick(self._marks)
        return [*values, message.lines(self._added)] if self._added else values
