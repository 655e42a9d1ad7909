"""Alphabet: each set of tags that a token can carry is one class, and one private character.

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


class TokenClass:
    """All tokens that carry the same tags: there is one object for each set of an alphabet.

    Attributes:
        number: Its place in the alphabet.
        tags: The set.
        char: Its character.
        inside: The class of such a token inside a phrase, once a tagger has asked for it.
    """

    __slots__ = ("char", "inside", "number", "tags")

    def __init__(self, number: int, tags: frozenset[str]) -> None:
        self.number = number
        self.tags = tags
        self.char = chr(_FIRST + number)
        self.inside: TokenClass | None = None


class Alphabet:
    """A closed set of tag sets, each with its class.

    Sets of classes are bit masks here: unions are then cheap, and most rules need many.

    Args:
        tag_sets: Every set that a token can carry.
        neighbours: Whether sets that share tags are to get neighbouring characters, so that most
            character classes are a few ranges.
    """

    def __init__(self, tag_sets: Iterable[frozenset[str]], *, neighbours: bool = False) -> None:
        ordered = _neighbours(set(tag_sets)) if neighbours else list(set(tag_sets))
        self.classes = [TokenClass(number, tags) for number, tags in enumerate(ordered)]
        """The classes by number."""
        self._by_tags = {each.tags: each for each in self.classes}
        self._masks: dict[str, int] = {}
        for bit, tags in enumerate(ordered):
            for tag in tags:
                self._masks[tag] = self._masks.get(tag, 0) | 1 << bit
        self.everything = (1 << len(ordered)) - 1
        """The mask of all classes."""

    def part(self, asked: frozenset[str]) -> tuple[Alphabet, list[TokenClass]]:
        """The alphabet that is left when only some tags matter, and the way to it.

        Args:
            asked: The tags that matter.

        Returns:
            The smaller alphabet, and for each class of this one, by number, the class there.
        """
        kept = [each.tags & asked for each in self.classes]
        smaller = Alphabet(kept, neighbours=True)
        return smaller, [smaller.of(tags) for tags in kept]

    def of(self, tags: frozenset[str]) -> TokenClass:
        """Class of a set of tags; a `KeyError` means that the set was not declared."""
        return self._by_tags[tags]

    def knows(self, tag: str) -> bool:
        """Whether any token can carry the tag."""
        return tag in self._masks

    def mask(self, tags: Iterable[str]) -> int:
        """Mask of the classes whose sets hold any of `tags`."""
        mask = 0
        for tag in tags:
            mask |= self._masks.get(tag, 0)
        return mask


def holds(mask: int, member: TokenClass) -> bool:
    """Whether a class is in a mask."""
    return bool(mask >> member.number & 1)


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
