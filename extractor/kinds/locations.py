"""Locations: designators and names → places, each with what its own words tell.

Which of several places of a name is meant, and in which province it lies, is left to
`resolve.places`, which knows the whole article.
"""

from __future__ import annotations

from extractor.gazetteer import gazetteer
from extractor.kinds.bare_places import bare_place, whole_name
from extractor.kinds.location_draft import LocationDraft, level_of
from extractor.kinds.place_heads import (
    HEADS,
    Head,
    admin_level,
    listed_with_number,
    named_and_numbered,
    numbered,
)
from extractor.kinds.place_names import (
    follows,
    is_known,
    name_end,
    names_person,
    opens_other,
    opens_sentence,
    opens_unit,
    tags_at,
    written,
)
from extractor.matching import Match, Tokens

__all__ = ["LocationDraft", "build"]

_OF_ANY_NAME = ("facility_head", "road_head", "feature_head")
_BEFORE_A_CODE = frozenset(("place_cue", "unit_local", "unit_fused", "admin_head"))
_BEFORE_A_VILLAGE = frozenset(("place_cue", "place_list", "unit_local", "plural_cue", "title"))
_BETWEEN_PLACES = (",", "(", "-", "–")
_PLACES = frozenset(("admin_head", "place", "place_alias"))
_OF_ADDRESSES = frozenset(("digits", "word"))
_LINKS = frozenset(("np_end", "place_cue", "date_cue", "qualifier", "address", "plural_cue"))


def build(match: Match, tokens: Tokens) -> LocationDraft | None:
    """A place from a match of `location.toml`; refuses persons, counts and wrong lengths."""
    shape = match.rule.set["shape"]
    if shape == "bare":
        return bare_place(match.start, match.end, tokens)
    if shape == "preposition":
        return whole_name(match.start, match.end, tokens)
    if shape == "code":
        return _whole(match, tokens) if _is_code_of_place(match.start, tokens) else None
    tags = tokens.tags(match.start)
    tag = next(tag for tag in HEADS if tag in tags)
    head = Head(tag, tokens.row(match.start, tag), match.start, tokens.phrase_end(match.start))
    if shape == "number":
        return numbered(head, match.end, tokens)
    if shape == "listed":
        return listed_with_number(head, match.end, tokens)
    if shape == "name_number":
        return named_and_numbered(head, match.end, tokens)
    return _headed(head, match.end, shape, tokens)


def _is_code_of_place(at: int, tokens: Tokens) -> bool:
    """Whether "Q6" is a district and no model: an address or a word of place is around it."""
    row = tokens.row(at, "place_code")
    if row.get("level") not in ("district", "commune") or follows(tokens, at, _BEFORE_A_CODE):
        return True
    if _in_address(at - 1, tokens):
        return True
    after = tokens.phrase_end(at)
    joined = after + 1 < len(tokens) and tokens.word(after) in _BETWEEN_PLACES
    return joined and not _PLACES.isdisjoint(tags_at(tokens, after + 1))


def _in_address(at: int, tokens: Tokens) -> bool:
    """Whether a mark stands at a token, and an address before it: a number, a name, a place."""
    if at < 1 or tokens.word(at) not in _BETWEEN_PLACES:
        return False
    if tokens.has(at - 1, "place_code"):
        return _is_code_of_place(at - 1, tokens)
    return tokens.word(at) == "(" or not _OF_ADDRESSES.isdisjoint(tags_at(tokens, at - 1))


def _whole(match: Match, tokens: Tokens) -> LocationDraft | None:
    """A place that its table lists whole ("QL1A", "xã Đoàn Kết")."""
    row = tokens.row(match.start, "whole_place")
    if row and not tokens.has(match.start + 1, "cap"):
        return None
    tag = "admin_head" if row else "place_code"
    row = row or tokens.row(match.start, tag)
    head = row.get("head") or row["name"].rpartition(" ")[0]
    return LocationDraft(row["name"], level_of(row), head, tag)


# A designator and a name


def _headed(head: Head, end: int, shape: str, tokens: Tokens) -> LocationDraft | None:
    row, start = head.row, head.end
    if "numeric" in row and not tokens.has(start, "digits"):
        return None
    if "only" in row or not _fits(head, end, shape, tokens) or not _may_open(head, end, tokens):
        return None
    name = written(tokens, start, end)
    if not _is_credible(name, head, end, tokens) or _is_initial(name, head, end, tokens):
        return None
    if end - start == 1 and head.tag == "road_head" and _is_of_sentence(start, tokens):
        return None
    level = HEADS[head.tag] or admin_level(row, name)
    if tokens.has(start, "place_alias") and tokens.phrase_end(start) == end:
        alias = tokens.row(start, "place_alias")
        name = alias["name"] if alias.get("level") == level else name
    if "keep" in row and tokens.has(head.start, "cap") and not opens_sentence(head.start, tokens):
        name = f"{written(tokens, head.start, start)} {name}"
    return head.draft(name, tokens)


def _is_initial(name: str, head: Head, end: int, tokens: Tokens) -> bool:
    """Whether designator and name are initials of a person ("P.V.H.")."""
    return "short" in head.row and len(name) == 1 and end < len(tokens) and tokens.word(end) == "."


def _is_of_sentence(at: int, tokens: Tokens) -> bool:
    """Whether a capital opens a new sentence after a lost full stop ("tuyến đường Mới đây")."""
    return tokens.has(at, "name_stop") or tokens.phrase_end(at) > at + 1


def _fits(head: Head, end: int, shape: str, tokens: Tokens) -> bool:
    """Whether the name ends where the match does."""
    is_abroad = head.tag == "admin_head" and tokens.has(head.end, "foreign_place")
    if shape == "known":
        return is_abroad or not tokens.has(end, "cap")
    if is_abroad and tokens.phrase_end(head.end) != end:
        return False
    if shape == "name":
        level, is_road = head.row.get("level", ""), head.tag == "road_head"
        return name_end(tokens, head.end, level, gazetteer(), after_person=is_road) == end
    if head.tag == "admin_head":
        return is_known(written(tokens, head.end, end), head.row["level"], gazetteer())
    return "pair" in head.row and _ends_pair(head, end, tokens)


def _ends_pair(head: Head, end: int, tokens: Tokens) -> bool:
    """Whether the second name of a pair ends the match and opens no address ("– TP Vinh")."""
    second = next(index for index in range(head.end, end) if tokens.has(index, "dash")) + 1
    named = not tokens.has(second, "admin_head")
    return named and name_end(tokens, second, "", gazetteer()) == end


def _may_open(head: Head, end: int, tokens: Tokens) -> bool:
    """Whether a name can begin here: no country, rank, position, unit or document."""
    start = head.end
    if _is_syllable(head.start, start, head.tag, tokens):
        return False
    is_country = tokens.has(start, "country") and tokens.phrase_end(start) == end
    if not is_country and not opens_other(tokens, start):
        return True
    if head.tag == "road_head" and end - start > 1 and tokens.phrase_end(start) == start + 1:
        return not is_country and not opens_unit(tokens, start)
    name = written(tokens, start, end)
    return head.tag == "admin_head" and is_known(name, head.row["level"], gazetteer())


def _is_syllable(at: int, start: int, tag: str, tokens: Tokens) -> bool:
    """Whether the designator is a syllable of a name ("Nguyễn Đình Hùng", "Khe Sanh")."""
    if not tokens.has(at, "cap") or tokens.has(at, "upper") or start - at > 1:
        return False
    if tokens.has(at - 1, "cap") and not opens_sentence(at, tokens):
        return True
    return tag in _OF_ANY_NAME and not tokens.has(start + 1, "cap")


def _is_credible(name: str, head: Head, end: int, tokens: Tokens) -> bool:
    """Whether it is a place and no person; what is weak by itself must be listed."""
    if head.tag == "admin_head":
        return _is_division(name, head, end, tokens)
    if head.tag == "feature_head":
        return _is_feature(name, head, tokens)
    if head.tag == "village_head":
        if "weak" in head.row and _is_version(head, end, tokens):
            return False
        if "long" in head.row and end - head.end == 1 and len(name) > 1:
            return False
        of_person = names_person(tokens, head.end, end) and tokens.has(head.start - 1, "title")
        return not of_person or is_known(name, "commune", gazetteer())
    return True


def _is_version(head: Head, end: int, tokens: Tokens) -> bool:
    """Whether "bản" means a version or a copy: of a model, in a language, of a firm."""
    start = head.end
    if any(char.isdigit() for char in tokens.word(start)):
        return end - start > 1 or not follows(tokens, head.start, _BEFORE_A_VILLAGE)
    if tokens.has(start, "country") and tokens.phrase_end(start) == end:
        return True
    capital = tokens.has(head.start, "cap") and not opens_sentence(head.start, tokens)
    return capital and not follows(tokens, head.start, _BEFORE_A_VILLAGE)


def _is_division(name: str, head: Head, end: int, tokens: Tokens) -> bool:
    row, tags = head.row, tokens.tags(head.end)
    if is_known(name, row["level"], gazetteer()):
        return "short" not in row or tokens.has(head.start, "cap")
    if "short" in row or "region" in tags or "region_lower" in tags:
        return False
    if "foreign_place" in tags:
        return True
    if end - head.end == 1 and not _LINKS.isdisjoint(tags):
        return False
    return "listed" not in row and not names_person(tokens, head.end, end)


def _is_feature(name: str, head: Head, tokens: Tokens) -> bool:
    places = gazetteer()
    tags = tokens.tags(head.start)
    capital = "cap" in tags
    needs_list = "weak" in head.row or (capital and "family_name" in tags)
    needs_list = needs_list or ("pair" not in head.row and not capital and name.isupper())
    if needs_list and places.key(name) not in places.features:
        return False
    return "sea" not in head.row or places.province(name) is None
