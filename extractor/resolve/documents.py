"""Documents: their entries, lists taken apart, and the day that stands beside them."""

from __future__ import annotations

from collections.abc import Iterable

from extractor.date_values import is_day
from extractor.kinds.documents import DocumentDraft
from extractor.matching import Built, Tokens
from extractor.model import Date, Document
from extractor.resolve.explain import explanation

_NEAR = 3


def dated_by_document(tokens: Tokens) -> frozenset[int]:
    """Token indices at which a date stands right after a document: the day of the document."""
    ends = {built.end for built in tokens.found.get("document", ())}
    return frozenset(
        built.start
        for built in tokens.found.get("date", ())
        if built.start in ends or (built.start - 1 in ends and tokens.has(built.start - 1, "punct"))
    )


def resolve_documents(tokens: Tokens, dates: Iterable[Date], *, explain: bool) -> list[Document]:
    """Documents of the text in order; a list of numbers gives one for each.

    Args:
        tokens: The parsed text.
        dates: The resolved dates, to find the day of a document.
        explain: Whether each is to say how it was found.
    """
    days = {date.start: date.value for date in dates if is_day(date.value)}
    found = []
    for built in tokens.found.get("document", ()):
        draft: DocumentDraft = built.value
        day = _day_after(tokens, built, days)
        start, end = tokens.span(built.start, draft.end)
        found.append(_document(tokens, built, draft.type, draft.number, (start, end), day, explain))
        for number, index in draft.more:
            span = tokens.span(index, index + 1)
            found.append(_document(tokens, built, draft.type, number, span, day, explain))
    return found


def _document(
    tokens: Tokens,
    built: Built,
    kind: str,
    number: str | None,
    span: tuple[int, int],
    day: str | None,
    explain: bool,
) -> Document:
    return Document(
        text=tokens.text[span[0] : span[1]],
        start=span[0],
        end=span[1],
        type=kind,
        number=number,
        date=day,
        explain=explanation(tokens, built) if explain else None,
    )


def _day_after(tokens: Tokens, built: Built, days: dict[int, str]) -> str | None:
    end = tokens.end(built.end - 1)
    return next((days[place] for place in range(end, end + _NEAR) if place in days), None)
