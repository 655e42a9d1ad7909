"""The rule language: a pattern over tokens → a regular expression over class characters.

=====================  =============================================================
``ngày``               the word, folded (tone placement, case and blanks do not count)
``<day:number>``       a token with the tag `number`, captured as slot `day`
``<number|numeral>``   a token with either tag, not captured
``[ … ]``              optional
``( a | b )``          a choice
``* + {1,4}``          bounded repetition of a slot or group; ``*`` and ``+`` go up to 12
``<!tag>``             the next token does not carry the tag
``<^tag>``             the token before does not carry the tag
``{name}``             the sub-pattern of that name in the file's ``[let]``
``\\(``                a mark of the language as a literal
=====================  =============================================================

There is no arithmetic, no condition and no action: what slots mean is for the builders. Each
repetition is bounded, so that matching is linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from extractor.matching.alphabet import FILLER, Alphabet, char_class
from extractor.matching.lexicon import keys_of
from extractor.matching.tagging import TOKEN_TAGS

_MOST_REPEATS = 12
_LEXEME = re.compile(
    r"""\s*(?:
      (?P<slot><(?P<look>[!^])?(?:(?P<name>[a-z_]+):)?(?P<tags>[^<>\s]+)>)
    | (?P<repeat>\{(?P<least>\d+),(?P<most>\d+)\}|[*+](?=[\s\])|]|$))
    | (?P<mark>[\[\]()|])
    | (?P<word>(?:\\.|[^\s<>\[\]()|{}\\])+)
    )""",
    re.VERBOSE,
)
_LET = re.compile(r"\{([a-z_]+)\}")
_MOST_NESTED_LETS = 8


class PatternSyntaxError(ValueError):
    """A `match` that is not of the rule language; says where and why."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A compiled pattern and the slot of each of its groups (a slot may have several groups)."""

    search: Callable[[str], Iterator[re.Match[str]]]
    after: Callable[[str, int, int], re.Match[str] | None]
    groups: tuple[tuple[str, str], ...]
    needed: frozenset[str]
    """Characters of which a text must have one for the pattern to match; empty: unknown."""


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One element of a pattern."""

    kind: str
    text: str
    name: str = ""
    tags: tuple[str, ...] = ()
    look: str = ""
    least: int = 0
    most: int = 0


def lexemes(pattern: str, lets: Mapping[str, str]) -> list[Lexeme]:
    """Cut a pattern into its elements, named sub-patterns put in.

    Raises:
        PatternSyntaxError: At the first place that is not of the language.
    """
    text = _expand(pattern, lets)
    found: list[Lexeme] = []
    at = 0
    while at < len(text.rstrip()):
        match = _LEXEME.match(text, at)
        if match is None:
            raise PatternSyntaxError(f"cannot read {text[at : at + 20]!r}")
        found.append(_lexeme(match))
        at = match.end()
    return found


def _expand(pattern: str, lets: Mapping[str, str]) -> str:
    for _ in range(_MOST_NESTED_LETS):
        if not _LET.search(pattern):
            return pattern
        pattern = _LET.sub(lambda match: f"({_let(match.group(1), lets)})", pattern)
    raise PatternSyntaxError("[let] names go in circles")


def _let(name: str, lets: Mapping[str, str]) -> str:
    if name not in lets:
        raise PatternSyntaxError(f"unknown sub-pattern {{{name}}}")
    return lets[name]


def _lexeme(match: re.Match[str]) -> Lexeme:
    if match["slot"]:
        tags = tuple(
            "=" + keys_of(tag[1:])[0] if tag.startswith("=") and len(tag) > 1 else tag
            for tag in match["tags"].split("|")
        )
        return Lexeme("slot", match["slot"], match["name"] or "", tags, match["look"] or "")
    if match["repeat"]:
        least = int(match["least"] or (match["repeat"] == "+"))
        most = int(match["most"] or _MOST_REPEATS)
        if not least <= most or most > 4 * _MOST_REPEATS:
            raise PatternSyntaxError(f"cannot repeat {match['repeat']}")
        return Lexeme("repeat", match["repeat"], least=least, most=most)
    if match["mark"]:
        return Lexeme("mark", match["mark"])
    word = re.sub(r"\\(.)", r"\1", match["word"])
    return Lexeme("word", word, tags=tuple("=" + key for key in keys_of(word)))


def compile_pattern(found: list[Lexeme], alphabet: Alphabet) -> Compiled:
    """Compile the elements of a pattern for an alphabet.

    Raises:
        PatternSyntaxError: Brackets do not pair, a repetition stands alone, a tag is unknown.
    """
    writer = _Writer(alphabet)
    for lexeme in found:
        writer.add(lexeme)
    return writer.finish()


class _Writer:
    """Writes the regular expression, element by element."""

    _CLOSES = {"[": "]", "(": ")"}

    def __init__(self, alphabet: Alphabet) -> None:
        self._alphabet = alphabet
        self._fillers = char_class(alphabet.members((FILLER,))) + "*+"
        self._parts: list[str] = []
        self._open: list[str] = []
        self._starts: list[int] = []
        self._last: int | None = None
        self._groups: list[tuple[str, str]] = []
        self._needed: frozenset[str] = frozenset()

    def add(self, lexeme: Lexeme) -> None:
        if lexeme.kind == "mark":
            self._mark(lexeme.text)
        elif lexeme.kind == "repeat":
            self._repeat(lexeme)
        elif lexeme.kind == "word":
            self._last = len(self._parts)
            for tag in lexeme.tags:
                self._parts.append(self._class((tag,)))
            self._need(lexeme.tags[:1])
        else:
            self._slot(lexeme)

    def finish(self) -> Compiled:
        if self._open:
            raise PatternSyntaxError(f"{self._open[-1]!r} is not closed")
        source = "".join(self._parts)
        pattern = re.compile(source)
        return Compiled(pattern.finditer, pattern.search, tuple(self._groups), self._needed)

    def _mark(self, mark: str) -> None:
        if mark in self._CLOSES:
            self._open.append(mark)
            self._starts.append(len(self._parts))
            self._parts.append("(?:")
            self._last = None
        elif mark == "|":
            if not self._open:
                raise PatternSyntaxError("'|' stands outside of brackets")
            self._parts.append("|")
            self._last = None
        else:
            if not self._open or self._CLOSES[self._open.pop()] != mark:
                raise PatternSyntaxError(f"{mark!r} closes nothing")
            self._parts.append(")?" if mark == "]" else ")")
            self._last = self._starts.pop()

    def _repeat(self, lexeme: Lexeme) -> None:
        if self._last is None or self._parts[-1] == ")?":
            raise PatternSyntaxError(f"{lexeme.text!r} repeats nothing")
        body = "".join(self._parts[self._last :])
        del self._parts[self._last :]
        named = re.fullmatch(r"\(\?P<(\w+)>(.*)\)", body, re.DOTALL)
        count = f"{{{lexeme.least},{lexeme.most}}}"
        if named:
            self._parts.append(f"(?P<{named[1]}>(?:{named[2]}){count})")
        else:
            self._parts.append(f"(?:{body}){count}")
        if lexeme.least == 0:
            self._needed = frozenset()
        self._last = None

    def _slot(self, lexeme: Lexeme) -> None:
        if lexeme.look:
            sign = "!" if lexeme.look == "!" else "<!"
            self._parts.append(f"(?{sign}{self._class(lexeme.tags)})")
            self._last = None
            return
        body = self._class(lexeme.tags)
        if not TOKEN_TAGS.issuperset(lexeme.tags):
            body += self._fillers
        if lexeme.name:
            group = f"{lexeme.name}__{len(self._groups)}"
            self._groups.append((group, lexeme.name))
            body = f"(?P<{group}>{body})"
        self._last = len(self._parts)
        self._parts.append(body)
        self._need(lexeme.tags)

    def _class(self, tags: tuple[str, ...]) -> str:
        for tag in tags:
            if not self._alphabet.knows(tag):
                raise PatternSyntaxError(f"no token ever has the tag {tag!r}")
        return char_class(self._alphabet.members(tags))

    def _need(self, tags: tuple[str, ...]) -> None:
        """Remember the rarest element that every match must have."""
        if self._open:
            return
        chars = frozenset(self._alphabet.members(tags))
        if not self._needed or len(chars) < len(self._needed):
            self._needed = chars
