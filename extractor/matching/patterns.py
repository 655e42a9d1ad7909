"""Pattern folders: lexicon tables, gazetteer tables and rules, as they are read from disk.

A folder holds ``lexicon/*.tsv``, ``gazetteer/*.tsv`` and ``rules/*.toml``. A folder of the user's
is laid on top of the built-in one: a rule with a known id replaces it, a table with a known name
adds its rows to it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from extractor.errors import PatternError
from extractor.matching import limits
from extractor.matching.lexicon import Table, read_table

TABLE_FOLDERS = ("lexicon", "gazetteer")
_RULE_KEYS = frozenset(("id", "match", "set", "examples", "never"))
_FILE_KEYS = frozenset(("kind", "let", "rule"))


class Rule(msgspec.Struct, frozen=True):
    """One rule as it was read.

    Attributes:
        id: Stable name, unique in all folders.
        kind: Tag of what it builds.
        match: The pattern, in the rule language.
        lets: Named sub-patterns of its file.
        set: Constants for the builder.
        examples: Tables with `text` (the exact span in braces) and expected values.
        never: Texts in which the rule must find nothing.
        path: The file, for messages.
        guarded: Whether it is of a folder of the user's, and stopped when it takes too long.
    """

    id: str
    kind: str
    match: str
    lets: Mapping[str, str]
    set: Mapping[str, Any]
    examples: tuple[Mapping[str, Any], ...]
    never: tuple[str, ...]
    path: Path
    guarded: bool = False


class PatternSet(msgspec.Struct, frozen=True):
    """All tables and rules of one or more folders."""

    tables: tuple[Table, ...]
    rules: tuple[Rule, ...]


def load_patterns(folders: Sequence[Path]) -> PatternSet:
    """Read pattern folders, the later ones on top of the earlier.

    Args:
        folders: The built-in folder first; those after it are kept to the limits of `limits`.

    Raises:
        PatternError: A folder, a file, a table or a rule is wrong; names file, place and cure.
    """
    tables: list[Table] = []
    rules: dict[str, Rule] = {}
    for number, folder in enumerate(folders):
        if not folder.is_dir():
            raise PatternError(str(folder), "is no folder", cure="give a folder of pattern files")
        guarded = number > 0
        if guarded:
            limits.check_folder(folder)
        read = [
            read_table(path)
            for name in TABLE_FOLDERS
            for path in sorted((folder / name).glob("*.tsv"))
        ]
        found = [
            rule
            for path in sorted((folder / "rules").glob("*.toml"))
            for rule in _rules(path, guarded=guarded)
        ]
        if guarded:
            _refuse_too_many(folder, read, found)
            for name in TABLE_FOLDERS:
                for path in sorted((folder / name).glob("*.tsv")):
                    limits.check_table(path)
        _refuse_doubles(found)
        tables += read
        rules.update({rule.id: rule for rule in found})
    return PatternSet(tuple(tables), tuple(rules.values()))


def _refuse_too_many(folder: Path, tables: Sequence[Table], rules: Sequence[Rule]) -> None:
    phrases = sum(len(table.lines) for table in tables)
    for count, most, what in (
        (len(rules), limits.MAX_RULES, "rules"),
        (phrases, limits.MAX_PHRASES, "phrases"),
    ):
        if count > most:
            cause = f"{count:,} {what}, and no more than {most:,} can be"
            raise PatternError(str(folder), cause, cure="leave out what is not needed")


def _refuse_doubles(rules: list[Rule]) -> None:
    seen: dict[str, Path] = {}
    for rule in rules:
        if rule.id in seen:
            raise rule_error(rule, f"the id stands in {seen[rule.id].name} too", "rename one")
        seen[rule.id] = rule.path


def _rules(path: Path, *, guarded: bool) -> list[Rule]:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise PatternError(
            str(path), f"cannot be read: {error}", cure="save it as UTF-8"
        ) from error
    except RecursionError:
        raise PatternError(str(path), "is no TOML: it is nested too deeply") from None
    except ValueError as error:
        raise PatternError(str(path), f"is no TOML: {error}") from error
    unknown = sorted(set(data) - _FILE_KEYS)
    if unknown or not isinstance(data.get("kind"), str):
        cause = f"unknown key {unknown[0]!r}" if unknown else "no 'kind'"
        raise PatternError(str(path), cause, cure="a rule file has kind, [let] and [[rule]]")
    lets, rows = data.get("let", {}), data.get("rule", [])
    if not _is_table_of(lets, str):
        raise PatternError(str(path), "[let] is no table of texts", cure='write name = "pattern"')
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise PatternError(str(path), "'rule' is no list of tables", cure="write [[rule]]")
    return [_rule(row, data["kind"], lets, path, guarded=guarded) for row in rows]


def _is_table_of(value: object, kind: type) -> bool:
    return isinstance(value, dict) and all(isinstance(item, kind) for item in value.values())


def _rule(
    row: Mapping[str, Any], kind: str, lets: Mapping[str, str], path: Path, *, guarded: bool
) -> Rule:
    examples, never = row.get("examples", ()), row.get("never", ())
    rule = Rule(
        id=str(row.get("id", "")),
        kind=kind,
        match=str(row.get("match", "")),
        lets=lets,
        set=row.get("set", {}),
        examples=tuple(examples) if isinstance(examples, list) else (),
        never=tuple(never) if isinstance(never, list) else (),
        path=path,
        guarded=guarded,
    )
    unknown = sorted(set(row) - _RULE_KEYS)
    if unknown:
        raise rule_error(
            rule, f"unknown key {unknown[0]!r}", f"use {', '.join(sorted(_RULE_KEYS))}"
        )
    if not rule.id or not rule.match:
        raise rule_error(rule, "a rule needs 'id' and 'match'", "add them")
    if not rule.examples:
        raise rule_error(rule, "has no example", 'add examples = [{ text = "… {span} …" }]')
    if not _is_table_of(rule.set, object):
        raise rule_error(rule, "'set' is no table", 'write set = { name = "value" }')
    if not (isinstance(never, (list, tuple)) and all(isinstance(text, str) for text in never)):
        raise rule_error(rule, "a counter-example is no text", 'write never = ["…"]')
    for example in rule.examples:
        text = example.get("text") if isinstance(example, dict) else None
        if not isinstance(text, str) or text.count("{") != 1 or text.count("}") != 1:
            raise rule_error(rule, f"example {text!r} marks no span", "put the span in { }")
        if text.index("{") > text.index("}"):
            raise rule_error(rule, f"example {text!r} marks no span", "put the span in { }")
        if not isinstance(example.get("date", ""), str):
            raise rule_error(rule, f"example {text!r}: its date is no text", "put it in quotes")
    return rule


def rule_error(rule: Rule, cause: str, cure: str) -> PatternError:
    """An error about a rule, with the line on which its id stands."""
    try:
        lines = rule.path.read_text(encoding="utf-8-sig").split("\n")
    except OSError:
        lines = []
    quoted = f'"{rule.id}"'
    number = next((i for i, line in enumerate(lines, 1) if quoted in line and "id" in line), 0)
    place = f"line {number}, rule {rule.id}" if number else f"rule {rule.id}"
    return PatternError(str(rule.path), cause, place=place, cure=cure)
