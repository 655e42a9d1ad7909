"""Numbers: digits and number words → a value.

Vietnamese print writes ``1.290`` for one thousand two hundred and ninety and ``6,4`` for six and
four tenths; older or careless print mixes both marks. A mark followed by three digits that repeats,
or a dot followed by exactly three digits, groups thousands; all else is a decimal mark.
"""

from __future__ import annotations

import re

import msgspec

from extractor.matching import Match, Tokens

_GROUPED_BY_DOTS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
_GROUPED_BY_COMMAS = re.compile(r"[1-9]\d{0,2}(?:,\d{3}){2,}(?:\.\d+)?")
_DECIMAL = re.compile(r"\d+[.,]\d+")
_LONGEST_NUMBER = 24
_TEN = 10
_HUNDRED = 100
_THOUSAND = 1000


Amount = int | float
"""A number as it was said: an integer stays one."""


class Number(msgspec.Struct, frozen=True, gc=False):
    """A number as said; `order` for an unstated few of that order ("hàng trăm")."""

    value: Amount
    order: bool = False


def parse_digits(text: str) -> Amount | None:
    """Value of a token of digits, or `None` where its marks make no number.

    Args:
        text: Digits with dots and commas, such as ``62.000`` or ``6,4``.
    """
    if len(text) > _LONGEST_NUMBER:
        return None
    if text.isdecimal():
        return int(text)
    if _GROUPED_BY_DOTS.fullmatch(text):
        return _plain(text.replace(".", "").replace(",", "."))
    if _GROUPED_BY_COMMAS.fullmatch(text):
        return _plain(text.replace(",", ""))
    if _DECIMAL.fullmatch(text):
        return _plain(text.replace(",", "."))
    return None


def _plain(text: str) -> Amount:
    return int(text) if text.isdecimal() else float(text)


def exact(value: Amount) -> Amount:
    """An integer where a float is one, and no more digits than were meant."""
    if isinstance(value, int):
        return value
    rounded = round(float(f"{value:.{_DIGITS}g}"), 6)
    return int(rounded) if rounded.is_integer() else rounded


def number_at(tokens: Tokens, index: int) -> Number | None:
    """The number that starts at a token: built, of digits, or one number word."""
    built = tokens.built(index, "number")
    if isinstance(built, Number):
        return built
    if tokens.has(index, "digits"):
        value = parse_digits(tokens.word(index))
        return None if value is None else Number(value)
    row = tokens.row(index, "numeral")
    if not row:
        return None
    value = exact(float(row["value"]))
    return Number(
        _TEN if row["role"] == "dozen" and value == _TEN else value, row["role"] in _VAGUE
    )


_DIGITS = 15
"""What a float holds exactly in decimal digits (IEEE 754 double precision)."""
_VAGUE = frozenset(("few", "order", "dozen"))


def build(match: Match, tokens: Tokens) -> Number | None:
    """Value of a number of several tokens; refuses what is no number ("hai không")."""
    total: Amount = 0
    group: Amount | None = None
    last_scale: Amount = 0
    order = False
    role = ""
    index = match.start
    while index < match.end:
        if tokens.has(index, "digits"):
            digits = parse_digits(tokens.word(index))
            if digits is None or group is not None:
                return None
            group, role = digits, "digits"
        else:
            row = tokens.row(index, "numeral") or _scale_row(tokens, index)
            if not row:
                index += 1  # "và" between two scales
                continue
            step = _step(row["role"], float(row["value"]), role, group, total, last_scale)
            if step is None:
                return None
            total, group, last_scale = step
            order = order or row["role"] in _VAGUE - {"dozen"}
            role = row["role"]
        index = max(tokens.phrase_end(index), index + 1)
    value = total + (group or 0)
    return Number(exact(value), order) if value > 0 else None


def _scale_row(tokens: Tokens, index: int) -> dict[str, str]:
    row = tokens.row(index, "number_scale")
    return {"value": row["value"], "role": "scale"} if row else {}


_State = tuple[Amount, Amount | None, Amount]


def _step(  # noqa: C901 - one case of the numeral grammar after the other
    role: str,
    value: float,
    before: str,
    group: Amount | None,
    total: Amount,
    last_scale: Amount,
) -> _State | None:
    """One number word more: (total, open group, last scale), or `None` if it cannot follow."""
    if role in ("unit", "few", "order"):
        if before in ("unit", "digits", "few", "order", "after_ten", "zero"):
            return (total, value, last_scale) if before == "few" else None
        return total, (group or 0) + value, last_scale
    if role == "after_ten":
        return (
            (total, (group or 0) + value, last_scale) if before in ("ten", "tens", "gap") else None
        )
    if role == "ten":
        return (total, (group or 0) + value, last_scale) if before not in ("unit", "ten") else None
    if role in ("tens", "dozen", "hundred"):
        return _multiply(role, value, before, group, total, last_scale)
    if role == "scale":
        if (last_scale and group is None) or (total and value >= last_scale):
            return None
        return total + (group if group is not None else 1) * value, None, value
    if role == "gap":
        return total, group, last_scale
    if role == "half_of_last":
        return total + value * last_scale, group, last_scale
    if role == "zero":
        return (total, group or 0, last_scale) if before == "scale" else None
    return None


def _multiply(
    role: str,
    value: float,
    before: str,
    group: Amount | None,
    total: Amount,
    last_scale: Amount,
) -> _State | None:
    """Tens and hundreds multiply the last unit said: "ba trăm hai mươi"."""
    if group is None:
        return (total, value, last_scale) if role != "tens" else None
    if before not in ("unit", "digits", "few", "order", "dozen", "hundred"):
        return None
    if role == "hundred":
        return total, group * value, last_scale
    if group >= _HUNDRED:
        hundreds = group // _HUNDRED * _HUNDRED
        return total, hundreds + (group - hundreds) * value, last_scale
    return total, group * value, last_scale
