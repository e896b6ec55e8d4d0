"""CSV files as people send them: other encodings, damaged rows, hostile sizes."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.records import Records
from desk.records.csv_rows import CsvRows, decode
from desk.records.errors import FileUnusable
from desk.records.initials import initials

HEADER = "code,name,phone,hours,duties\n"
COLUMNS = ("code", "name", "phone", "hours", "duties")


def rows_of(data: bytes) -> tuple[list[dict[str, str]], list[tuple[int, str]]]:
    rows = CsvRows(data, COLUMNS, ("code", "name"))
    return [row.fields for row in rows], [(bad.line, bad.problem) for bad in rows.bad]


class TestRows:
    @pytest.mark.parametrize(
        ("encoding", "told"),
        [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("gb18030", "gb18030"), ("utf-16", "utf-16")],
    )
    def test_encodings_in_use_are_recognised(self, encoding: str, told: str) -> None:
        text = HEADER + "CG,城市管理局,8013,,路灯、𠮷\n"
        assert decode(text.encode(encoding)) == (text, told)

    def test_an_unknown_encoding_is_said(self) -> None:
        assert rows_of(HEADER.encode() + b"\xff\xff\xff,\x80\n") == ([], [(0, "encoding")])

    def test_bad_rows_are_told_by_line_and_good_ones_kept(self) -> None:
        data = HEADER + 'A,a\n,b\nC,c,1,2,3,4\n"D\nD",d\nE,e\x00\nF,' + "f" * 20_001 + "\nG,g\n"
        good, bad = rows_of(data.encode())
        assert [row["code"] for row in good] == ["A", "D\nD", "G"]
        assert bad == [(3, "missing"), (4, "columns"), (7, "nul"), (8, "too_long")]

    def test_columns_may_come_in_any_order_with_others_between(self) -> None:
        good, bad = rows_of("Name, CODE ,x\n城管,CG,1\n".encode())
        assert (good[0]["code"], good[0]["name"]) == ("CG", "城管")
        assert bad == []

    @pytest.mark.parametrize("data", [b"name,phone\nx,1\n", b"1\n", b'"'])
    def test_a_wrong_header_is_said(self, data: bytes) -> None:
        assert rows_of(data) == ([], [(1, "header")])

    def test_an_empty_file_is_said(self) -> None:
        assert rows_of(b"") == ([], [(0, "empty_file")])

    def test_a_million_columns_are_refused(self) -> None:
        assert rows_of(b"code,name" + b",x" * 1_000_000)[1] == [(1, "header")]
        assert rows_of(HEADER.encode() + b"," * 1_000_000)[1] == []  # an empty row
        assert rows_of(HEADER.encode() + b"a," * 1_000_000)[1] == [(2, "columns")]

    def test_a_field_of_a_million_characters_is_refused(self) -> None:
        good, bad = rows_of((HEADER + "A," + "x" * 1_000_000 + "\nB,b\n").encode())
        assert [row["code"] for row in good] == ["B"]
        assert bad[0] == (2, "too_long")

    @given(st.binary(max_size=400) | st.text(max_size=400).map(lambda text: text.encode("utf-8", "replace")))
    def test_no_bytes_make_it_crash(self, data: bytes) -> None:
        rows_of(data)
        good, _ = rows_of(HEADER.encode() + data)
        assert all(row["code"] and row["name"] for row in good)


class TestDepartments:
    def test_the_same_file_twice_changes_nothing(self, records: Records, tmp_path: Path) -> None:
        path = tmp_path / "d.csv"
        path.write_bytes((HEADER + "CG,城市管理局,8013,,路灯\nYH,银行监管处,8014\n").encode("gb18030"))
        first = records.import_departments(path)
        assert (first.added, first.encoding, first.bad) == (2, "gb18030", ())
        assert records.import_departments(path).unchanged == 2
        path.write_text(HEADER + "CG,城市管理局,8015\nX,无电话,none\n", "utf-8")
        third = records.import_departments(path)
        assert (third.updated, [(bad.line, bad.problem) for bad in third.bad]) == (1, [(3, "phone")])
        found = records.department("CG")
        assert found is not None
        assert (found.phone, found.initials) == ("8015", "csglj")
        assert [d.code for d in records.departments("yh")] == ["YH"]

    def test_a_file_that_is_not_there_is_said(self, records: Records, tmp_path: Path) -> None:
        with pytest.raises(FileUnusable):
            records.import_departments(tmp_path / "none.csv")

    def test_initials_know_which_reading_a_phrase_has(self) -> None:
        assert initials(["重庆银行(A座)"]) == {"重庆银行(A座)": "cqyhaz"}


class TestCallers:
    def test_what_is_known_already_stays_where_the_file_is_empty(
        self, records: Records, tmp_path: Path
    ) -> None:
        records.save_note("13800138000", "hard of hearing")
        path = tmp_path / "c.csv"
        path.write_text(
            "number,name,address,note\n"
            "+86 138-0013-8000,王芳,云州市,\n"
            "anonymous,x,,\n"
            "０５７４８７６５４３２１,李强,,常来电\n"
            "abc,y,,\n",
            "utf-8",
        )
        report = records.import_callers(path)
        assert (report.added, report.updated) == (1, 1)
        assert [(bad.line, bad.problem) for bad in report.bad] == [(3, "number"), (5, "number")]
        card = records.card("13800138000", "zh_CN")
        assert (card.name, card.note, card.address) == ("王芳", "hard of hearing", "云州市")
        assert records.card("0574-87654321", "zh_CN").note == "常来电"
        assert records.import_callers(path).unchanged == 2

    @settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(st.tuples(*[st.text(max_size=12)] * 4), max_size=8))
    def test_no_rows_make_it_crash(
        self, records: Records, tmp_path: Path, rows: list[tuple[str, str, str, str]]
    ) -> None:
        path = tmp_path / "c.csv"
        text = "number,name,address,note\n13800138001,a,,\n" + "\n".join(map(",".join, rows))
        path.write_bytes(text.encode("utf-8", "replace"))
        records.import_callers(path)
        assert records.card("13800138001", "en").caller_id is not None
