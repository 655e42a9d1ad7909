"""The fields of a result as columns: read off the classes of `extractor.model`, none written twice.

A field that is added to the model is a column of every table from then on; one of a type that no
table can hold is an error.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec
from msgspec import inspect

Type = Literal["text", "integer", "number", "day", "texts", "map", "json", "struct", "structs"]
"""What a column holds: `texts` and `structs` are lists; `map` is of text to text."""
LISTS: frozenset[Type] = frozenset({"texts", "structs"})

_DAYS = {("Date", "from_"), ("Date", "to")}
"""The texts that are always `YYYY-MM-DD`."""


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """One column, or one field of a nested one."""

    name: str
    """As in the JSON of the result."""
    type: Type
    attribute: str = ""
    """Name of the field in Python; empty for a column that is no field."""
    of: str = ""
    """Name of the class that it is a field of."""
    required: bool = False
    """Whether it always has a value."""
    choices: tuple[str, ...] = ()
    """The only values that it can have, if there are such."""
    items: tuple[Column, ...] = ()
    """The fields of a `struct`, or of each of `structs`."""
    note: str = ""
    """What it says, for a column that is no field; a field's docstring says it otherwise."""


@cache
def columns_of(struct: type[msgspec.Struct]) -> tuple[Column, ...]:
    """One column for each field of a class of the model, in the same order.

    Raises:
        TypeError: A field has a type that no table can hold.
    """
    described = inspect.type_info(struct)
    assert isinstance(described, inspect.StructType)
    return tuple(_column(field, struct) for field in described.fields)


def _column(field: inspect.Field, struct: type[msgspec.Struct]) -> Column:
    allowed = field.type.types if isinstance(field.type, inspect.UnionType) else (field.type,)
    values = tuple(one for one in allowed if not isinstance(one, inspect.NoneType))
    optional = len(values) < len(allowed)
    kind = _type(values)
    if kind is None:
        message = f"{struct.__name__}.{field.name}: no table can hold {field.type}"
        raise TypeError(message)
    choices = values[0].values if isinstance(values[0], inspect.LiteralType) else ()
    return Column(
        name=field.encode_name,
        type="day" if (struct.__name__, field.name) in _DAYS else kind,
        attribute=field.name,
        of=struct.__name__,
        required=not optional and (field.required or kind in {"texts", "structs"}),
        choices=tuple(str(choice) for choice in choices) if kind == "text" else (),
        items=_items(values[0]),
    )


def _type(values: tuple[inspect.Type, ...]) -> Type | None:
    """The type of a column for values of the types told, or none."""
    if all(isinstance(one, (inspect.IntType, inspect.FloatType)) for one in values):
        return "number" if any(isinstance(one, inspect.FloatType) for one in values) else "integer"
    if len(values) != 1:
        return None
    match values[0]:
        case inspect.StrType():
            return "text"
        case inspect.LiteralType(values=choices):
            return "text" if isinstance(choices[0], str) else "integer"
        case inspect.StructType():
            return "struct"
        case inspect.VarTupleType(item_type=inspect.StrType()):
            return "texts"
        case inspect.VarTupleType(item_type=inspect.StructType()):
            return "structs"
        case inspect.DictType(value_type=inspect.StrType()):
            return "map"
        case inspect.DictType():
            return "json"
    return None


def _items(value: inspect.Type) -> tuple[Column, ...]:
    if isinstance(value, inspect.VarTupleType):
        value = value.item_type
    return columns_of(value.cls) if isinstance(value, inspect.StructType) else ()
