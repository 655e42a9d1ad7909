"""Lists of figures: which verb comes back behind a bracket or a semicolon."""

from __future__ import annotations

from itertools import pairwise

from extractor.kinds.figure_words import cell
from extractor.matching import Tokens
from extractor.resolve.figure_verbs import Verb
from extractor.resolve.figured import Figured

_EVIDENCE = "evidence"
_NEAR = 12
_CLOSE = 2
_WORK = 2
_OF_GOODS = frozenset(("seize", "handin", "recover", "detect"))
_GOODS = frozenset(("classifier", "goods", "measure", "money"))


class Lists:
    """The verbs that govern the lists of a sentence, from one figure to the next."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._open: list[Verb | None] = []
        self._by_unit: dict[str, Verb | None] = {}

    def start(self) -> None:
        """Forget the sentence before."""
        self._open, self._by_unit = [], {}

    def goes_on(self, before: Figured, figure: Figured, governing: Verb | None) -> Verb | None:
        """The verb that governs the list at a figure, if it has none of its own.

        What a bracket or an item of a list tells of its own ends with it: "bắt 9 vụ (thu 3 kg),
        7 đối tượng", "xử lý 13 vụ ma túy, thu 2 kg; 8 vụ buôn lậu".

        Args:
            before: The figure before it in the sentence.
            figure: The figure.
            governing: The verb that governed the figure before.
        """
        semicolon = False
        self._by_unit[before.unit] = governing
        for index in range(before.end, figure.start):
            mark = self._tokens.word(index)
            if mark == "(":
                self._open.append(governing)
            elif mark == ")" and self._open:
                governing = self._open.pop()
            elif mark == ";":
                semicolon = True
        if semicolon and figure.unit in self._by_unit:
            return self._by_unit[figure.unit]
        return governing


def reaching(
    tokens: Tokens, verbs: list[Verb], before: Figured | None, figure: Figured
) -> list[Verb]:
    """Those of the verbs before a figure that no bracket or semicolon keeps from it.

    Args:
        tokens: The text.
        verbs: The verbs between the figure before, or the head of the sentence, and this one.
        before: The figure before it in the sentence.
        figure: The figure.
    """
    if not verbs:
        return verbs
    goods = figure.draft.group in _GOODS
    starts = {verb.start: verb for verb in verbs}
    kept: list[Verb] = []
    depth, ended = 0, False
    for index in range(figure.start - 1, verbs[0].start - 1, -1):
        mark = tokens.word(index)
        if mark == ")":
            depth += 1
        elif mark == "(":
            depth = max(depth - 1, 0)
        elif mark == ";":
            ended = ended or (before is not None and not depth)
        elif index in starts and not depth:
            verb = starts[index]
            if not ended or (goods and verb.role in _OF_GOODS):
                kept.append(verb)
    return kept[::-1]


def is_evidence(tokens: Tokens, figure: Figured, before: Figured | None) -> bool:
    """Whether words for evidence lead to a figure: "tang vật gồm 3 kg thuốc nổ"."""
    low = before.end if before else figure.first
    return any(
        cell(tokens, i, "contraband", "class") == _EVIDENCE for i in range(low, figure.start)
    )


def in_team(tokens: Tokens, before: Figured | None, figure: Figured) -> bool:
    """Whether those counted make up the team named right before: "mỗi tổ 4 người"."""
    low = max(figure.first, figure.start - _CLOSE - 1)
    if before and figure.start - before.end <= _NEAR and tokens.listed(before.unit, "team"):
        return True
    return any(tokens.has(i, "team") for i in range(low, figure.start))


def hired(tokens: Tokens, figure: Figured, verbs: list[Verb]) -> Verb | None:
    """The verb of hiring that a sum pays: "thuê một người chở hàng với giá 2 triệu đồng".

    What was to be done is the item of the sum.
    """
    if figure.draft.group != "money" or not verbs or verbs[-1].end >= figure.start - 1:
        return None
    ends = {verb.end for verb in verbs if verb.role == "possess"}
    for verb, work in pairwise(verbs):
        if not tokens.has(verb.start, "hiring") or verb.start in ends:
            continue  # "chở thuê" is work for hire
        if any(tokens.has(i, "money_noun") for i in range(work.end, figure.start)):
            return verb
        if not _parted(tokens, verb.end, work.start):
            end = work.end
            while end < work.end + _WORK and tokens.has(end, "lower"):
                if any(tokens.has(end, tag) for tag in ("np_end", "act", "aux")):
                    break
                end = tokens.phrase_end(end)
            figure.give(tokens.slice(work.start, end).lower(), frozenset(), "work that it pays")
            return verb
    return None


def _parted(tokens: Tokens, start: int, end: int) -> bool:
    return any(tokens.has(i, "punct") for i in range(start, end))
