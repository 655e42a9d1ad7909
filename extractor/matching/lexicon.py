"""Lexicon: the phrases of all pattern tables, found in one pass over folded tokens.

A table is a TSV file whose stem is the tag of its phrases; its further columns are attributes that
builders read. One Aho-Corasick automaton over tokens finds them all, leftmost-longest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from extractor.errors import PatternError
from extractor.matching.folding import fold
from extractor.matching.scanner import pieces

Row = Mapping[str, str]
Case = Literal["any", "proper", "upper"]
_CASES: dict[str, Case] = {"any": "any", "proper": "proper", "upper": "upper"}
_CASE_PREFIX = "# case:"


class Table(msgspec.Struct, frozen=True, gc=False):
    """One pattern table as it was read.

    Attributes:
        tag: Tag of every phrase.
        case: `any`; `proper`, when each token must be capitalised; `upper`, when it must be all
            capitals.
        columns: Names of the columns; the first is `phrase`.
        lines: The raw lines, split only when a row is asked for.
    """

    tag: str
    case: Case
    columns: tuple[str, ...]
    lines: tuple[str, ...]

    def row(self, line: str) -> Row:
        """One raw line as column → value; empty cells are left out."""
        cells = zip(self.columns, line.split("\t"), strict=False)
        return {name: value for name, value in cells if value}


class Phrase:
    """One phrase with the rows of every table that lists it."""

    __slots__ = ("_cases", "_rows", "keys", "places")

    def __init__(self, keys: tuple[str, ...]) -> None:
        self.keys = keys
        self.places: dict[str, list[tuple[Table, str]]] = {}
        self._rows: dict[str, list[Row]] = {}
        self._cases: tuple[frozenset[str], frozenset[str], frozenset[str]] | None = None

    @property
    def tags(self) -> frozenset[str]:
        """Tags of all tables that list the phrase."""
        return frozenset(self.places)

    @property
    def cases(self) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """Tags that hold in lower case, capitalised, and in capitals."""
        if self._cases is None:
            tables = [(tag, found[0][0].case) for tag, found in self.places.items()]
            self._cases = _cases_of(tuple(tables))
        return self._cases

    def tags_in(self, case: int) -> frozenset[str]:
        """Tags that hold for a mention that is `LOWER`, `CAPITALISED` or `UPPER`."""
        return self.cases[case]

    def rows(self, tag: str) -> list[Row]:
        """Rows of the table `tag` for this phrase, in the table's order."""
        rows = self._rows.get(tag)
        if rows is None:
            rows = self._rows[tag] = [table.row(line) for table, line in self.places.get(tag, ())]
        return rows


@cache
def _cases_of(
    tables: tuple[tuple[str, Case], ...],
) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Tags by case; shared by all phrases of the same tables, which are many."""
    plain = frozenset([tag for tag, case in tables if case == "any"])
    proper = plain.union([tag for tag, case in tables if case == "proper"])
    return plain, proper, frozenset([tag for tag, _ in tables])


def read_table(path: Path) -> Table:
    """Read one pattern table.

    Raises:
        PatternError: The table cannot be read, or its header or a row is malformed.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise PatternError(
            str(path), f"cannot be read: {error}", cure="save it as UTF-8"
        ) from error
    case: Case = "any"
    columns: tuple[str, ...] = ()
    lines = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("#"):
            if line.startswith(_CASE_PREFIX):
                case = _case_of(line[len(_CASE_PREFIX) :].strip(), path, number)
        elif not line or line.isspace():
            continue
        elif not columns:
            columns = tuple(line.rstrip("\r").split("\t"))
            if columns[0] != "phrase":
                raise PatternError(
                    str(path),
                    f"the first column is {columns[0]!r}",
                    place=f"line {number}",
                    cure="call it 'phrase'",
                )
        else:
            if line.count("\t") >= len(columns):
                raise PatternError(
                    str(path),
                    f"has {line.count(chr(9)) + 1} cells, the header {len(columns)}",
                    place=f"line {number}",
                    cure="give each cell a column of the header",
                )
            lines.append(line.rstrip("\r"))
    if not columns:
        raise PatternError(str(path), "has no header", cure="begin with a line 'phrase'")
    return Table(path.stem, case, columns, tuple(lines))


def _case_of(word: str, path: Path, number: int) -> Case:
    if word not in _CASES:
        raise PatternError(
            str(path),
            f"unknown case {word!r}",
            place=f"line {number}",
            cure="use any, proper or upper",
        )
    return _CASES[word]


@cache
def keys_of(text: str) -> tuple[str, ...]:
    """Folded keys of the tokens of a phrase or of a literal of a rule."""
    return tuple(fold(piece.strip()) for piece in pieces(text) if not piece.isspace())


def index_phrases(tables: Iterable[Table]) -> list[Phrase]:
    """Merge tables: one `Phrase` for each folded phrase, in order of first appearance."""
    folded: dict[str, str] = {}
    phrases: dict[tuple[str, ...], Phrase] = {}
    for table, line, surface in _entries(tables):
        keys = _keys_fast(surface, folded)
        phrase = phrases.get(keys)
        if phrase is None:
            phrase = phrases[keys] = Phrase(keys)
        phrase.places.setdefault(table.tag, []).append((table, line))
    return list(phrases.values())


def _entries(tables: Iterable[Table]) -> Iterator[tuple[Table, str, str]]:
    for table in tables:
        for line in table.lines:
            yield table, line, line.partition("\t")[0]


def _keys_fast(surface: str, folded: dict[str, str]) -> tuple[str, ...]:
    """`keys_of` for tables of many thousand rows: most phrases are letters and single blanks."""
    words = surface.split(" ")
    try:
        return tuple([folded[word] for word in words])
    except KeyError:
        if all(word.isalpha() for word in words):
            for word in words:
                folded[word] = fold(word)
            return tuple([folded[word] for word in words])
        return keys_of(surface)
