"""Figures of an article: drafts → entries with kind, item, action and change."""

from __future__ import annotations

from bisect import bisect_right

from extractor.kinds.figure_draft import FigureDraft
from extractor.kinds.numbers import exact
from extractor.matching import Built, Tokens
from extractor.model import Explanation, Figure
from extractor.resolve.context import Context
from extractor.resolve.explain import parts
from extractor.resolve.figure_actions import settle_actions
from extractor.resolve.figure_context import share_items
from extractor.resolve.figure_items import settle_items
from extractor.resolve.figure_kinds import settle_kinds
from extractor.resolve.figured import Figured
from extractor.resolve.spans import Spans

_NO_NEWS = frozenset(("credit", "byline"))


def resolve_figures(context: Context) -> list[Figured]:
    """The figures of the article in order, settled but not yet attributed."""
    tokens = context.tokens
    figures = _figured(context)
    settle_actions(tokens, figures)
    settle_items(tokens, figures)
    settle_kinds(figures)
    share_items(tokens, figures)
    return [figure for figure in figures if _counts(figure)]


def _figured(context: Context) -> list[Figured]:
    tokens = context.tokens
    sentences = context.segments.sentences
    starts = [start for start, _ in sentences]
    silent = Spans((s.start, s.end) for s in context.segments.labelled if s.label in _NO_NEWS)
    figures: list[Figured] = []
    for built in sorted(_built(tokens), key=_start_of):
        offset = tokens.starts[built.start]
        if silent.hold(offset, offset + 1):
            continue
        number = bisect_right(starts, offset) - 1
        low, high = sentences[number] if number >= 0 else (0, len(tokens.text))
        bounds = (number, tokens.before(low), tokens.before(high))
        draft: FigureDraft = built.value
        figures.append(_start(tokens, draft, built, bounds, explain=context.explain))
        if draft.whole:
            figures.append(_start(tokens, draft.whole, built, bounds, explain=context.explain))
    return figures


def _built(tokens: Tokens) -> list[Built]:
    return [*tokens.found.get("figure", ()), *tokens.found.get("figure_part", ())]


def _start_of(built: Built) -> int:
    return built.start


def _start(
    tokens: Tokens, draft: FigureDraft, built: Built, bounds: tuple[int, int, int], *, explain: bool
) -> Figured:
    number, first, last = bounds
    figure = Figured(
        draft,
        built.match.rule.id,
        draft.start,
        draft.end,
        number,
        first,
        last,
        draft.kind,
        draft.unit,
        marks=draft.items,
        change=draft.change,
    )
    if draft.item:
        figure.item = " ".join(tokens.slice(*draft.item).split())
    if explain:
        figure.parts = parts(tokens, built)
    return figure


def _counts(figure: Figured) -> bool:
    """Whether the figure is one: "một" is one where it counts what was seized or suffered."""
    if not figure.unit or (figure.draft.one and figure.draft.dimension == "gold"):
        return False
    if not figure.draft.one or figure.draft.group in ("money", "measure", "term"):
        return True
    return figure.kind == "seizures" or (figure.kind == "victims" and figure.victims)


def entry(tokens: Tokens, figure: Figured, *, explain: bool) -> Figure:
    """The printed entry of a settled figure."""
    draft = figure.draft
    start, end = tokens.span(figure.start, figure.end)
    factor, base_unit = draft.base or (0.0, None)
    return Figure(
        text=tokens.text[start:end],
        start=start,
        end=end,
        value=exact(draft.value),
        max=exact(draft.max) if draft.max is not None else None,
        qualifier=draft.qualifier,  # type: ignore[arg-type]  # a value of qualifier.tsv
        unit=figure.unit,
        kind=figure.kind,  # type: ignore[arg-type]  # a value of the unit tables
        item=figure.item,
        action=figure.action,
        change=figure.change,  # type: ignore[arg-type]
        base_value=exact(draft.value * factor) if base_unit else None,
        base_unit=base_unit,  # type: ignore[arg-type]
        explain=Explanation(figure.rule, figure.parts, tuple(figure.steps)) if explain else None,
    )
