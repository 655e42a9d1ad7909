"""Engines: record batches of articles in, record batches of facts out."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from extractor.errors import InputError
from extractor.model import Article
from extractor.pipeline import Extractor, shared_extractor

pa = pytest.importorskip(
    "pyarrow", reason="pyarrow is not installed: pip install 'extract-vn[parquet]'"
)
if TYPE_CHECKING:
    from pyarrow import RecordBatch

TEXT = (
    "Sáng 12/3, Đại tá Nguyễn Văn Mẫu, Giám đốc Công an tỉnh Hải Dương cho biết bắt {} đối tượng."
)


def batch(**columns: list[Any]) -> RecordBatch:
    return pa.RecordBatch.from_pydict(columns)


def rows(*batches: RecordBatch, **options: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    from extractor.arrow import extract_batches

    found = pa.Table.from_batches(extract_batches(iter(batches), **options))
    return [dict(row) for row in found.to_pylist()]


def without_nulls(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """What the JSON of a result leaves out, left out."""
    if isinstance(value, dict):
        kept = {name: without_nulls(one) for name, one in value.items()}
        return {name: one for name, one in kept.items() if one is not None and one != []}
    if isinstance(value, list):
        return [without_nulls(one) for one in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def test_a_row_is_the_article_as_json(extractor: Extractor) -> None:
    (row,) = rows(batch(text=[TEXT.format(2)], id=["x"], date=["2024-05"], outlet=["B"]))
    article = extractor.extract(TEXT.format(2), id="x", date="2024-05", outlet="B")
    told = without_nulls(json.loads(msgspec.json.encode(article)))
    assert told["officials"]
    assert told["figures"]
    assert {**without_nulls(row), "schema": 1} == told


def test_every_field_is_there_and_may_be_null() -> None:
    from extractor.arrow import OUTPUT_SCHEMA

    fields = [field.encode_name for field in msgspec.structs.fields(Article)]
    assert OUTPUT_SCHEMA.names == [*fields[1:], "error"]
    assert fields[0] == "schema"

    def may_be_null(field: Any) -> bool:  # noqa: ANN401 - a field of Arrow
        made = field.type
        if pa.types.is_list(made):
            return bool(field.nullable) and may_be_null(made.value_field)
        inner = list(made) if pa.types.is_struct(made) else []
        return bool(field.nullable) and all(map(may_be_null, inner))

    assert all(map(may_be_null, OUTPUT_SCHEMA))


def test_why_is_told_when_it_is_asked_for() -> None:
    (row,) = rows(batch(text=[TEXT]), explain=True, date="2024")
    explained = row["dates"][0]["explain"]
    assert explained["rule"]
    (date, *_) = shared_extractor(None, True).extract(TEXT, date="2024").dates
    assert date.explain
    assert explained["rule"] == date.explain.rule
    assert dict(explained["parts"]) == date.explain.parts
    assert explained["steps"] == list(date.explain.steps)


def test_what_engines_make_of_fields() -> None:
    day, moment = dt.date(2024, 5, 1), dt.datetime(2024, 5, 1, 7, tzinfo=dt.UTC)
    for date in (day, moment):
        (row,) = rows(batch(text=[TEXT], id=[7], date=[date], url=["u"], at=[day]))
        assert (row["id"], row["date"]) == ("7", "2024-05-01")
        assert json.loads(row["extra"]) == {"url": "u", "at": "2024-05-01"}
    large = pa.RecordBatch.from_arrays([pa.array([TEXT], pa.large_string())], ["text"])
    assert rows(large)[0]["figures"] is not None


def test_an_article_that_fails_is_a_row_with_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Extractor.extract

    def broken(self: Extractor, text: str, **told: Any) -> Article:  # noqa: ANN401
        if "hỏng" in text:
            raise ZeroDivisionError
        return whole(self, text, **told)

    monkeypatch.setattr(Extractor, "extract", broken)
    found = rows(
        batch(
            id=["a", "b", "c", "d"],
            text=[TEXT.format(2), None, "hỏng", TEXT.format(3)],
            date=[None, None, None, "3/2024"],
        )
    )
    assert [row["id"] for row in found] == ["a", "b", "c", "d"]
    assert [row["figures"] is None for row in found] == [False, True, True, True]
    assert found[0]["error"] is None
    assert found[1]["error"].startswith("no `text`")
    assert found[2]["error"].startswith("internal error, ZeroDivisionError")
    assert found[3]["error"] == "`date` is '3/2024' (give YYYY-MM-DD, YYYY-MM or YYYY)"


def test_halves_of_surrogate_pairs_cannot_come_in_and_do_no_harm() -> None:
    (row,) = rows(batch(text=["\ufffd" + TEXT], title=["a\x00b"]))
    assert (row["title"], row["error"]) == ("a\x00b", None)


def test_batches_stay_small_and_are_made_when_asked_for() -> None:
    from extractor.arrow import OUTPUT_SCHEMA, extract_batches

    asked: list[int] = []

    def batches() -> Iterator[RecordBatch]:
        for number in range(3):
            asked.append(number)
            yield batch(text=["x"] * 600)

    found = extract_batches(batches())
    first = next(found)
    assert (first.num_rows, asked) == (256, [0])
    assert first.schema == OUTPUT_SCHEMA
    assert 256 + sum(one.num_rows for one in found) == 1800


def test_nothing_in_nothing_out() -> None:
    from extractor.arrow import OUTPUT_SCHEMA, extract_batches, extract_table

    assert list(extract_batches(iter(()))) == []
    empty = pa.table({"text": pa.array([], pa.string())})
    assert extract_table(empty).schema == OUTPUT_SCHEMA


def test_a_wrong_call_is_told() -> None:
    from extractor.arrow import extract_batches

    with pytest.raises(InputError, match="no column `text`"):
        list(extract_batches([batch(body=["x"])]))
    with pytest.raises(InputError, match="`date` is 'x'"):
        list(extract_batches([batch(text=["x"])], date="x"))


def test_a_process_makes_one_extractor() -> None:
    before = shared_extractor.cache_info().misses
    for _ in range(3):
        rows(batch(text=["x"]))
    assert shared_extractor.cache_info().misses <= before + 1
