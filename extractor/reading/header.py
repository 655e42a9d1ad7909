"""What an article's first lines tell: its title, its outlet, its day of publication.

Read are a crawler's stamp (`date 2024-01`), a line with a day and a time, an outlet's code before
the first sentence (`(QNO) - `), and the day that the first sentence begins with.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import msgspec
import regex

from extractor.patterns_dir import builtin_patterns, read_table

Span = tuple[int, int]
_Told = tuple[str | None, Span | None]

_LINES_READ = 6
_LONGEST_LINE = 600
_LONGEST_TITLE = 220
_LONGEST_DATELINE = 48

_LINE = regex.compile(r"\S(?:[^\n]*\S)?")
_STAMP = regex.compile(r"date[ \t]+(?P<year>\d{4})-(?P<month>\d{2})(?:-(?P<day>\d{2}))?(?!\d)")
_DAY = r"(?P<day>\d{1,2})[ ]?(?P<by>[/.-])[ ]?(?P<month>\d{1,2})"
_FULL_DAY = regex.compile(rf"(?<![\d/.-]){_DAY}[ ]?(?P=by)[ ]?(?P<year>(?:19|20)\d\d)(?![\d/-])")
_SHORT_DAY = regex.compile(rf"(?<![\d/.-]){_DAY}(?![\d/-]|[.,]\d)")
# A day with a time, and beside them nothing but a weekday and a time zone.
_CLOCK = r"\d{1,2}(?:[:hg]\d{2})+"
_GAP = r"[\s|,–-]+"
_FROM_DAY = rf"{_DAY}(?P=by)(?P<year>\d{{4}})"
_TIME_LINE = regex.compile(
    rf"(?:[\p{{L}} ]{{2,12}},\s*)?(?:{_FROM_DAY}(?:{_GAP}{_CLOCK})?|{_CLOCK}{_GAP}{_FROM_DAY})"
    r"(?:\s*\(?(?:GMT|UTC)[+ ]?\d{0,2}\)?)?"
)
_TITLE_END = regex.compile(r"[\s\-–—]+\Z")
_DASH = r"\s?[-–—]\s?"
_CODE = r"\p{Lu}[\w.+]{1,11}"


class Header(msgspec.Struct, frozen=True):
    """What the first lines tell; spans are those of the text that was read."""

    title: str | None = None
    title_span: Span | None = None
    outlet: str | None = None
    """The outlet's name, or its code as written where the name is not known."""
    date: str | None = None
    """`YYYY-MM-DD`, or `YYYY-MM` where no day can be told."""
    date_span: Span | None = None
    """The stretch that tells the date."""
    body: int = 0
    """Where the news begins: after stamp, title, time and outlet."""


class HeaderReader:
    """Reads headers; made once, used for many texts."""

    def __init__(self, directories: Sequence[Path] = ()) -> None:
        self._names: dict[str, str] = {}
        for directory in directories or (builtin_patterns(),):
            path = directory / "outlets.tsv"
            if path.is_file():
                self._names |= {
                    row["code"]: row["name"] for row in read_table(path, "code", "name")
                }
        known = "|".join(regex.escape(code) for code in sorted(self._names, key=len, reverse=True))
        self._outlet = regex.compile(
            rf"\(\s?(?P<code>{known}|{_CODE})\s?\){_DASH}"
            rf"|\(\s?(?P<code>{known})\s?\)[:\s]"
            rf"|(?P<code>{known}){_DASH}"
        )

    def read(self, text: str) -> Header:
        """The header of a working text."""
        lines = _first_lines(text)
        if not lines:
            return Header()
        title: Span | None = None
        told: _Told = (None, None)
        body = 0
        stamp = _STAMP.match(text, *lines[0])
        if stamp:
            told = (_day_of(stamp), stamp.span())
            body = _skip_blanks(text, stamp.end(), lines[0][1])
            lines[0] = (body, lines[0][1])
        for place, (start, end) in enumerate(lines):
            timed = _TIME_LINE.fullmatch(text, start, end)
            if timed:
                told = (_day_of(timed) or told[0], timed.span())
                body = end
                continue
            outlet = self._find_outlet(text, start, end, first=place == 0 and not stamp)
            if outlet:
                title = title or ((start, outlet.start()) if outlet.start() > start else None)
                told = _dateline(text, outlet.end(), told)
                code = outlet["code"]
                return _header(text, title, self._names.get(code) or code, told, outlet.end())
            if title is None and _looks_like_title(text, start, end, last=place == len(lines) - 1):
                title = (start, end)
                body = end
        if stamp:
            told = _dateline(text, body, told)
        return _header(text, title, None, told, body)

    def _find_outlet(
        self, text: str, start: int, end: int, *, first: bool
    ) -> regex.Match[str] | None:
        """An outlet's code before the first word; on the first line also after a title."""
        found = self._outlet.match(text, start, end)
        if found or not first:
            return found
        inside = self._outlet.search(text, start, min(end, start + _LONGEST_TITLE))
        return inside if inside and inside.group().startswith("(") else None


def _header(text: str, title: Span | None, outlet: str | None, told: _Told, body: int) -> Header:
    if title:
        words = _TITLE_END.sub("", text[slice(*title)])
        title = (title[0], title[0] + len(words)) if words else None
    return Header(
        title=text[slice(*title)] if title else None,
        title_span=title,
        outlet=outlet,
        date=told[0],
        date_span=told[1],
        body=body,
    )


def _first_lines(text: str) -> list[Span]:
    lines: list[Span] = []
    at = 0
    while len(lines) < _LINES_READ:
        line = _LINE.search(text, at)
        if not line:
            break
        lines.append((line.start(), min(line.end(), line.start() + _LONGEST_LINE)))
        at = line.end()
    return lines


def _skip_blanks(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at


def _looks_like_title(text: str, start: int, end: int, *, last: bool) -> bool:
    """A short line without a full stop that something follows."""
    ends_sentence = text[end - 1] in ".:;," and not text.endswith("...", start, end)
    return not (last or ends_sentence or end - start > _LONGEST_TITLE)


def _day_of(match: regex.Match[str]) -> str | None:
    """The calendar day or month that a match holds, if there is such a one."""
    groups = match.groupdict()
    year, month, day = (groups.get(name) for name in ("year", "month", "day"))
    try:
        told = date(int(year or 0), int(month or 0), int(day or 1))
    except ValueError:
        return None
    return told.isoformat() if day else told.isoformat()[:7]


def _dateline(text: str, body: int, told: _Told) -> _Told:
    """The day that the first sentence begins with, where it agrees with what is told already."""
    known = told[0]
    if known and len(known) > len("2024-01"):
        return told
    end = body + _LONGEST_DATELINE
    full = _FULL_DAY.search(text, body, end)
    if full:
        day = _day_of(full)
        return (day, full.span()) if day and day.startswith(known or "") else told
    short = _SHORT_DAY.search(text, body, end)
    if short and known and int(short["month"]) == int(known[5:]):
        try:
            return date(int(known[:4]), int(known[5:]), int(short["day"])).isoformat(), short.span()
        except ValueError:
            return told
    return told
