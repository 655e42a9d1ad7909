"""Units: slots → bodies, each with as much of its full name as the mention itself tells.

A mention is a chain of parts, the smaller body first ("Đội 3, Phòng Cảnh sát kinh tế, Công an tỉnh").
The area that a body serves is left to `resolve.units`, which knows the whole article.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, cast

from extractor.kinds.locations import LocationDraft
from extractor.kinds.unit_parts import Part, Role, after_bracket, read_part
from extractor.matching import Match, Tokens
from extractor.matching.lexicon import Row
from extractor.model import UnitLevel

Missing = Literal["", "area", "place", "above"]
Slots = Mapping[str, tuple[int, int]]

_HEADS: tuple[Role, ...] = (
    *("tier", "team", "post", "dept", "code", "fused", "number", "higher"),
    *("ministry", "committee", "body", "local"),
)
_ARMED = frozenset(
    ("police", "military", "border_guard", "coast_guard", "customs", "forestry", "market")
)
ANY_FORCE = "force"
"""Branch of a department that any armed force has; the context tells whose it is."""
_AREA_LEVELS = frozenset(("province", "district", "commune", "country"))
_BEFORE_FIELDS = ("unit_dept", "unit_team", "unit_corps", "unit_field", "unit_task", "unit_desk")
_BELOW_PROVINCE = frozenset(("district", "commune"))
_SHORT = 5
_FORCE_WORD = 2
_COMMA = ","
_OPENING = "("
_SLASH = "/"


@dataclass(frozen=True, slots=True)
class UnitDraft:
    """A unit as one mention tells it.

    Attributes:
        start: First token.
        end: Token after the last.
        name: Its name, abbreviations expanded, without the area.
        head: Name of its first part, by which a shorter mention finds its full form.
        branch: Its branch, empty if only the context tells.
        level: Its level, if the words tell; that of its area otherwise.
        role: What the last part is.
        missing: What only the context can complete: the name of an `area`, the whole `place`, the
            body `above`, or the `whole` of a short form.
        area: Designator of the area ("tỉnh"), of several in a list.
        place: First token of the place that it is named after.
        bare: Whether the place stands without its designator in the name ("Huyện ủy Mộc Châu").
        number: Number of its first part.
        code: Code that it is given, or that stands for it ("PC04").
        short: Whether it is a body only together with the full form elsewhere ("Vùng 3").
    """

    start: int
    end: int
    name: str
    head: str
    branch: str
    level: UnitLevel | None
    role: Role
    missing: Missing = ""
    area: str = ""
    place: int = -1
    bare: bool = False
    number: str = ""
    short: bool = False
    code: str = ""


def build(match: Match, tokens: Tokens) -> tuple[UnitDraft, ...] | None:
    """The units that a match names: one, or one for each member of a list."""
    kind = match.rule.set.get("list")
    if kind == "heads":
        return _list_of_heads(match, tokens)
    if kind is not None:
        return _list_of_places(match, tokens, named=kind == "names")
    draft = _chain(match, tokens)
    return (draft,) if draft is not None else None


def _chain(match: Match, tokens: Tokens) -> UnitDraft | None:
    slots = match.slots
    constants = match.rule.set
    if constants.get("within") and tokens.row(match.start, "unit_body").get("branch") not in _ARMED:
        return None
    if constants.get("glued") and not tokens.glued(match.end - 2):
        return None
    parts = _parts(match, slots, tokens)
    first, last = parts[0], parts[-1]
    if not all(_plausible(part, tokens, chained=len(parts) > 1) for part in parts):
        return None
    if len(parts) == 1 and not _stands_alone(first, bare=bool(constants.get("bare"))):
        return None
    area, level = _area(slots, last, tokens)
    if level == "?" or not all(_fit(low, high, level, tokens) for low, high in pairwise(parts)):
        return None
    if constants.get("region") and not _is_region(slots, tokens):
        return None
    if constants.get("abroad") and (level != "country" or _is_notion(last)):
        return None
    place = slots["place"][0] if "place" in slots else -1
    if place < 0 and _is_any(match, last, tokens):
        return None
    return UnitDraft(
        start=match.start,
        end=match.end,
        name=_name(match, parts, slots),
        head=first.name,
        branch=_branch(parts),
        level=_level(parts),
        role=last.role,
        missing="" if _has_own_area(slots, tokens) else _missing(last, area, place),
        area=area,
        place=place,
        bare=last.role == "committee" or level == "country",
        number=first.number,
        code=_code(slots, tokens),
        short=bool(first.row.get("whole")) and first.words == 0,
    )


def _parts(match: Match, slots: Slots, tokens: Tokens) -> list[Part]:
    """The bodies of a chain, in order; "phòng PC04" is one."""
    heads = sorted((slots[role][0], role) for role in _HEADS if role in slots)
    if match.rule.set.get("corps"):
        heads.insert(0, (match.start, "corps"))
    area = min((slots[name][0] for name in ("area", "place") if name in slots), default=match.end)
    parts: list[Part] = []
    for index, (start, role) in enumerate(heads):
        end = heads[index + 1][0] if index + 1 < len(heads) else match.end
        part = read_part(role, start, min(end, max(area, start + 1)), tokens)
        if role == "code" and parts and parts[-1].role == "dept" and not parts[-1].words:
            parts[-1] = part
        else:
            parts.append(part)
    return parts


def _name(match: Match, parts: list[Part], slots: Slots) -> str:
    single = len(parts) == 1 and parts[0].row.get("single", "")
    name = single or " ".join(part.name for part in parts)
    # A letter that is written onto a number stays there ("819L").
    return "".join(name.rsplit(" ", 1)) if match.rule.set.get("glued") else name


def _code(slots: Slots, tokens: Tokens) -> str:
    return next((tokens.word(slots[name][0]).upper() for name in ("code", "with") if name in slots), "")


def _plausible(part: Part, tokens: Tokens, *, chained: bool) -> bool:
    """Whether the spelling is that of a body's name and not of common words."""
    head = tokens.word(part.start)
    row = part.row
    if part.role == "corps":
        own = tokens.row(part.start, "unit_corps") or tokens.row(part.start, "unit_field").get("name")
        return bool(own) and len(part.name.split()) > _FORCE_WORD and not _continues(part.start, tokens)
    if part.role == "tier":
        of_title = tokens.preceded_by(part.start, "title") and tokens.row(part.start, "title_after")
        return not of_title
    if part.role == "ministry":
        return part.proper and part.words > 0
    if part.role in ("dept", "team") and part.branch not in _ARMED:
        return part.proper or (chained and head[:1].isupper())
    if part.role == "post" and _is_of_an_area(part.start, tokens):
        return False
    if part.role == "code" and tokens.word(part.start - 1) == _SLASH:
        return False
    if part.role == "code" or _is_abbreviated(row):
        return len(head) >= _SHORT or not head.islower()
    return True


def _is_abbreviated(row: Row) -> bool:
    """Whether a phrase begins with other letters than the name it stands for ("CA", "BCH")."""
    return row.get("name", "").casefold().split()[:1] != row.get("phrase", "").casefold().split()[:1]


def _continues(at: int, tokens: Tokens) -> bool:
    """Whether words of a field go on from a head before them."""
    return any(tokens.preceded_by(at, tag) for tag in _BEFORE_FIELDS)


def _is_of_an_area(head: int, tokens: Tokens) -> bool:
    """Whether a post is told by the country or province it lies in, which is no name for one."""
    entry = tokens.entry(tokens.phrase_end(head), "location")
    return entry is not None and (
        entry.value.level == "country" or (entry.value.level == "province" and entry.value.head != "")
    )


def _stands_alone(part: Part, *, bare: bool) -> bool:
    """Whether one part is a body by itself, and not a force or a notion."""
    if bare:
        return not part.row.get("generic")
    if part.role == "team":
        return part.words > 0 and part.branch in _ARMED and not part.row.get("generic")
    if part.role == "dept":
        return part.words > 1 or (part.words > 0 and not part.row.get("generic"))
    return part.role != "tier" and not part.row.get("optional")


def _fit(low: Part, high: Part, level: str, tokens: Tokens) -> bool:
    """Whether one body can be a part of the other."""
    if low.role == "tier":
        return True
    branch, above = low.own_branch, high.own_branch
    if low.role == "corps" and (branch not in _ARMED or above != branch):
        return False
    if branch and above and branch != above and not (branch == ANY_FORCE and above in _ARMED):
        return False
    if low.role == "number" and high.role == "higher" and high.row.get("level") != "national":
        return False
    if tokens.word(high.start - 1) != _COMMA:
        return True
    if low.role in ("dept", "code") and branch in _ARMED and level in _BELOW_PROVINCE:
        return False
    return not (low.role == "number" and high.role == "local" and low.row.get("level") != "post")


def _area(slots: Slots, last: Part, tokens: Tokens) -> tuple[str, str]:
    """Designator of the area, and its level, as far as they are told; `?` if it can be none."""
    if "place" in slots:
        found: LocationDraft | None = tokens.built(slots["place"][0], "location")
        level = found.level if found is not None else "district"
        return last.row.get("area", ""), level if level in _AREA_LEVELS else "?"
    if "area" in slots:
        row = tokens.row(slots["area"][0], "admin_head")
        return row.get("name", ""), "?" if row.get("short") else row.get("level", "")
    return (last.row.get("area", "") if last.role in ("committee", "fused") else ""), ""


def _has_own_area(slots: Slots, tokens: Tokens) -> bool:
    """Whether a team names the area that it serves ("Đội Cảnh sát hình sự thành phố Vinh")."""
    named: LocationDraft | None = (
        tokens.built(slots["named"][0], "location") if "named" in slots else None
    )
    return named is not None and named.head != "" and named.level in _AREA_LEVELS


def _is_notion(part: Part) -> bool:
    """Whether a word means an attribute abroad and no body ("liên minh quân sự Mỹ")."""
    return bool(part.row.get("generic")) and part.row.get("branch") == "military"


def _is_any(match: Match, last: Part, tokens: Tokens) -> bool:
    """Whether it is any body of its kind: several of them, or a word in passing."""
    if last.role == "committee" and tokens.word(last.start).islower() and last.own_branch != "party":
        return True
    if last.role not in ("local", "committee"):
        return False
    before = tokens.preceded_by(match.start, "unit_plural") or tokens.has(match.start - 1, "digits")
    return before or bool(tokens.row(match.end, "unit_plural"))


def _is_region(slots: Slots, tokens: Tokens) -> bool:
    found: LocationDraft | None = tokens.built(slots["named"][0], "location")
    return found is not None and found.level == "feature"


def _branch(parts: list[Part]) -> str:
    for part in parts:
        own = "" if part.role in ("dept", "ministry") else part.row.get("branch", "")
        if own or part.branch not in ("", ANY_FORCE):
            return own or part.branch
    if any(part.branch == ANY_FORCE for part in parts):
        return ANY_FORCE
    return next((part.row["branch"] for part in parts if "branch" in part.row), "")


def _level(parts: list[Part]) -> UnitLevel | None:
    own = parts[0].row.get("level", "")
    if len(parts) > 1 and own not in ("national", "post"):
        own = parts[-1].row.get("level", "")
    return cast("UnitLevel | None", own or None)


def _missing(last: Part, area: str, place: int) -> Missing:
    if place >= 0 or last.role in ("body", "post"):
        return ""
    if last.role in ("number", "higher"):
        return "place" if last.row.get("area") else ""
    if last.role == "team" and last.number:
        return ""
    if area:
        return "area"
    if last.role == "corps":
        return ""
    if last.role == "ministry":
        return "" if last.row.get("level") == "national" else "place"
    return "place" if last.role == "local" else "above"


def _list_of_heads(match: Match, tokens: Tokens) -> tuple[UnitDraft, ...] | None:
    """"Công an, Quân sự, Biên phòng tỉnh": each with the area of the last."""
    slots = match.slots
    place = slots["place"][0] if "place" in slots else -1
    end = next(span[0] for name, span in slots.items() if name in ("area", "place"))
    heads = list(_heads(match.start, end, tokens))
    drafts = []
    for at in heads:
        part = read_part("local", at, tokens.phrase_end(at), tokens)
        area, level = _area(slots, part, tokens)
        if level == "?" or not _plausible(part, tokens, chained=True):
            return None
        drafts.append(
            UnitDraft(
                start=at,
                end=match.end if at == heads[-1] else tokens.phrase_end(at),
                name=part.name,
                head=part.name,
                branch=part.row.get("branch", ""),
                level=_level([part]),
                role="local",
                missing=_missing(part, area, place),
                area=area,
                place=place,
            )
        )
    return tuple(drafts)


def _heads(at: int, end: int, tokens: Tokens) -> Iterator[int]:
    while at < end:
        if tokens.word(at) == _OPENING:
            at = after_bracket(at, end, tokens)
            continue
        if tokens.row(at, "unit_local"):
            yield at
        at = tokens.phrase_end(at)


def _list_of_places(match: Match, tokens: Tokens, *, named: bool) -> tuple[UnitDraft, ...] | None:
    """"Công an các huyện Mai Sơn, Yên Châu": a unit for each place."""
    role: Role = "post" if named else "local"
    head = match.slots[role][0]
    part = read_part(role, head, tokens.phrase_end(head), tokens)
    drafts: list[UnitDraft] = []
    for start, end in _members(head, match.end, tokens):
        own = tokens.slice(start, end)
        drafts.append(
            UnitDraft(
                start=start if drafts else head,
                end=end,
                name=f"{part.name} {own}" if named else part.name,
                head=part.name,
                branch=part.row.get("branch", ""),
                level=_level([part]),
                role=role,
                place=-1 if named else start,
                area="" if named else _designators(head, match.end, tokens),
            )
        )
    return tuple(drafts) or None


def _members(head: int, end: int, tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Token spans of the names of a list; what stands in brackets is told beside them."""
    at = tokens.phrase_end(head)
    while at < end:
        if tokens.word(at) == _OPENING:
            at = after_bracket(at, end, tokens)
            continue
        start = at
        while at < end and _names(at, tokens):
            at = tokens.phrase_end(at)
        if at > start:
            yield start, at
        else:
            at += 1


def _names(at: int, tokens: Tokens) -> bool:
    if tokens.entry(at, "location") is not None or tokens.row(at, "unit_gate"):
        return True
    return tokens.has(at, "cap") and not tokens.row(at, "admin_head")


def _designators(head: int, end: int, tokens: Tokens) -> str:
    """Designators that stand before a list of names ("các xã, phường")."""
    found = []
    for at in range(tokens.phrase_end(head), end):
        entry = tokens.entry(at, "location")
        if entry is not None or tokens.has(at, "cap"):
            found.append(entry.value.head if entry is not None else "")
            break
        row = tokens.row(at, "admin_head") or tokens.row(at, "area_plural")
        found.append(row.get("name", ""))
    return "/".join(filter(None, found))
