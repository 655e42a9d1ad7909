"""The parts of a unit's name: heads, the words of their fields, numbers; abbreviations expanded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from extractor.kinds.location_draft import LocationDraft
from extractor.matching import Tokens
from extractor.matching.lexicon import Row

Role = Literal[
    "corps",
    "tier",
    "team",
    "post",
    "dept",
    "code",
    "fused",
    "number",
    "higher",
    "office",
    "bureau",
    "station",
    "section",
    "ministry",
    "committee",
    "body",
    "local",
]
TABLES = {
    "higher": "unit_number",
    "office": "unit_body",
    "bureau": "unit_dept",
    "station": "unit_post",
    "section": "unit_dept",
}
"""Tables of heads that are not called after their slot."""
_WORD_TABLES = (
    *("unit_corps", "unit_field", "unit_desk", "unit_task", "unit_topic"),
    *("law_name", "offence"),
    *("unit_local", "unit_tier", "unit_gate"),
)
_Style = Literal["lower", "as written", "capitals"]
OPENING = "("
"""Mark that opens a short form, a code or a body above."""
_CLOSING = ")"
_DASH = "-"
_THREE_DIGITS = 3
_POLICE = "police"


class Part(msgspec.Struct, frozen=True, gc=False):
    """One body of a chain.

    Attributes:
        role: The slot that its head fills.
        row: Row of its head.
        name: Its name without the area that it serves.
        branch: Branch that the words of its field settle.
        words: How many such words it has; an abbreviation counts twice.
        proper: Whether its first word is capitalised.
        start: First token.
        number: Its number, where one tells it apart.
    """

    role: Role
    row: Row
    name: str
    branch: str
    words: int
    proper: bool
    start: int
    number: str = ""

    @property
    def own_branch(self) -> str:
        """Branch that its words settle, or its head if that is of one force only."""
        if self.branch or self.role in ("dept", "team", "bureau", "section"):
            return self.branch
        return self.head_branch

    @property
    def head_branch(self) -> str:
        """Branch of its head, which its number may tell."""
        by_number = self.row.get("three_digits") if len(self.number) >= _THREE_DIGITS else None
        return by_number or self.row.get("branch", "")


class Word(msgspec.Struct, frozen=True, gc=False):
    """A word or mark of a part's name, as the name spells it."""

    text: str
    field: bool = False
    branch: str = ""
    expanded: bool = False
    proper: bool = False
    number: bool = False
    place: bool = False
    task: bool = False

    @property
    def carries(self) -> bool:
        """Whether it belongs to a name even where the name ends; links and marks do not."""
        return self.field or self.number or (self.proper and self.text[:1].isalpha())


def read_part(role: Role, start: int, end: int, tokens: Tokens) -> Part:
    """The body between two tokens, whose head stands first."""
    headless = role == "corps"
    row = {} if headless else tokens.row(start, TABLES.get(role, f"unit_{role}"))
    after = start + len(row.get("phrase", "").split())
    words = _words(after, end, tokens) if after < end else []
    branch = _POLICE if role == "code" else next((word.branch for word in words if word.branch), "")
    style: _Style = "lower" if branch == _POLICE and role != "ministry" else "as written"
    if role == "ministry" or (row.get("branch") == "government" and branch in ("", "government")):
        style = "capitals"
    names = [] if headless else [row.get("name", "")]
    names += _spelt(words, style)
    return Part(
        role=role,
        row=row,
        name=" ".join(names).replace(" ,", ","),
        branch=branch,
        words=sum(2 if word.expanded else 1 for word in words if word.field),
        proper=not words or _is_proper(words),
        start=start,
        number=next((word.text for word in words if word.number), ""),
    )


def _is_proper(words: list[Word]) -> bool:
    """Whether the first word is written as a name, or the field of a task before it."""
    return words[0].proper or words[0].number or (words[0].task and any(w.proper for w in words))


def _words(start: int, end: int, tokens: Tokens) -> list[Word]:
    """What stands between two heads: bracketed short forms and the marks at the ends left out."""
    found: list[Word] = []
    at = start
    while at < end:
        if tokens.word(at) == OPENING:
            at = after_bracket(at, end, tokens)
            continue
        if found and found[-1].text == _DASH and tokens.row(at, "unit_code"):
            found.pop()
            at += 1
            continue
        at, word = _word(at, end, tokens)
        found.append(word)
    while found and not found[-1].carries:
        found.pop()
    return found


def after_bracket(at: int, end: int, tokens: Tokens) -> int:
    """Token after the bracket that opens at a token."""
    while at < end and tokens.word(at) != _CLOSING:
        at += 1
    return at + 1


def _word(at: int, end: int, tokens: Tokens) -> tuple[int, Word]:
    first = tokens.word(at)
    proper = first[:1].isupper()
    entry = tokens.entry(at, "location")
    if entry is not None:
        text = " ".join(tokens.slice(at, min(entry.end, end)).split())
        place: LocationDraft = entry.value
        if place.tag == "admin_head" and place.head.casefold() not in place.name.casefold():
            text = f"{place.head} {place.name}" if first.isupper() else text
        return entry.end, Word(text, field=True, proper=proper, place=True)
    phrase = tokens.phrase(at)
    table = next((table for table in _WORD_TABLES if table in phrase.places), "") if phrase else ""
    row = phrase.rows(table)[0] if phrase is not None and table else {}
    is_short = " " not in row.get("phrase", " ") and " " in row.get("name", "")
    if phrase is not None and at + len(phrase.keys) <= end and row and (proper or not is_short):
        text = row.get("name") or _as_listed(row["phrase"], proper=proper)
        branch = row.get("branch", "") if table != "unit_gate" else ""
        expanded = row.get("name", "").casefold() not in ("", row["phrase"].casefold())
        word = Word(text, True, branch, expanded, proper, task=table == "unit_task")
        return at + len(phrase.keys), word
    if tokens.has(at, "dash"):
        first = _DASH
    number = first.isdigit() or (first.isupper() and tokens.has(at, "roman"))
    return at + 1, Word(first, number=number, proper=proper)


def _as_listed(phrase: str, *, proper: bool) -> str:
    """A phrase as its table spells it, so that one body has one name however it is written."""
    text = phrase.replace(" ,", ",")
    return text[:1].upper() + text[1:] if proper else text


def _spelt(words: list[Word], style: _Style) -> Iterator[str]:
    """The words of a field as such a body spells them; the first one always with a capital."""
    for index, word in enumerate(words):
        text = word.text
        is_field = word.field and not word.expanded and not word.place
        if is_field and style == "lower":
            text = text.lower()
        begins = index == 0 or (style == "capitals" and is_field and not words[index - 1].task)
        opens = begins and (word.field or word.proper)
        yield text[:1].upper() + text[1:] if opens else text
