"""Checks pattern files against their own examples: each must be found by its rule, exactly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from extractor.errors import PatternError
from extractor.matching import Built, Rule
from extractor.matching.patterns import rule_error
from extractor.model import KINDS, Article
from extractor.pipeline import Extractor

_NOT_VALUES = frozenset(("text", "date"))


def check_rules(extractor: Extractor) -> Iterator[PatternError]:
    """Problems of the rules' examples and counter-examples, in the order of the rules.

    Args:
        extractor: Made with the pattern folders in question.
    """
    for rule in extractor.grammar.rules:
        for example in rule.examples:
            yield from _check_example(extractor, rule, example)
        for text in rule.never:
            if any(_built_by(extractor, rule, text)):
                cause = f"finds something in the counter-example {text!r}"
                yield rule_error(rule, cause, "narrow the rule, or drop the counter-example")


def _check_example(
    extractor: Extractor, rule: Rule, example: Mapping[str, Any]
) -> Iterator[PatternError]:
    marked = example["text"]
    start, end = marked.index("{"), marked.index("}") - 1
    text = marked.replace("{", "").replace("}", "")
    spans = {_span(extractor, built, text): built for built in _built_by(extractor, rule, text)}
    if (start, end) not in spans:
        others = ", ".join(repr(text[low:high]) for low, high in spans) or "nothing"
        cause = f"example {marked!r}: the rule finds {others}"
        yield rule_error(rule, cause, "mend the rule or the braces")
        return
    wanted = {key: value for key, value in example.items() if key not in _NOT_VALUES}
    if not wanted:
        return
    article = extractor.extract(text, date=example.get("date"))
    found = _entry(article, start, end) or _plain(spans[start, end].value)
    for key, value in wanted.items():
        if found.get(key) != value:
            cause = f"example {marked!r}: {key} is {found.get(key)!r}, not {value!r}"
            yield rule_error(rule, cause, "mend the rule or the expected value")


def _built_by(extractor: Extractor, rule: Rule, text: str) -> Iterator[Built]:
    tokens = extractor.grammar.parse(text)
    return (built for built in tokens.found.get(rule.kind, ()) if built.match.rule.id == rule.id)


def _span(extractor: Extractor, built: Built, text: str) -> tuple[int, int]:
    return extractor.grammar.tagger.tag(text).span(built.start, built.end)


def _entry(article: Article, start: int, end: int) -> dict[str, Any] | None:
    """The printed entry at a span, or the official one of whose mentions stands there."""
    for kind in KINDS:
        for entry in getattr(article, kind):
            places = entry.mentions if kind == "officials" else (entry,)
            if any((place.start, place.end) == (start, end) for place in places):
                found: dict[str, Any] = msgspec.to_builtins(entry)
                return found
    return None


def _plain(value: object) -> dict[str, Any]:
    """What a kind that is not printed built, by field."""
    names = getattr(type(value), "__slots__", ())
    return {name: getattr(value, name) for name in names}
