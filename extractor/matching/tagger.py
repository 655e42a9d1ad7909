"""Tagger: text → tokens with their tags, in one pass (the *lex* step)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

import ahocorasick_rs

from extractor.matching.alphabet import FILLER, Alphabet, TokenClass
from extractor.matching.folding import fold
from extractor.matching.lexicon import Phrase, keys_of
from extractor.matching.scanner import pieces as _cut
from extractor.matching.tagging import (
    LOWER,
    TOKEN_TAGS,
    UPPER,
    case_of,
    case_variants,
    shape_tags,
)
from extractor.matching.tokens import Piece, Tokens

_BUILT_FILLER = frozenset(("any", FILLER))
_UNKNOWN = "\x01"
_FIRST_SYLLABLE = 0x100
_MOST_REMEMBERED = 20_000
"""Pieces, and phrases in their letter cases: those of a thousand articles. An archive always brings
new ones, numbers above all; to begin again costs less than to hold them."""


class Tagger:
    """Tags texts with the phrases of a lexicon and the literal words of rules.

    Args:
        phrases: The lexicon.
        asked: The tags that rules ask for, among them ``=`` and the key of each word they name.
        kinds: Tags that builders give.
    """

    def __init__(self, phrases: list[Phrase], asked: frozenset[str], kinds: Iterable[str]) -> None:
        self._singles = {phrase.keys[0]: phrase for phrase in phrases if len(phrase.keys) == 1}
        self._phrases = [phrase for phrase in phrases if len(phrase.keys) > 1]
        self._by_keys = {phrase.keys: phrase for phrase in phrases}
        self._literals = frozenset(tag[1:] for tag in asked if tag[0] == "=")
        self._syllables = _number_syllables(self._phrases)
        self.alphabet = Alphabet(self._tag_sets(kinds))
        self._automaton = self._build_automaton(range(len(self._phrases)))
        self._common = [i for i, found in enumerate(self._phrases) if found.tags_in(LOWER)]
        self._common_automaton = self._build_automaton(self._common)
        self._pieces = _PieceTable(self)
        self._heads: dict[tuple[int, int, TokenClass], TokenClass] = {}
        self._no_head = TokenClass(-1, _NO_TAGS)
        self._carriers: dict[str, list[bool]] = {}
        self._kind_heads = {kind: self.alphabet.of(frozenset(("any", kind))) for kind in kinds}
        self._kind_filler = self.alphabet.of(_BUILT_FILLER)

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
        forms = {self._form(key, _NO_TAGS) for key in (*self._literals, *self._syllables)}
        for phrase in (*self._phrases, *self._singles.values()):
            key = phrase.keys[0]
            alone = self._singles.get(key)
            forms.update([self._form(key, tags) for tags in phrase.cases])
            if alone is not None:
                forms.add(self._form(key, alone.tags))
        for literal, variants, tags in forms:
            for shape in variants:
                word = self._with_literal(shape, literal)
                sets |= {word, word | {FILLER}, word | tags}
        sets |= {frozenset(("any", kind)) for kind in kinds}
        return sets | {_BUILT_FILLER, frozenset(("any", "blank"))}

    def _form(self, key: str, tags: frozenset[str]) -> _Form:
        """What tells the tag sets of tokens with a key apart: most are mere words."""
        return key if key in self._literals else "", case_variants(key), tags

    def _with_literal(self, shape: frozenset[str], key: str) -> frozenset[str]:
        return shape | {"=" + key} if key in self._literals else shape

    def classify(self, piece: str) -> Piece:
        """What a token is by itself.

        Args:
            piece: The token with the blanks behind it, as the scanner cut it.
        """
        word = piece.rstrip() or piece
        key = fold(word)
        shape = shape_tags(word)
        is_glued = not piece[-1].isspace()
        if "newline" in shape or "blank" in shape:
            alone = self.alphabet.of(shape)
            return Piece(word, key, _UNKNOWN, LOWER, alone, None, is_glued=is_glued)
        case = case_of(shape)
        phrase = self._singles.get(key)
        own = phrase.tags_in(case) if phrase else _NO_TAGS
        alone = self.alphabet.of(self._with_literal(shape, key) | own)
        syllable = self._syllables.get(key, _UNKNOWN)
        return Piece(word, key, syllable, case, alone, phrase, is_glued=is_glued)

    def _inside(self, alone: TokenClass) -> TokenClass:
        """Class of a token inside a phrase, from its own: what its lexicons say of it is gone."""
        inside = alone.inside
        if inside is None:
            word = [tag for tag in alone.tags if tag in _OF_A_TOKEN or tag.startswith("=")]
            inside = alone.inside = self.alphabet.of(frozenset((*word, FILLER)))
        return inside

    def look_up(self, text: str) -> Phrase | None:
        """The phrase that a text is, word for word."""
        return self._by_keys.get(keys_of(text))

    def carriers(self, tag: str) -> list[bool]:
        """Whether each class of the alphabet, by number, carries a tag."""
        found = self._carriers.get(tag)
        if found is None:
            found = self._carriers[tag] = [tag in each.tags for each in self.alphabet.classes]
        return found

    def tag(self, text: str) -> Tokens:
        """Tag a text.

        Args:
            text: The working text: composed (NFC).

        Returns:
            Its tokens. Time is linear in the length of the text.
        """
        if len(self._pieces) > _MOST_REMEMBERED:
            self._pieces.clear()
        cut = _cut(text)
        starts = list(accumulate(map(len, cut), initial=0))
        starts.pop()
        pieces = list(map(self._pieces.__getitem__, cut))
        classes = [piece.alone for piece in pieces]
        tokens = Tokens(text, pieces, starts, classes, {}, self)
        syllables = "".join([piece.syllable for piece in pieces])
        self._mark(tokens, syllables, self._automaton.find_matches_as_indexes(syllables))
        return tokens

    def _mark(self, tokens: Tokens, syllables: str, found: list[tuple[int, int, int]]) -> None:
        """Make each phrase that was found one token of the sequence."""
        classes = tokens.classes
        for index, start, end in found:
            case = UPPER
            for place in range(start, end):
                case = min(case, tokens.pieces[place].case)
            head = self._head(index, case, self._inside(classes[start]))
            if head is not self._no_head:
                classes[start] = head
                for place in range(start + 1, end):
                    classes[place] = self._inside(classes[place])
                tokens.phrases[start] = (self._phrases[index], end)
            else:
                # A proper name in lower case: common words may stand in its place.
                again = self._common_automaton.find_matches_as_indexes(syllables[start:end])
                common = [(self._common[i], start + low, start + high) for i, low, high in again]
                self._mark(tokens, syllables, common)

    def _head(self, index: int, case: int, inside: TokenClass) -> TokenClass:
        """Class of the first token of a phrase; `_no_head` if it is not to match so written."""
        key = index, case, inside
        head = self._heads.get(key)
        if head is None:
            if len(self._heads) > _MOST_REMEMBERED:
                self._heads.clear()
            tags = self._phrases[index].tags_in(case)
            word = inside.tags - {FILLER}
            head = self.alphabet.of(word | tags) if tags else self._no_head
            self._heads[key] = head
        return head

    def mark_built(self, classes: list[TokenClass], kind: str, start: int, end: int) -> None:
        """Make what was built one token of the sequence."""
        classes[start] = self._kind_heads[kind]
        for place in range(start + 1, end):
            classes[place] = self._kind_filler


_Form = tuple[str, tuple[frozenset[str], ...], frozenset[str]]


class _PieceTable(dict[str, Piece]):
    """Remembers what each piece is."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self._tagger = tagger

    def __missing__(self, piece: str) -> Piece:
        entry = self[piece] = self._tagger.classify(piece)
        return entry


_NO_TAGS: frozenset[str] = frozenset()
_OF_A_TOKEN = TOKEN_TAGS | {"number"}
_WORD_CASES = (("lower",), ("cap",), ("cap", "upper"), ("cap", "roman"), ("cap", "upper", "roman"))
_SHAPE_SAMPLES = (
    *("1", "2017", "1.2017", "1.1.2017", "30.4", "999999", "8h", "2017-01", "5-2017", "1/1/2017"),
    *("29A-12345", "1/AB", "\n", " ", "-", ","),
)


def _number_syllables(phrases: list[Phrase]) -> dict[str, str]:
    keys = dict.fromkeys(key for phrase in phrases for key in phrase.keys)
    codes = (code for code in range(_FIRST_SYLLABLE, 0x10FFFF) if not 0xD800 <= code < 0xE000)
    return {key: chr(code) for key, code in zip(keys, codes, strict=False)}
