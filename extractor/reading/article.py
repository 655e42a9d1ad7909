"""An article as it was read, before anything is found in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

import msgspec

from extractor.errors import InputError

MAX_ARTICLE_CHARS = 5_000_000
"""A longer text is no article: it is refused before it fills the memory.

Working on an article takes about 150 bytes a character.
"""
_FIRST_YEAR, _LAST_YEAR = 1000, 9000
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class SourceArticle(msgspec.Struct, frozen=True, kw_only=True):
    """One article to work on."""

    id: str
    text: str
    source: str | None = None
    """Where it was read from."""
    title: str | None = None
    outlet: str | None = None
    date: str | None = None
    """Publication date: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`."""
    extra: dict[str, Any] = {}
    """What else the input said of it."""


def is_date(text: str) -> bool:
    """Whether ``text`` is a publication date: `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.

    The year has four digits and others around it, so that "last year" has a calendar.
    """
    match = _DATE.fullmatch(text)
    if not match or not text.isascii():
        return False
    year, month, day = (int(part or 1) for part in match.groups())
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return False
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def check_length(text: str, source: str, place: str = "") -> None:
    """Refuse a text that is no article.

    Raises:
        InputError: It is longer than any article.
    """
    if len(text) > MAX_ARTICLE_CHARS:
        raise too_long(source, place)


def too_long(source: str, place: str = "") -> InputError:
    """What is said of a text that is longer than any article."""
    return InputError(
        source,
        f"longer than {MAX_ARTICLE_CHARS:,} characters: this is no article",
        place=place,
        cure="split it into articles, one a line in a .jsonl file",
    )


def article_of_json(line: str, *, number: int, stem: str, source: str) -> SourceArticle:
    """The article that one line of a JSON Lines file holds.

    Raises:
        InputError: It is no JSON object with a `text`, or a key has a wrong value.
    """
    place = f"line {number}"
    try:
        fields = msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise InputError(source, f"broken JSON: {error}", place=place) from None
    if not isinstance(fields, dict):
        raise InputError(
            source, "not a JSON object", place=place, cure='one article a line: {"text": "…"}'
        )
    return article_of_fields(
        fields, id=f"{stem}:{number}", origin=f"{source}:{number}", source=source, place=place
    )


def article_of_fields(
    fields: Mapping[str, Any],
    *,
    id: str,  # noqa: A002 - the field's name
    origin: str | None,
    source: str,
    place: str = "",
) -> SourceArticle:
    """The article that some fields tell: `text`, and what else is known of it.

    Args:
        fields: `text`, `id`, `source`, `title`, `outlet`, `date`; any other is kept as `extra`.
        id: Its identifier if the fields tell none.
        origin: Where it was read from if the fields don't tell.
        source: What an error names.
        place: Where in the source, for errors.

    Raises:
        InputError: There is no `text`, or a field has a wrong value.
    """
    if not isinstance(fields.get("text"), str):
        cause = "`text` is not a string" if "text" in fields else "no `text`"
        raise InputError(source, cause, place=place, cure='an article is {"text": "…"}')
    known = {key: _string(fields, key, source, place) for key in _KNOWN}
    check_date(known["date"], source, place)
    return SourceArticle(
        id=known["id"] or id,
        text=fields["text"],
        source=known["source"] or origin,
        title=known["title"],
        outlet=known["outlet"],
        date=known["date"],
        extra={key: value for key, value in fields.items() if key not in _KNOWN and key != "text"},
    )


def check_date(told: str | None, source: str, place: str = "") -> None:
    """Refuse what is no publication date.

    Raises:
        InputError: It is not `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
    """
    if told is not None and not is_date(told):
        cure = "give YYYY-MM-DD, YYYY-MM or YYYY"
        raise InputError(source, f"`date` is {told!r}", place=place, cure=cure)


_KNOWN = ("id", "source", "title", "outlet", "date")


def _string(fields: Mapping[str, Any], key: str, source: str, place: str) -> str | None:
    value = fields.get(key)
    if key == "id" and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if value is None or isinstance(value, str):
        return value or None
    raise InputError(source, f"`{key}` is not a string", place=place)
