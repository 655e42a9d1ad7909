r"""The rule language: a pattern over tokens → a tree of its elements.

=====================  =============================================================
``ngày``               the word, folded (tone placement, case and blanks do not count)
``<day:number>``       a token with the tag `number`, captured as slot `day`
``<number|numeral>``   a token with either tag, not captured
``[ … ]``              optional
``( a | b )``          a choice
``* + {1,4}``          bounded repetition of a slot or group; ``*`` and ``+`` go up to 12
``<!tag>``             the next token does not carry the tag
``<^tag>``             the token before does not carry the tag
``<?slot:tag>``        a token with the tag if the slot was filled before, nothing otherwise
``{name}``             the sub-pattern of that name in the file's ``[let]``
``\(``                a mark of the language as a literal
=====================  =============================================================

There is no arithmetic, no condition and no action: what slots mean is for the builders. Each
repetition is bounded, so that matching is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import msgspec

from extractor.matching.lexicon import keys_of
from extractor.matching.limits import MAX_DEPTH, MAX_PARTS

MOST_REPEATS = 12
_MOST_COUNTED_REPEATS = 4 * MOST_REPEATS
_LEXEME = re.compile(
    r"""\s*(?:
      (?P<slot><(?P<look>[!^?])?(?:(?P<name>[a-z_]+):)?(?P<tags>[^<>\s]+)>)
    | (?P<repeat>\{(?P<least>\d+),(?P<most>\d+)\}|[*+](?=[\s\])|]|$))
    | \{(?P<let>[a-z_]+)\}
    | (?P<mark>[\[\]()|])
    | (?P<word>(?:\\.|[^\s<>\[\]()|{}\\])+)
    )""",
    re.VERBOSE,
)
_CLOSES = {"[": "]", "(": ")"}


class PatternSyntaxError(ValueError):
    """A `match` that is not of the rule language; says where and why."""


class Slot(msgspec.Struct, frozen=True):
    """One token, phrase or built entry with one of some tags; captured if it has a name."""

    tags: tuple[str, ...]
    name: str = ""


class Look(msgspec.Struct, frozen=True):
    """The token ahead, or the one behind, carries none of some tags."""

    tags: tuple[str, ...]
    behind: bool


class Closing(msgspec.Struct, frozen=True):
    """A token that must follow where a slot was filled, as a bracket closes what one opened."""

    tags: tuple[str, ...]
    slot: str


class Sequence(msgspec.Struct, frozen=True):
    """Elements one after the other."""

    items: tuple[Node, ...]


class Choice(msgspec.Struct, frozen=True):
    """One of some alternatives."""

    options: tuple[Node, ...]


class Repeat(msgspec.Struct, frozen=True):
    """An element `least` to `most` times."""

    item: Node
    least: int
    most: int


Node = Slot | Look | Closing | Sequence | Choice | Repeat


def parse_pattern(pattern: str, lets: Mapping[str, str]) -> Node:
    """Parse a pattern, its named sub-patterns put in.

    Raises:
        PatternSyntaxError: At the first place that is not of the language.
    """
    return PatternParser(lets).parse(pattern)


class PatternParser:
    """Parses the patterns of one file; each named sub-pattern is parsed once, and shared.

    Args:
        lets: The named sub-patterns.
    """

    def __init__(self, lets: Mapping[str, str]) -> None:
        self._lets = lets
        self._parsed: dict[str, Node] = {}
        self._open: list[str] = []

    def parse(self, pattern: str) -> Node:
        """Parse a pattern.

        Raises:
            PatternSyntaxError: At the first place that is not of the language.
        """
        return _Parser(_lexemes(pattern), self.let).parse()

    def rule(self, pattern: str) -> Node:
        """Parse the pattern of a rule.

        Raises:
            PatternSyntaxError: As `parse`; or it is too large with its sub-patterns put in.
        """
        node = self.parse(pattern)
        size = _size(node, {})
        if size > MAX_PARTS:
            raise PatternSyntaxError(f"{size:,} parts, and no more than {MAX_PARTS:,} can be")
        return node

    def let(self, name: str) -> Node:
        """The sub-pattern of a name."""
        if name not in self._parsed:
            if name not in self._lets:
                raise PatternSyntaxError(f"unknown sub-pattern {{{name}}}")
            if name in self._open:
                raise PatternSyntaxError("[let] names go in circles")
            if len(self._open) >= MAX_DEPTH:
                raise PatternSyntaxError(f"more than {MAX_DEPTH} sub-patterns inside of each other")
            self._open.append(name)
            self._parsed[name] = self.parse(self._lets[name])
            self._open.pop()
        return self._parsed[name]


def tags_of(node: Node, *, looks: bool = True) -> frozenset[str]:
    """All tags that a pattern names; without those it only looks at, if told so."""
    tags: set[str] = set()
    seen: set[int] = set()
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        if isinstance(one, (Slot, Closing)) or (isinstance(one, Look) and looks):
            tags.update(one.tags)
        elif isinstance(one, Repeat):
            waiting.append(one.item)
        elif isinstance(one, Sequence):
            waiting.extend(one.items)
        elif isinstance(one, Choice):
            waiting.extend(one.options)
    return frozenset(tags)


def _size(node: Node, known: dict[int, int]) -> int:
    """Number of the words, slots and looks of a pattern, as often as they will be written."""
    size = known.get(id(node))
    if size is None:
        size = 1
        if isinstance(node, Repeat):
            size = _size(node.item, known)
        elif isinstance(node, (Sequence, Choice)):
            inner = node.items if isinstance(node, Sequence) else node.options
            size = sum(_size(one, known) for one in inner)
        known[id(node)] = size
    return size


def _lexemes(text: str) -> list[re.Match[str]]:
    found = []
    at = 0
    end = len(text.rstrip())
    while at < end:
        match = _LEXEME.match(text, at)
        if match is None:
            raise PatternSyntaxError(f"cannot read {text[at : at + 20]!r}")
        found.append(match)
        at = match.end()
    return found


class _Parser:
    """Recursive descent over the lexemes of one pattern."""

    def __init__(self, lexemes: list[re.Match[str]], let: Callable[[str], Node]) -> None:
        self._lexemes = lexemes
        self._let = let
        self._at = 0
        self._depth = 0

    def parse(self) -> Node:
        node = self._choice()
        if self._at < len(self._lexemes):
            raise PatternSyntaxError(f"{self._lexemes[self._at]['mark']!r} closes nothing")
        return node

    def _mark(self) -> str:
        return self._lexemes[self._at]["mark"] or "" if self._at < len(self._lexemes) else ""

    def _choice(self) -> Node:
        options = [self._sequence()]
        while self._mark() == "|":
            self._at += 1
            options.append(self._sequence())
        return options[0] if len(options) == 1 else Choice(tuple(options))

    def _sequence(self) -> Node:
        items: list[Node] = []
        while self._at < len(self._lexemes) and self._mark() not in ("|", "]", ")"):
            items += self._repeated(self._element())
        return items[0] if len(items) == 1 else Sequence(tuple(items))

    def _element(self) -> list[Node]:
        match = self._lexemes[self._at]
        self._at += 1
        if match["mark"]:
            self._depth += 1
            if self._depth > MAX_DEPTH:
                raise PatternSyntaxError(f"more than {MAX_DEPTH} brackets inside of each other")
            inner = self._choice()
            self._depth -= 1
            if self._mark() != _CLOSES[match["mark"]]:
                raise PatternSyntaxError(f"{match['mark']!r} is not closed")
            self._at += 1
            return [Repeat(inner, 0, 1) if match["mark"] == "[" else inner]
        if match["let"]:
            return [self._let(match["let"])]
        if match["slot"]:
            return [_slot(match)]
        if match["repeat"]:
            raise PatternSyntaxError(f"{match['repeat']!r} repeats nothing")
        word = re.sub(r"\\(.)", r"\1", match["word"])
        return [Slot(("=" + key,)) for key in _keys(word)]

    def _repeated(self, nodes: list[Node]) -> list[Node]:
        match = self._lexemes[self._at] if self._at < len(self._lexemes) else None
        if match is None or not match["repeat"]:
            return nodes
        self._at += 1
        least = int(match["least"] or (match["repeat"] == "+"))
        most = int(match["most"] or MOST_REPEATS)
        if not (least <= most and 0 < most <= _MOST_COUNTED_REPEATS) or isinstance(
            nodes[-1], (Look, Closing)
        ):
            raise PatternSyntaxError(f"cannot repeat {match['repeat']}")
        return [*nodes[:-1], Repeat(nodes[-1], least, most)]


def _keys(word: str) -> tuple[str, ...]:
    """The keys of the tokens of a word; an escaped blank has none."""
    keys = keys_of(word)
    if not keys:
        raise PatternSyntaxError(f"{word!r} is no word")
    return keys


def _slot(match: re.Match[str]) -> Slot | Look | Closing:
    tags = tuple(
        "=" + keys_of(tag[1:])[0] if tag.startswith("=") and len(tag) > 1 else tag
        for tag in match["tags"].split("|")
    )
    if match["look"] == "?":
        return Closing(tags, match["name"] or "")
    if match["look"]:
        return Look(tags, behind=match["look"] == "^")
    return Slot(tags, match["name"] or "")
