"""Tagging: what a single token is by its shape, before any lexicon."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

LOWER: Final = 0
CAPITALISED: Final = 1
UPPER: Final = 2
"""How a token is written; a phrase is written as the least of its tokens."""

_SHAPE_TAGS = "roman digits int2 int4 dm my dmy ymd clock code plate punct dash newline blank"
TOKEN_TAGS = frozenset(("any", "word", "cap", "upper", "lower", *_SHAPE_TAGS.split()))
"""Tags that hold for one token, never for a phrase."""

_SHAPES: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = tuple(
    (re.compile(shape), frozenset(("any", *tags.split())))
    for shape, tags in (
        (r"\d{1,2}", "digits number int2"),
        (r"(?:1[5-9]|20)\d\d", "digits number int4"),
        (r"(?:0?[1-9]|1[0-2])\.(?:19|20)\d\d", "my"),
        (r"\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})", "dmy"),
        (r"(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])", "digits number dm"),
        (r"\d+(?:[.,]\d+)*", "digits number"),
        (r"\d{1,2}(?:[hH]\d{0,2}|[gG]\d\d|:\d\d)['’]?", "clock"),
        (r"\d{1,2}[/–-]\d{1,2}[/–-](?:\d{4}|\d{2})", "dmy"),
        (r"(?:19|20)\d\d-\d{1,2}(?:-\d{1,2})?", "ymd"),
        (r"(?:0?[1-9]|1[0-2])[/–-](?:19|20)\d\d", "my"),
        (r"\d{2}[A-ZĐ]{1,2}\d?\s?-\s?\d{3,5}(?:\.\d+)?", "plate"),
        (r"\d.*", "code"),
        (r"\s*\n\s*", "newline"),
        (r"\s+", "blank"),
        (r"[-–—‑−]", "dash punct"),
    )
)
_PUNCT = frozenset(("any", "punct"))
_ROMAN = re.compile(r"[IVXLC]+")


def shape_tags(token: str) -> frozenset[str]:
    """Tags that a token has by its letters alone.

    Args:
        token: One token as the scanner cut it, without the blanks behind it.
    """
    if token[:1].isalpha():
        return frozenset(("any", "word", *_case_tags(token)))
    for shape, tags in _SHAPES:
        if shape.fullmatch(token):
            return tags
    return _PUNCT


def _case_tags(word: str) -> tuple[str, ...]:
    roman = ("roman",) if _ROMAN.fullmatch(word) else ()
    if not word[0].isupper():
        return ("lower",)
    letters = [char for char in word if char.isalpha()]
    if len(letters) > 1 and all(char.isupper() for char in letters):
        return ("cap", "upper", *roman)
    return ("cap", *roman)


def case_of(tags: frozenset[str]) -> int:
    """How a token with these shape tags is written: `UPPER`, `CAPITALISED`, else `LOWER`."""
    return UPPER if "upper" in tags else CAPITALISED if "cap" in tags else LOWER


@lru_cache(maxsize=1 << 14)
def case_variants(key: str) -> tuple[frozenset[str], ...]:
    """Shape tags of every way to write a token with this folded key.

    Romans are words too: *vi* may be *VI*.
    """
    if not key[:1].isalpha():
        return (shape_tags(key),)
    return _ROMAN_CASES if _ROMAN.fullmatch(key.upper()) else _WORD_CASES


_WORD = frozenset(("any", "word"))
_WORD_CASES = (_WORD | {"lower"}, _WORD | {"cap"}, _WORD | {"cap", "upper"})
_ROMAN_CASES = (*_WORD_CASES, _WORD | {"cap", "roman"}, _WORD | {"cap", "upper", "roman"})
