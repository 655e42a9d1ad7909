"""How far a place's name runs over the capitalised words after its designator."""

from __future__ import annotations

from extractor.gazetteer import Gazetteer
from extractor.matching import Tokens
from extractor.matching.alphabet import FILLER

_LONGEST_RUN = 8
_LONGEST_NAME = 5
_LONG = 3
_PERSON = (3, 4)
_SHORT_OR_PERSON = (2, *_PERSON)
_LONGEST_CUE = 4
_NOT_IN_NAMES = frozenset(
    (
        *("rank", "title", "document_type", "unit_committee", "unit_ministry", "unit_number"),
        *("unit_local", "unit_body", "unit_dept", "unit_team", "unit_post"),
    )
)
_OF_UNITS = frozenset(
    (
        *("unit_field", "unit_desk", "unit_corps", "unit_task", "unit_topic", "unit_code"),
        *("digits", "law_name"),
    )
)
_OPENING = frozenset('.:;!?-–—"“”(')
NOTHING: frozenset[str] = frozenset()


def tags_at(tokens: Tokens, index: int) -> frozenset[str]:
    """All tags of a token; none outside of the text."""
    return tokens.tags(index) if 0 <= index < len(tokens) else NOTHING


def follows(tokens: Tokens, index: int, tags: frozenset[str]) -> bool:
    """Whether a phrase with one of the tags ends right before a token."""
    before = tags_at(tokens, index - 1)
    if FILLER not in before:
        return not tags.isdisjoint(before)
    for start in range(index - 2, max(-1, index - 1 - _LONGEST_CUE), -1):
        phrase = tokens.phrases.get(start)
        if phrase is not None:
            return phrase[1] == index and not tags.isdisjoint(phrase[0].places)
    return False


def written(tokens: Tokens, start: int, end: int) -> str:
    """A name as it is written, with single blanks."""
    return " ".join(tokens.slice(start, end).split())


def opens_other(tokens: Tokens, index: int) -> bool:
    """Whether a capitalised word opens a rank, a position, a unit or a document, and no name."""
    return not _NOT_IN_NAMES.isdisjoint(tags_at(tokens, index))


def name_end(
    tokens: Tokens, start: int, level: str, places: Gazetteer, *, after_person: bool = False
) -> int:
    """Token after the name that begins at a token: what the gazetteer knows, or the whole run.

    Args:
        tokens: The tokens.
        start: First token of the name.
        level: Level of the designator; empty for what the gazetteer does not list.
        places: The gazetteer.
        after_person: Whether such places bear the names of persons, as roads do.
    """
    run = start
    while run - start < _LONGEST_RUN and tokens.has(run, "cap"):
        run += 1
    end = start + 1
    while end < run and not (
        _ends_name(tokens, end, after_person=after_person) or _is_abbreviation(tokens, end)
    ):
        end += 1
    if after_person and _names_witness(tokens, start, end):
        return start
    if after_person and end - start <= _LONGEST_NAME:
        return end
    known = _known_end(tokens, start, run, level, places) if level else 0
    if known > end:
        return known
    if known and (known == end or level != "commune" or end - known > 1):
        return known
    for i in range(start + 1, end - 1):
        if end - start > _LONG and end - i in _SHORT_OR_PERSON and tokens.has(i, "family_name"):
            return i
    return end if end - start <= _LONGEST_NAME else start


def _ends_name(tokens: Tokens, index: int, *, after_person: bool) -> bool:
    """Whether something else begins after a name; one syllable more may belong to it."""
    if not tokens.has(index + 1, "cap"):
        stop = tokens.look_up(tokens.word(index), "name_stop")
        if stop:
            return "place" not in stop
    if not opens_other(tokens, index):
        return False
    if tokens.phrase_end(index) > index + 1:
        return True
    if after_person:
        return opens_unit(tokens, index)
    return tokens.has(index + 1, "word")


def _names_witness(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a person with a form of address opens a new sentence ("Ông Nguyễn Văn Mẫu")."""
    is_addressed = tokens.has(start, "name_stop") and tokens.has(start + 1, "family_name")
    return is_addressed and end - start > _LONG


def opens_unit(tokens: Tokens, index: int) -> bool:
    """Whether a syllable that heads units is one here: words of a field, or a number, go on."""
    return not _OF_UNITS.isdisjoint(tags_at(tokens, index + 1))


def _is_abbreviation(tokens: Tokens, index: int) -> bool:
    """Whether a token is a designator in capitals ("TX", "TP"), which opens the next place."""
    return tokens.has(index, "upper") and tokens.has(index, "admin_head")


def names_person(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a name that the gazetteer does not know has the form of a person's."""
    return end - start in _PERSON and tokens.has(start, "family_name")


def _known_end(tokens: Tokens, start: int, end: int, level: str, places: Gazetteer) -> int:
    for stop in range(end, start, -1):
        if is_known(written(tokens, start, stop), level, places):
            return stop
    return 0


def is_known(name: str, level: str, places: Gazetteer) -> bool:
    """Whether the gazetteer lists the name at a level; a `city` is a province or a district."""
    if level == "commune":
        return bool(places.communes(name, new=False) or places.communes(name, new=True))
    if level == "district":
        return bool(places.districts(name))
    is_province = places.province(name) is not None
    return is_province or (level == "city" and bool(places.districts(name)))


def opens_sentence(index: int, tokens: Tokens) -> bool:
    """Whether a token is the first of a sentence, or follows a mark that opens one."""
    before = index - 1
    return before < 0 or tokens.has(before, "newline") or tokens.word(before) in _OPENING
