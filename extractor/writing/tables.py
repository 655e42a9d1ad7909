"""The flat tables that CSV, Parquet and SQLite hold, and the rows that an article gives them.

One table for each kind and one of the articles. A list in an entry (an official's positions, the
units of a figure) is a column where the format has lists, and a table of its own where it has not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from typing import Any, get_args, get_type_hints

import msgspec

from extractor.date_values import bounds
from extractor.model import KINDS, Article, Figure, Kind
from extractor.writing.columns import LISTS, Column, columns_of

Row = tuple[Any, ...]
"""The values of one row: of a `day` the text, of `json` its JSON, of a list a tuple."""

NAMES = {"from": "from_day", "to": "to_day"}
"""Fields whose names are words of SQL, and the columns that they are."""
_ARTICLE = Column(
    name="article",
    type="integer",
    required=True,
    note="Number of the article in this output, from 1, in the order of the inputs.",
)
_ARTICLE_ID = Column(name="article_id", type="text", required=True, note="Its `id`.")
_ORDINAL = Column(
    name="ordinal",
    type="integer",
    required=True,
    note="Place in the list of the article, from 0.",
)
_TEXT = Column(
    name="text",
    type="text",
    required=True,
    note="The text of the article as it was read: the offsets count its code points.",
)
_DERIVED = (
    Column(name="period_from", type="day", note="First day of `period`."),
    Column(name="period_to", type="day", note="Last day of `period`."),
    Column(
        name="province",
        type="text",
        note="The province that `place` lies in, as of the article's time.",
    ),
    Column(
        name="province_now",
        type="text",
        note="That province since the merger of 1 July 2025, for an older name.",
    ),
)
_EXPLAINED = (
    Column(name="rule", type="text", note="Id of the rule that found it; with `--explain`."),
    Column(name="parts", type="json", note="The rule's slots and their texts; with `--explain`."),
    Column(name="steps", type="json", note="What context added; with `--explain`."),
)
_PARENTS = {"officials": "official", "figures": "figure"}
"""The column of a list's table that holds the ordinal of the entry."""
_LIST_TABLES = {("figures", "by"): "figure_units"}
"""Where a list's table is not called after the list."""
_UNIT = Column(name="unit", type="text", required=True, note="Name of a unit that acted.")


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """One table, and how an article gives it rows."""

    name: str
    kind: Kind | None = None
    """The kind that it belongs to; None for the articles."""
    parent: str | None = None
    """The table whose rows hold this one as a list."""
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    """The columns that together tell its rows apart."""
    note: str
    rows: Callable[[Article, int, str], Iterable[Row]]
    """Of an article, its number and its text."""


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """What a format can hold."""

    lists: bool
    """Whether a list is a column."""
    list_tables: frozenset[str] = frozenset()
    """The types of the lists that are tables of their own."""
    article_ids: bool
    """Whether each row carries the article's `id` too, not its number only."""
    texts: bool
    """Whether the texts of the articles are kept."""


def tables(shape: Shape, *, kinds: Iterable[Kind] = KINDS, explain: bool = False) -> list[Table]:
    """The tables of a format: the articles, then those of each kind.

    Args:
        shape: What the format can hold.
        kinds: The kinds asked for.
        explain: Whether the rule that found an entry is a part of its row.
    """
    made = [_articles(shape)]
    for kind in kinds:
        made.append(_kind_table(kind, shape, explain=explain))
        made += (
            _list_table(kind, column, shape)
            for column in columns_of(entry_class(kind))
            if column.type in shape.list_tables
        )
    return made


def entry_class(kind: Kind) -> type[msgspec.Struct]:
    """The class of a kind's entries."""
    found: type[msgspec.Struct] = get_args(get_type_hints(Article)[kind])[0]
    return found


def _articles(shape: Shape) -> Table:
    fields = [one for one in columns_of(Article) if one.name not in {*KINDS, "schema", "extra"}]
    extra = next(one for one in columns_of(Article) if one.name == "extra")
    get = attrgetter(*(one.attribute for one in fields))

    def rows(article: Article, number: int, text: str) -> Iterator[Row]:
        other = _json(article.extra) if article.extra else None
        yield (
            (number, *get(article), other, text)
            if shape.texts
            else (
                number,
                *get(article),
                other,
            )
        )

    return Table(
        name="articles",
        columns=(_ARTICLE, *fields, extra, *((_TEXT,) if shape.texts else ())),
        key=("article",),
        note="The articles.",
        rows=rows,
    )


def _kind_table(kind: Kind, shape: Shape, *, explain: bool) -> Table:
    fields = [
        one
        for one in columns_of(entry_class(kind))
        if one.name != "explain" and (shape.lists or one.type not in LISTS)
    ]
    get = attrgetter(*(one.attribute for one in fields))
    head, columns = _head(shape)

    def rows(article: Article, number: int, _text: str) -> Iterator[Row]:
        first = head(article, number)
        derived = _figure_context(article) if kind == "figures" else _nothing
        why = _explained if explain else _nothing
        for ordinal, entry in enumerate(getattr(article, kind)):
            yield (*first, ordinal, *get(entry), *derived(entry), *why(entry))

    return Table(
        name=kind,
        kind=kind,
        columns=(
            *columns,
            _ORDINAL,
            *map(_renamed, fields),
            *(_DERIVED if kind == "figures" else ()),
            *(_EXPLAINED if explain else ()),
        ),
        key=("article", "ordinal"),
        note=(entry_class(kind).__doc__ or "").splitlines()[0],
        rows=rows,
    )


def _list_table(kind: Kind, column: Column, shape: Shape) -> Table:
    parent = _PARENTS[kind]
    get = attrgetter(*(one.attribute for one in column.items)) if column.items else _itself
    head, columns = _head(shape)

    def rows(article: Article, number: int, _text: str) -> Iterator[Row]:
        first = head(article, number)
        for outer, entry in enumerate(getattr(article, kind)):
            for ordinal, item in enumerate(getattr(entry, column.attribute)):
                yield (*first, outer, ordinal, *get(item))

    of = Column(
        name=parent,
        type="integer",
        required=True,
        note=f"`ordinal` of the {parent} in the article.",
    )
    place = msgspec.structs.replace(_ORDINAL, note=f"Place in the list of the {parent}, from 0.")
    return Table(
        name=_LIST_TABLES.get((kind, column.name), column.name),
        kind=kind,
        parent=kind,
        columns=(*columns, of, place, *(column.items or (_UNIT,))),
        key=("article", parent, "ordinal"),
        note=f"The `{column.name}` of each {parent}.",
        rows=rows,
    )


def _head(shape: Shape) -> tuple[Callable[[Article, int], Row], tuple[Column, ...]]:
    """What stands first in each row of an article."""
    if shape.article_ids:
        return (lambda article, number: (number, article.id)), (_ARTICLE, _ARTICLE_ID)
    return (lambda _article, number: (number,)), (_ARTICLE,)


def _renamed(column: Column) -> Column:
    return msgspec.structs.replace(column, name=NAMES.get(column.name, column.name))


def _figure_context(article: Article) -> Callable[[Figure], Row]:
    """The days of a figure's period and the province of its place, as the article tells them."""
    provinces: dict[str, tuple[str | None, str | None]] = {}
    for place in article.locations:
        if place.province:
            provinces.setdefault(place.name, (place.province, place.province_now))

    def context(figure: Figure) -> Row:
        days = bounds(figure.period) if figure.period else (None, None)
        province = provinces.get(figure.place, _NOWHERE) if figure.place else _NOWHERE
        return (*(day and day.isoformat() for day in days), *province)

    return context


_NOWHERE = (None, None)


def _explained(entry: Any) -> Row:  # noqa: ANN401 - an entry of any kind
    why = entry.explain
    return (why.rule, _json(why.parts), _json(why.steps)) if why else (None, None, None)


def _nothing(_entry: object) -> Row:
    return ()


def _itself(item: object) -> Row:
    return (item,)


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
