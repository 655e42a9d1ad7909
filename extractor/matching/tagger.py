"""Tagger: text → tokens with their tags, in one pass (the *lex* step)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate

import ahocorasick_rs

from extractor.matching.alphabet import FILLER, Alphabet, char_class
from extractor.matching.folding import fold
from extractor.matching.lexicon import Case, Phrase, keys_of
from extractor.matching.scanner import pieces
from extractor.matching.tagging import case_letter, case_variants, shape_tags
from extractor.matching.tokens import Tokens

_BUILT_FILLER = frozenset(("any", FILLER))
_UNKNOWN = "\x01"
_FIRST_SYLLABLE = 0x100
_MOST_REMEMBERED = 200_000
_CASE_OF_LETTERS: dict[frozenset[str], Case] = {
    frozenset("u"): "upper",
    frozenset("c"): "proper",
    frozenset("cu"): "proper",
}


class Tagger:
    """Tags texts with the phrases of a lexicon and the literal words of rules.

    Args:
        phrases: The lexicon.
        literals: Folded keys of the words that rules name.
        kinds: Tags that builders give.
    """

    def __init__(
        self, phrases: list[Phrase], literals: frozenset[str], kinds: Iterable[str]
    ) -> None:
        self._singles = {phrase.keys[0]: phrase for phrase in phrases if len(phrase.keys) == 1}
        self._phrases = [phrase for phrase in phrases if len(phrase.keys) > 1]
        self._by_keys = {phrase.keys: phrase for phrase in phrases}
        self._literals = literals
        self._syllables = _number_syllables(self._phrases)
        self.alphabet = Alphabet(self._tag_sets(kinds))
        self._automaton = self._build_automaton(range(len(self._phrases)))
        self._common = [i for i, found in enumerate(self._phrases) if found.tags_in("any")]
        self._common_automaton = self._build_automaton(self._common)
        self._table = _PieceTable(self)
        self._finders: dict[str, Callable[[str], Iterator[re.Match[str]]]] = {}
        self._heads: dict[tuple[int, str], str] = {}
        self._kind_heads = {
            kind: self.alphabet.char(frozenset(("any", kind))) for kind in kinds
        }
        self._kind_filler = self.alphabet.char(_BUILT_FILLER)

    def _build_automaton(self, indices: Iterable[int]) -> ahocorasick_rs.AhoCorasick:
        syllables = self._syllables
        return ahocorasick_rs.AhoCorasick(
            ["".join([syllables[key] for key in self._phrases[i].keys]) for i in indices],
            matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
        )

    def _tag_sets(self, kinds: Iterable[str]) -> set[frozenset[str]]:
        """Every set of tags that a token can carry."""
        shapes = {frozenset(("any", "word", *case)) for case in _WORD_CASES}
        shapes |= {shape_tags(sample) for sample in _SHAPE_SAMPLES}
        sets = {self._with_literal(shape, "") for shape in shapes}
        forms = self._forms(self._literals | self._syllables.keys(), _NO_TAGS)
        for phrase in (*self._phrases, *self._singles.values()):
            alone = self._singles.get(phrase.keys[0])
            for tags in (*phrase.cases, alone.tags if alone else _NO_TAGS):
                forms |= self._forms((phrase.keys[0],), tags)
        for literal, variants, tags in forms:
            for shape in variants:
                word = self._with_literal(shape, literal)
                sets |= {word, word | {FILLER}, word | tags}
        sets |= {frozenset(("any", kind)) for kind in kinds}
        return sets | {_BUILT_FILLER, frozenset(("any", "blank"))}

    def _forms(self, keys: Iterable[str], tags: frozenset[str]) -> set[_Form]:
        """Tokens with these keys by what tells their tag sets apart: most are mere words."""
        literals = self._literals
        return {(key if key in literals else "", case_variants(key), tags) for key in keys}

    def _with_literal(self, shape: frozenset[str], key: str) -> frozenset[str]:
        return shape | {"=" + key} if key in self._literals else shape

    def classify(self, piece: str) -> tuple[str, str, str, str, int]:
        """A piece's syllable, class, class as a filler, case letter and length without blanks."""
        core = piece.rstrip() or piece
        shape = shape_tags(core)
        if "newline" in shape or "blank" in shape:
            base = self.alphabet.char(shape)
            return _UNKNOWN, base, base, "l", len(core)
        key = fold(core)
        tags = self._with_literal(shape, key)
        letter = case_letter(shape)
        alone = self._singles.get(key)
        own = alone.tags_in(_CASE_OF_LETTERS.get(frozenset(letter), "any")) if alone else _NO_TAGS
        base = self.alphabet.char(tags | own)
        known = key in self._syllables
        filler = self.alphabet.char(tags | {FILLER}) if known else base
        return self._syllables.get(key, _UNKNOWN), base, filler, letter, len(core)

    def look_up(self, text: str) -> Phrase | None:
        """The phrase that a text is, word for word."""
        return self._by_keys.get(keys_of(text))

    def finder(self, tag: str) -> Callable[[str], Iterator[re.Match[str]]]:
        """Finds the tokens that carry a tag, in a string of classes."""
        found = self._finders.get(tag)
        if found is None:
            found = re.compile(char_class(self.alphabet.mask((tag,)))).finditer
            self._finders[tag] = found
        return found

    def single(self, word: str) -> Phrase | None:
        """The phrase that one token makes by itself."""
        return self._singles.get(fold(word))

    def tag(self, text: str) -> Tokens:
        """Tag a text.

        Args:
            text: The working text: composed (NFC).

        Returns:
            Its tokens. Time is linear in the length of the text.
        """
        cut = pieces(text)
        if not cut:
            return Tokens(text, [], [], "", {}, self)
        syllables, bases, fillers, letters, lengths = zip(
            *map(self._table.__getitem__, cut), strict=True
        )
        starts = [0, *accumulate(map(len, cut))]
        starts.pop()
        ends = [start + length for start, length in zip(starts, lengths, strict=True)]
        classes = list(bases)
        phrases: dict[int, tuple[Phrase, int]] = {}
        self._mark(
            self._automaton.find_matches_as_indexes("".join(syllables)),
            syllables, fillers, "".join(letters), classes, phrases,
        )
        return Tokens(text, starts, ends, "".join(classes), phrases, self)

    def _mark(
        self,
        found: list[tuple[int, int, int]],
        syllables: tuple[str, ...],
        fillers: tuple[str, ...],
        letters: str,
        classes: list[str],
        phrases: dict[int, tuple[Phrase, int]],
    ) -> None:
        heads = self._heads
        for index, start, end in found:
            case = letters[start:end]
            key = index, case
            head = heads.get(key)
            if head is None:
                head = self._head(index, fillers[start], case)
                if len(heads) > _MOST_REMEMBERED:
                    heads.clear()
                heads[key] = head
            if head:
                classes[start] = head
                if end > start + 1:
                    classes[start + 1 : end] = fillers[start + 1 : end]
                phrases[start] = (self._phrases[index], end)
            else:
                self._mark_common(start, end, syllables, fillers, letters, classes, phrases)

    def _mark_common(
        self,
        start: int,
        end: int,
        syllables: tuple[str, ...],
        fillers: tuple[str, ...],
        letters: str,
        classes: list[str],
        phrases: dict[int, tuple[Phrase, int]],
    ) -> None:
        """Look again for common words where a proper name was found in lower case."""
        again = self._common_automaton.find_matches_as_indexes("".join(syllables[start:end]))
        found = [(self._common[i], start + low, start + high) for i, low, high in again]
        self._mark(found, syllables, fillers, letters, classes, phrases)

    def _head(self, index: int, filler: str, case: str) -> str:
        """Class of the first token of a phrase, or nothing if the phrase is not to match."""
        tags = self._phrases[index].tags_in(_CASE_OF_LETTERS.get(frozenset(case), "any"))
        word = self.alphabet.tags(filler) - {FILLER}
        return self.alphabet.char(word | tags) if tags else ""

    def mark_built(self, classes: list[str], kind: str, start: int, end: int) -> None:
        """Make what was built one token of the sequence."""
        classes[start] = self._kind_heads[kind]
        if end > start + 1:
            classes[start + 1 : end] = self._kind_filler * (end - start - 1)


_Form = tuple[str, tuple[frozenset[str], ...], frozenset[str]]


class _PieceTable(dict[str, tuple[str, str, str, str, int]]):
    """Remembers what each piece is; forgets all when a hostile text fills it."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self._tagger = tagger

    def __missing__(self, piece: str) -> tuple[str, str, str, str, int]:
        if len(self) > _MOST_REMEMBERED:
            self.clear()
        entry = self._tagger.classify(piece)
        if len(piece) < _LONG_PIECE:
            self[piece] = entry
        return entry


_NO_TAGS: frozenset[str] = frozenset()
_LONG_PIECE = 64
_ALL_CASES: tuple[Case, ...] = ("any", "proper", "upper")
_WORD_CASES = (("lower",), ("cap",), ("cap", "upper"), ("cap", "roman"), ("cap", "upper", "roman"))
_SHAPE_SAMPLES = (
    *("1", "2017", "1.2017", "1.1.2017", "30.4", "999999", "8h", "2017-01", "5-2017", "1/1/2017"),
    *("29A-12345", "1/AB", "\n", " ", "-", ","),
)


def _number_syllables(phrases: list[Phrase]) -> dict[str, str]:
    keys = dict.fromkeys(key for phrase in phrases for key in phrase.keys)
    codes = (code for code in range(_FIRST_SYLLABLE, 0x10FFFF) if not 0xD800 <= code < 0xE000)
    return {key: chr(code) for key, code in zip(keys, codes, strict=False)}


