"""Places that are named without a designator: provinces, known districts, countries, regions."""

from __future__ import annotations

from extractor.gazetteer import gazetteer
from extractor.kinds.location_draft import LocationDraft, level_of
from extractor.kinds.place_names import (
    follows,
    is_known,
    opens_other,
    opens_sentence,
    tags_at,
    written,
)
from extractor.matching import Tokens
from extractor.matching.lexicon import Row
from extractor.model import LocationLevel

_NAMES = ("region", "region_lower", "country", "place_alias", "place", "foreign_place")
_NAMES_SET = frozenset(_NAMES)
_LONGEST_CUE = 3
_BEFORE_A_PERSON = frozenset(("address", "rank"))
_QUOTES = frozenset("\"“”‘’'")
_BEFORE_A_CALLED = frozenset(("calling",))
_BEFORE_A_NATIONALITY = frozenset(("nationality_cue",))
_AFTER_A_CUE = frozenset(("place_cue",))
_BEFORE_A_REGION = frozenset(("region_cue",))


def bare_place(start: int, end: int, tokens: Tokens) -> LocationDraft | None:
    """A name that is a place by itself; refuses persons and nationalities."""
    tags = tokens.tags(start)
    tag = next(tag for tag in _NAMES if tag in tags)
    row = tokens.row(start, tag)
    if not _stands_alone(start, end, "weak" in row, tokens) or not _is_capital(
        tag, start, end, tokens
    ):
        return None
    if tag == "region" and row.get("weak") and not follows(tokens, start, _BEFORE_A_REGION):
        return None
    name = row.get("name") or row["phrase"]
    level = _bare_level(tag, name, row)
    if level == "district" and tokens.has(start - 1, "digits"):
        return None
    may_be_person = level == "district" or (tag == "country" and "weak" in row)
    if may_be_person and follows(tokens, start, _BEFORE_A_CALLED):
        return None
    if tag == "place_alias" and _is_nickname(start, end, tokens):
        return None
    if tag == "place" and end - start == 1 and _ends_given_name(start, tokens):
        return None
    if level == "country" and follows(tokens, start, _BEFORE_A_NATIONALITY):
        return None
    country = row.get("country", "")
    weak = "weak" in row and tag != "region"
    return LocationDraft(name, level, "", tag, row.get("code", ""), country, weak)


def _is_nickname(start: int, end: int, tokens: Tokens) -> bool:
    """Whether the name alone stands in quotation marks ("Hùng “Sài Gòn”")."""
    return (
        tokens.has(start - 1, "punct")
        and tokens.word(start - 1) in _QUOTES
        and (end < len(tokens) and tokens.word(end) in _QUOTES)
    )


def _ends_given_name(start: int, tokens: Tokens) -> bool:
    """Whether a capital that opens the sentence stands before one syllable ("Công Vinh")."""
    before = tags_at(tokens, start - 1)
    if "cap" not in before or "upper" in before or "place_cue" in before:
        return False
    return not _ends_phrase(start - 1, tokens)


def whole_name(start: int, end: int, tokens: Tokens) -> LocationDraft | None:
    """A district whose name begins with a preposition, if it is written as a name."""
    if not (tokens.has(start, "cap") and tokens.has(start + 1, "cap")) or tokens.has(end, "cap"):
        return None
    return LocationDraft(written(tokens, start, end), "district", "", "place")


def _bare_level(tag: str, name: str, row: Row) -> LocationLevel:
    if tag == "country":
        return "country"
    if tag == "place":
        return "province" if gazetteer().province(name) is not None else "district"
    return level_of(row)


def _is_capital(tag: str, start: int, end: int, tokens: Tokens) -> bool:
    """Whether a name whose table takes any case is written as a name."""
    if tag == "region_lower":
        return tokens.has(end - 1, "cap")
    return tag != "place_alias" or tokens.has(start, "cap")


def _stands_alone(start: int, end: int, weak: bool, tokens: Tokens) -> bool:
    """Whether a bare name is no part of a longer name and names no person."""
    if follows(tokens, start, _BEFORE_A_PERSON) or _is_in_code(start, end, tokens):
        return False
    before = start - 1
    tags = tags_at(tokens, before)
    if "cap" in tags and "upper" not in tags:
        is_name = "family_name" in tags and "place_cue" not in tags
        opens = not is_name and opens_sentence(before, tokens)
        if not opens and not _ends_phrase(before, tokens):
            return False
    tags = tags_at(tokens, end)
    if "digits" in tags:
        return not is_known(
            f"{written(tokens, start, end)} {tokens.word(end)}", "commune", gazetteer()
        )
    if "cap" not in tags:
        return True
    if "upper" in tags or tokens.has(start, "upper"):
        return not weak
    if weak:
        return False
    if follows(tokens, start, _AFTER_A_CUE):
        return True
    return opens_other(tokens, end) or ("family_name" in tags and tokens.has(end + 1, "cap"))


def _is_in_code(start: int, end: int, tokens: Tokens) -> bool:
    """Whether capitals are a piece of a code, an address or a make ("VN-Index", "bao.VN")."""
    if not tokens.has(start, "upper") or end - start > 1:
        return False
    if start > 1 and tokens.word(start - 1) == "." and tokens.glued(start - 2):
        return tokens.glued(start - 1)
    if not tokens.glued(start) or end >= len(tokens):
        return False
    if not tokens.has(end, "dash"):
        return tokens.has(end, "digits")
    after = tags_at(tokens, end + 1)
    return tokens.glued(end) and _NAMES_SET.isdisjoint(after)


def _ends_phrase(index: int, tokens: Tokens) -> bool:
    """Whether a token ends a phrase of a unit, a rank or a position ("Công An Hà Nội")."""
    for start in range(index, max(-1, index - _LONGEST_CUE), -1):
        phrase = tokens.phrases.get(start)
        if phrase is not None and phrase[1] == index + 1 and opens_other(tokens, start):
            return True
    return False
