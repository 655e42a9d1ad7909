"""Locations: designators and names → places, each with what its own words tell.

Which of several places of a name is meant, and in which province it lies, is left to
`resolve.places`, which knows the whole article.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from extractor.gazetteer import gazetteer
from extractor.kinds.place_names import (
    follows,
    is_known,
    name_end,
    names_person,
    opens_other,
    tags_at,
    written,
)
from extractor.matching import Match, Tokens
from extractor.matching.lexicon import Row
from extractor.model import LocationLevel

_HEADS: dict[str, LocationLevel | None] = {
    "admin_head": None,
    "village_head": "village",
    "road_head": "road",
    "gate_head": "border_gate",
    "feature_head": "feature",
    "facility_head": "facility",
}
_NAMES = ("region", "region_lower", "country", "place_alias", "place", "foreign_place")
_LONGEST_NUMBER = 4
_LONGEST_ORGANISATION = 9
_AFTER_A_COUNT = frozenset(
    (
        *("counter", "measure", "currency", "number_scale", "person_noun", "entity_noun"),
        *("goods_noun", "percent"),
    )
)
_HEAD_TAGS = frozenset(_HEADS)
_BEFORE_A_PERSON = frozenset(("address", "rank"))
_BEFORE_A_NATIONALITY = frozenset(("nationality_cue",))
_BEFORE_A_REGION = frozenset(("region_cue",))
_PLURAL = frozenset(("plural_cue",))
_LARGER = frozenset(("admin_head", "village_head", "cap"))
_LONGEST_CUE = 3


@dataclass(frozen=True, slots=True)
class LocationDraft:
    """A place as its mention tells it.

    Attributes:
        name: Its name without designator; a number keeps it.
        level: Its level, as far as its own words tell.
        head: Its designator in full, empty for a bare name.
        tag: The table of its designator, or of its bare name.
        code: ISO 3166 code of a country.
        country: The country that its table tells, for a place abroad.
        weak: Whether the bare name may be a word or a person, and needs support.
        plural: Whether its designator opens a list.
    """

    name: str
    level: LocationLevel
    head: str = ""
    tag: str = ""
    code: str = ""
    country: str = ""
    weak: bool = False
    plural: bool = False


def build(match: Match, tokens: Tokens) -> LocationDraft | None:
    """A place from the slots of `location.toml`; refuses persons, counts and wrong lengths."""
    slots = match.slots
    if "code" in slots:
        row = tokens.row(match.start, "place_code")
        return LocationDraft(row["name"], _level(row), row["name"].rpartition(" ")[0], "place_code")
    if "head" not in slots:
        return _bare(match, tokens)
    if "number" not in slots:
        return _headed(match, tokens)
    return _named_and_numbered(match, tokens) if "name" in slots else _numbered(match, tokens)


def _level(row: Row) -> LocationLevel:
    return cast("LocationLevel", row.get("level", "feature"))


def _head(match: Match, tokens: Tokens) -> tuple[str, Row]:
    """The table and the row of the designator."""
    tags = tokens.tags(match.start)
    tag = next(tag for tag in _HEADS if tag in tags)
    return tag, tokens.row(match.start, tag)


# A designator and a name


def _headed(match: Match, tokens: Tokens) -> LocationDraft | None:
    tag, row = _head(match, tokens)
    start = match.slots["head"][1]
    if row.get("only") or not _may_open(match, start, tag, row, tokens):
        return None
    extent = match.rule.set.get("extent")
    if extent == "known":
        fits = not tokens.has(match.end, "cap")
    elif extent == "pair":
        fits = "pair" in row and _ends_pair(match, tokens)
    else:
        fits = name_end(tokens, start, row.get("level", ""), gazetteer()) == match.end
    if not fits:
        return None
    name = written(tokens, start, match.end)
    if not _is_credible(name, tag, row, tokens, match, start):
        return None
    alias = tokens.row(start, "place_alias")
    name = alias["name"] if alias.get("level") in ("province", "district") else name
    if row.get("keep") and tokens.has(match.start, "cap") and not _opens_sentence(match.start, tokens):
        name = f"{written(tokens, match.start, start)} {name}"
    level = _HEADS[tag] or _admin_level(row, name)
    return LocationDraft(name, level, row.get("name", ""), tag, plural=_plural(match.start, tokens))


def _ends_pair(match: Match, tokens: Tokens) -> bool:
    """Whether the second name of a pair ends the match and opens no address ("– TP Vinh")."""
    second = match.slots["second"][0]
    named = not tokens.has(second, "admin_head")
    return named and name_end(tokens, second, "", gazetteer()) == match.end


def _may_open(match: Match, start: int, tag: str, row: Row, tokens: Tokens) -> bool:
    """Whether a name can begin here: no country, rank, position, unit or document."""
    if _is_syllable(match.start, start, tag, tokens):
        return False
    is_country = tokens.has(start, "country") and tokens.phrase_end(start) == match.end
    if not is_country and not opens_other(tokens, start):
        return True
    return tag == "admin_head" and is_known(written(tokens, start, match.end), row["level"], gazetteer())


def _is_syllable(at: int, start: int, tag: str, tokens: Tokens) -> bool:
    """Whether the designator is a capitalised syllable of a name ("Nguyễn Đình Hùng", "Khe Sanh")."""
    if not tokens.has(at, "cap") or tokens.has(at, "upper") or start - at > 1:
        return False
    if _opens_sentence(at, tokens):
        return tag in _OF_ANY_NAME and not tokens.has(start + 1, "cap")
    return tag in _OF_ANY_NAME or tokens.has(at - 1, "cap")


def _is_credible(  # noqa: PLR0913
    name: str, tag: str, row: Row, tokens: Tokens, match: Match, start: int
) -> bool:
    """Whether it is a place and no person; what is weak by itself must be listed."""
    places = gazetteer()
    capital = tokens.has(match.start, "cap")
    if tag == "feature_head":
        needs_list = "weak" in row or (capital and tokens.has(match.start, "family_name"))
        needs_list = needs_list or ("pair" not in row and not capital and name.isupper())
        if needs_list and places.key(name) not in places.features:
            return False
        return "sea" not in row or places.province(name) is None
    if tag == "admin_head":
        if row.get("short"):
            return capital and is_known(name, row["level"], places)
        if tokens.has(start, "region") or tokens.has(start, "region_lower"):
            return is_known(name, row["level"], places)
        return not names_person(tokens, start, match.end) or _is_place(name, row, tokens, start)
    if tag == "village_head":
        of_person = names_person(tokens, start, match.end) and tokens.has(match.start - 1, "title")
        return not of_person or is_known(name, "commune", places)
    return True


def _is_place(name: str, row: Row, tokens: Tokens, start: int) -> bool:
    return tokens.has(start, "foreign_place") or is_known(name, row["level"], gazetteer())


def _admin_level(row: Row, name: str) -> LocationLevel:
    if row["level"] != "city":
        return _level(row)
    found = gazetteer().province(name)
    return "province" if found is not None and found.city else "district"


def _plural(at: int, tokens: Tokens) -> bool:
    return tokens.has(at - 1, "number") or follows(tokens, at, _PLURAL)


# A designator and a number


def _numbered(match: Match, tokens: Tokens) -> LocationDraft | None:
    tag, row = _head(match, tokens)
    at, end = match.slots["number"]
    number = tokens.slice(at, match.end)
    if not row.get("number") or not _is_name_number(number, tokens, at, match.end):
        return None
    if tag != "road_head" and _is_counted(match.start, tokens):
        return None
    if _counts(match.end, tokens) or ("chain" in row and not _place_follows(match.end, tokens)):
        return None
    plain = number.lstrip("0") if number.isdecimal() else number
    serial = match.slots.get("serial")
    words = (row["name"], tokens.word(serial[0]).lower() if serial else "", plain)
    name = " ".join(word for word in words if word)
    level = _HEADS[tag] or _level(row)
    return LocationDraft(name, level, row["name"], tag, plural=_plural(match.start, tokens))


def _is_name_number(number: str, tokens: Tokens, at: int, end: int) -> bool:
    """Whether it is a plain number, a number with a letter (``3C``) or a day (``30/4``)."""
    digits = tokens.word(at)
    if not digits.isdecimal() or len(digits) > _LONGEST_NUMBER or not digits.strip("0"):
        return False
    if number == digits or tokens.word(at + 1) == "/":
        return True
    return end == at + 2 and len(tokens.word(at + 1)) == 1 and tokens.glued(at)


def _place_follows(index: int, tokens: Tokens) -> bool:
    """Whether a larger place, or a name, comes next ("đội 7, xã Hua Thanh")."""
    if index < len(tokens) and tokens.word(index) == ",":
        index += 1
    return not _LARGER.isdisjoint(tags_at(tokens, index))


def _is_counted(at: int, tokens: Tokens) -> bool:
    """Whether a number stands before the designator that is no name itself ("3 xã 12 thôn")."""
    if not tokens.has(at - 1, "number"):
        return False
    return _HEAD_TAGS.isdisjoint(tags_at(tokens, at - 2))


def _counts(index: int, tokens: Tokens) -> bool:
    """Whether the word after a number is what the number counts."""
    tags = tags_at(tokens, index)
    if "cap" in tags or not _HEAD_TAGS.isdisjoint(tags):
        return False
    return not _AFTER_A_COUNT.isdisjoint(tags)


def _named_and_numbered(match: Match, tokens: Tokens) -> LocationDraft | None:
    """A name that ends in a number ("Đam Rông 3", "Chu va 12")."""
    tag, row = _head(match, tokens)
    start, at = match.slots["head"][1], match.slots["number"][0]
    if not tokens.word(at).isdecimal() or not _may_open(match, start, tag, row, tokens):
        return None
    name = written(tokens, start, match.end)
    closed = match.end >= len(tokens) or tokens.has(match.end, "punct") or tokens.has(match.end, "newline")
    listed = tag == "admin_head" and is_known(name, row["level"], gazetteer())
    if row.get("only") or not (listed or (tag in _WITH_NUMBER and closed)):
        return None
    level = _HEADS[tag] or _admin_level(row, name)
    return LocationDraft(name, level, row.get("name", ""), tag, plural=_plural(match.start, tokens))


# A name alone


def _bare(match: Match, tokens: Tokens) -> LocationDraft | None:
    start, end = match.start, match.end
    tags = tokens.tags(start)
    tag = next(tag for tag in _NAMES if tag in tags)
    row = tokens.row(start, tag)
    if not _stands_alone(start, end, "weak" in row, tokens) or not _is_capital(tag, start, end, tokens):
        return None
    if tag == "region" and row.get("weak") and not follows(tokens, start, _BEFORE_A_REGION):
        return None
    name = row.get("name") or row["phrase"]
    level = _bare_level(tag, name, row)
    if level == "country" and follows(tokens, start, _BEFORE_A_NATIONALITY):
        return None
    if _names_organisation(start, tokens):
        return None
    country = row.get("country", "")
    weak = "weak" in row
    return LocationDraft(name, level, "", tag, row.get("code", ""), country, weak)


def _names_organisation(start: int, tokens: Tokens) -> bool:
    """Whether the name closes that of an organisation ("Đài Truyền hình Việt Nam")."""
    for index in range(start - 1, max(-1, start - _LONGEST_ORGANISATION), -1):
        tags = tokens.tags(index)
        if "word" not in tags or "place_cue" in tags:
            return False
        if "org_head" in tags and "cap" in tags:
            return not _opens_sentence(index, tokens) or start - index > 1
    return False


def _bare_level(tag: str, name: str, row: Row) -> LocationLevel:
    if tag == "country":
        return "country"
    if tag == "place":
        return "province" if gazetteer().province(name) is not None else "district"
    return _level(row)


def _is_capital(tag: str, start: int, end: int, tokens: Tokens) -> bool:
    """Whether a name whose table takes any case is written as a name."""
    if tag == "region_lower":
        return tokens.has(end - 1, "cap")
    return tag != "place_alias" or tokens.has(start, "cap")


def _stands_alone(start: int, end: int, weak: bool, tokens: Tokens) -> bool:  # noqa: FBT001
    """Whether a bare name is no part of a longer name and names no person."""
    if follows(tokens, start, _BEFORE_A_PERSON):
        return False
    before = start - 1
    tags = tags_at(tokens, before)
    if "cap" in tags and "upper" not in tags:
        opens = "family_name" not in tags and _opens_sentence(before, tokens)
        if not opens and not _ends_phrase(before, tokens):
            return False
    tags = tags_at(tokens, end)
    if "digits" in tags:
        return not is_known(f"{written(tokens, start, end)} {tokens.word(end)}", "commune", gazetteer())
    if "cap" not in tags:
        return True
    if "upper" in tags or tokens.has(start, "upper"):
        return not weak
    return opens_other(tokens, end) or ("family_name" in tags and tokens.has(end + 1, "cap"))


def _opens_sentence(index: int, tokens: Tokens) -> bool:
    before = index - 1
    return before < 0 or tokens.has(before, "newline") or tokens.word(before) in _ENDS


def _ends_phrase(index: int, tokens: Tokens) -> bool:
    """Whether a token ends a phrase of a unit, a rank or a position ("Công An Hà Nội")."""
    for start in range(index, max(-1, index - _LONGEST_CUE), -1):
        phrase = tokens.phrases.get(start)
        if phrase is not None and phrase[1] == index + 1 and opens_other(tokens, start):
            return True
    return False


_WITH_NUMBER = ("village_head", "road_head")
_ENDS = frozenset(".:;!?-–—\"“”(")
_OF_ANY_NAME = ("facility_head", "road_head", "feature_head")
