"""Locations: designators and names → places, each with what its own words tell.

Which of several places of a name is meant, and in which province it lies, is left to
`resolve.places`, which knows the whole article.
"""

from __future__ import annotations

from extractor.gazetteer import gazetteer
from extractor.kinds.bare_places import bare_place, whole_name
from extractor.kinds.location_draft import LocationDraft, level_of
from extractor.kinds.place_names import (
    follows,
    is_known,
    name_end,
    names_person,
    opens_other,
    opens_sentence,
    tags_at,
    written,
)
from extractor.matching import Match, Tokens
from extractor.matching.lexicon import Row
from extractor.model import LocationLevel

__all__ = ["LocationDraft", "build"]

_HEADS: dict[str, LocationLevel | None] = {
    "admin_head": None,
    "village_head": "village",
    "road_head": "road",
    "gate_head": "border_gate",
    "feature_head": "feature",
    "facility_head": "facility",
}
_LONGEST_NUMBER = 4
_AFTER_A_COUNT = frozenset(
    (
        *("counter", "measure", "currency", "number_scale", "person_noun", "entity_noun"),
        *("goods_noun", "percent"),
    )
)
_HEAD_TAGS = frozenset(_HEADS)
_PLURAL = frozenset(("plural_cue",))
_WITH_NUMBER = ("village_head", "road_head")
_OF_ANY_NAME = ("facility_head", "road_head", "feature_head")
_LINKS = frozenset(("np_end", "place_cue", "date_cue", "qualifier", "address", "plural_cue"))
_HIGHEST_NUMBER = 40
_LARGER = frozenset(("admin_head", "village_head", "cap"))


def build(match: Match, tokens: Tokens) -> LocationDraft | None:
    """A place from the slots of `location.toml`; refuses persons, counts and wrong lengths."""
    slots = match.slots
    if "code" in slots:
        return _whole(match, tokens)
    if "whole" in slots:
        return whole_name(match.start, match.end, tokens)
    if "head" not in slots:
        return bare_place(match.start, match.end, tokens)
    if match.rule.set.get("extent") == "listed":
        return _listed_whole(match, tokens)
    if "number" not in slots:
        return _headed(match, tokens)
    return _named_and_numbered(match, tokens) if "name" in slots else _numbered(match, tokens)


def _whole(match: Match, tokens: Tokens) -> LocationDraft | None:
    """A place that its table lists whole ("QL1A", "xã Đoàn Kết")."""
    row = tokens.row(match.start, "whole_place")
    if row and not tokens.has(match.start + 1, "cap"):
        return None
    tag = "admin_head" if row else "place_code"
    row = row or tokens.row(match.start, tag)
    head = row.get("head") or row["name"].rpartition(" ")[0]
    return LocationDraft(row["name"], level_of(row), head, tag)


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
        listed = tag == "admin_head" and is_known(
            written(tokens, start, match.end), row["level"], gazetteer()
        )
        fits = listed or ("pair" in row and _ends_pair(match, tokens))
    else:
        fits = name_end(tokens, start, row.get("level", ""), gazetteer()) == match.end
    if not fits:
        return None
    name = written(tokens, start, match.end)
    if not _is_credible(name, tag, row, tokens, match, start):
        return None
    level = _HEADS[tag] or _admin_level(row, name)
    alias = tokens.row(start, "place_alias")
    if alias.get("level") == level and tokens.phrase_end(start) == match.end:
        name = alias["name"]
    if (
        row.get("keep")
        and tokens.has(match.start, "cap")
        and not opens_sentence(match.start, tokens)
    ):
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
    return tag == "admin_head" and is_known(
        written(tokens, start, match.end), row["level"], gazetteer()
    )


def _is_syllable(at: int, start: int, tag: str, tokens: Tokens) -> bool:
    """Whether the designator is a syllable of a name ("Nguyễn Đình Hùng", "Khe Sanh")."""
    if not tokens.has(at, "cap") or tokens.has(at, "upper") or start - at > 1:
        return False
    if tokens.has(at - 1, "cap") and not opens_sentence(at, tokens):
        return True
    return tag in _OF_ANY_NAME and not tokens.has(start + 1, "cap")


def _is_credible(name: str, tag: str, row: Row, tokens: Tokens, match: Match, start: int) -> bool:
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
        if _is_place(name, row, tokens, start):
            return True
        if match.end - start == 1 and not _LINKS.isdisjoint(tokens.tags(start)):
            return False
        return "listed" not in row and not names_person(tokens, start, match.end)
    if tag == "village_head":
        if row.get("long") and match.end - start == 1 and len(name) > 1:
            return False
        of_person = names_person(tokens, start, match.end) and tokens.has(match.start - 1, "title")
        return not of_person or is_known(name, "commune", places)
    return True


def _is_place(name: str, row: Row, tokens: Tokens, start: int) -> bool:
    return tokens.has(start, "foreign_place") or is_known(name, row["level"], gazetteer())


def _admin_level(row: Row, name: str) -> LocationLevel:
    if row["level"] != "city":
        return level_of(row)
    found = gazetteer().province(name)
    return "province" if found is not None and found.city else "district"


def _plural(at: int, tokens: Tokens) -> bool:
    return tokens.has(at - 1, "number") or follows(tokens, at, _PLURAL)


# A designator and a number


def _numbered(match: Match, tokens: Tokens) -> LocationDraft | None:
    tag, row = _head(match, tokens)
    at = match.slots["number"][0]
    number = tokens.slice(at, match.end)
    if not row.get("number") or not _is_name_number(number, tokens, at, match.end):
        return None
    if tag == "admin_head" and int(tokens.word(at)) > _HIGHEST_NUMBER:
        return None
    if tag != "road_head" and _is_counted(match.start, tokens):
        return None
    if _counts(match.end, tokens) or ("chain" in row and not _place_follows(match.end, tokens)):
        return None
    plain = number.lstrip("0") if number.isdecimal() else number
    serial = match.slots.get("serial")
    words = (row["name"], tokens.word(serial[0]).lower() if serial else "", plain)
    name = " ".join(word for word in words if word)
    level = _HEADS[tag] or level_of(row)
    return LocationDraft(name, level, row["name"], tag, plural=_plural(match.start, tokens))


def _listed_whole(match: Match, tokens: Tokens) -> LocationDraft | None:
    """A name that begins with a number, if the gazetteer has it ("phường 1 Bảo Lộc")."""
    tag, row = _head(match, tokens)
    name = written(tokens, match.slots["number"][0], match.end)
    if not is_known(name, row["level"], gazetteer()):
        return None
    return LocationDraft(name, level_of(row), row["name"], tag)


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
    closed = (
        match.end >= len(tokens)
        or tokens.has(match.end, "punct")
        or tokens.has(match.end, "newline")
    )
    listed = tag == "admin_head" and is_known(name, row["level"], gazetteer())
    if row.get("only") or not (listed or (tag in _WITH_NUMBER and closed)):
        return None
    level = _HEADS[tag] or _admin_level(row, name)
    return LocationDraft(name, level, row.get("name", ""), tag, plural=_plural(match.start, tokens))
