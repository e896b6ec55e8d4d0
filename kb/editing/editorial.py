"""The one door for the editor's window: rooms that share the knowledge base and the person.

Every method may block (the database, the index) and is called from a worker; the rooms may be used from
several threads. What a person can't do raises an `EditingError`; trouble with the database is its own.
"""

from __future__ import annotations

import uuid

from kb.clock import Clock, database_time
from kb.editing.campaign import Campaigns
from kb.editing.context import Context
from kb.editing.entries import EntryList
from kb.editing.files import Files
from kb.editing.gaps import Gaps
from kb.editing.history import History
from kb.editing.pins import Pins
from kb.editing.ports import CallLog, NoCallLog
from kb.editing.presence import Presence
from kb.editing.suggestions import Suggestions
from kb.editing.texts import Texts
from kb.editing.views import Editor
from kb.editing.writing import Writing
from kb.knowledge_base import KnowledgeBase


class Editorial:
    """The knowledge base as one editor may change it.

    - `entries`: the list, its filters and the work lists that are entries
    - `texts`: open, save, submit, approve, send back, confirm, withdraw
    - `presence`: who else has an entry open
    - `history`: every revision, compared and restored
    - `writing`: duplicates, questions won and stolen, the search with the draft in it
    - `gaps`, `suggestions`: what call-takers miss
    - `campaign`: targets and figures
    - `pins`: one agreed answer on every desk
    - `files`: import with a preview, export
    """

    def __init__(
        self,
        knowledge: KnowledgeBase,
        who: Editor,
        log: CallLog | None = None,
        clock: Clock = database_time,
        window: str = "",
    ) -> None:
        """Use an opened knowledge base; `log` tells of calls, `clock` is for tests.

        `window` names this window among all others, if a name outlives its process.
        """
        context = Context(knowledge, who, clock, window or uuid.uuid4().hex)
        calls = log if log is not None else NoCallLog()
        self.who = who
        self.entries = EntryList(context)
        self.texts = Texts(context)
        self.presence = Presence(context)
        self.history = History(context, self.texts)
        self.writing = Writing(context, calls)
        self.gaps = Gaps(context, calls, self.texts)
        self.suggestions = Suggestions(context)
        self.campaign = Campaigns(context, calls)
        self.pins = Pins(context)
        self.files = Files(context, self.entries)
