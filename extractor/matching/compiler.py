"""Compiler: the tree of a pattern → a regular expression over class characters.

Beside the expression it works out which characters can stand first and second in a match, so that
the grammar tries a rule only where it can begin.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import msgspec

from extractor.matching.alphabet import FILLER, Alphabet, char_class
from extractor.matching.language import (
    Choice,
    Closing,
    Look,
    Node,
    PatternSyntaxError,
    Repeat,
    Sequence,
    Slot,
)
from extractor.matching.tagging import TOKEN_TAGS


class Compiled(msgspec.Struct):
    """A compiled pattern.

    Attributes:
        source: The regular expression.
        groups: Each group's name with the slot that it fills; a slot may have several groups.
        first: Mask of the characters that can begin a match.
        second: Mask of those that can stand second in the text, in a match or behind it.
        may_end: Whether a match can be one token long.
    """

    source: str
    groups: tuple[tuple[str, str], ...]
    first: int
    second: int
    may_end: bool
    _match: Callable[[str, int], re.Match[str] | None] | None = None

    @property
    def match(self) -> Callable[[str, int], re.Match[str] | None]:
        """Matches at a position, ``match(classes, position)``; compiled when first needed."""
        if self._match is None:
            self._match = re.compile(self.source).match
        return self._match


class _Starts(msgspec.Struct, frozen=True):
    """How the matches of a part begin: masks of the first two characters, and short lengths."""

    first: int
    second: int
    can_be_empty: bool
    can_be_one: bool


_EMPTY = _Starts(0, 0, can_be_empty=True, can_be_one=False)


class Compiler:
    """Compiles the patterns of one phase; a shared sub-pattern is written once.

    Args:
        alphabet: The alphabet of the phase.
    """

    def __init__(self, alphabet: Alphabet) -> None:
        self._alphabet = alphabet
        self._filler_mask = alphabet.mask((FILLER,))
        self._fillers = char_class(self._filler_mask) + "*+"
        self._groups: list[tuple[str, str]] = []
        self._written: dict[int, tuple[Node, str, _Starts]] = {}

    def compile(self, node: Node) -> Compiled:
        """Compile a pattern.

        Raises:
            PatternSyntaxError: The pattern may match nothing at all.
        """
        self._groups = []
        source, starts = self._write(node)
        if starts.can_be_empty:
            raise PatternSyntaxError("every part of it is optional")
        return Compiled(
            source,
            tuple(self._groups),
            starts.first,
            self._alphabet.everything if starts.can_be_one else starts.second,
            starts.can_be_one,
        )

    def _write(self, node: Node) -> tuple[str, _Starts]:
        """Expression of a part, and how its matches begin."""
        known = self._written.get(id(node))
        if known is not None:
            return known[1:]
        groups = len(self._groups)
        source, starts = self._write_new(node)
        # Without slots it is the same wherever it stands.
        if len(self._groups) == groups and not _closes(source):
            self._written[id(node)] = node, source, starts
        return source, starts

    def _write_new(self, node: Node) -> tuple[str, _Starts]:
        if isinstance(node, Slot):
            return self._slot(node, 1, 1)
        if isinstance(node, Look):
            return f"(?{'<!' if node.behind else '!'}{char_class(self._mask(node.tags))})", _EMPTY
        if isinstance(node, Closing):
            return self._closing(node)
        if isinstance(node, Sequence):
            parts = [self._write(item) for item in node.items]
            return "".join(source for source, _ in parts), _chain([starts for _, starts in parts])
        if isinstance(node, Choice):
            parts = [self._write(option) for option in node.options]
            return f"(?:{'|'.join(source for source, _ in parts)})", _either([s for _, s in parts])
        if isinstance(node.item, Slot):
            return self._slot(node.item, node.least, node.most)
        source, starts = self._write(node.item)
        return f"(?:{source}){_count(node)}", _times(starts, node.least, node.most)

    def _slot(self, slot: Slot, least: int, most: int) -> tuple[str, _Starts]:
        """A slot with its repetition inside of its group, so that the group holds all of it."""
        mask = self._mask(slot.tags)
        source = char_class(mask)
        second = 0
        if any(tag not in TOKEN_TAGS and tag[0] != "=" for tag in slot.tags):
            source += self._fillers
            second = self._filler_mask
        if most > 1:
            source = f"(?:{source}){_count(Repeat(slot, max(1, least), most))}"
        if slot.name:
            group = f"{slot.name}__{len(self._groups)}"
            self._groups.append((group, slot.name))
            source = f"(?P<{group}>{source})"
        if least == 0:
            source = f"(?:{source})?"
        return source, _times(
            _Starts(mask, second, can_be_empty=False, can_be_one=True), least, most
        )

    def _closing(self, node: Closing) -> tuple[str, _Starts]:
        """A token that is asked for if any group of a slot is filled."""
        mask = self._mask(node.tags)
        groups = [group for group, name in self._groups if name == node.slot]
        if not groups:
            raise PatternSyntaxError(f"no slot {node.slot!r} stands before what closes it")
        opening = "".join(f"(?({group}){char_class(mask)}|" for group in groups)
        return opening + ")" * len(groups), _Starts(mask, 0, can_be_empty=True, can_be_one=True)

    def _mask(self, tags: tuple[str, ...]) -> int:
        return self._alphabet.mask(tags)


def _closes(source: str) -> bool:
    return "(?(" in source


def _count(repeat: Repeat) -> str:
    return "?" if (repeat.least, repeat.most) == (0, 1) else f"{{{repeat.least},{repeat.most}}}"


def _chain(parts: list[_Starts]) -> _Starts:
    done = _EMPTY
    for part in parts:
        done = _Starts(
            done.first | (part.first if done.can_be_empty else 0),
            done.second
            | (part.first if done.can_be_one else 0)
            | (part.second if done.can_be_empty else 0),
            done.can_be_empty and part.can_be_empty,
            (done.can_be_empty and part.can_be_one) or (done.can_be_one and part.can_be_empty),
        )
    return done


def _either(parts: list[_Starts]) -> _Starts:
    first = second = 0
    for part in parts:
        first |= part.first
        second |= part.second
    return _Starts(
        first,
        second,
        any(part.can_be_empty for part in parts),
        any(part.can_be_one for part in parts),
    )


def _times(part: _Starts, least: int, most: int) -> _Starts:
    once = part if least else _either([part, _EMPTY])
    if most == 1:
        return once
    again = part if least > 1 else _either([part, _EMPTY])
    return _chain([once, again])
