"""Whether a match is a unit: its spelling, its place in a chain, its use as a common word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from unicodedata import normalize

from extractor.kinds.locations import LocationDraft
from extractor.kinds.unit_draft import ANY_FORCE, AREA_LEVELS, ARMED, Slots
from extractor.kinds.unit_parts import Part
from extractor.matching import Match, Tokens
from extractor.matching.lexicon import Row

_BEFORE_FIELDS = ("unit_dept", "unit_team", "unit_corps", "unit_field", "unit_task", "unit_desk")
_BELOW_PROVINCE = frozenset(("district", "commune"))
_MIXED = frozenset((ANY_FORCE, force) for force in ARMED) | {("government", "legislature")}
_OF_FORCES = ARMED | {ANY_FORCE}
_ARMED_OR_ANY = ARMED | {""}
_PLURALS = ("unit_plural", "area_plural")
_LISTED = ("unit_ministry", "unit_local", "unit_field", "unit_desk", "unit_task", "unit_body")
_NATIONAL = ("ministry", "body", "bureau")
_NO_RANK = "9"
_KNOWN_BY_WORDS = ARMED - {"military"}
_SHORT = 5
_FORCE_WORD = 2
_NOTION = 3
_SHORT_AND_BRACKET = 2
_CUE = "actor_cue"
_VENUE = "venue"
_TOGETHER = frozenset(("joint", "with"))
_DOES = ("act", "aux", "attribution_cue")
_COMMA = ","
_SLASH = "/"


def is_plausible(
    part: Part, tokens: Tokens, *, chained: bool, above: str = "", placed: bool = False
) -> bool:
    """Whether the spelling is that of a body's name and not of common words.

    Args:
        part: The body.
        tokens: The tokens.
        chained: Whether a body above it follows.
        above: Branch of that body, if its own words settle it.
        placed: Whether a division follows, with its designator ("phòng y tế huyện Núi Thành").
    """
    head = tokens.word(part.start)
    row = part.row
    if part.role == "team" and not row:
        return False
    if part.role == "corps":
        stands = bool(tokens.row(part.start, "unit_corps").get("alone"))
        stands = stands and len(part.name.split()) > _FORCE_WORD
        return stands and not _continues(part.start, tokens)
    if part.role == "tier":
        of_title = tokens.preceded_by(part.start, "title") and tokens.row(part.start, "title_after")
        return not of_title
    if part.role == "ministry":
        is_headed = head[:1].isupper() and (part.branch in ARMED or part.words > 1)
        return (part.proper or is_headed) and part.words > 0
    is_notion_like = part.role == "dept" and part.words == 1
    if part.role in ("dept", "team") and (part.branch not in _KNOWN_BY_WORDS or is_notion_like):
        of_force = part.branch == ANY_FORCE and above in ARMED
        is_known = part.branch in _KNOWN_BY_WORDS and len(part.name.split()) > _NOTION
        is_headed = head[:1].isupper() and (chained or is_known)
        return part.proper or of_force or is_headed or (placed and part.words > 0)
    if part.role in ("post", "station") and not _names_post(part, tokens):
        return False
    if part.role == "code" and (tokens.word(part.start - 1) == _SLASH or _of_goods(part, tokens)):
        return False
    if part.role == "code" or _is_abbreviated(row):
        return len(head) >= _SHORT or not head.islower()
    return True


def _of_goods(part: Part, tokens: Tokens) -> bool:
    """Whether a code is the make or grade of goods: "xăng A95", "xăng Ron A92"."""
    named = part.start - 1 if tokens.has(part.start - 1, "cap") else part.start
    return any(tokens.preceded_by(at, "goods_noun") for at in (part.start, named))


def _is_abbreviated(row: Row) -> bool:
    """Whether a phrase begins with other letters than the name it stands for ("CA", "BCH")."""
    return (
        row.get("name", "").casefold().split()[:1] != row.get("phrase", "").casefold().split()[:1]
    )


def _continues(at: int, tokens: Tokens) -> bool:
    """Whether words of a field go on from a head before them."""
    return any(tokens.preceded_by(at, tag) for tag in _BEFORE_FIELDS)


def _names_post(part: Part, tokens: Tokens) -> bool:
    """Whether what follows can name a post: no country or province, which has many."""
    after = tokens.phrase_end(part.start)
    place: LocationDraft | None = tokens.built(after, "location")
    if part.row.get("generic"):
        at_gate = place is not None and place.level == "border_gate"
        return at_gate or bool(tokens.row(after, "unit_gate"))
    if place is None or place.level not in ("country", "province"):
        return True
    return place.level == "province" and not place.head


def stands_alone(part: Part, constants: Mapping[str, Any], tokens: Tokens) -> bool:
    """Whether one part is a body by itself, and not a force or a notion."""
    head = tokens.word(part.start)
    if constants.get("abroad") and part.role == "body":
        return True
    if constants.get("area") and (part.branch in ARMED or not part.row.get("generic")):
        return part.words > 0
    if constants.get("bare"):
        phrase = tokens.slice(part.start, tokens.phrase_end(part.start))
        return not part.row.get("generic") and not phrase.islower()
    if part.role == "body":
        return not part.row.get("optional") and not (head.islower() and part.row.get("proper"))
    if part.role == "team":
        return part.words > 0 and part.branch in ARMED and not part.row.get("generic")
    if part.role == "dept" and part.row.get("generic"):
        return part.words > 1 and part.branch in _ARMED_OR_ANY
    if part.role == "dept":
        return part.words > 0
    return part.role != "tier"


def fits(low: Part, high: Part, level: str, tokens: Tokens) -> bool:
    """Whether one body can be a part of the other."""
    if low.role == "tier":
        return not tokens.has(high.start - 1, "punct")
    if low.row and low.row == high.row:
        return False
    if high.role == "body" and high.row.get("optional"):
        return False
    if low.role == "office" and low.own_branch not in ARMED:
        return False
    if not _same_force(low, high) or not _ranks_below(low, high):
        return False
    return tokens.word(high.start - 1) != _COMMA or _fits_after_comma(low, high, level)


def _same_force(low: Part, high: Part) -> bool:
    branch, above = low.own_branch, high.own_branch
    if low.role == "corps":
        return branch in ARMED and above == branch
    return not branch or not above or branch == above or (branch, above) in _MIXED


def _ranks_below(low: Part, high: Part) -> bool:
    if low.role == "section" and high.role == "code":
        return high.row.get("level") == "national"
    if high.role == "bureau" or low.role == "section":
        return low.row.get("rank", _NO_RANK) < high.row.get("rank", "")
    if high.role == "dept" and low.role == "number":
        return low.row.get("level") != "national"
    if high.role == "higher" and low.role == "number":
        return high.row.get("level") == "national"
    return True


def _fits_after_comma(low: Part, high: Part, level: str) -> bool:
    """Whether a comma can stand between two bodies that are no list."""
    branch = low.own_branch
    if low.role == "post" and high.role == "higher":
        return False
    if high.role == "station":
        return low.role in ("post", "team")
    if not {branch, high.own_branch} & _OF_FORCES and high.role not in _NATIONAL:
        return False
    if low.role in ("dept", "code") and branch in ARMED and level in _BELOW_PROVINCE:
        return False
    return low.role != "number" or high.role != "local" or low.row.get("level") == "post"


def _goes_on(end: int, tokens: Tokens) -> bool:
    """Whether designators without a name go on ("UBND quận, huyện")."""
    after = end + 1
    if after >= len(tokens) or tokens.word(end) != _COMMA:
        return False
    return bool(tokens.row(after, "admin_head")) and tokens.entry(after, "location") is None


def _opens_list(end: int, tokens: Tokens) -> bool:
    """Whether bodies of other fields go on ("các Sở Y tế, Tài chính"), so that each is one."""
    if end + 1 >= len(tokens):
        return False
    joined = tokens.word(end) == _COMMA or tokens.row(end, "place_list")
    return bool(joined) and any(tokens.row(end + 1, table) for table in _LISTED)


def agrees(match: Match, parts: list[Part], level: str, tokens: Tokens) -> bool:
    """Whether a match is what its rule is for."""
    constants, slots = match.rule.set, match.slots
    first, last = parts[0], parts[-1]
    is_nameless_post = first.role == "post" and not first.words and not first.number
    if constants.get("chain") and is_nameless_post and first.own_branch not in ARMED:
        return False
    if constants.get("region") and not is_region(slots, tokens):
        return False
    if constants.get("short") and not _abbreviates(match, first, slots, tokens):
        return False
    if constants.get("seat") and not first.row.get("seat"):
        return False
    if level == "country":
        return not is_notion(last)
    return not constants.get("abroad")


def _abbreviates(match: Match, part: Part, slots: Slots, tokens: Tokens) -> bool:
    """Whether one word in brackets can be the short form of the name before it ("(KTNN)")."""
    short = slots["with"][0]
    letters = (normalize("NFD", text)[:1] for text in (tokens.word(short), part.name))
    return match.end - short == _SHORT_AND_BRACKET and len(set(letters)) == 1


def is_region(slots: Slots, tokens: Tokens) -> bool:
    """Whether the place that ends a name is a region ("Cục Hàng hải miền Nam")."""
    return any(tokens.row(slots["named"][0], table) for table in ("region", "region_lower"))


def has_own_area(slots: Slots, tokens: Tokens) -> bool:
    """Whether a team names the area that it serves ("Đội Cảnh sát hình sự thành phố Vinh")."""
    named: LocationDraft | None = (
        tokens.built(slots["named"][0], "location") if "named" in slots else None
    )
    return named is not None and named.head != "" and named.level in AREA_LEVELS


def is_notion(part: Part) -> bool:
    """Whether a word means an attribute abroad and no body ("liên minh quân sự Mỹ")."""
    return bool(part.row.get("generic")) and part.row.get("branch") == "military"


def is_any(match: Match, last: Part, slots: Slots, tokens: Tokens) -> bool:
    """Whether it is any body of its kind: several of them, or a word in passing."""
    if (
        last.role == "committee"
        and tokens.word(last.start).islower()
        and last.own_branch != "party"
    ):
        return True
    before = tokens.preceded_by(match.start, "unit_plural") or tokens.has(match.start - 1, "digits")
    if last.role == "ministry":
        of_many = before and last.row.get("level") == "province"
        return of_many and not _opens_list(match.end, tokens)
    if last.role not in ("local", "committee"):
        return False
    if "area" in slots and _goes_on(match.end, tokens):
        return True
    return before or any(tokens.row(match.end, table) for table in _PLURALS)


def is_host(match: Match, start: int, tokens: Tokens) -> bool:
    """Whether the last body of a chain acts at the one before it, and is not above it.

    As in "Tại Đồn Biên phòng A, Bộ Chỉ huy BĐBP tỉnh phối hợp …": a place, a comma, and who does
    something.

    Args:
        match: The chain.
        start: The token at which its last body starts.
        tokens: The text.
    """
    if (
        tokens.word(start - 1) != _COMMA
        or tokens.row_before(match.start, _CUE).get("role") != _VENUE
    ):
        return False
    after = match.end
    acts = any(tokens.has(after, tag) for tag in _DOES)
    return acts or tokens.row(after, _CUE).get("role") in _TOGETHER
