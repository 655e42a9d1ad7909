"""Paragraphs and sentences, and the stretches that are about the article and not of its news.

A credit names a photographer or a source of a picture, a byline the author, a caption is the text
that stands before a credit. A caption's facts count; in a credit and a byline there are none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

import msgspec
import regex

from extractor.patterns_dir import builtin_patterns, read_table
from extractor.reading import sentences

Span = tuple[int, int]
Label = Literal["credit", "byline", "caption"]


class Labelled(msgspec.Struct, frozen=True, gc=False):
    """A stretch of the text that is no plain news text."""

    label: Label
    start: int
    end: int


class Segments(msgspec.Struct, frozen=True):
    """The parts of a text, each list in the order of the text, without blanks at the ends."""

    paragraphs: list[Span]
    """Lines that are not empty."""
    sentences: list[Span]
    """A sentence never crosses a line end; a credit and a byline are sentences of their own."""
    labelled: list[Labelled]
    """Captions, credits and bylines."""


_LINE = regex.compile(r"\S(?:[^\n]*\S)?")
_CAP = r"\p{Lu}[\w.+&’']*"
_JOIN = r"(?: ?[/,&–—-] ?| (?=\p{Lu}))"
_LONGEST_CREDIT = 80
_LONGEST_BYLINE = 60
_LONGEST_CAPTION = 400
_UNFINISHED = regex.compile(r"\s*+\p{Ll}")


class Segmenter:
    """Finds the parts of texts; made once, used for many."""

    def __init__(self, directories: Sequence[Path] = ()) -> None:
        words: dict[str, set[str]] = {}
        for directory in directories or (builtin_patterns(),):
            path = directory / "credits.tsv"
            for row in read_table(path, "phrase", "use") if path.is_file() else ():
                words.setdefault(row["use"], set()).add(row["phrase"])
        credit, byline = words.get("credit", set()), words.get("byline", set())
        self._byline_heads = {head.lower() for head in byline}
        self._abbreviations = frozenset(words.get("abbreviation", ()))
        self._head = _head_pattern(credit | byline)
        self._longest_head = max(map(len, credit | byline), default=0) + 4
        self._source = regex.compile(
            rf"[^.:\n]{{0,{_LONGEST_BYLINE}}}?\s(?:{_any_of(words.get('source', ()))})(?!\w)"
        )
        joiner = _any_of(words.get("joiner", ()))
        names = rf"{_CAP}(?:(?:{_JOIN}| (?:{joiner}) ){_CAP}){{0,9}}+"
        signature = rf"(?i:{_any_of(words.get('signature', ()))})"
        self._run = regex.compile(rf"{_CAP}(?:{_JOIN}{_CAP}){{0,5}}+")
        source_in_parentheses = r"(?:\s*\([^()\n]{2,40}\))?"
        self._byline = regex.compile(
            rf"(?:(?:{signature}:?\s+)?{names}|{signature}){source_in_parentheses}[\s.]*"
        )

    def segment(self, text: str) -> Segments:
        """The parts of a working text."""
        paragraphs = [match.span() for match in _LINE.finditer(text)]
        labelled = list(self._credits(text))
        labelled += self._bylines(text, paragraphs, labelled)
        labelled.sort(key=lambda part: part.start)
        cuts = [(part.start, part.end) for part in labelled]
        found = sentences.split(text, paragraphs, cuts, self._abbreviations)
        labelled += _captions(text, paragraphs, found, labelled)
        labelled.sort(key=lambda part: part.start)
        return Segments(paragraphs, found, labelled)

    def _credits(self, text: str) -> Iterator[Labelled]:
        done = 0
        colon = text.find(":")
        while colon >= 0:
            head = self._head.search(text, max(done, colon - self._longest_head), colon + 1)
            if head and head.end() == colon + 1:
                label: Label = "byline" if head["head"].lower() in self._byline_heads else "credit"
                part = self._credit(text, head, label)
                if part:
                    yield part
                    done = part.end
            colon = text.find(":", max(done, colon + 1))

    def _credit(self, text: str, head: regex.Match[str], label: Label) -> Labelled | None:
        opened = bool(head["open"])
        start, after = head.start(), head.end()
        line_end = text.find("\n", after, after + _LONGEST_CREDIT)
        if line_end < 0:
            line_end = min(len(text), after + _LONGEST_CREDIT)
        if opened:
            close = text.find(")", after, line_end)
            return Labelled(label, start, close + 1) if close >= 0 else None
        if head["head"][0].islower():
            return None
        while after < line_end and text[after] == " ":
            after += 1
        source = self._source.match(text, after, line_end)
        if source:
            return Labelled(label, start, source.end())
        end = self._names_end(text, after, line_end)
        return Labelled(label, start, end) if end else None

    def _names_end(self, text: str, start: int, line_end: int) -> int | None:
        """Where the names that begin at ``start`` end, when the next sentence follows at once."""
        run = self._run.match(text, start, line_end)
        if not run:
            return None
        words = [match.span() for match in regex.finditer(_CAP, run.group())]
        kept = len(words)
        for place, (begin, end) in enumerate(words):
            word = run.group()[begin:end]
            if word.endswith(".") and len(word) > 2 and not regex.search(r"\w\.\w", word):
                kept = place + 1
                break
        first = run.group()[slice(*words[0])]
        ends_line = not text[run.end() : line_end].strip(" .\n")
        if not ends_line and first.upper() == first:
            capitals = (i for i, (b, e) in enumerate(words) if _mixed(run.group()[b:e]))
            kept = min(kept, next(capitals, kept))
        if kept == len(words) > 1 and _UNFINISHED.match(text, run.end(), line_end):
            kept -= 1
        names_end: int = start + words[kept - 1][1]
        return names_end

    def _bylines(
        self, text: str, paragraphs: list[Span], known: list[Labelled]
    ) -> Iterator[Labelled]:
        """Names alone on a line below the title, on the last lines, or after the last sentence."""
        taken = {part.end for part in known} | {part.start for part in known}
        for start, end in paragraphs[1:4]:
            if text[start:end].isupper() and self._is_signature(text, start, end):
                yield Labelled("byline", start, end)
                taken.add(start)
        for start, end in reversed(paragraphs[1:]):
            if start in taken or end in taken:
                continue
            if self._is_signature(text, start, end):
                yield Labelled("byline", start, end)
                continue
            tail = max(start, end - _LONGEST_BYLINE)
            stop = max(text.rfind(mark, tail, end - 1) for mark in (". ", '" ', "” ", "/. ", ") "))
            if stop >= 0:
                begin = stop + 2
                while text[begin] == " ":
                    begin += 1
                if self._is_signature(text, begin, end):
                    yield Labelled("byline", begin, end)
            return

    def _is_signature(self, text: str, start: int, end: int) -> bool:
        return end - start <= _LONGEST_BYLINE and bool(self._byline.fullmatch(text, start, end))


def _captions(
    text: str, paragraphs: list[Span], found: list[Span], labelled: list[Labelled]
) -> Iterator[Labelled]:
    """The line, or in a long line the sentence, that ends where a credit begins."""
    line = sentence = 0
    for part in labelled:
        if part.label != "credit":
            continue
        while paragraphs[line][1] < part.end:
            line += 1
        start, end = paragraphs[line]
        if end > part.end + 2 or end - start > _LONGEST_CAPTION:
            while sentence + 1 < len(found) and found[sentence + 1][1] <= part.start:
                sentence += 1
            if not start <= found[sentence][0] < found[sentence][1] <= part.start:
                continue
            start = found[sentence][0]
        caption = text[start : part.start].rstrip(" -–(")
        if caption:
            yield Labelled("caption", start, start + len(caption))


def _mixed(word: str) -> bool:
    return word.upper() != word


def _any_of(words: Sequence[str] | set[str]) -> str:
    return "|".join(regex.escape(word) for word in sorted(words, key=len, reverse=True)) or r"(?!)"


def _head_pattern(heads: set[str]) -> regex.Pattern[str]:
    spaced = _any_of(heads).replace(r"\ ", " ?").replace(" ?", r"\s?")
    return regex.compile(rf"(?P<open>\(\s?)?(?<!\w)(?P<head>(?i:{spaced}))\s?:")
