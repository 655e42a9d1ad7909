"""Alphabet: each set of tags that a token can carry is one private character.

A rule over tokens then compiles to one regular expression over such characters, which is what
makes matching fast. Nobody outside this package sees them: what prints is tags.
"""

from __future__ import annotations

from collections.abc import Iterable

FILLER = "+"
"""Tag of every token of a phrase, or of a built entry, but its first."""
_FIRST = 0x4E00  # These strings never meet the text: any run of the basic plane will do, and classes of it are bitmaps.


class Alphabet:
    """A closed set of tag sets, each with its character.

    Args:
        tag_sets: Every set that a token can carry. Sets that share tags get neighbouring
            characters, so that most character classes are a few ranges.
    """

    def __init__(self, tag_sets: Iterable[frozenset[str]]) -> None:
        ordered = sorted(set(tag_sets), key=lambda tags: sorted(tags))
        self._char = {tags: chr(_FIRST + i) for i, tags in enumerate(ordered)}
        self._tags = {char: tags for tags, char in self._char.items()}
        self._members: dict[str, list[str]] = {}
        for tags, char in self._char.items():
            for tag in tags:
                self._members.setdefault(tag, []).append(char)

    def char(self, tags: frozenset[str]) -> str:
        """Character of a set of tags; a `KeyError` means that the set was not declared."""
        return self._char[tags]

    def tags(self, char: str) -> frozenset[str]:
        """The set of tags that a character stands for."""
        return self._tags[char]

    def knows(self, tag: str) -> bool:
        """Whether any token can carry the tag."""
        return tag in self._members

    def members(self, tags: Iterable[str]) -> list[str]:
        """Characters whose sets hold any of `tags`, in order."""
        return sorted({char for tag in tags for char in self._members.get(tag, ())})


def char_class(chars: Iterable[str], *, negated: bool = False) -> str:
    """A regular expression class of characters, as ranges.

    Args:
        chars: Characters in ascending order. An empty class matches nothing.
        negated: Match all others instead.
    """
    ranges: list[tuple[int, int]] = []
    for code in map(ord, chars):
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], code)
        else:
            ranges.append((code, code))
    if not ranges:
        return "(?!)" if not negated else r"[\s\S]"
    body = "".join(chr(low) if low == high else f"{chr(low)}-{chr(high)}" for low, high in ranges)
    return f"[{'^' if negated else ''}{body}]"
