"""Verbs around figures: which one governs, before it, behind it, or carried through a list."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from extractor.kinds.figure_words import cell
from extractor.matching import Tokens

_ADJACENT = frozenset(
    ("receive", "arrest", "handle", "detect", "inspect", "seize", "take", "punish", "exchange")
)
_CHAINED = _ADJACENT | {
    "deploy",
    "teach",
    "award",
    "fine",
    "handin",
    "recover",
    "rescue",
    "receive",
}
_NOT_GOVERNING = frozenset(("weak", "together"))
_AGENTS = frozenset(("unit", "location", "official", "date"))
_OPENERS = frozenset(
    (
        "punct",
        "newline",
        "aux",
        "np_end",
        "act",
        "unit",
        "location",
        "date",
        "official",
        "person_noun",
        "cap",
        "attribution_cue",
    )
)
_FAR = 9
_LONGEST_NAME = 6
_NAMES = frozenset(("cap", "location", "unit", "dash", "official"))


class Verb(msgspec.Struct, eq=False):
    """A verb of the text.

    Attributes:
        role: Its role in `act.tsv`; `change` for words of more and less.
        action: How it is printed; empty for one that is not.
        change: `increase` or `decrease`.
        helped: Whether an auxiliary stands before it ("đã", "bị").
        of: Groups of units that it governs, if it governs no others.
    """

    start: int
    end: int
    role: str
    action: str
    change: str = ""
    helped: bool = False
    of: tuple[str, ...] = ()


def verbs_between(tokens: Tokens, start: int, end: int) -> Iterator[Verb]:
    """The verbs of a stretch, in order."""
    index = start
    while index < end:
        tags = tokens.tags(index)
        if "cap" in tags and not _opens(tokens, index) and _all_capitals(tokens, index):
            pass  # a name
        elif "change" in tags:
            yield _change(tokens, index)
        elif "act" in tags:
            yield _act(tokens, index)
        index = tokens.phrase_end(index) if "+" not in tags else index + 1


def _opens(tokens: Tokens, index: int) -> bool:
    """Whether capitals mean nothing at a token: it opens a line, a sentence or a quotation."""
    return index == 0 or tokens.has(index - 1, "newline") or tokens.has(index - 1, "punct")


def _all_capitals(tokens: Tokens, index: int) -> bool:
    return tokens.has(tokens.phrase_end(index) - 1, "cap")


def _act(tokens: Tokens, index: int, *, helped: bool = False) -> Verb:
    row = tokens.row(index, "act")
    end = tokens.phrase_end(index)
    action = row.get("action") or tokens.slice(index, end).lower()
    of = tuple(row.get("of", "").split())
    return Verb(index, end, row["role"], " ".join(action.split()), helped=helped, of=of)


def _change(tokens: Tokens, index: int) -> Verb:
    row = tokens.row(index, "change")
    end = tokens.phrase_end(index)
    return Verb(index, end, "change", row.get("action", ""), row["value"])


def governs(verb: Verb) -> bool:
    """Whether a verb can be an action of its own."""
    return verb.role not in _NOT_GOVERNING


def chain_head(tokens: Tokens, verbs: list[Verb], last: Verb) -> Verb:
    """The first of the verbs that one list joins: "phát hiện, xử lý 5 vụ" → "phát hiện"."""
    head = last
    for verb in reversed(verbs):
        if verb.start >= head.start or not governs(verb):
            continue
        kindred = verb.role == head.role or {verb.role, head.role} <= _CHAINED
        if not kindred or verb.role == "change" or not _joined(tokens, verb, head):
            break
        head = verb
    return head


def _joined(tokens: Tokens, first: Verb, second: Verb) -> bool:
    """Whether only commas, "and" and small words stand between two verbs."""
    if first.end == second.start:
        return first.role in _ADJACENT and second.role in _ADJACENT
    joined = False
    index = first.end
    while index < second.start:
        if cell(tokens, index, "np_end", "role") == "join" or tokens.word(index) == ",":
            joined = True
        elif not (tokens.has(index, "aux") or tokens.has(index, "+")):
            return False
        index = tokens.phrase_end(index)
    return joined


def predicate(tokens: Tokens, start: int, end: int) -> Verb | None:
    """The verb of which a figure that ends at `start` is the subject.

    Args:
        tokens: The text.
        start: Token after the figure.
        end: Token at which the sentence or the next figure starts.
    """
    index, helped, skipped = _skip_name(tokens, start, end), False, 0
    while index < min(end, start + _FAR):
        tags = tokens.tags(index)
        if "act" in tags:
            verb = _act(tokens, index, helped=helped)
            if verb.role != "weak":
                return None if verb.of else verb
            helped = helped or "aux" in tags
            if "aux" not in tags:
                return None
        elif "aux" in tags or "quality" in tags:
            helped = helped or tokens.row(index, "aux") != {}
        elif not (helped and (not tags.isdisjoint(_AGENTS) or ("word" in tags and skipped < 4))):
            return None
        else:
            skipped += 1
        index = tokens.phrase_end(index)
    return None


def opens_clause(tokens: Tokens, verb: Verb) -> bool:
    """Whether a verb stands where a clause starts, and not inside a noun phrase."""
    index = verb.start - 1
    if index < 0:
        return True
    tags = tokens.tags(index)
    return not tags.isdisjoint(_OPENERS) or ("+" in tags and _filler_opens(tokens, index))


def _filler_opens(tokens: Tokens, index: int) -> bool:
    while index > 0 and tokens.has(index, "+"):
        index -= 1
    return not tokens.tags(index).isdisjoint(_OPENERS)


def _skip_name(tokens: Tokens, start: int, end: int) -> int:
    """Index after a name that stands in apposition, if an auxiliary or what befell it follows."""
    index = start
    while index < min(end, start + _LONGEST_NAME):
        tags = tokens.tags(index)
        if tags.isdisjoint(_NAMES) or not tags.isdisjoint(("act", "aux", "np_end")):
            break
        index = tokens.phrase_end(index)
    named = index > start and cell(tokens, index, "act", "role") == "victim"
    return index if index < end and (named or tokens.has(index, "aux")) else start
