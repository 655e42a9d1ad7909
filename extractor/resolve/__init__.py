"""Resolve: drafts of the whole article → entries, one pass a module."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.model import Date, Document, Figure, Location, Official, Unit
from extractor.resolve.context import Context
from extractor.resolve.dates import DatedDraft, find_anchor, resolve_dates
from extractor.resolve.documents import dated_by_document, resolve_documents
from extractor.resolve.explain import parts


@dataclass(slots=True)
class Found:
    """All entries of one article, by kind."""

    date: str | None
    dates: list[Date] = field(default_factory=list)
    locations: list[Location] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    officials: list[Official] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)


def resolve(context: Context) -> Found:
    """Run all passes over an article, each on what those before it found."""
    tokens = context.tokens
    drafts = _dated_drafts(context)
    anchor = find_anchor(context.told, drafts)
    dates = resolve_dates(drafts, tokens.text, anchor, explain=context.explain)
    found = Found(anchor.value if anchor else context.told, dates=dates)
    found.documents = resolve_documents(tokens, dates, explain=context.explain)
    return found


def _dated_drafts(context: Context) -> list[DatedDraft]:
    tokens = context.tokens
    of_documents = dated_by_document(tokens)
    return [
        DatedDraft(
            built.value,
            *tokens.span(built.start, built.end),
            built.match.rule.id,
            tuple(parts(tokens, built).items()) if context.explain else (),
            built.start in of_documents,
        )
        for built in tokens.found.get("date", ())
    ]
