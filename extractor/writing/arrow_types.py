"""The columns of the shared tables, and the fields of the result, as Arrow types."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pyarrow as pa

from extractor.writing.columns import Column, Type

_PLAIN: dict[Type, pa.DataType] = {
    "text": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "day": pa.date32(),
    "json": pa.string(),
    "texts": pa.list_(pa.string()),
    "map": pa.map_(pa.string(), pa.string()),
}


def field_of(column: Column) -> pa.Field:
    """The Arrow field of a column; it is not null if the column always has a value."""
    return pa.field(column.name, _type(column), nullable=not column.required)


def schema_of(columns: Iterable[Column]) -> pa.Schema:
    """The Arrow schema of some columns."""
    return pa.schema([field_of(column) for column in columns])


def nullable(schema: pa.Schema) -> pa.Schema:
    """The schema with every field, also the nested ones, one that may be null."""
    return pa.schema([_nullable(field) for field in schema])


def _nullable(field: pa.Field) -> pa.Field:
    made = field.type
    if pa.types.is_struct(made):
        made = pa.struct([_nullable(inner) for inner in made])
    elif pa.types.is_list(made):
        made = pa.list_(_nullable(made.value_field))
    return pa.field(field.name, made)


def _type(column: Column) -> pa.DataType:
    if column.type not in {"struct", "structs"}:
        return _PLAIN[column.type]
    struct = pa.struct([field_of(item) for item in column.items])
    return struct if column.type == "struct" else pa.list_(struct)


def converter(column: Column) -> Callable[[Any], Any]:
    """What makes of a value of the column one that Arrow takes for its type; None stays None."""
    convert = _converter(column)
    return lambda value: None if value is None else convert(value)


def _converter(column: Column) -> Callable[[Any], Any]:
    if column.type in {"struct", "structs"}:
        items = [(item.name, item.attribute, converter(item)) for item in column.items]

        def fields(struct: Any) -> dict[str, Any]:  # noqa: ANN401 - an instance of any class
            return {name: convert(getattr(struct, field)) for name, field, convert in items}

        return fields if column.type == "struct" else lambda structs: list(map(fields, structs))
    return _CONVERTERS.get(column.type, _as_it_is)


def _as_it_is(value: object) -> object:
    return value


_CONVERTERS: dict[Type, Callable[[Any], Any]] = {
    "number": float,
    "day": date.fromisoformat,
    "texts": list,
    "map": lambda texts: list(texts.items()),
}
