"""What the demonstration's editors find on their desk: gaps, suggestions, drafts of others, a campaign."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any

from sqlalchemy import Row, insert, select, update

from desk.records import Records
from desk.records.tables import calls, direct_answers, searches
from desk.records.views import Outcome
from kb import Article, KnowledgeBase
from kb.clock import day_of
from kb.editing import Editor, Editorial, Role
from kb.editing.findings import Campaign, Target
from kb.editing.views import State
from kb.publishing import changing
from kb.schema import entries, revisions

EDITOR = Editor("李敏", Role.REVIEWER)
_CHIEF = Editor("赵红", Role.REVIEWER)
_OLD_DAYS = 200
_CHECKED = "月复核）"


def load(records: Records, knowledge: KnowledgeBase, now: datetime) -> None:
    """Put work on the editors' desk; where a campaign is already, nothing is added."""
    chief = Editorial(knowledge, _CHIEF)
    if chief.campaign.list():
        return
    file = files("resources").joinpath("directory", "editing.json")
    work: dict[str, Any] = json.loads(file.read_text("utf-8"))
    begins = now - timedelta(days=work["campaign"]["days_ago"])
    _load_log(records, knowledge, work, begins)
    _renew(knowledge, _age(knowledge, now), begins, now)
    _load_campaign(chief, work["campaign"], now)
    for one in work["suggestions"]:
        article = knowledge.article(one["code"])
        if article is not None:
            knowledge.suggest(
                one["code"], article.revision, one["words"], _a_call(records, one["agent"]), one["agent"]
            )
    for draft in work["drafts"]:
        _load_draft(knowledge, draft)


def _load_log(records: Records, knowledge: KnowledgeBase, work: dict[str, Any], begins: datetime) -> None:
    """Record from which entries past calls were answered, and what others searched for in vain."""
    with records.database.reading() as connection:
        past = connection.execute(
            select(calls).where(calls.c.answered_at.is_not(None)).order_by(calls.c.offered_at)
        ).all()
    settled = [call for call in past if call.outcome == Outcome.DIRECT_ANSWER.value]
    others = [call for call in past if call.outcome not in (None, Outcome.DIRECT_ANSWER.value)]
    answers = list(_answers(knowledge, settled, begins))
    gaps = list(_searches(work["gaps"], others[::-1])) if others else []
    with records.database.writing() as connection:
        if answers:
            connection.execute(insert(direct_answers), answers)
        if gaps:
            connection.execute(insert(searches), gaps)
    for answer in answers:
        knowledge.record_use(answer["article_code"])


def _age(knowledge: KnowledgeBase, now: datetime) -> list[str]:
    """Let four entries of five be older than the campaign, and return them: not all were written today."""
    then = now - timedelta(days=_OLD_DAYS)
    with changing(knowledge.store.engine) as edition:
        every = edition.connection.execute(
            select(entries.c.code, entries.c.revision).order_by(entries.c.code)
        )
        old = [row for at, row in enumerate(every) if at % 5]
        first = [row.code for row in old if row.revision == 1]
        if first:
            texts = revisions.c.revision == 1, revisions.c.code.in_(first)
            edition.connection.execute(update(revisions).where(*texts).values(at=then))
            edition.set(first, now, published_at=then, confirmed_on=day_of(then))
    return [row.code for row in old]


def _renew(knowledge: KnowledgeBase, old: Sequence[str], begins: datetime, now: datetime) -> None:
    """Renew one old entry of six since the campaign began: checked by an editor, approved by another."""
    chosen = old[::6]
    for at, code in enumerate(chosen):
        article = knowledge.article(code)
        day = begins + (now - begins) * (at + 0.5) / len(chosen)
        if article is None or article.expired(day_of(day)):
            continue
        if not article.source.endswith(_CHECKED):  # by a start that was broken off
            source = f"{article.source}（{day.year}年{day.month}{_CHECKED}"
            _publish(knowledge, replace(article, source=source), day)


def _publish(knowledge: KnowledgeBase, article: Article, day: datetime) -> None:
    """Lead a text through its life on a past day, by two people."""
    editor, chief = (Editorial(knowledge, who, clock=lambda _: day) for who in (EDITOR, _CHIEF))
    working = editor.texts.open(article.code).working  # of a start that was broken off
    if working is None or working.state is not State.SUBMITTED:
        saved = editor.texts.save(article, working.version if working is not None else 0)
        working = editor.texts.submit(article.code, saved.version)
    chief.texts.approve(article.code, working.version)


def _answers(knowledge: KnowledgeBase, settled: list[Row[Any]], begins: datetime) -> Iterator[dict[str, Any]]:
    for at, call in enumerate(settled):
        # Before the campaign there were fewer entries, and fewer calls settled from one.
        if call.offered_at < begins and not at % 8:
            continue
        hits = knowledge.search(call.note, 1)
        if hits:
            yield {
                "at": call.answered_at + timedelta(seconds=40),
                "call_id": call.call_id,
                "agent": call.agent,
                "article_code": hits[0].article.code,
                "revision": hits[0].article.revision,
                "query": "",
                "seconds": 40.0,
            }


def _searches(gaps: list[dict[str, Any]], others: list[Row[Any]]) -> Iterator[dict[str, Any]]:
    place = 0
    for gap in gaps:
        for words, times in zip(gap["wordings"], gap["times"], strict=True):
            for _ in range(times):
                call = others[place % len(others)]
                place += 1
                yield {
                    "at": call.answered_at + timedelta(seconds=25),
                    "call_id": call.call_id,
                    "agent": call.agent,
                    "query": words,
                    "hits": 0 if place % 3 else 2,
                    "seconds": 0.01,
                }


def _load_campaign(chief: Editorial, values: dict[str, Any], now: datetime) -> None:
    starts = day_of(now) - timedelta(days=values["days_ago"])
    departments = [name for name in chief.entries.departments() if name][: values["departments"]]
    targets = tuple(
        Target(name, values["new"] + at % 5, values["renewed"] + at % 7)
        for at, name in enumerate(departments)
    )
    ends = starts + timedelta(days=values["length"] - 1)
    chief.campaign.save(Campaign(values["name"], starts, ends, targets))


def _load_draft(knowledge: KnowledgeBase, values: dict[str, Any]) -> None:
    author = Editorial(knowledge, Editor(values["author"]))
    if "of" in values:
        public = knowledge.article(values["of"])
        if public is None:
            return
        article = replace(public, answer=public.answer + values["answer_end"])
    else:
        article = Article(
            "",
            values["title"],
            values["answer"],
            similar=tuple(values["similar"]),
            department=values["department"],
            category=values["category"],
            keywords=tuple(values["keywords"]),
            source=values["source"],
            contact_department=values.get("contact_department", ""),
            contact_phone=values.get("contact_phone", ""),
        )
    working = author.texts.save(article)
    if values["state"] in ("submitted", "sent_back"):
        working = author.texts.submit(working.article.code, working.version)
    if values["state"] == "sent_back":
        Editorial(knowledge, _CHIEF).texts.send_back(working.article.code, working.version, values["reason"])


def _a_call(records: Records, agent: str) -> str:
    with records.database.reading() as connection:
        row = connection.execute(
            select(calls.c.call_id).where(calls.c.agent == agent).order_by(calls.c.offered_at.desc()).limit(1)
        ).first()
    return row.call_id if row is not None else ""
