"""Explanations: what rule found an entry, and what filled its slots."""

from __future__ import annotations

from extractor.matching import Built, Tokens
from extractor.model import Explanation


def parts(tokens: Tokens, built: Built) -> dict[str, str]:
    """The slots of a match and the text that filled each."""
    return {
        name: tokens.slice(*span) for name, span in built.match.slots.items() if span[1] > span[0]
    }


def explanation(tokens: Tokens, built: Built, steps: tuple[str, ...] = ()) -> Explanation:
    """The explanation of an entry: its rule, its parts, and what context added."""
    return Explanation(built.match.rule.id, parts(tokens, built), steps)
