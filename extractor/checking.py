"""Checks pattern files against their own examples: each must be found by its rule, exactly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from extractor.errors import PatternError
from extractor.matching import Built, Rule, Tokens
from extractor.matching.patterns import rule_error
from extractor.model import KINDS, Article
from extractor.pipeline import Extractor

_NOT_VALUES = frozenset(("text", "date"))
_Found = list[tuple[tuple[int, int], dict[str, Any]]]


def check_rules(extractor: Extractor) -> Iterator[PatternError]:
    """Problems of the rules' examples and counter-examples, in the order of the rules.

    The braces of an example mark an entry that the rule found, or, where only more context would
    make an entry of it, what the rule built.

    Args:
        extractor: Made with the pattern folders in question, and to explain.
    """
    for rule in extractor.grammar.rules:
        for example in rule.examples:
            yield from _check_example(extractor, rule, example)
        for text in rule.never:
            if any(_built_by(extractor.grammar.parse(text), rule)):
                cause = f"finds something in the counter-example {text!r}"
                yield rule_error(rule, cause, "narrow the rule, or drop the counter-example")


def _check_example(
    extractor: Extractor, rule: Rule, example: Mapping[str, Any]
) -> Iterator[PatternError]:
    marked = example["text"]
    span = marked.index("{"), marked.index("}") - 1
    text = marked.replace("{", "").replace("}", "")
    article = extractor.extract(text, date=example.get("date"))
    found = [*_entries(article, rule), *_drafts(extractor.grammar.parse(text), rule)]
    at_span = [values for place, values in found if place == span]
    if not at_span:
        others = ", ".join(dict.fromkeys(repr(text[low:high]) for (low, high), _ in found))
        cause = f"example {marked!r}: the rule finds {others or 'nothing'}"
        yield rule_error(rule, cause, "mend the rule or the braces")
        return
    for key, value in example.items():
        if key in _NOT_VALUES:
            continue
        said = [values.get(key) for values in at_span]
        if key == "names":
            said = [[values.get("name") for _, values in found[: len(value)]]]
        if value not in said:
            cause = f"example {marked!r}: {key} is {said[0]!r}, not {value!r}"
            yield rule_error(rule, cause, "mend the rule or the expected value")


def _entries(article: Article, rule: Rule) -> _Found:
    """Printed entries that a rule found; an official has one place for each mention."""
    found: _Found = []
    for kind in KINDS:
        for entry in getattr(article, kind):
            if entry.explain is None or entry.explain.rule != rule.id:
                continue
            values: dict[str, Any] = msgspec.to_builtins(entry)
            places = entry.mentions if kind == "officials" else (entry,)
            found += [((place.start, place.end), values) for place in places]
    return found


def _built_by(tokens: Tokens, rule: Rule) -> Iterator[Built]:
    return (built for built in tokens.found.get(rule.kind, ()) if built.match.rule.id == rule.id)


def _drafts(tokens: Tokens, rule: Rule) -> _Found:
    """What a rule built, before any context; some rules build several drafts at once."""
    found: _Found = []
    for built in _built_by(tokens, rule):
        drafts = built.value if isinstance(built.value, (tuple, list)) else (built.value,)
        whole = {key: value for draft in drafts[:1] for key, value in _plain(draft).items()}
        found.append((tokens.span(built.start, built.end), whole))
        for draft in drafts:
            values = _plain(draft)
            if isinstance(values.get("start"), int) and isinstance(values.get("end"), int):
                found.append((tokens.span(values["start"], values["end"]), values))
    return found


def _plain(value: object) -> dict[str, Any]:
    names = getattr(type(value), "__slots__", ())
    return {name: getattr(value, name) for name in names}
