"""The flat tables that CSV, Parquet and SQLite share."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from entries import article

from extractor.model import KINDS, Article, Date, Figure, Kind, Location
from extractor.writing.columns import columns_of
from extractor.writing.tables import NAMES, Shape, Table, entry_class, tables

BOTH = frozenset({"texts", "structs"})
WIDE = Shape(lists=True, article_ids=True, texts=False)
LINKED = Shape(lists=False, list_tables=BOTH, article_ids=False, texts=True)


def by_name(shape: Shape, *, explain: bool = False) -> dict[str, Table]:
    return {table.name: table for table in tables(shape, explain=explain)}


def rows(table: Table, one: Article, number: int = 1) -> list[dict[str, Any]]:
    names = [column.name for column in table.columns]
    found = list(table.rows(one, number, "the text"))
    assert all(len(row) == len(names) for row in found)
    return [dict(zip(names, row, strict=True)) for row in found]


@pytest.mark.parametrize("kind", KINDS)
def test_no_field_of_the_model_is_forgotten(kind: Kind) -> None:
    fields = {field.encode_name for field in msgspec.structs.fields(entry_class(kind))}
    wide = {column.name for column in by_name(WIDE)[kind].columns}
    assert {NAMES.get(name, name) for name in fields - {"explain"}} <= wide
    linked = by_name(LINKED)
    names = {column.name for column in linked[kind].columns}
    left_out = {name for name in fields - {"explain"} if NAMES.get(name, name) not in names}
    lists = {column.name for column in columns_of(entry_class(kind)) if column.type in BOTH}
    assert left_out == lists
    assert len([table for table in linked.values() if table.parent == kind]) == len(lists)


def test_no_field_of_the_article_is_forgotten() -> None:
    fields = {field.encode_name for field in msgspec.structs.fields(Article)}
    columns = {column.name for column in by_name(WIDE)["articles"].columns}
    assert columns == {"article", *fields} - {"schema", *KINDS}


def test_a_type_that_no_table_can_hold_is_an_error() -> None:
    class Odd(msgspec.Struct):
        pairs: tuple[tuple[str, int], ...]

    class Mixed(msgspec.Struct):
        either: str | int

    for odd, field in ((Odd, "Odd.pairs"), (Mixed, "Mixed.either")):
        with pytest.raises(TypeError, match=field):
            columns_of(odd)


def test_each_row_tells_its_article_and_its_place() -> None:
    one = article("b")
    for table in (*tables(WIDE), *tables(LINKED)):
        found = rows(table, one, number=7)
        assert {row["article"] for row in found} == {7}
        keys = [tuple(row[name] for name in table.key) for row in found]
        assert len(set(keys)) == len(keys)
    figures = rows(by_name(WIDE)["figures"], one)
    assert {row["article_id"] for row in figures} == {"b"}
    (part,) = [row for row in figures if row["part_of"] is not None]
    assert figures[part["part_of"]]["ordinal"] == part["part_of"]
    assert figures[part["part_of"]]["value"] == 370


def test_the_values_are_those_of_the_entries() -> None:
    one = article()
    found = by_name(WIDE)
    (date,) = rows(found["dates"], one)
    assert (date["from_day"], date["to_day"], date["part"]) == ("2024-01-19",) * 2 + ("afternoon",)
    (official,) = rows(found["officials"], one)
    assert official["positions"] == one.officials[0].positions
    assert [row["value"] for row in rows(found["figures"], one)] == [370, 120, 6.4, 445_000_000, 3]
    (whole,) = rows(found["articles"], one)
    assert (whole["id"], whole["date"], whole["extra"]) == ("a", "2024-01-19", '{"tags":["x"]}')


def test_lists_are_tables_where_the_format_has_none() -> None:
    found = by_name(LINKED)
    (position,) = rows(found["positions"], article())
    assert position == {
        "article": 1,
        "official": 0,
        "ordinal": 0,
        "text": "Giám đốc Công an tỉnh",
        "title": "Giám đốc",
        "unit": "Công an tỉnh Quảng Nam",
    }
    (unit,) = rows(found["figure_units"], article())
    assert unit == {"article": 1, "figure": 0, "ordinal": 0, "unit": "Công an tỉnh Quảng Nam"}
    assert [row["start"] for row in rows(found["mentions"], article())] == [0]


def test_why_is_told_when_it_is_asked_for() -> None:
    (date,) = rows(by_name(WIDE, explain=True)["dates"], article())
    assert date["rule"] == "day-month-year"
    assert (date["parts"], date["steps"]) == ('{"day":"19"}', '["part: afternoon"]')
    assert "rule" not in rows(by_name(WIDE)["dates"], article())[0]


def test_a_figure_has_the_days_of_its_period_and_the_province_of_its_place() -> None:
    def place(name: str, province: str | None, now: str | None = None) -> Location:
        return Location(
            text=name, start=0, end=1, name=name, level="district", province=province,
            province_now=now,
        )  # fmt: skip

    def figure(period: str | None = None, where: str | None = None) -> Figure:
        return Figure(
            text="1", start=0, end=1, value=1, unit="vụ", kind="cases", period=period, place=where
        )

    whole = msgspec.structs.replace(
        article(),
        locations=(
            place("A", None),
            place("A", "Hải Dương", "Hải Phòng"),
            place("B", "Hà Nội"),
        ),
        figures=(
            figure("2023-01/2023-09", "A"),
            figure("2024-02", "B"),
            figure("2024-Q2", "C"),
            figure("2024-01-19T05:30"),
            figure(),
        ),
    )
    names = ("period_from", "period_to", "province", "province_now")
    found = [tuple(row[name] for name in names) for row in rows(by_name(WIDE)["figures"], whole)]
    assert found == [
        ("2023-01-01", "2023-09-30", "Hải Dương", "Hải Phòng"),
        ("2024-02-01", "2024-02-29", "Hà Nội", None),
        ("2024-04-01", "2024-06-30", None, None),
        ("2024-01-19", "2024-01-19", None, None),
        (None, None, None, None),
    ]


def test_days_are_days_and_numbers_numbers() -> None:
    types = {column.name: column.type for column in columns_of(Date)}
    assert (types["from"], types["to"], types["value"]) == ("day", "day", "text")
    types = {column.name: column.type for column in columns_of(Figure)}
    assert (types["value"], types["part_of"], types["by"]) == ("number", "integer", "texts")
