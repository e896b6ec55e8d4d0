"""Files in and out: the same entries come back, and bad rows are told, never a crash."""

from __future__ import annotations

import csv
import io
import json
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from kb import Article, Attachment, KnowledgeBase
from kb.errors import CancelledError
from kb.rows import FIELDS, BadRow, TransferError, protect, unprotect
from kb.transfer import export_file, import_file, read

FORMATS = (".jsonl", ".csv", ".xlsx")
PLAIN = Article(
    "a-1",
    "怎么提取公积金？",
    "带身份证。\n到窗口办理。",
    ("取公积金", "公积金怎么取"),
    "公积金中心",
    "公积金",
    ("提取", "材料"),
    "甬公积金〔2020〕1号",
    date(2020, 1, 1),
    date(2030, 12, 31),
)
LINE = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Zs"], exclude_characters="\ufffd\ufffe\uffff"),
    min_size=1,
    max_size=30,
)
ITEMS = st.lists(LINE, max_size=4, unique=True).map(tuple)
ADDRESS = st.builds(
    "https://{}{}".format,
    st.from_regex(r"[a-z]{1,9}\.gov\.cn", fullmatch=True),
    st.just("") | LINE.map("/".__add__),
)
ARTICLES = st.builds(
    Article,
    code=LINE,
    title=LINE,
    answer=st.lists(LINE, min_size=1, max_size=3).map("\n".join),
    similar=ITEMS,
    department=LINE,
    category=st.just("") | LINE,
    keywords=ITEMS,
    source=st.just("") | LINE,
    valid_from=st.none() | st.dates(date(1950, 1, 1), date(2020, 1, 1)),
    valid_until=st.none() | st.dates(date(2020, 1, 1)),
    contact_department=st.just("") | LINE,
    contact_phone=st.sampled_from(["", "12345", "0574-8712 3290 转 2"]),
    attachments=st.lists(st.builds(Attachment, LINE, ADDRESS), max_size=3, unique=True).map(tuple),
)
FUZZ = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.mark.parametrize("suffix", FORMATS)
@FUZZ
@given(articles=st.lists(ARTICLES, max_size=5))
def test_what_is_exported_comes_back(tmp_path: Path, suffix: str, articles: list[Article]) -> None:
    path = tmp_path / f"kb{suffix}"
    assert export_file(articles, path) == len(articles)
    assert list(read(path)) == articles


@pytest.mark.parametrize("suffix", FORMATS)
@FUZZ
@given(data=st.binary(max_size=400) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")))
def test_no_bytes_crash_the_reader(tmp_path: Path, suffix: str, data: bytes) -> None:
    path = tmp_path / f"kb{suffix}"
    path.write_bytes(",".join(FIELDS).encode() + b"\n" + data if suffix == ".csv" else data)
    with suppress(TransferError):
        assert all(isinstance(row, (Article, BadRow)) for row in read(path))


@FUZZ
@given(
    row=st.dictionaries(
        st.sampled_from(FIELDS),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
            lambda inner: (
                st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2)
            ),
        ),
    )
)
def test_no_json_value_crashes_the_reader(tmp_path: Path, row: dict[str, object]) -> None:
    path = tmp_path / "kb.jsonl"
    path.write_text(json.dumps(row) + "\n", "utf-8")
    assert len(list(read(path))) == 1


CELLS = (
    st.none()
    | st.integers()
    | st.floats()
    | st.dates()
    | st.text(max_size=30)
    | st.sampled_from(
        [
            "[]",
            "[[",
            '[["a","https://a.cn"]]',
            "a https://a.cn|b http://b.cn",
            "长期",
            "2026年1月1日",
            "|；|",
            "1e999",
        ]
    )
)


@FUZZ
@given(cells=st.lists(CELLS, min_size=len(FIELDS), max_size=len(FIELDS)))
def test_no_cells_crash_the_reader_and_what_is_taken_comes_back(tmp_path: Path, cells: list[object]) -> None:
    path = tmp_path / "kb.csv"
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        csv.writer(file).writerows([FIELDS, cells])
    taken = [row for row in read(path) if isinstance(row, Article)]
    export_file(taken, path)
    assert list(read(path)) == taken


@FUZZ
@given(text=st.text(max_size=10) | st.sampled_from(["=1+1", "'=1", "''@x", "\t=", "-1", "'", "'a"]))
def test_protecting_a_cell_is_undone(text: str) -> None:
    assert unprotect(protect(text)) == text
    assert not protect(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_no_exported_cell_is_a_formula(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"kb{suffix}"
    evil = Article("=1", "=HYPERLINK(0)", "+1", ("@a", "-b"), "\t=x", "-", (), "@SUM(A1)")
    export_file([evil], path)
    if suffix == ".csv":
        cells = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))[1]
    else:
        book = load_workbook(path)
        assert all(cell.data_type != "f" for cell in book.worksheets[0][2])
        cells = [str(cell.value) for cell in book.worksheets[0][2] if cell.value]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("suffix", [".csv", ".jsonl"])
def test_encodings_are_recognised(tmp_path: Path, encoding: str, suffix: str) -> None:
    path = tmp_path / f"kb{suffix}"
    export_file([PLAIN], path)
    path.write_bytes(path.read_text("utf-8-sig").encode(encoding))
    assert list(read(path)) == [PLAIN]


def test_one_spoilt_line_of_a_utf8_file_is_one_bad_row(tmp_path: Path) -> None:
    path = tmp_path / "kb.csv"
    good = "a,标题一,答案\n".encode(), "c,标题三,答案\n".encode(), "d,标题四,答案\n".encode()
    path.write_bytes(
        b"code,title,answer\n" + good[0] + "b,标题二,答案\n".encode()[:-2] + b"\n" + good[1] + good[2]
    )
    rows = list(read(path))
    assert [row.code for row in rows if isinstance(row, Article)] == ["a", "c", "d"]
    assert [row for row in rows if isinstance(row, BadRow)] == [BadRow(3, "bad_character", ("answer",))]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", BadRow(1, "not_json")),
        ("[" * 100_000, BadRow(1, "not_json")),
        ("[1]", BadRow(1, "not_an_object")),
        ('{"title":"t","answer":"a"}', BadRow(1, "missing", ("code",))),
        ('{"code":"c","title":" ","answer":"a"}', BadRow(1, "missing", ("title",))),
        ('{"code":"c","title":"t","answer":{}}', BadRow(1, "not_text", ("answer",))),
        ('{"code":"c","title":"t\\u0000","answer":"a"}', BadRow(1, "bad_character", ("title",))),
        ('{"code":"c","title":"t\\ud800","answer":"a"}', BadRow(1, "bad_character", ("title",))),
        (
            '{"code":"c","title":"t","answer":"a","valid_until":"morgen"}',
            BadRow(1, "bad_date", ("valid_until", "morgen")),
        ),
        (
            '{"code":"c","title":"t","answer":"a","valid_until":"2023-02-30"}',
            BadRow(1, "bad_date", ("valid_until", "2023-02-30")),
        ),
        (
            '{"code":"c","title":"t","answer":"a","valid_from":"2024-01-01","valid_until":"2023-01-01"}',
            BadRow(1, "dates_reversed", ("2024-01-01", "2023-01-01")),
        ),
        ('{"code":"%s","title":"t","answer":"a"}' % ("c" * 65), BadRow(1, "too_long", ("code", "65", "64"))),
    ],
)
def test_a_bad_row_is_told_by_line_and_reason(tmp_path: Path, line: str, problem: BadRow) -> None:
    path = tmp_path / "kb.jsonl"
    path.write_text(line, "utf-8")
    assert list(read(path)) == [problem]


def test_lists_and_dates_as_people_write_them(tmp_path: Path) -> None:
    path = tmp_path / "kb.csv"
    path.write_text(
        "Code,title,answer,similar,keywords,valid_from,valid_until,extra\n"
        "1,题,答,甲|乙；丙,丁、戊，己,2024年1月5日,长期,x\n",
        "utf-8",
    )
    article = next(iter(read(path)))
    assert isinstance(article, Article)
    assert article.similar == ("甲", "乙", "丙")
    assert article.keywords == ("丁", "戊", "己")
    assert (article.valid_from, article.valid_until) == (date(2024, 1, 5), None)


def test_a_workbooks_numbers_and_dates_are_read(tmp_path: Path) -> None:
    path = tmp_path / "kb.xlsx"
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["code", "title", "answer", "valid_until"])
    sheet.append([12345, "题", 7.5, date(2030, 1, 2)])
    sheet.append([])
    sheet.append([6, None, "x", None])
    book.save(path)
    rows = list(read(path))
    assert rows[0] == Article("12345", "题", "7.5", valid_until=date(2030, 1, 2))
    assert rows[1] == BadRow(4, "missing", ("title",))


@pytest.mark.parametrize(
    ("name", "data", "problem"),
    [
        ("kb.doc", b"x", "unknown_format"),
        ("kb.csv", b"", "no_header"),
        ("kb.csv", b"a,b\n1,2\n", "missing_columns"),
        ("kb.csv", b"code,title,answer" + b",x" * 1_000_000 + b"\n", "too_many_columns"),
        ("kb.xlsx", b"", "broken_xlsx"),
        ("kb.xlsx", b"PK\x03\x04 and no more", "broken_xlsx"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, name: str, data: bytes, problem: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(TransferError) as caught:
        list(read(tmp_path / name))
    assert caught.value.problem == problem


def test_a_row_of_a_million_cells_and_a_huge_cell_are_bad_rows(tmp_path: Path) -> None:
    path = tmp_path / "kb.csv"
    rows = ["code,title,answer", "a,b,c" + ",d" * 1_000_000, f"a,{'长' * 200_000},c", "e,f,g"]
    path.write_text("\n".join(rows), "utf-8")
    found = list(read(path))
    assert [row.problem for row in found if isinstance(row, BadRow)] == ["too_many_cells", "broken_row"]
    assert found[-1] == Article("e", "f", "g")


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_a_truncated_workbook_is_refused(tmp_path: Path, share: float) -> None:
    path = tmp_path / "kb.xlsx"
    export_file([PLAIN], path)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    with pytest.raises(TransferError, match="broken_xlsx"):
        list(read(path))


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "kb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(40 << 20))
    with pytest.raises(TransferError, match="zip_bomb"):
        list(read(path))


def test_a_workbook_that_claims_a_million_columns_is_read(tmp_path: Path) -> None:
    path, changed = tmp_path / "kb.xlsx", tmp_path / "wide.xlsx"
    export_file([PLAIN], path)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("sheet1.xml"):
                data = data.replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>')
            new.writestr(name, data)
    assert list(read(changed)) == [PLAIN]


def test_too_long_for_a_spreadsheet_says_so_and_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "kb.xlsx"
    path.write_bytes(b"old")
    with pytest.raises(TransferError, match="cell_too_long"):
        export_file([Article("a", "b", "字" * 40_000)], path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_the_same_code_twice_updates(knowledge: KnowledgeBase, tmp_path: Path) -> None:
    path = tmp_path / "kb.csv"
    path.write_text("code,title,answer\nx,旧标题,答\ny,,答\nx,新标题,答\ngjj-2,改了,答\n", "utf-8")
    result = import_file(knowledge, path, "editor")
    assert (result.added, result.updated, result.unchanged) == (1, 1, 0)
    assert result.bad == (BadRow(3, "missing", ("title",)),)
    assert knowledge.search("新标题")[0].article.code == "x"
    again = import_file(knowledge, path, "editor")
    assert (again.added, again.updated, again.unchanged) == (0, 0, 2)
    article = knowledge.article("x")
    assert article is not None
    assert article.revision == 1


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("after", [0, 2, 5], ids=["at-once", "in-the-middle", "at-the-last-moment"])
def test_a_stopped_export_leaves_the_file_that_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, after: int
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))  # a spreadsheet's rows wait there
    path = tmp_path / f"kb{suffix}"
    path.write_bytes(b"before")
    many = [Article(f"c-{number}", f"第{number}问", "答") for number in range(900)]
    told: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> bool:
        told.append((done, total))
        return len(told) <= after

    with pytest.raises(CancelledError):
        export_file(many, path, stop, len(many))
    assert path.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [path]
    assert told == [(0, 900), (200, 900), (400, 900), (600, 900), (800, 900), (900, 900)][: after + 1]
    assert export_file(many, path, lambda *_: True, len(many)) == 900
    assert len(list(read(path))) == 900
    assert list(tmp_path.iterdir()) == [path]


def test_what_fails_in_the_middle_leaves_the_file_that_was_there(tmp_path: Path) -> None:
    path = tmp_path / "kb.jsonl"
    path.write_text("before")

    def articles() -> Iterator[Article]:
        yield PLAIN
        raise OSError(28, "No space left on device")

    with pytest.raises(TransferError, match="cannot_write"):
        export_file(articles(), path)
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]
