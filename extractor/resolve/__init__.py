"""Resolve: drafts of the whole article → entries, one pass a module."""

from __future__ import annotations

import msgspec

from extractor.date_values import is_day
from extractor.model import Date, Document, Figure, Location, Official, Unit
from extractor.resolve.attribution import Story, attribute
from extractor.resolve.attribution.places import home_of
from extractor.resolve.attribution.story import tell
from extractor.resolve.context import Context
from extractor.resolve.date_anchor import find_anchor
from extractor.resolve.dated import DatedDraft
from extractor.resolve.dates import resolve_dates
from extractor.resolve.documents import dated_by_document, resolve_documents
from extractor.resolve.explain import parts
from extractor.resolve.figure_coherence import agree_on_persons, agree_on_seizures
from extractor.resolve.figures import entry, resolve_figures
from extractor.resolve.officials import resolve_officials
from extractor.resolve.places import home_province, outside, resolve_places
from extractor.resolve.units import resolve_units

_COMPARED = "compare_cue"
_DEADLINE, _PLANNED = "deadline_cue", "plan_cue"


class Found(msgspec.Struct):
    """All entries of one article, by kind."""

    date: str | None
    dates: list[Date] = []
    locations: list[Location] = []
    units: list[Unit] = []
    officials: list[Official] = []
    figures: list[Figure] = []
    documents: list[Document] = []


def resolve(context: Context) -> Found:
    """Run all passes over an article, each on what those before it found."""
    tokens, explain = context.tokens, context.explain
    drafts = _dated_drafts(context)
    anchor = find_anchor(context.told, drafts)
    dates = resolve_dates(drafts, tokens.text, anchor, explain=explain)
    found = Found(anchor.value if anchor else context.told, dates=dates)
    found.documents = resolve_documents(tokens, dates, explain=explain)
    labelled = context.segments.labelled
    silent = [(part.start, part.end) for part in labelled if part.label != "caption"]
    outlet = context.outlet or context.header.outlet
    places = resolve_places(tokens, labelled, date=found.date, outlet=outlet, explain=explain)
    units = resolve_units(tokens, places, home_province(outlet), explain=explain)
    found.units = [unit for _, unit in units]
    found.locations = outside(places, [(unit.start, unit.end) for unit in found.units])
    names = {draft.start: unit.name for draft, unit in units}
    found.officials = resolve_officials(tokens, names, silent, explain=explain)
    figures = [entry(tokens, figure, explain=explain) for figure in resolve_figures(context)]
    figures = agree_on_persons(agree_on_seizures(figures, tokens))
    found.figures = attribute(_story(context, found, figures, places), explain=explain)
    return found


def _story(context: Context, found: Found, figures: list[Figure], places: list[Location]) -> Story:
    """The article as attribution sees it."""
    of_documents = dated_by_document(context.tokens)
    starts = {context.tokens.starts[index] for index in of_documents}
    day = found.date if found.date and is_day(found.date) else None
    return tell(
        context.tokens,
        context.segments,
        figures,
        found.units,
        [date for date in found.dates if date.start not in starts],
        found.locations,
        found.officials,
        found.documents,
        day,
        home_of(places),
    )


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
            tokens.preceded_by(built.start, _COMPARED),
            tokens.preceded_by(built.start, _DEADLINE),
            tokens.preceded_by(built.start, _PLANNED),
        )
        for built in tokens.found.get("date", ())
    ]
