"""CSV: what a spreadsheet is given, and what it must never run."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import msgspec
import pytest
from entries import article
from hypothesis import given
from hypothesis import strategies as st

from extractor.model import KINDS, Article, Kind
from extractor.writing.csv_files import SHAPE, CsvFolder, plain
from extractor.writing.formats import FORMATS, Options
from extractor.writing.tables import tables

BOM = "\ufeff"


def table(*articles: Article, kind: Kind = "figures", terminal: bool = False) -> str:
    stream = io.BytesIO()
    make = FORMATS["csv"].make
    assert make
    writer = make(stream, Options(kinds=(kind,), terminal=terminal))
    for one in articles:
        writer.write(one, "")
    writer.close()
    assert not stream.closed
    return stream.getvalue().decode()


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix(BOM), newline="")))


def folder(path: Path, *articles: Article, options: Options | None = None) -> dict[str, str]:
    writer = CsvFolder(path, options or Options())
    for one in articles:
        writer.write(one, "")
    writer.close()
    return {file.name: file.read_bytes().decode() for file in path.iterdir()}


def test_one_kind_is_one_table() -> None:
    text = table(article("a"), article("b"))
    assert text.startswith(f"{BOM}article,article_id,ordinal,text,")
    found = read(text)
    assert [row["article_id"] for row in found] == ["a"] * 5 + ["b"] * 5
    assert [row["value"] for row in found[:5]] == ["370", "120", "6.4", "445000000", "3"]
    assert [row["part_of"] for row in found[:3]] == ["", "0", ""]
    assert found[0]["by"] == "Công an tỉnh Quảng Nam"


def test_a_terminal_gets_no_byte_order_mark() -> None:
    assert table(article(), terminal=True).startswith("article,")


def test_lists_are_joined() -> None:
    one = article()
    (official,) = one.officials
    (position,) = official.positions
    two = msgspec.structs.replace(
        official, positions=(position, msgspec.structs.replace(position, text="Ủy viên"))
    )
    (row,) = read(table(msgspec.structs.replace(one, officials=(two,)), kind="officials"))
    assert row["positions"] == "Giám đốc Công an tỉnh; Ủy viên"
    assert row["mentions"] == "Đại tá Nguyễn Văn Mẫu"


def test_the_folder_has_a_file_for_each_table(tmp_path: Path) -> None:
    files = folder(tmp_path / "new", article("a"), article("b"))
    assert set(files) == set(FORMATS["csv"].folder)
    assert set(files) == {f"{made.name}.csv" for made in tables(SHAPE)}
    assert all(text.startswith(BOM) for text in files.values())
    assert all(text.count(BOM) == 1 for text in files.values())
    assert [row["id"] for row in read(files["articles.csv"])] == ["a", "b"]
    assert [row["title"] for row in read(files["positions.csv"])] == ["Giám đốc"] * 2
    assert files["figures.csv"] == table(article("a"), article("b"))


def test_the_folder_has_the_kinds_asked_for(tmp_path: Path) -> None:
    files = folder(tmp_path / "new", article(), options=Options(kinds=("officials",)))
    assert set(files) == {"articles.csv", "officials.csv", "positions.csv", "mentions.csv"}


def test_nothing_found_is_headers_alone(tmp_path: Path) -> None:
    files = folder(tmp_path / "new")
    assert all(len(text.splitlines()) == 1 for text in files.values())


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://x","y")',
        "=1+1",
        "+1+1",
        "-1+cmd|' /C calc'!A0",
        "@SUM(A1)",
        " =1",
        "\t=1",
        "\r=1",
        "\n=1",
        "\u00a0=1",
        "\u3000=1",
        "\u200b=1",
        "\ufeff=1",
        "\x00=1",
        "＝1",
        "＋1",
        "－A1",
        "＠SUM",
        "- mục một",
        "−1+1",
    ],
)
def test_no_cell_is_a_formula(text: str) -> None:
    assert plain(text).startswith("'")
    assert plain(text).endswith(text[-1])


@pytest.mark.parametrize("text", ["-5", "+84", "-1,5", "12.000", "-6,4%", "−3"])
def test_a_plain_number_stays_a_number(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize("text", ["370 tin", "a=b", "A-B", "x@y.vn", "", "(=1)", "03/2019-NĐ"])
def test_other_text_stays_what_it_is(text: str) -> None:
    assert plain(text) == text


def test_no_cell_is_a_formula_where_semicolons_part_cells() -> None:
    assert plain("a;=1") == "a;'=1"
    assert plain("a; @x") == "a; '@x"
    assert plain("a\n=1") == "a\n'=1"
    assert plain('a;"=1"') == 'a;"\'=1"'


@given(st.text(st.sampled_from(" \t\n\r;,'\"=＝+-@0a\u3000\u200b\x00"), max_size=12))
def test_any_cell_read_any_way_is_no_formula(text: str) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerow(["1", plain(text), "2"])
    for separator in ",;":
        for row in csv.reader(io.StringIO(stream.getvalue(), newline=""), delimiter=separator):
            for cell in row:
                start = unicodedata.normalize("NFKC", cell.strip(" \u200b\t\r\n\u3000\x00'"))
                harmless = cell.lstrip(" \u200b\t\r\n\u3000\x00").startswith("'")
                number = re.fullmatch(r"[+-][0-9]+(,2\s*)?", start)
                assert harmless or number or not start.startswith(("=", "+", "-", "@"))


def test_what_an_article_says_is_data() -> None:
    one = article()
    evil = '=cmd|" /C calc"!A0'
    (unit, *_) = one.units
    broken = msgspec.structs.replace(unit, text=evil, name="a\x1b[2J\x9b\u202eb\ud800")
    (row,) = read(table(msgspec.structs.replace(one, units=(broken,)), kind="units"))
    assert row["text"] == f"'{evil}"
    assert row["name"] == "a [2J  b\ufffd"


def test_the_program_writes_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Sáng 12/3/2024, bắt 2 đối tượng.", encoding="utf-8")
    extract = [sys.executable, "-W", "ignore", "-m", "extractor"]
    printed = subprocess.run(
        [*extract, "-f", "csv", "-k", "figures", str(tmp_path / "a.txt")],
        check=True,
        capture_output=True,
    ).stdout
    assert [row["unit"] for row in read(printed.decode())] == ["đối tượng"]
    done = tmp_path / "all.csv"
    subprocess.run([*extract, str(tmp_path), "-o", str(done)], check=True)
    assert (done / "figures.csv").read_bytes() == printed
    assert len(list(done.iterdir())) == len(KINDS) + 3
    refused = subprocess.run(
        [*extract, "-f", "csv", str(tmp_path)], check=False, capture_output=True, text=True
    )
    assert refused.returncode == 1
    assert "csv cannot be piped" in refused.stderr
