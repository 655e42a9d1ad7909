"""Tokens, lexicons, the rule language and the grammar: knows no kind, and no Vietnamese."""

from extractor.matching.grammar import Builder, Grammar, Match
from extractor.matching.patterns import PatternSet, Rule, load_patterns
from extractor.matching.tokens import Built, Tokens

__all__ = ["Builder", "Built", "Grammar", "Match", "PatternSet", "Rule", "Tokens", "load_patterns"]
