"""Small looks at tokens that the modules of figures share."""

from __future__ import annotations

from extractor.matching import Tokens

Span = tuple[int, int]

NUMERIC = frozenset(("number", "digits", "numeral"))
BUILT = frozenset(("location", "unit", "official", "date", "document", "figure", "person_name"))
"""Tags of what was built: no words of a noun phrase."""


def cell(tokens: Tokens, index: int, table: str, column: str) -> str | None:
    """A cell of the row of `table` for the phrase that starts at a token, or `None`."""
    return tokens.row(index, table).get(column) if tokens.has(index, table) else None


def joins(tokens: Tokens, index: int) -> bool:
    """Whether a token is a comma or a conjunction between two nouns."""
    return mark_at(tokens, index, ",") or cell(tokens, index, "np_end", "role") == "join"


def mark_at(tokens: Tokens, index: int, marks: str) -> bool:
    """Whether a token is one of some punctuation marks."""
    return 0 <= index < len(tokens) and tokens.text[tokens.starts[index]] in marks


def has_any(tokens: Tokens, index: int, tags: frozenset[str]) -> bool:
    """Whether a token carries any of some tags."""
    return 0 <= index < len(tokens) and not tokens.tags(index).isdisjoint(tags)


def is_numeric(tokens: Tokens, index: int) -> bool:
    """Whether a number starts at a token; "không" is mostly the word for not."""
    return has_any(tokens, index, NUMERIC) and cell(tokens, index, "numeral", "role") != "zero"


def opens_line(tokens: Tokens, index: int) -> bool:
    """Whether a token opens a line, a sentence or a bracket: capitals mean nothing there."""
    return index == 0 or tokens.has(index - 1, "newline") or tokens.has(index - 1, "punct")


def marks_of(tokens: Tokens, span: Span) -> frozenset[str]:
    """Classes of unlawful goods among the words of a span, and `offence_word` for an offence."""
    found = set()
    for index in range(*span):
        tags = tokens.tags(index)
        if "contraband" in tags:
            found.add(tokens.row(index, "contraband").get("class", ""))
        if "offence" in tags:
            found.add("offence_word")
    return frozenset(found)
