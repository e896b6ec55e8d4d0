"""Files in and out as the window does it: a preview first, progress, a stop that leaves nothing half done."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from kb import Article, KnowledgeBase
from kb.article import Attachment
from kb.editing.errors import CancelledError, Clash, ConflictError, Refusal, RefusedError
from kb.editing.views import Action, Filter, Sorting
from kb.rows import BadRow
from kb.transfer import export_file, read
from tests.desk.records.conftest import Clock
from tests.kb.conftest import ENTRIES
from tests.kb.editing.conftest import LI, WANG, ZHAO, Person

FORMATS = (".jsonl", ".csv", ".xlsx")
FULL = Article(
    "full",
    "异地就医怎么备案",
    "- 线上\n- 窗口",
    contact_department="YB",
    contact_phone="0574-12393 转 2",
    attachments=(
        Attachment("办事指南", "https://example.org/a?b=1|2"),
        Attachment("[表格]", "http://example.org"),
    ),
)


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_preview_says_what_would_change_and_writes_nothing(
    person: Person, kept: KnowledgeBase, tmp_path: Path, suffix: str
) -> None:
    path = tmp_path / f"kb{suffix}"
    changed = replace(ENTRIES[0], answer="网上办理。")
    export_file([changed, ENTRIES[1], FULL, FULL], path)
    before = kept.store.base()
    preview = person(WANG).files.preview(path)
    assert preview.new == (FULL,)
    assert [(old.answer, new.answer) for old, new in preview.changed] == [(ENTRIES[0].answer, "网上办理。")]
    assert (preview.unchanged, preview.bad, preview.repeated) == (1, (), 1)
    assert kept.store.base() == before
    with pytest.raises(RefusedError):
        person(WANG).files.take(preview)
    result = person(LI).files.take(preview)
    assert (result.added, result.updated, result.unchanged) == (1, 1, 1)
    kept.refresh()
    assert kept.search("异地就医")[0].article == replace(FULL, revision=1)
    assert kept.check().ok
    last = person(LI).history.revisions("gjj-1")[0]
    assert (last.action, last.who, last.reason) == (Action.PUBLISH, "李强", path.name)
    again = person(LI).files.preview(path)
    assert (again.new, again.changed, again.unchanged) == ((), (), 3)


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_bad_row_has_its_reason(person: Person, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"kb{suffix}"
    good = replace(FULL, answer="线上或窗口")
    evil = replace(good, attachments=(Attachment("点我", "javascript:alert(1)"),))
    export_file([good, evil, replace(good, contact_phone="call me")], path)
    preview = person(WANG).files.preview(path)
    assert len(preview.new) == 1
    line = 1 if suffix == ".jsonl" else 2
    assert preview.bad == (
        BadRow(line + 1, "bad_link", ("attachments", "javascript:alert(1)")),
        BadRow(line + 2, "bad_phone", ("contact_phone", "call me")),
    )


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org",
        "file:///etc/passwd",
        "https://",
        "https:// example.org",
        "https://a@example.org",
        "http:\\\\example.org",
        "https://example.org/a b",
        "//example.org",
    ],
)
def test_only_addresses_of_the_web_are_links(tmp_path: Path, url: str) -> None:
    path = tmp_path / "kb.jsonl"
    row = {"code": "c", "title": "t", "answer": "a", "attachments": [{"label": "x", "url": url}]}
    path.write_text(json.dumps(row), "utf-8")
    assert [type(found) for found in read(path)] == [BadRow]


def test_old_files_without_the_new_fields_are_taken(person: Person, tmp_path: Path) -> None:
    path = tmp_path / "kb.csv"
    path.write_bytes("code,title,answer\nc,标题,答案\n".encode("gb18030"))
    assert person(WANG).files.preview(path).new == (Article("c", "标题", "答案"),)


@pytest.mark.parametrize("after", [0, 1, 5])
def test_a_stop_leaves_nothing_half_done(
    person: Person, kept: KnowledgeBase, tmp_path: Path, after: int
) -> None:
    path = tmp_path / "kb.jsonl"
    export_file([Article(f"n{number}", f"第{number}问", "答") for number in range(1500)], path)
    told: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> bool:
        told.append((done, total))
        return len(told) <= after

    files = person(LI).files
    preview = files.preview(path)
    if after < 4:
        with pytest.raises(CancelledError):
            files.take(preview, stop)
        assert kept.store.count() == len(ENTRIES)
    else:
        files.take(preview, stop)
        assert kept.store.count() == len(ENTRIES) + 1500
        assert told == [(0, 1500), (400, 1500), (800, 1500), (1200, 1500), (1500, 1500)]
    kept.refresh()
    assert kept.check().ok
    with pytest.raises(CancelledError):
        files.preview(path, lambda done, total: False)
    with pytest.raises(CancelledError):
        files.export(tmp_path / "out.xlsx", progress=lambda done, total: False)
    assert sorted(each.name for each in tmp_path.glob("*out*")) == []


def test_what_changed_since_the_preview_is_not_overwritten(
    person: Person, kept: KnowledgeBase, tmp_path: Path
) -> None:
    path = tmp_path / "kb.csv"
    export_file([replace(ENTRIES[0], answer="网上办理。"), FULL], path)
    files = person(LI).files
    preview = files.preview(path)
    kept.put([replace(ENTRIES[0], answer="别人写的。")], "import")
    with pytest.raises(ConflictError) as conflict:
        files.take(preview)
    assert conflict.value.clash is Clash.PUBLISHED
    assert conflict.value.published is not None
    assert conflict.value.published.article.answer == "别人写的。"
    assert kept.article("full") is None
    kept.put([FULL], "import")
    with pytest.raises(ConflictError):
        files.take(files.preview(path)) if files.preview(path).new else files.take(preview)


def test_nobody_imports_what_they_are_writing_themselves(
    person: Person, kept: KnowledgeBase, tmp_path: Path
) -> None:
    path = tmp_path / "kb.csv"
    mine, others, untouched = (replace(one, answer="网上办理。") for one in ENTRIES[:3])
    person(LI).texts.save(mine)
    person(WANG).texts.save(others)
    export_file([mine, others, untouched, FULL], path)
    preview = person(LI).files.preview(path)
    assert [after.code for _, after in preview.changed] == [others.code, untouched.code]
    assert preview.bad == (BadRow(0, "own_text", (mine.code, mine.title)),)
    assert preview.drafted == 1
    # Nor what they have begun to write since they looked.
    begun = person(LI).texts.save(FULL)
    with pytest.raises(RefusedError) as refused:
        person(LI).files.take(preview)
    assert refused.value.refusal is Refusal.OWN_TEXT
    assert person(ZHAO).files.preview(path).bad == ()
    person(LI).texts.discard("full", begun.version)
    with pytest.raises(RefusedError):  # the very words that they wrote a moment ago
        person(LI).files.take(preview)
    export_file([others, untouched, replace(FULL, answer="别人写的。")], path)
    assert person(LI).files.take(person(LI).files.preview(path)).updated == 2
    revision = person(LI).history.revisions(untouched.code)[0]
    assert (revision.who, revision.approved_by, revision.reason) == ("李强", "", "kb.csv")
    assert kept.store.articles([mine.code])[mine.code].answer == ENTRIES[0].answer
    opened = person(WANG).texts.open(others.code)
    assert opened.working is not None
    with pytest.raises(ConflictError):
        person(WANG).texts.submit(others.code, opened.working.version)


@pytest.mark.parametrize("suffix", FORMATS)
def test_what_a_filter_shows_is_exported(person: Person, tmp_path: Path, suffix: str, clock: Clock) -> None:
    path = tmp_path / f"out{suffix}"
    editorial = person(WANG)
    editorial.texts.save(replace(FULL, department="局"))
    shown = Filter(text="公积金", sorting=Sorting.CODE, descending=False)
    assert editorial.files.export_chosen(path, shown) == 2
    assert list(read(path)) == list(ENTRIES[:2])
    assert editorial.files.export(path) == len(ENTRIES)
    assert editorial.files.export(path, ["yb-1", "no-such"]) == 1
