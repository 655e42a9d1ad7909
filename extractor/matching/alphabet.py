"""Alphabet: each set of tags that a token can carry is one private character.

A rule over tokens then compiles to one regular expression over such characters, which is what
makes matching fast. Nobody outside this package sees them: what prints is tags.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

FILLER = "+"
"""Tag of every token of a phrase, or of a built entry, but its first."""
_FIRST = 0x4E00  # These strings never meet the text; classes of the basic plane are bitmaps.


class Alphabet:
    """A closed set of tag sets, each with its character.

    Sets of characters are bit masks here: unions are then cheap, and most rules need many.

    Args:
        tag_sets: Every set that a token can carry.
        neighbours: Whether sets that share tags are to get neighbouring characters, so that most
            character classes are a few ranges.
    """

    def __init__(self, tag_sets: Iterable[frozenset[str]], *, neighbours: bool = False) -> None:
        ordered = _neighbours(set(tag_sets)) if neighbours else list(set(tag_sets))
        self._char = {tags: chr(_FIRST + i) for i, tags in enumerate(ordered)}
        self.tag_sets = {char: tags for tags, char in self._char.items()}
        """The set of tags that each character stands for."""
        self._masks: dict[str, int] = {}
        for bit, tags in enumerate(ordered):
            for tag in tags:
                self._masks[tag] = self._masks.get(tag, 0) | 1 << bit
        self.everything = (1 << len(ordered)) - 1
        """The mask of all characters."""

    def part(self, asked: frozenset[str]) -> tuple[Alphabet, dict[str, str]]:
        """The alphabet that is left when only some tags matter, and the way to it.

        Args:
            asked: The tags that matter.

        Returns:
            The smaller alphabet, and for each character of this one the character there.
        """
        kept = {char: tags & asked for char, tags in self.tag_sets.items()}
        smaller = Alphabet(kept.values(), neighbours=True)
        return smaller, {char: smaller.char(tags) for char, tags in kept.items()}

    def char(self, tags: frozenset[str]) -> str:
        """Character of a set of tags; a `KeyError` means that the set was not declared."""
        return self._char[tags]

    def tags(self, char: str) -> frozenset[str]:
        """The set of tags that a character stands for."""
        return self.tag_sets[char]

    def knows(self, tag: str) -> bool:
        """Whether any token can carry the tag."""
        return tag in self._masks

    def mask(self, tags: Iterable[str]) -> int:
        """Mask of the characters whose sets hold any of `tags`."""
        mask = 0
        for tag in tags:
            mask |= self._masks.get(tag, 0)
        return mask

    def holds(self, mask: int, char: str) -> bool:
        """Whether a character is in a mask."""
        return bool(mask >> (ord(char) - _FIRST) & 1)


def _neighbours(tag_sets: set[frozenset[str]]) -> list[frozenset[str]]:
    """Tag sets in an order in which those of one shape, then of one rare tag, stand together."""
    counts = Counter(tag for tags in tag_sets for tag in tags)
    shape_first = {tag: -1 - place for place, tag in enumerate(_SHAPES)}
    by_rarity = sorted(counts, key=lambda tag: (shape_first.get(tag, counts[tag]), tag))
    rank = {tag: place for place, tag in enumerate(by_rarity)}
    return sorted(tag_sets, key=lambda tags: sorted([rank[tag] for tag in tags]))


_SHAPES = ("roman", "upper", "cap", "lower", FILLER)


@lru_cache(maxsize=1 << 12)
def char_class(mask: int) -> str:
    """A regular expression class of the characters of a mask, as ranges."""
    if not mask:
        return "(?!)"
    body = []
    low = 0
    while mask:
        skip = (mask & -mask).bit_length() - 1
        mask >>= skip
        low += skip
        length = (~mask & mask + 1).bit_length() - 1
        first, last = chr(_FIRST + low), chr(_FIRST + low + length - 1)
        body.append(first if length == 1 else f"{first}-{last}")
        mask >>= length
        low += length
    return f"[{''.join(body)}]"
