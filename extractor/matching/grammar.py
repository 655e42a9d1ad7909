"""Grammar: rules over tokens, in the phases that follow from their slots.

A rule that uses what another kind built (``<place:location>``) stands in a later phase. In a phase,
every rule's matches are built, longest first; what is built covers its tokens and becomes one token
of the sequence for the phases after it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from extractor.matching.language import Compiled, Lexeme, PatternSyntaxError, compile_pattern, lexemes
from extractor.matching.lexicon import index_phrases
from extractor.matching.patterns import PatternSet, Rule, rule_error
from extractor.matching.tagger import Tagger
from extractor.matching.tokens import Built, Tokens

Builder = Callable[["Match", Tokens], Any]


class CompiledRule:
    """A rule with its compiled pattern."""

    __slots__ = ("compiled", "id", "kind", "rule", "set")

    def __init__(self, rule: Rule, compiled: Compiled) -> None:
        self.rule = rule
        self.id = rule.id
        self.kind = rule.kind
        self.set = rule.set
        self.compiled = compiled


class Match:
    """One match of one rule: where, and the token span of each slot."""

    __slots__ = ("_match", "end", "rule", "start")

    def __init__(self, rule: CompiledRule, match: re.Match[str]) -> None:
        self.rule = rule
        self.start, self.end = match.span()
        self._match = match

    @property
    def slots(self) -> dict[str, tuple[int, int]]:
        """Token span of each slot that was filled."""
        match = self._match
        return {
            name: match.span(group)
            for group, name in self.rule.compiled.groups
            if match.start(group) >= 0
        }


class Grammar:
    """All lexicons and rules, compiled.

    Args:
        patterns: What was read from the pattern folders.
        builders: For each kind that rules name, the function that gives its slots a value.

    Raises:
        PatternError: A rule is not of the rule language, or kinds need each other in a circle.
    """

    def __init__(self, patterns: PatternSet, builders: Mapping[str, Builder]) -> None:
        self.rules = patterns.rules
        parsed = [(rule, _parse(rule)) for rule in patterns.rules]
        self._builders = builders
        for rule, _ in parsed:
            if rule.kind not in builders:
                known = ", ".join(sorted(builders))
                raise rule_error(rule, f"unknown kind {rule.kind!r}", f"use one of {known}")
        literals = frozenset(
            tag[1:]
            for _, found in parsed
            for lexeme in found
            for tag in lexeme.tags
            if tag.startswith("=")
        )
        self.tagger = Tagger(index_phrases(patterns.tables), literals, tuple(builders))
        self.phases = [
            [CompiledRule(rule, _compile(rule, found, self.tagger)) for rule, found in phase]
            for phase in _phases(parsed)
        ]

    def parse(self, text: str) -> Tokens:
        """Tag a text and build all that the rules find in it.

        Args:
            text: The working text.

        Returns:
            The tokens, with `found` filled. Time is linear in the length of the text.
        """
        tokens = self.tagger.tag(text)
        for phase in self.phases:
            self._run(phase, tokens)
        for entries in tokens.found.values():
            entries.sort(key=_start)
        return tokens

    def _run(self, phase: Iterable[CompiledRule], tokens: Tokens) -> None:
        classes = tokens.classes
        present = set(classes)
        found: list[_Candidate] = []
        for rule in phase:
            compiled = rule.compiled
            if compiled.needed and present.isdisjoint(compiled.needed):
                continue
            for match in compiled.search(classes):
                start, end = match.span()
                if end > start:
                    found.append((start - end, start, rule, match))
        if not found:
            return
        taken = bytearray(len(tokens))
        new = list(classes)
        while found:
            found.sort(key=_length_then_place)
            found = self._build(found, tokens, taken, new)
        tokens.classes = "".join(new)

    def _build(
        self, found: list[_Candidate], tokens: Tokens, taken: bytearray, new: list[str]
    ) -> list[_Candidate]:
        """Build candidates, longest first; returns what may stand where a builder refused."""
        again: list[_Candidate] = []
        for negative_length, start, rule, raw in found:
            end = start - negative_length
            if taken.find(1, start, end) >= 0:
                continue
            match = Match(rule, raw)
            value = self._builders[rule.kind](match, tokens)
            if value is None:
                inner = rule.compiled.after(tokens.classes, start + 1, end + _RETRY_WINDOW)
                if inner is not None and inner.start() < end:
                    again.append((inner.start() - inner.end(), inner.start(), rule, inner))
                continue
            taken[start:end] = b"\x01" * (end - start)
            tokens.add(Built(match, value))
            self.tagger.mark_built(new, rule.kind, start, end)
        return again


_Candidate = tuple[int, int, CompiledRule, re.Match[str]]
_RETRY_WINDOW = 40


def _length_then_place(candidate: _Candidate) -> tuple[int, int]:
    return candidate[0], candidate[1]


def _start(built: Built) -> int:
    return built.start


def _parse(rule: Rule) -> list[Lexeme]:
    try:
        return lexemes(rule.match, rule.lets)
    except PatternSyntaxError as error:
        raise rule_error(rule, str(error), f"mend match = {rule.match!r}") from error


def _compile(rule: Rule, found: list[Lexeme], tagger: Tagger) -> Compiled:
    try:
        return compile_pattern(found, tagger.alphabet)
    except (PatternSyntaxError, re.error) as error:
        raise rule_error(rule, str(error), f"mend match = {rule.match!r}") from error


def _phases(parsed: list[tuple[Rule, list[Lexeme]]]) -> list[list[tuple[Rule, list[Lexeme]]]]:
    """Rules by phase: each kind after the kinds that its slots use."""
    kinds = {rule.kind for rule, _ in parsed}
    needs: dict[str, set[str]] = {kind: set() for kind in kinds}
    for rule, found in parsed:
        used = {tag for lexeme in found for tag in lexeme.tags if not lexeme.look}
        needs[rule.kind] |= (used & kinds) - {rule.kind}
    phases: list[list[tuple[Rule, list[Lexeme]]]] = []
    done: set[str] = set()
    while done != kinds:
        ready = {kind for kind in kinds - done if needs[kind] <= done}
        if not ready:
            stuck = min(kinds - done)
            rule = next(rule for rule, _ in parsed if rule.kind == stuck)
            raise rule_error(rule, f"kind {stuck!r} needs itself through other kinds", "cut the circle")
        phases.append([pair for pair in parsed if pair[0].kind in ready])
        done |= ready
    return phases
