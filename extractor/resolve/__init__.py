"""Resolve: drafts of the whole article → entries, one pass a module."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from extractor.date_values import is_day
from extractor.kinds.unit_draft import UnitDraft
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


class _Article:
    """One article on its way through the passes: what they found that is no entry, or not yet."""

    __slots__ = ("context", "figures", "found", "places", "story", "units")

    def __init__(self, context: Context) -> None:
        self.context = context
        self.found = Found(context.told)
        self.places: list[Location] = []
        self.units: list[tuple[UnitDraft, Unit]] = []
        self.figures: list[Figure] = []
        self.story: Story | None = None


def resolve(contexts: Sequence[Context]) -> list[Found]:
    """Run all passes over articles, each pass over all of them, on what those before it found."""
    articles = [_Article(context) for context in contexts]
    for run in (_dates, _places, _units, _officials, _figures, _story, _attribution):
        for article in articles:
            run(article)
    return [article.found for article in articles]


def _dates(article: _Article) -> None:
    context, found = article.context, article.found
    drafts = _dated_drafts(context)
    anchor = find_anchor(context.told, drafts)
    found.date = anchor.value if anchor else context.told
    found.dates = resolve_dates(drafts, context.tokens.text, anchor, explain=context.explain)
    found.documents = resolve_documents(context.tokens, found.dates, explain=context.explain)


def _places(article: _Article) -> None:
    context = article.context
    article.places = resolve_places(
        context.tokens,
        context.segments.labelled,
        date=article.found.date,
        outlet=context.outlet or context.header.outlet,
        explain=context.explain,
    )


def _units(article: _Article) -> None:
    context, found = article.context, article.found
    home = home_province(context.outlet or context.header.outlet)
    article.units = resolve_units(context.tokens, article.places, home, explain=context.explain)
    found.units = [unit for _, unit in article.units]
    found.locations = outside(article.places, [(unit.start, unit.end) for unit in found.units])


def _officials(article: _Article) -> None:
    context = article.context
    labelled = context.segments.labelled
    silent = [(part.start, part.end) for part in labelled if part.label != "caption"]
    names = {draft.start: unit.name for draft, unit in article.units}
    article.found.officials = resolve_officials(
        context.tokens, names, silent, explain=context.explain
    )


def _figures(article: _Article) -> None:
    context = article.context
    tokens, explain = context.tokens, context.explain
    figures = [entry(tokens, figure, explain=explain) for figure in resolve_figures(context)]
    article.figures = agree_on_persons(agree_on_seizures(figures, tokens))


def _story(article: _Article) -> None:
    """The article as attribution sees it."""
    context, found = article.context, article.found
    of_documents = dated_by_document(context.tokens)
    starts = {context.tokens.starts[index] for index in of_documents}
    day = found.date if found.date and is_day(found.date) else None
    article.story = tell(
        context.tokens,
        context.segments,
        article.figures,
        found.units,
        [date for date in found.dates if date.start not in starts],
        found.locations,
        found.officials,
        found.documents,
        day,
        home_of(article.places),
    )


def _attribution(article: _Article) -> None:
    assert article.story is not None
    article.found.figures = attribute(article.story, explain=article.context.explain)


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
