"""Documents: type and number of a named legal or steering document."""

from __future__ import annotations

import msgspec

from extractor.matching import Match, Tokens
from extractor.matching.lexicon import Row

_LONGEST_NUMBER = 4
_LATEST_YEAR = 2100


class DocumentDraft(msgspec.Struct, frozen=True, gc=False):
    """A document as the text says it.

    Attributes:
        type: Full name of its type.
        number: Its number, the first one of a list.
        more: The further numbers of a list, each with its token.
        end: Token after the part that belongs to `number`.
    """

    type: str
    number: str | None
    end: int
    more: tuple[tuple[str, int], ...] = ()


def build(match: Match, tokens: Tokens) -> DocumentDraft | None:
    """A document from the slots of `document.toml`; refuses counts ("kế hoạch 5 năm")."""
    slots = match.slots
    row = tokens.row(slots["type"][0], "document_type")
    shape = match.rule.set["shape"]
    if shape == "article":
        articles = ", ".join(_articles(*slots["article"], slots["type"][0], tokens))
        is_law = row.get("needs") in ("title", "name")
        return DocumentDraft(str(match.rule.set["type"]), articles, match.end) if is_law else None
    if shape == "law":
        return (
            DocumentDraft(row["type"], None, match.end)
            if _is_named_law(row, match, tokens)
            else None
        )
    start, end = slots["number"]
    number = _number(tokens.slice(start, match.end if shape == "number" else end))
    if not _is_number(
        number, tokens, match.end, weak=row.get("weak") == "1" and "marked" not in slots
    ):
        return None
    more = _further(tokens, end, match.end) if shape == "list" else ()
    if shape == "list" and not more:
        return None
    return DocumentDraft(row["type"], number, end if shape == "list" else match.end, more)


def _number(text: str) -> str:
    """The number as it is filed: no blanks, plain dashes, the right Đ."""
    return "".join(text.split()).replace("–", "-").replace("Ð", "Đ")


def _is_number(number: str, tokens: Tokens, after: int, *, weak: bool) -> bool:
    if not number.isdecimal():
        return "," not in number and "." not in number
    if len(number) > _LONGEST_NUMBER or (
        len(number) == _LONGEST_NUMBER and int(number) <= _LATEST_YEAR
    ):
        return False
    return not (weak or _counts_something(tokens, after))


def _counts_something(tokens: Tokens, index: int) -> bool:
    return any(tokens.has(index, tag) for tag in _AFTER_A_COUNT)


def _articles(first: int, after: int, end: int, tokens: Tokens) -> list[str]:
    """The numbers of the articles that stand before the name of a law."""
    more = [tokens.word(i) for i in range(after, end) if tokens.has(i, "digits")]
    return [tokens.word(first), *more]


def _further(tokens: Tokens, start: int, end: int) -> tuple[tuple[str, int], ...]:
    """Further numbers of a list; none if one of them counts something."""
    if _counts_something(tokens, end):
        return ()
    found = [(tokens.word(i), i) for i in range(start, end) if tokens.has(i, "digits")]
    return tuple(found) if all(len(word) < _LONGEST_NUMBER for word, _ in found) else ()


def _is_named_law(row: Row, match: Match, tokens: Tokens) -> bool:
    """A law's name, or "Bộ Luật", begins with a capital: "đúng luật lao động" names none."""
    if row.get("needs") != "name":
        return False
    start, name = match.slots["type"][0], match.slots["name"][0]
    return any(tokens.word(at)[:1].isupper() for at in range(start + 1, name + 1))


_AFTER_A_COUNT = ("counter", "measure", "currency", "number_scale", "percent")
