"""Grammar: rules over tokens, in the phases that follow from their slots.

A rule that uses what another kind built (``<place:location>``) stands in a later phase. In a phase,
every rule's matches are built, longest first; what is built covers its tokens and becomes one token
of the sequence for the phases after it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from extractor.errors import PatternError
from extractor.matching.alphabet import FILLER, Alphabet, TokenClass, holds
from extractor.matching.compiler import Compiled, Compiler
from extractor.matching.language import Node, PatternParser, PatternSyntaxError, tags_of
from extractor.matching.lexicon import index_phrases
from extractor.matching.limits import MAX_SECONDS, OutOfTimeError, TimedMatch
from extractor.matching.patterns import PatternSet, Rule, rule_error
from extractor.matching.tagger import Tagger
from extractor.matching.tokens import Built, Tokens

Builder = Callable[["Match", Tokens], Any]
_MatchAt = Callable[[str, int], re.Match[str] | None]


class CompiledRule:
    """A rule with its compiled pattern."""

    __slots__ = ("_match", "compiled", "id", "kind", "rule", "set", "slots")

    def __init__(self, rule: Rule, compiled: Compiled) -> None:
        self.rule = rule
        self.id = rule.id
        self.kind = rule.kind
        self.set = rule.set
        self.compiled = compiled
        self._match: _MatchAt | None = None
        self.slots = tuple(name for _, name in compiled.groups)

    @property
    def match(self) -> _MatchAt:
        """Matches at a position, ``match(classes, position)``; compiled when first needed."""
        if self._match is None:
            guarded = self.rule.guarded
            self._match = TimedMatch(self.compiled.source) if guarded else self.compiled.match
        return self._match


class Match:
    """One match of one rule: where, and the token span of each slot."""

    __slots__ = ("_match", "_slots", "end", "rule", "start")

    def __init__(self, rule: CompiledRule, match: re.Match[str], start: int, end: int) -> None:
        self.rule = rule
        self.start = start
        self.end = end
        self._match = match
        self._slots: dict[str, tuple[int, int]] | None = None

    @property
    def slots(self) -> dict[str, tuple[int, int]]:
        """Token span of each slot that was filled."""
        slots = self._slots
        if slots is None:
            # All groups of an expression are slots, and `regs` has them in their order.
            places = zip(self.rule.slots, self._match.regs[1:], strict=True)
            slots = self._slots = {name: place for name, place in places if place[0] >= 0}
        return slots


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
        parsed = parse_rules(patterns.rules)
        self._builders = builders
        for rule, _ in parsed:
            if rule.kind not in builders:
                known = ", ".join(sorted(builders))
                raise rule_error(rule, f"unknown kind {rule.kind!r}", f"use one of {known}")
        asked = frozenset(tag for _, node in parsed for tag in tags_of(node))
        self.tagger = Tagger(index_phrases(patterns.tables), asked, tuple(builders))
        self.phases = [Phase(phase, self.tagger.alphabet) for phase in _phases(parsed)]

    def parse(self, text: str) -> Tokens:
        """Tag a text and build all that the rules find in it: `parse_all` for one text."""
        return self.parse_all([text])[0]

    def parse_all(self, texts: Sequence[str]) -> list[Tokens]:
        """Tag texts and build all that the rules find in them, phase by phase.

        Args:
            texts: The working texts.

        Returns:
            The tokens of each, with `found` filled. Time is linear in the length of the texts.
        """
        parsed = [self.tagger.tag(text) for text in texts]
        for phase in self.phases:
            for tokens in parsed:
                self.run(phase, tokens)
        for tokens in parsed:
            for entries in tokens.found.values():
                entries.sort(key=_start)
        return parsed

    def run(self, phase: Phase, tokens: Tokens) -> None:
        """Build what the rules of one phase find."""
        found = phase.candidates(tokens.classes)
        if not found:
            return
        found.sort()
        taken = bytearray(len(tokens))
        new = tokens.classes.copy()
        for negative_length, start, _, rule, raw in found:
            end = start - negative_length
            if taken.find(1, start, end) >= 0:
                continue
            match = Match(rule, raw, start, end)
            value = self._build(match, tokens)
            if value is None:
                continue
            taken[start:end] = b"\x01" * (end - start)
            tokens.add(Built(match, value))
            self.tagger.mark_built(new, rule.kind, start, end)
        tokens.classes = new

    def _build(self, match: Match, tokens: Tokens) -> Any:  # noqa: ANN401 - as its builder made it
        rule = match.rule.rule
        if not rule.guarded:
            return self._builders[rule.kind](match, tokens)
        try:
            return self._builders[rule.kind](match, tokens)
        except Exception as error:
            cause = f"its slots and constants make no {rule.kind}: {error!r}"
            raise rule_error(rule, cause, "compare them with a built-in rule") from error


_Candidate = tuple[int, int, int, CompiledRule, re.Match[str]]
"""A match: its length, negative, and its start, by which candidates are sorted; its number, which
tells apart those that are equal in both; rule and match."""


class Phase:
    """Rules that are tried together.

    A rule is tried only where the next two tokens can begin one of its matches; which rules those
    are is worked out once for each pair of classes. The rules see an alphabet of only the tags
    that they ask for: their expressions stay short, and are quick to compile.
    """

    def __init__(self, parsed: list[tuple[Rule, Node]], alphabet: Alphabet) -> None:
        asked = frozenset((FILLER, *(tag for _, node in parsed for tag in tags_of(node))))
        for rule, node in parsed:
            _refuse_unknown_tags(rule, node, alphabet)
        own, self._views = alphabet.part(asked)
        compiler = Compiler(own)
        self.rules = [CompiledRule(rule, _compile(rule, node, compiler)) for rule, node in parsed]
        first = 0
        for compiled in self.rules:
            first |= compiled.compiled.first
        self._openings = [
            _Openings(self.rules, each) if holds(first, each) else None for each in own.classes
        ]

    def candidates(self, classes: list[TokenClass]) -> list[_Candidate]:
        """Every match of every rule."""
        found: list[_Candidate] = []
        views, openings = self._views, self._openings
        own = [views[each.number] for each in classes]
        text = "".join([each.char for each in own])
        last = len(own) - 1
        for at, first in enumerate(own):
            opening = openings[first.number]
            if opening is None:
                continue
            for rule, match_at in opening.rules_before(own[at + 1] if at < last else None):
                try:
                    match = match_at(text, at)
                except OutOfTimeError:
                    raise _too_slow(rule.rule) from None
                if match is not None:
                    found.append((at - match.end(), at, len(found), rule, match))
        return found


def _too_slow(rule: Rule) -> PatternError:
    cause = f"takes more than {MAX_SECONDS:g} seconds on one text"
    return rule_error(rule, cause, "have fewer parts that can be left out or repeated")


_Tried = tuple[tuple[CompiledRule, Callable[[str, int], re.Match[str] | None]], ...]


class _Openings:
    """The rules to try at a token of one class, by the class of the token behind it."""

    __slots__ = ("_by_second", "_first", "_from_first", "_rules")

    def __init__(self, rules: list[CompiledRule], first: TokenClass) -> None:
        self._rules = rules
        self._first = first
        self._from_first: list[CompiledRule] | None = None
        self._by_second: dict[TokenClass | None, _Tried] = {}

    def rules_before(self, second: TokenClass | None) -> _Tried:
        """The rules to try before a token, or at the end of a text."""
        tried = self._by_second.get(second)
        if tried is None:
            tried = self._by_second[second] = self._find(second)
        return tried

    def _find(self, second: TokenClass | None) -> _Tried:
        if self._from_first is None:
            self._from_first = [r for r in self._rules if holds(r.compiled.first, self._first)]
        if second is None:
            found = [rule for rule in self._from_first if rule.compiled.may_end]
        else:
            found = [rule for rule in self._from_first if holds(rule.compiled.second, second)]
        return tuple([(rule, rule.match) for rule in found])


def _start(built: Built) -> int:
    return built.start


def parse_rules(rules: Iterable[Rule]) -> list[tuple[Rule, Node]]:
    """The rules, each with the tree of its pattern.

    Raises:
        PatternError: A rule is not of the rule language.
    """
    parsers: dict[int, PatternParser] = {}
    parsed = []
    for rule in rules:
        parser = parsers.setdefault(id(rule.lets), PatternParser(rule.lets))
        try:
            parsed.append(
                (rule, parser.rule(rule.match) if rule.guarded else parser.parse(rule.match))
            )
        except PatternSyntaxError as error:
            raise rule_error(rule, str(error), f"mend match = {rule.match!r}") from error
    return parsed


def _refuse_unknown_tags(rule: Rule, node: Node, alphabet: Alphabet) -> None:
    for tag in tags_of(node):
        if not alphabet.knows(tag):
            raise rule_error(
                rule, f"no token ever has the tag {tag!r}", f"mend match = {rule.match!r}"
            )


def _compile(rule: Rule, node: Node, compiler: Compiler) -> Compiled:
    try:
        return compiler.compile(node)
    except PatternSyntaxError as error:
        raise rule_error(rule, str(error), f"mend match = {rule.match!r}") from error


def _phases(parsed: list[tuple[Rule, Node]]) -> list[list[tuple[Rule, Node]]]:
    """Rules by phase: each kind after the kinds that its slots use."""
    kinds = {rule.kind for rule, _ in parsed}
    needs: dict[str, set[str]] = {kind: set() for kind in kinds}
    for rule, node in parsed:
        needs[rule.kind] |= (tags_of(node, looks=False) & kinds) - {rule.kind}
    phases: list[list[tuple[Rule, Node]]] = []
    done: set[str] = set()
    while done != kinds:
        ready = {kind for kind in kinds - done if needs[kind] <= done}
        if not ready:
            stuck = min(kinds - done)
            rule = next(rule for rule, _ in parsed if rule.kind == stuck)
            cause = f"kind {stuck!r} needs itself through other kinds"
            raise rule_error(rule, cause, "cut the circle")
        phases.append([pair for pair in parsed if pair[0].kind in ready])
        done |= ready
    return phases
