"""The tables, indexes, views and search of the database, made from the shared tables."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from extractor.writing.columns import Column, Type
from extractor.writing.tables import Shape, Table

SHAPE = Shape(
    lists=False, list_tables=frozenset({"texts", "structs"}), article_ids=False, texts=True
)
_TYPES: dict[Type, str] = {
    "text": "TEXT",
    "integer": "INTEGER",
    "number": "NUMERIC",
    "day": "DATE",
    "json": "TEXT",
}
"""Declared types; those of days and numbers are what DuckDB and others go by."""

PLAIN = Column(
    name="plain",
    type="text",
    note="Title and text with d for đ, computed when it is read: what the search goes by.",
)
_PLAIN = (
    '"plain" TEXT GENERATED ALWAYS AS '
    "(replace(replace(coalesce(title || char(10), '') || text, 'đ', 'd'), 'Đ', 'D')) VIRTUAL"
)
SEARCH = """\
CREATE VIRTUAL TABLE articles_fts USING fts5(
  title, text, plain,
  content="articles", content_rowid="article", tokenize="unicode61 remove_diacritics 2"
)"""
"""Tone marks and the marks of vowels are no letters to the tokenizer, but đ is one: it finds the
words of a query written with đ in `text`, and those written with d in `plain`."""
FILL_SEARCH = "INSERT INTO articles_fts(articles_fts) VALUES ('rebuild')"

FAILURES = (
    Column(name="failure", type="integer", required=True, note="Its number, from 1."),
    Column(name="source", type="text", required=True, note="The input."),
    Column(name="place", type="text", note="Where in it."),
    Column(name="cause", type="text", required=True, note="What is wrong."),
    Column(name="cure", type="text", note="What to do about it."),
)
META = (
    Column(name="name", type="text", required=True, note="What is told."),
    Column(name="value", type="text", note="Its value."),
)

INDEXES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("articles", ("id",)),
    ("articles", ("date",)),
    ("dates", ("from_day", "to_day")),
    ("locations", ("name",)),
    ("locations", ("province",)),
    ("units", ("name",)),
    ("officials", ("name",)),
    ("positions", ("unit",)),
    ("figures", ("kind", "province")),
    ("figures", ("item",)),
    ("figures", ("period_from", "period_to")),
    ("figure_units", ("unit",)),
    ("documents", ("number",)),
)


class View(msgspec.Struct, frozen=True):
    """A question that is asked often, and its answer.

    DuckDB reads the query as its own: it must hold in both, so `count` has an argument, and a day
    is cast before it is cut.
    """

    name: str
    note: str
    query: str


VIEWS = (
    View(
        "countable_figures",
        "The figures that can be summed up: reported or alleged, neither planned nor denied, no "
        "difference, no share, no part of another figure of the article, and of what an article "
        "says twice the first. `province` is today's; `month` is empty where the period is longer.",
        """\
SELECT article, ordinal, id, date, kind, item, value, unit,
  coalesce(base_value, value) AS amount, coalesce(base_unit, unit) AS amount_unit,
  period, place, province, month, modality, text
FROM (
  SELECT figures.article, ordinal, articles.id, articles.date, kind, item, value, figures.unit,
    base_value, base_unit, period, place, coalesce(province_now, province) AS province,
    CASE WHEN substr(CAST(period_from AS TEXT), 1, 7) = substr(CAST(period_to AS TEXT), 1, 7)
      THEN substr(CAST(period_from AS TEXT), 1, 7) END AS month,
    modality, figures.text,
    row_number() OVER (
      PARTITION BY figures.article, kind, item, figures.unit, value, max ORDER BY ordinal
    ) AS times
  FROM figures JOIN articles USING (article)
  WHERE part_of IS NULL AND change IS NULL AND figures.unit <> '%'
    AND coalesce(modality, '') NOT IN ('planned', 'denied')
)
WHERE times = 1""",
    ),
    View(
        "figures_by_month",
        "What was counted: a row for each kind, counter, province and month.",
        """\
SELECT kind, province, month, amount_unit AS unit, sum(amount) AS total,
  count(ordinal) AS figures, count(DISTINCT article) AS articles
FROM countable_figures
WHERE month IS NOT NULL
GROUP BY kind, province, month, amount_unit""",
    ),
    View(
        "seizures_in_grams",
        "What was seized by weight: a row for each item, the heaviest first.",
        """\
SELECT item, sum(amount) AS grams, count(ordinal) AS figures, count(DISTINCT article) AS articles,
  min(month) AS first_month, max(month) AS last_month
FROM countable_figures
WHERE kind = 'seizures' AND amount_unit = 'g' AND item IS NOT NULL
GROUP BY item
ORDER BY grams DESC, item""",
    ),
    View(
        "active_units",
        "The units by the number of figures that they are behind, the most active first.",
        """\
SELECT name, branch, level, province, articles, mentions, coalesce(acted.figures, 0) AS figures
FROM (
  SELECT name, min(branch) AS branch, min(level) AS level, min(province) AS province,
    count(DISTINCT article) AS articles, count(ordinal) AS mentions
  FROM units GROUP BY name
) LEFT JOIN (
  SELECT unit, count(ordinal) AS figures FROM figure_units GROUP BY unit
) AS acted ON acted.unit = name
ORDER BY figures DESC, articles DESC, name""",
    ),
    View(
        "officials_and_positions",
        "Who was named as what: a row for each name, rank, title and unit, with the first and the "
        "last publication date.",
        """\
SELECT officials.name, rank, positions.title, positions.unit,
  count(DISTINCT officials.article) AS articles,
  min(articles.date) AS first_date, max(articles.date) AS last_date
FROM officials
  JOIN articles USING (article)
  LEFT JOIN positions
    ON positions.article = officials.article AND positions.official = officials.ordinal
GROUP BY officials.name, rank, positions.title, positions.unit
ORDER BY articles DESC, officials.name""",
    ),
)


def create_tables(tables: Iterable[Table]) -> list[str]:
    """The statements that make the tables, without their indexes."""
    made = [_create(table) for table in tables]
    made.append(_statement("failures", [*_columns(FAILURES), 'PRIMARY KEY ("failure")']))
    made.append(_statement("meta", [*_columns(META), 'PRIMARY KEY ("name")']))
    return made


def create_rest() -> list[str]:
    """The statements that make what is quicker made when the tables are full."""
    indexes = [
        f'CREATE INDEX "{table}_{"_".join(columns)}" ON "{table}" ({_names(columns)})'
        for table, columns in INDEXES
    ]
    views = [f'CREATE VIEW "{view.name}" AS\n{view.query}' for view in VIEWS]
    return [*indexes, SEARCH, FILL_SEARCH, *views]


def insert(table: str, columns: Iterable[Column]) -> str:
    """The statement that adds a row, its values as parameters."""
    names = [column.name for column in columns]
    # The names are ours; every value is a parameter.
    return f'INSERT INTO "{table}" ({_names(names)}) VALUES ({", ".join("?" * len(names))})'  # noqa: S608


def _create(table: Table) -> str:
    lines = _columns(table.columns)
    if table.kind is None:
        lines += [_PLAIN, f"PRIMARY KEY ({_names(table.key)})"]
        return _statement(table.name, lines)
    lines += [
        f"PRIMARY KEY ({_names(table.key)})",
        'FOREIGN KEY ("article") REFERENCES "articles" ("article")',
    ]
    if table.parent:
        lines.append(_refers(table.key[:2], table.parent))
    if any(column.name == "part_of" for column in table.columns):
        lines.append(_refers(("article", "part_of"), table.name))
    return _statement(table.name, lines)


def _refers(columns: Iterable[str], to: str) -> str:
    return f'FOREIGN KEY ({_names(columns)}) REFERENCES "{to}" ("article", "ordinal")'


def _columns(columns: Iterable[Column]) -> list[str]:
    return [
        f'"{one.name}" {_TYPES[one.type]}{" NOT NULL" if one.required else ""}' for one in columns
    ]


def _statement(name: str, lines: Iterable[str]) -> str:
    return f'CREATE TABLE "{name}" (\n  ' + ",\n  ".join(lines) + "\n)"


def _names(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
