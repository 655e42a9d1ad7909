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
from extractor.matching.tagging import TOKEN_TAGS, case_letter, case_variants, shape_tags
from extractor.matching.tokens import Tokens

_BUILT_FILLER = frozenset(("any", FILLER))
_UNKNOWN = "\x01"
_FIRST_SYLLABLE = 0x100
_MOST_REMEMBERED = 20_000
"""Pieces, and phrases in their letter cases: those of a thousand articles. An archive always brings
new ones, numbers above all; to begin again costs less than to hold them."""
_CASE_OF_LETTERS: dict[frozenset[str], Case] = {
    frozenset("u"): "upper",
    frozenset("c"): "proper",
    frozenset("cu"): "proper",
}


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
        self._common = [i for i, found in enumerate(self._phrases) if found.tags_in("any")]
        self._common_automaton = self._build_automaton(self._common)
        self.alone: dict[str, Phrase] = {}
        """The phrase that a piece makes by itself, for the pieces seen so far."""
        self._table = _PieceTable(self)
        self._fillers = _FillerTable(self)
        self._finders: dict[str, Callable[[str], Iterator[re.Match[str]]]] = {}
        self._heads: dict[tuple[int, str], str] = {}
        self._kind_heads = {kind: self.alphabet.char(frozenset(("any", kind))) for kind in kinds}
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

    def classify(self, piece: str) -> str:
        """A piece as three characters: its syllable, its class, and its case letter."""
        core = piece.rstrip() or piece
        shape = shape_tags(core)
        if "newline" in shape or "blank" in shape:
            return _UNKNOWN + self.alphabet.char(shape) + "l"
        key = fold(core)
        letter = case_letter(shape)
        alone = self._singles.get(key)
        if alone is not None:
            self.alone[piece] = alone
        own = alone.tags_in(_CASE_OF_LETTERS.get(frozenset(letter), "any")) if alone else _NO_TAGS
        base = self.alphabet.char(self._with_literal(shape, key) | own)
        return self._syllables.get(key, _UNKNOWN) + base + letter

    def filler(self, base: str) -> str:
        """Class of a token inside a phrase, from its class alone: what its lexicons say is gone."""
        tags = self.alphabet.tags(base)
        word = frozenset(tag for tag in tags if tag in _OF_A_TOKEN or tag.startswith("="))
        return self.alphabet.char(word | {FILLER})

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

    def tag(self, text: str) -> Tokens:
        """Tag a text.

        Args:
            text: The working text: composed (NFC).

        Returns:
            Its tokens. Time is linear in the length of the text.
        """
        if len(self._table) > _MOST_REMEMBERED:
            self._table.clear()
            self.alone.clear()
        cut = pieces(text)
        packed = "".join(map(self._table.__getitem__, cut))
        starts = list(accumulate(map(len, cut), initial=0))
        starts.pop()
        classes = list(packed[1::3])
        phrases: dict[int, tuple[Phrase, int]] = {}
        syllables = packed[::3]
        found = self._automaton.find_matches_as_indexes(syllables)
        self._mark(found, syllables, packed[2::3], classes, phrases)
        return Tokens(text, cut, starts, "".join(classes), phrases, self)

    def _mark(
        self,
        found: list[tuple[int, int, int]],
        syllables: str,
        letters: str,
        classes: list[str],
        phrases: dict[int, tuple[Phrase, int]],
    ) -> None:
        heads = self._heads
        fillers = self._fillers
        for index, start, end in found:
            key = index, letters[start:end]
            head = heads.get(key)
            if head is None:
                head = self._head(index, classes[start], key[1])
                if len(heads) > _MOST_REMEMBERED:
                    heads.clear()
                heads[key] = head
            if head:
                classes[start] = head
                classes[start + 1 : end] = [fillers[base] for base in classes[start + 1 : end]]
                phrases[start] = (self._phrases[index], end)
            else:
                # A proper name in lower case: common words may stand in its place.
                again = self._common_automaton.find_matches_as_indexes(syllables[start:end])
                common = [(self._common[i], start + low, start + high) for i, low, high in again]
                self._mark(common, syllables, letters, classes, phrases)

    def _head(self, index: int, base: str, case: str) -> str:
        """Class of the first token of a phrase, or nothing if the phrase is not to match."""
        tags = self._phrases[index].tags_in(_CASE_OF_LETTERS.get(frozenset(case), "any"))
        word = self.alphabet.tags(self._fillers[base]) - {FILLER}
        return self.alphabet.char(word | tags) if tags else ""

    def mark_built(self, classes: list[str], kind: str, start: int, end: int) -> None:
        """Make what was built one token of the sequence."""
        classes[start] = self._kind_heads[kind]
        if end > start + 1:
            classes[start + 1 : end] = self._kind_filler * (end - start - 1)


_Form = tuple[str, tuple[frozenset[str], ...], frozenset[str]]


class _FillerTable(dict[str, str]):
    """The class that a token has inside a phrase, by the class that it has alone."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self._tagger = tagger

    def __missing__(self, base: str) -> str:
        filler = self[base] = self._tagger.filler(base)
        return filler


class _PieceTable(dict[str, str]):
    """Remembers what each piece is."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self._tagger = tagger

    def __missing__(self, piece: str) -> str:
        entry = self[piece] = self._tagger.classify(piece)
        return entry


_NO_TAGS: frozenset[str] = frozenset()
_OF_A_TOKEN = TOKEN_TAGS | {"number"}
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
