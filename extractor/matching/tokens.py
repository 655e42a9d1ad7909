"""Tokens: a text as one sequence of tagged tokens, and what was built on it so far."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from extractor.matching.alphabet import FILLER, TokenClass
from extractor.matching.lexicon import Phrase, Row

if TYPE_CHECKING:
    from extractor.matching.grammar import Match
    from extractor.matching.tagger import Tagger


class Piece:
    """What stands at a token: one object for all tokens with the same letters and blanks.

    Attributes:
        word: The token itself, without the blanks behind it.
        length: Code points of the token.
        key: Its folded key (see `folding`).
        is_glued: Whether no blank stands behind it.
        syllable: One character that says which syllable of the lexicon it is.
        case: How it is written: `LOWER`, `CAPITALISED` or `UPPER`.
        alone: Its class where it is no part of a phrase.
        phrase: The phrase of the lexicon that it makes by itself.
    """

    __slots__ = ("alone", "case", "is_glued", "key", "length", "phrase", "syllable", "word")

    def __init__(
        self,
        word: str,
        key: str,
        syllable: str,
        case: int,
        alone: TokenClass,
        phrase: Phrase | None,
        *,
        is_glued: bool,
    ) -> None:
        self.word = word
        self.length = len(word)
        self.key = key
        self.is_glued = is_glued
        self.syllable = syllable
        self.case = case
        self.alone = alone
        self.phrase = phrase


class Built:
    """What a builder made of a match."""

    __slots__ = ("end", "kind", "match", "start", "value")

    def __init__(self, match: Match, value: Any) -> None:  # noqa: ANN401 - as its builder made it
        self.kind = match.rule.kind
        self.start = match.start
        self.end = match.end
        self.match = match
        self.value = value

    def __repr__(self) -> str:
        return f"Built({self.kind}, {self.start}, {self.end}, {self.value!r})"


class Tokens:
    """The token sequence of one text.

    Token indices count tokens, offsets count code points of the text; both ends are half open.

    Attributes:
        text: The text.
        pieces: What stands at each token.
        starts: Offset at which each token starts.
        classes: The class of each token: its set of tags, as they stand now.
        phrases: The lexicon phrase of several tokens that starts at a token, with the token at
            which it ends.
        found: What was built, by kind, in order of the text within a kind; a later kind may cover
            an earlier one (a unit its place, an official a unit).
    """

    __slots__ = (
        "_built",
        "_tagger",
        "classes",
        "found",
        "phrases",
        "pieces",
        "starts",
        "text",
    )

    def __init__(
        self,
        text: str,
        pieces: list[Piece],
        starts: list[int],
        classes: list[TokenClass],
        phrases: dict[int, tuple[Phrase, int]],
        tagger: Tagger,
    ) -> None:
        self.text = text
        self.starts = starts
        self.pieces = pieces
        self.classes = classes
        self.phrases = phrases
        self.found: dict[str, list[Built]] = {}
        self._built: dict[int, list[Built]] = {}
        self._tagger = tagger

    def __len__(self) -> int:
        return len(self.starts)

    def end(self, index: int) -> int:
        """Offset at which a token ends, the blanks behind it left out."""
        return self.starts[index] + self.pieces[index].length

    def slice(self, start: int, end: int) -> str:
        """Exact text of the tokens `start` to `end` (exclusive)."""
        return self.text[self.starts[start] : self.end(end - 1)]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets of the tokens `start` to `end` (exclusive)."""
        return self.starts[start], self.end(end - 1)

    def word(self, index: int) -> str:
        """Exact text of one token."""
        return self.pieces[index].word

    def key(self, index: int) -> str:
        """Folded key of one token (see `folding`)."""
        return self.pieces[index].key

    def glued(self, index: int) -> bool:
        """Whether no blank stands between a token and the next."""
        return index + 1 < len(self.starts) and self.pieces[index].is_glued

    def at(self, offset: int) -> int:
        """Index of the token that covers or follows an offset."""
        index = bisect_right(self.starts, offset) - 1
        return index + 1 if index < 0 or offset >= self.end(index) else index

    def before(self, offset: int) -> int:
        """Index after the last token that starts before an offset."""
        return bisect_left(self.starts, offset)

    def tags(self, index: int) -> frozenset[str]:
        """All tags of a token, as they stand now."""
        return self.classes[index].tags

    def has(self, index: int, tag: str) -> bool:
        """Whether a token carries a tag now; `False` outside of the text."""
        return 0 <= index < len(self.starts) and tag in self.classes[index].tags

    def preceded_by(self, index: int, tag: str) -> bool:
        """Whether a phrase with the tag ends right before a token."""
        return bool(self.row_before(index, tag))

    def row_before(self, index: int, tag: str) -> Row:
        """First row of table `tag` for the phrase that ends right before a token; empty if none."""
        for start in range(index - 1, max(-1, index - 1 - _LONGEST_CUE), -1):
            phrase = self.phrases.get(start)
            if phrase is not None:
                if phrase[1] != index:
                    return _NO_ROW
                rows = phrase[0].rows(tag)
                return rows[0] if rows else _NO_ROW
            if FILLER not in self.classes[start].tags:
                return self.row(start, tag) if start == index - 1 else _NO_ROW
        return _NO_ROW

    def find(self, tag: str) -> list[int]:
        """Tokens at which a phrase with the tag starts and nothing was built over it."""
        carries = self._tagger.carriers(tag)
        return [index for index, each in enumerate(self.classes) if carries[each.number]]

    def knows(self, tag: str) -> bool:
        """Whether any token can carry a tag."""
        return self._tagger.alphabet.knows(tag)

    def look_up(self, text: str, tag: str) -> Row:
        """First row of table `tag` for a phrase, wherever it stands; empty if it is not listed."""
        phrase = self._tagger.look_up(text)
        rows = phrase.rows(tag) if phrase else []
        return rows[0] if rows else _NO_ROW

    def listed(self, text: str, tag: str) -> bool:
        """Whether table `tag` lists a phrase, wherever it stands."""
        phrase = self._tagger.look_up(text)
        return phrase is not None and tag in phrase.places

    def row(self, index: int, tag: str) -> Row:
        """First row of table `tag` for the phrase that starts at a token; empty if none."""
        phrase = self.phrase(index)
        if phrase is None or tag not in phrase.places:
            return _NO_ROW
        return phrase.rows(tag)[0]

    def rows(self, index: int, tag: str) -> list[Row]:
        """All rows of table `tag` for the phrase that starts at a token."""
        phrase = self.phrase(index)
        return phrase.rows(tag) if phrase is not None and tag in phrase.places else []

    def phrase(self, index: int) -> Phrase | None:
        """The lexicon phrase that starts at a token, of one token or several."""
        found = self.phrases.get(index)
        if found is not None:
            return found[0]
        if 0 <= index < len(self.pieces):
            return self.pieces[index].phrase
        return None

    def add(self, built: Built) -> None:
        """Put in what a builder made."""
        self.found.setdefault(built.kind, []).append(built)
        self._built.setdefault(built.start, []).append(built)

    def phrase_end(self, index: int) -> int:
        """Index after the widest phrase or built entry that starts at a token; else after it."""
        phrase = self.phrases.get(index)
        end = phrase[1] if phrase else index + 1
        built = self._built.get(index)
        if built:
            for entry in built:
                end = max(end, entry.end)
        return end

    def entry(self, index: int, kind: str) -> Built | None:
        """The entry of `kind` that starts at a token, or `None`."""
        for built in self._built.get(index, ()):
            if built.kind == kind:
                return built
        return None

    def built(self, index: int, kind: str) -> Any:  # noqa: ANN401 - as its builder made it
        """Value of the entry of `kind` that starts at a token, or `None`."""
        entry = self.entry(index, kind)
        return entry.value if entry is not None else None

    def show(self) -> str:
        """The tokens with their tags, for a person who wonders why a rule does not match."""
        return "\n".join(
            f"{self.word(i)}\t{' '.join(sorted(self.tags(i)))}" for i in range(len(self))
        )


_LONGEST_CUE = 5
_NO_ROW: Mapping[str, str] = {}
