"""Gaps: what call-takers searched for and found no answer to, grouped by meaning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from kb.analysis import simplify
from kb.article import Article
from kb.editing.context import Context
from kb.editing.errors import BadTextError
from kb.editing.findings import Asked, Count, Gap
from kb.editing.grouping import group
from kb.editing.ports import CallLog
from kb.editing.rights import require_staff
from kb.editing.texts import Texts
from kb.editing.views import Action, FieldProblem, Problem, Working
from kb.rows import longest
from kb.schema import drafts, entries, gaps

_SHORTEST = 2  # characters: one alone is no question
_MOST_QUESTIONS = 5000
_SIMILAR = 10  # wordings that become similar questions of a new entry
_KEPT_WORDINGS = 30


@dataclass(frozen=True, slots=True)
class _Decision:
    """What was decided of a gap: dismissed, or written for under a code."""

    wordings: tuple[str, ...]
    dismissed: bool
    draft: str = ""  # being written
    filled_at: datetime | None = None  # published since


class Gaps:
    """The gaps of the last days; what was decided of each is kept in the database."""

    def __init__(self, context: Context, log: CallLog, texts: Texts) -> None:
        self._context = context
        self._log = log
        self._texts = texts

    def list(self, days: int = 30, limit: int = 200) -> Sequence[Gap]:
        """Return the gaps that nobody has dismissed or filled, the most frequent first."""
        with self._context.engine.connect() as connection:
            now = self._context.clock(connection)
            decisions = _decisions(connection)
        asked = _finished(self._log.unanswered(now - timedelta(days=days)))
        by_words: dict[str, list[Asked]] = {}
        for each in asked:
            words = simplify(each.query).strip()
            if len(words) >= _SHORTEST:
                by_words.setdefault(words, []).append(each)
        often = sorted(by_words, key=lambda words: (-len(by_words[words]), words))[:_MOST_QUESTIONS]
        questions = [*(simplify(decision.wordings[0]).strip() for decision in decisions), *often]
        found = []
        for places in group(questions, self._context.knowledge.terms, known=len(decisions)):
            decision = decisions[places[0]] if places[0] < len(decisions) else None
            searches = [
                each for place in places if place >= len(decisions) for each in by_words[questions[place]]
            ]
            gap = _gap(searches, decision)
            if gap is not None:
                found.append(gap)
        found.sort(key=lambda gap: (-gap.calls, -gap.times, gap.key))
        return found[:limit]

    def assign(self, gap: Gap, code: str = "", department: str = "") -> Working:
        """Begin an entry for a gap, its wordings as similar questions; with `code` use that entry's draft."""
        wordings = tuple(each.word for each in gap.wordings)[:_SIMILAR]
        if code:
            opened = self._texts.open(code)
            known = {opened.article.title, *opened.article.similar}
            more = tuple(word for word in wordings if word not in known)
            article = replace(opened.article, similar=(*opened.article.similar, *more))
            version = opened.working.version if opened.working else 0
        else:
            who = self._context.who
            title = gap.words[: longest("title")]
            similar = tuple(word for word in wordings if word != title)
            article = Article("", title, "", similar, department=department or who.department)
            version = 0
        working = self._texts.write(Action.SAVE, article, version, reason=gap.words)
        self._decide(gap, working.article.code, "")
        return working

    def dismiss(self, gap: Gap, reason: str) -> None:
        """Say that a gap needs no entry, and why."""
        require_staff(self._context.who)
        if not reason.strip():
            raise BadTextError(FieldProblem("reason", Problem.MISSING))
        self._decide(gap, "", reason)

    def _decide(self, gap: Gap, code: str, reason: str) -> None:
        wordings = [gap.words, *(each.word for each in gap.wordings if each.word != gap.words)]
        with self._context.engine.begin() as connection:
            connection.execute(
                sa.insert(gaps).values(
                    wordings=wordings[:_KEPT_WORDINGS],
                    code=code,
                    reason=reason,
                    who=self._context.who.name,
                    at=self._context.clock(connection),
                )
            )


def _decisions(connection: Connection) -> list[_Decision]:
    """Return what was decided, of each wording the newest; a draft that was given up decides nothing."""
    query = (
        sa.select(gaps, drafts.c.code.label("draft"), entries.c.published_at)
        .outerjoin(drafts, drafts.c.code == gaps.c.code)
        .outerjoin(entries, entries.c.code == gaps.c.code)
        .order_by(gaps.c.id)
    )
    found: dict[str, _Decision] = {}
    for row in connection.execute(query):
        wordings = tuple(row.wordings)
        if not row.code:
            found[wordings[0]] = _Decision(wordings, dismissed=True)
        elif row.draft:
            found[wordings[0]] = _Decision(wordings, dismissed=False, draft=row.code)
        elif row.published_at is not None and row.published_at >= row.at:
            found[wordings[0]] = _Decision(wordings, dismissed=False, filled_at=row.published_at)
        else:
            found.pop(wordings[0], None)
    return list(found.values())


def _finished(asked: Iterable[Asked]) -> list[Asked]:
    """Return the searches without those of a call that were only on the way to a longer one."""
    kept: list[Asked] = []
    last: dict[str, int] = {}  # where a call's last search stands in `kept`
    for each in asked:
        place = last.get(each.call_id) if each.call_id else None
        if place is not None and simplify(each.query).startswith(simplify(kept[place].query)):
            kept[place] = each
            continue
        if each.call_id:
            last[each.call_id] = len(kept)
        kept.append(each)
    return kept


def _gap(searches: Sequence[Asked], decision: _Decision | None) -> Gap | None:
    """Return the searches of one meaning as a gap, None when it is closed."""
    if decision is not None:
        if decision.dismissed:
            return None
        if decision.filled_at is not None:
            filled = decision.filled_at
            searches = [each for each in searches if each.at > filled]
    if not searches:
        return None
    wordings = Counter(each.query.strip() for each in searches)
    # of two as frequent ones, the longer says more of what is missing
    ordered = sorted(wordings, key=lambda word: (-wordings[word], -len(word), word))
    calls = {each.call_id or f"{each.at.isoformat()}": each for each in searches}
    return Gap(
        key=simplify(ordered[0]),
        words=ordered[0],
        wordings=tuple(Count(word, wordings[word]) for word in ordered),
        times=len(searches),
        calls=len(calls),
        last_at=max(each.at for each in searches),
        queues=_counts(each.queue for each in calls.values()),
        kinds=_counts(each.kind for each in calls.values()),
        outcomes=_counts(each.outcome for each in calls.values()),
        nothing_found=sum(not each.hits for each in searches),
        draft=decision.draft if decision is not None else "",
    )


def _counts(values: Iterable[str]) -> tuple[Count, ...]:
    return tuple(Count(value, times) for value, times in Counter(filter(None, values)).most_common())
