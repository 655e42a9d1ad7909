"""Parquet: typed columns, nested lists, row groups."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from entries import article

from extractor.errors import OutputError
from extractor.model import KINDS, Article, Figure, Kind
from extractor.writing.formats import FORMATS, Options

if TYPE_CHECKING:
    from pyarrow import Table

PROJECT = Path(__file__).resolve().parent.parent
EXTRACT = [sys.executable, "-W", "ignore", "-m", "extractor"]
MADE = FORMATS["parquet"]
parquet = pytest.importorskip(
    "pyarrow.parquet", reason="pyarrow is not installed: pip install 'extract-vn[parquet]'"
)


def folder(path: Path, *articles: Article, options: Options | None = None) -> dict[str, Table]:
    assert MADE.at
    writer = MADE.at(path, options or Options())
    for one in articles:
        writer.write(one, f"the text of {one.id}")
    writer.close()
    return {file.stem: parquet.read_table(file) for file in path.iterdir()}


def rows(table: Table) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = table.to_pylist()
    return found


def test_the_folder_has_a_file_for_each_kind(tmp_path: Path) -> None:
    found = folder(tmp_path / "new", article("a"), article("b"))
    assert set(found) == {"articles", *KINDS}
    assert {path.name for path in (tmp_path / "new").iterdir()} == set(MADE.folder)
    for kind in KINDS:
        assert found[kind].num_rows == 2 * len(getattr(article(), kind))
    assert [row["text"] for row in rows(found["articles"])] == ["the text of a", "the text of b"]
    assert [row["article_id"] for row in rows(found["dates"])] == ["a", "b"]


def test_columns_have_types(tmp_path: Path) -> None:
    found = folder(tmp_path / "new", article())
    types = {field.name: str(field.type) for field in found["figures"].schema}
    assert (types["value"], types["start"], types["by"]) == (
        "double",
        "int64",
        "list<element: string>",
    )
    (day,) = rows(found["dates"])
    assert (day["from_day"], day["to_day"]) == (date(2024, 1, 19),) * 2
    first, part, *_ = rows(found["figures"])
    assert (first["by"], first["period_to"]) == (["Công an tỉnh Quảng Nam"], date(2023, 9, 30))
    assert (part["by"], part["part_of"], part["max"]) == ([], 0, None)
    (official,) = rows(found["officials"])
    assert official["positions"] == [
        {
            "text": "Giám đốc Công an tỉnh",
            "title": "Giám đốc",
            "unit": "Công an tỉnh Quảng Nam",
        }
    ]
    assert official["mentions"] == [{"text": "Đại tá Nguyễn Văn Mẫu", "start": 0, "end": 21}]


def test_the_file_tells_what_made_it(tmp_path: Path) -> None:
    found = folder(tmp_path / "new", options=Options(patterns="c0de"))
    told = found["dates"].schema.metadata
    assert told[b"extract.schema"] == b"1"
    assert told[b"extract.patterns"] == b"c0de"
    assert found["dates"].num_rows == 0


def test_only_the_kinds_asked_for_and_why(tmp_path: Path) -> None:
    kinds: tuple[Kind, ...] = ("dates",)
    found = folder(tmp_path / "new", article(), options=Options(kinds=kinds, explain=True))
    assert set(found) == {"articles", "dates"}
    assert rows(found["dates"])[0]["rule"] == "day-month-year"


def test_numbers_of_any_size_and_halves_of_surrogate_pairs(tmp_path: Path) -> None:
    figure = Figure(text="\ud800", start=0, end=1, value=10**30, unit="vụ", kind="cases")
    one = msgspec.structs.replace(article(), figures=(figure,))
    (row,) = rows(folder(tmp_path / "new", one)["figures"])
    assert (row["text"], row["value"]) == ("\ufffd", 1e30)


def test_one_kind_is_one_table_into_a_stream(tmp_path: Path) -> None:
    stream = io.BytesIO()
    assert MADE.make
    writer = MADE.make(stream, Options(kinds=("figures",)))
    writer.write(article(), "")
    writer.close()
    stream.seek(0)
    assert parquet.read_table(stream).equals(folder(tmp_path / "new", article())["figures"])
    with pytest.raises(OutputError, match="not for a terminal"):
        MADE.make(io.BytesIO(), Options(kinds=("figures",), terminal=True))


def test_rows_are_written_in_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is held is bounded: as objects by rows and characters, and packed by bytes."""
    module = "extractor.writing.parquet"
    monkeypatch.setattr(f"{module}._ROWS_AS_OBJECTS", 10)
    monkeypatch.setattr(f"{module}._CHARACTERS_AS_OBJECTS", 10**6)
    monkeypatch.setattr(f"{module}._BYTES_OF_A_GROUP", 1500)
    found = folder(tmp_path / "rows", *(article(str(number)) for number in range(12)))
    groups = parquet.ParquetFile(tmp_path / "rows" / "figures.parquet").num_row_groups
    assert groups > 2
    assert found["figures"].num_rows == 60
    assert [row["article"] for row in rows(found["articles"])] == list(range(1, 13))
    monkeypatch.setattr(f"{module}._ROWS_AS_OBJECTS", 10**6)
    monkeypatch.setattr(f"{module}._CHARACTERS_AS_OBJECTS", 50)
    monkeypatch.setattr(f"{module}._BYTES_OF_A_GROUP", 1)
    folder(tmp_path / "texts", *(article(str(number)) for number in range(12)))
    groups = parquet.ParquetFile(tmp_path / "texts" / "articles.parquet").num_row_groups
    assert groups == 3, "15 or 16 characters an article"


def test_the_program_writes_it_to_a_folder_and_to_a_pipe(tmp_path: Path) -> None:
    target = tmp_path / "facts.parquet"
    subprocess.run([*EXTRACT, "samples/", "-o", str(target)], cwd=PROJECT, check=True)
    piped = subprocess.run(
        [*EXTRACT, "samples/", "-f", "parquet", "-k", "figures"],
        cwd=PROJECT,
        check=True,
        stdout=subprocess.PIPE,
    ).stdout
    figures = parquet.read_table(io.BytesIO(piped))
    assert figures.equals(parquet.read_table(target / "figures.parquet"))
    texts = {
        row["article"]: row["text"] for row in rows(parquet.read_table(target / "articles.parquet"))
    }
    for row in rows(figures):
        assert texts[row["article"]][row["start"] : row["end"]] == row["text"]


def test_without_pyarrow_the_cure_is_told(tmp_path: Path) -> None:
    (tmp_path / "pyarrow.py").write_text(
        "raise ModuleNotFoundError(\"No module named 'pyarrow'\", name='pyarrow')\n"
    )
    path = os.pathsep.join([str(tmp_path), str(PROJECT)])
    done = subprocess.run(
        [*EXTRACT, "samples/", "-o", str(tmp_path / "x.parquet")],
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": path},
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert (done.returncode, done.stderr) == (
        1,
        "extract: parquet: pyarrow is not installed (pip install 'extract-vn[parquet]')\n",
    )
