"""Designators, and the places that a designator and a number name."""

from __future__ import annotations

import msgspec

from extractor.gazetteer import gazetteer
from extractor.kinds.location_draft import LocationDraft, level_of
from extractor.kinds.place_names import follows, is_known, tags_at, written
from extractor.matching import Tokens
from extractor.matching.lexicon import Row
from extractor.model import LocationLevel

HEADS: dict[str, LocationLevel | None] = {
    "admin_head": None,
    "village_head": "village",
    "road_head": "road",
    "gate_head": "border_gate",
    "feature_head": "feature",
    "facility_head": "facility",
}
"""The tables of designators, and the level that each tells."""
_LONGEST_NUMBER = 4
_HIGHEST_NUMBER = 40
_HEAD_TAGS = frozenset(HEADS)
_AFTER_A_COUNT = frozenset(
    (
        *("counter", "measure", "currency", "number_scale", "person_noun", "entity_noun"),
        *("goods_noun", "percent"),
    )
)
_PLURAL = frozenset(("plural_cue",))
_LARGER = frozenset(("admin_head", "village_head", "cap"))
_WITH_NUMBER = ("village_head", "road_head")


class Head(msgspec.Struct, frozen=True, gc=False):
    """A designator: its table, its row there, and the tokens that it takes."""

    tag: str
    row: Row
    start: int
    end: int

    def draft(self, name: str, tokens: Tokens) -> LocationDraft:
        """The place of a name behind this designator."""
        level = HEADS[self.tag] or admin_level(self.row, name)
        plural = tokens.has(self.start - 1, "number") or follows(tokens, self.start, _PLURAL)
        abroad = tokens.row(self.end, "foreign_place") if self.tag == "admin_head" else {}
        return LocationDraft(
            name,
            level,
            self.row.get("name", ""),
            self.tag,
            country=abroad.get("country", ""),
            plural=plural,
        )


def admin_level(row: Row, name: str) -> LocationLevel:
    """Level of a division; that of a city is settled by its name."""
    if row["level"] != "city":
        return level_of(row)
    found = gazetteer().province(name)
    return "province" if found is not None and found.city else "district"


def numbered(head: Head, end: int, tokens: Tokens) -> LocationDraft | None:
    """A number after a designator ("quận 1", "tổ 4"); refuses counts ("3 xã 12 thôn")."""
    row = head.row
    at = head.end if tokens.has(head.end, "digits") else head.end + 1
    number = tokens.slice(at, end)
    if "number" not in row or not _is_name_number(number, tokens, at, end):
        return None
    if head.tag == "admin_head" and int(tokens.word(at)) > _HIGHEST_NUMBER:
        return None
    if head.tag != "road_head" and _is_counted(head.start, tokens):
        return None
    if _counts(end, tokens) or ("chain" in row and not _place_follows(end, tokens)):
        return None
    plain = number.lstrip("0") if number.isdecimal() else number
    serial = f" {tokens.word(head.end).lower()}" if at > head.end else ""
    return head.draft(f"{row['name']}{serial} {plain}", tokens)


def listed_with_number(head: Head, end: int, tokens: Tokens) -> LocationDraft | None:
    """A name that begins with a number, if the gazetteer has it ("phường 1 Bảo Lộc")."""
    name = written(tokens, head.end, end)
    return head.draft(name, tokens) if is_known(name, head.row["level"], gazetteer()) else None


def named_and_numbered(head: Head, end: int, tokens: Tokens) -> LocationDraft | None:
    """A name that ends in a number ("Đam Rông 3", "Chu va 12")."""
    if not tokens.word(end - 1).isdecimal() or "only" in head.row:
        return None
    name = written(tokens, head.end, end)
    if head.tag == "admin_head":
        known = is_known(name, head.row["level"], gazetteer())
        return head.draft(name, tokens) if known else None
    after = tags_at(tokens, end)
    closed = not after or "punct" in after or "newline" in after
    return head.draft(name, tokens) if head.tag in _WITH_NUMBER and closed else None


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
