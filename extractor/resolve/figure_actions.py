"""Actions of figures: the nearest verb before, the predicate behind, or what a list carries on."""

from __future__ import annotations

import msgspec

from extractor.kinds.figure_words import cell
from extractor.matching import Tokens
from extractor.resolve.figure_changes import near_change, still_changing, take_change
from extractor.resolve.figure_lists import Lists, hired, in_team, is_evidence, reaching
from extractor.resolve.figure_verbs import (
    Verb,
    chain_head,
    governs,
    opens_clause,
    predicate,
    verbs_between,
)
from extractor.resolve.figured import Figured

_GOODS = frozenset(("classifier", "goods", "measure"))
_IN_LISTS = _GOODS | {"money", "person"}
_SUBJECTS = frozenset(("noun", "person", "event"))
_LIVING = frozenset(("people", "personnel", "victims", "suspects", "cases"))

_SEIZING = frozenset(("seize", "take", "handin", "recover", "detect"))
_HAVING = frozenset(("receive", "smuggle", "possess", "steal", "give"))
_OF_GOODS = _SEIZING | _HAVING | {"inspect", "deploy", "measure"}
_OF_MONEY = _SEIZING | _HAVING | {"fine", "award", "worth", "sentence"}
_FORCEFUL = (
    _SEIZING
    | {"arrest", "handle", "punish", "fine", "award", "sentence", "exchange", "deploy"}
    | {"victim", "hurt", "worth", "size", "measure"}
)
_CARRYING = frozenset(("possess", "smuggle"))
_DOING = frozenset(("rescue", "deploy", "give"))
_RAIDING = frozenset(("arrest", "seize"))
_SUFFERING = frozenset(("victim", "hurt"))
_OFFENDING = frozenset(("smuggle", "steal", "possess", "hurt"))
_ATTENDING = frozenset(("attend", "join"))
_VALUING = frozenset(("worth", "measure", "size"))
_LINKS = frozenset(("join", "with"))
_NEAR = 6
_CLOSE = 2


class _Place(msgspec.Struct):
    """A figure in its sentence, with the verbs around it.

    Attributes:
        before: The figure before it in the sentence.
        governing: The verb that governs the list so far.
        verbs: The verbs between the figure before and this one.
        last: The last of them that can govern such a figure.
        apart: Whether a comma stands between that verb and the figure.
        behind: The verb of which the figure is the subject, or may be.
    """

    figure: Figured
    before: Figured | None
    governing: Verb | None
    verbs: list[Verb]
    last: Verb | None = None
    apart: bool = False
    behind: Verb | None = None


def settle_actions(tokens: Tokens, figures: list[Figured]) -> None:
    """Give each figure its governing verb and, where it is a difference, its change."""
    before: Figured | None = None
    governing: Verb | None = None
    lists = Lists(tokens)
    for position, figure in enumerate(figures):
        if before is None or before.sentence != figure.sentence:
            before, governing = None, None
            lists.start()
        else:
            governing = lists.goes_on(before, figure, governing)
        figure.gap = before.end if before else figure.first
        verbs = list(verbs_between(tokens, figure.gap, figure.start))
        verbs = reaching(tokens, verbs, before, figure)
        place = _Place(figure, before, governing, verbs)
        following = figures[position + 1] if position + 1 < len(figures) else None
        same = following is not None and following.sentence == figure.sentence
        limit = following.start if following and same else figure.last
        place.behind = predicate(tokens, figure.end, limit)
        governing = _settle(tokens, place)
        before = figure
    _give_predicates_back(tokens, figures)


def _settle(tokens: Tokens, place: _Place) -> Verb | None:
    """Settle one figure; returns the verb that goes on governing the list."""
    figure, verbs = place.figure, place.verbs
    change = near_change(tokens, verbs, figure)
    if change or still_changing(tokens, figure, place.before):
        return _differ(place, change)
    if figure.draft.entire and verbs and verbs[-1].change:
        figure.action = verbs[-1].action or None
        return place.governing
    _choose(tokens, place)
    if _suffers(place):
        figure.victims = True
        if not (place.last and place.last.role == "hurt" and place.last.end >= figure.start - 1):
            return _take_behind(tokens, place)
    if _is_subject(tokens, place):
        return _take_behind(tokens, place)
    return _take_before(tokens, place)


def _differ(place: _Place, change: Verb | None) -> Verb | None:
    figure, behind = place.figure, place.behind
    take_change(figure, change, place.before, place.governing)
    if behind and _suffers(place):
        figure.victims, figure.verb = True, behind
        if change is None and figure.action is None:
            figure.action = behind.action
    return place.governing


def _choose(tokens: Tokens, place: _Place) -> None:
    """Find the verb before the figure that can govern it."""
    figure = place.figure
    strong = [verb for verb in place.verbs if _may_govern(verb, figure)]
    if figure.draft.group == "event" and figure.kind == "cases":
        strong = [verb for verb in strong if not _is_offence(tokens, verb)]
    figure.raid = any(verb.role in _RAIDING for verb in strong)
    if place.before and place.governing:
        strong = _own(tokens, strong, place.before, figure)
    last = hired(tokens, figure, strong) or _nearest(tokens, figure, strong)
    place.last = last
    if last:
        place.apart = any(tokens.word(i) in ",;:" for i in range(last.end, figure.start))
        figure.worth = last.role == "worth"
    elif figure.kind == "people":
        figure.team = in_team(tokens, place.before, figure)
    figure.evidence = is_evidence(tokens, figure, place.before)
    if not figure.evidence and place.before and last is None:
        figure.evidence = place.before.evidence
    if figure.start > 0:
        tags = tokens.tags(figure.start - 1)
        figure.located, figure.benefits = "at_place" in tags, "benefit" in tags
        figure.agents = "passive" in tags


def _may_govern(verb: Verb, figure: Figured) -> bool:
    if verb.role == "size":
        return verb.end == figure.start
    if verb.of and figure.draft.group not in verb.of:
        return False
    return governs(verb) and verb.role not in _ATTENDING and verb.role != "change"


def _is_offence(tokens: Tokens, verb: Verb) -> bool:
    """Whether a verb is what cases are about: "mua bán ma túy 3 vụ"."""
    return verb.role in _OFFENDING and tokens.has(verb.start, "offence")


def _own(tokens: Tokens, verbs: list[Verb], before: Figured, figure: Figured) -> list[Verb]:
    """Verbs without the predicate of the figure before and without those of mere noun phrases."""
    gap = range(before.end, figure.start)
    comma = next((i for i in gap if tokens.word(i) in ",;)"), None)
    if comma is not None and verbs and verbs[0].start <= before.end + _CLOSE:
        verbs = [verb for verb in verbs if verb.start > comma]
    kept: list[Verb] = []
    for verb in reversed(verbs):
        beside = verb.start - before.end <= 1 or figure.start - verb.end <= 1
        led = bool(kept) and kept[-1].start == verb.end
        if verb.role in _FORCEFUL or beside or led or opens_clause(tokens, verb):
            kept.append(verb)
    return kept[::-1]


def _modifies(tokens: Tokens, verb: Verb, figure: Figured) -> bool:
    """Whether a verb ends with its noun: "thu giữ, ngoài xe đang chở gỗ, còn có 29 lóng gỗ"."""
    return any(
        tokens.word(i) == "," or tokens.has(i, "weighs") or _role(tokens, i) == "with"
        for i in range(verb.end, figure.start)
    )


def _role(tokens: Tokens, index: int) -> str | None:
    return cell(tokens, index, "np_end", "role")


def _nearest(tokens: Tokens, figure: Figured, verbs: list[Verb]) -> Verb | None:
    """The last verb that can govern such a figure: money is paid and goods are taken."""
    group = figure.draft.group
    if group != "money":
        verbs = [verb for verb in verbs if verb.role != "worth"]
    if group == "money":
        verbs = [verb for verb in verbs if verb.role not in _SUFFERING]
    able = _OF_MONEY if group == "money" else _OF_GOODS if group in _GOODS else frozenset()
    if verbs and verbs[-1].end == figure.start and verbs[-1].role in _DOING:
        return verbs[-1]  # "về cứu hộ, … đưa vào bờ an toàn 7 tàu"
    fitting = [verb for verb in verbs if verb.role in able] or verbs
    if not fitting:
        return None
    last = fitting[-1]
    if group in _GOODS and last.role in _CARRYING and _modifies(tokens, last, figure):
        last = next((verb for verb in reversed(fitting) if verb.role in _SEIZING), last)
    if last.role == "worth" and len(fitting) > 1 and fitting[-2].end == last.start:
        return fitting[-2]  # "chiếm đoạt lên đến 2 tỷ"
    return last


def _suffers(place: _Place) -> bool:
    """Whether the predicate says that those counted suffered."""
    figure, behind = place.figure, place.behind
    if behind is None or behind.role != "victim":
        return False
    return figure.kind in _LIVING and behind.start - figure.end <= _CLOSE


def _is_subject(tokens: Tokens, place: _Place) -> bool:
    """Whether the figure is the subject of the verb behind it, and no object of one before."""
    figure, behind = place.figure, place.behind
    if behind is None or _in_taken_list(place):
        return False
    if figure.evidence and place.last and place.last.role in _SEIZING:
        return False  # "tạm giữ tang vật là 4 tấn gỗ được giấu dưới xe"
    if figure.agents and figure.draft.group == "person":
        return True  # "bị 4 người đánh"
    attending = behind.role in _ATTENDING
    if place.last is not None and not place.apart:
        return attending and cell(tokens, figure.start - 1, "np_end", "role") in _LINKS
    if behind.helped or attending:
        return True
    if behind.role in _VALUING or behind.start > figure.end:
        return False
    if place.last is not None or figure.start == figure.first:
        return False
    return tokens.word(figure.start - 1) in ";," and figure.draft.group in _SUBJECTS


def _in_taken_list(place: _Place) -> bool:
    """Whether the figure is one of a list of goods that were seized, whatever is said of it."""
    before, governing = place.before, place.governing
    if place.last is not None or before is None or governing is None:
        return False
    taken = governing.role in _SEIZING and place.figure.draft.group in _GOODS
    return taken and before.draft.group in _IN_LISTS


def _take_behind(tokens: Tokens, place: _Place) -> Verb | None:
    if place.behind:
        _take(place.figure, place.behind, "predicate behind it")
        span = range(place.figure.end, place.behind.start)
        place.figure.passive = any(tokens.has(i, "passive") for i in span)
    return place.last or place.governing


def _take_before(tokens: Tokens, place: _Place) -> Verb | None:
    """Take the verb before, or what the list carries on, or the predicate after all."""
    governing = _take_verb(tokens, place)
    held = tokens.row_before(place.figure.start, "holds").get("action")
    if held:
        place.figure.action = held
        place.figure.steps.append("action: what holds it")
    return governing


def _take_verb(tokens: Tokens, place: _Place) -> Verb | None:
    figure, last, governing = place.figure, place.last, place.governing
    if last:
        _take(figure, _chained(tokens, place, last), "verb before it")
        span = range(last.start - _NEAR, last.start)
        figure.passive = any(tokens.has(i, "passive") for i in span)
        figure.wronged = not place.apart and tokens.has(last.start, "offence")
        return governing or figure.verb if last.role in _VALUING else figure.verb
    if governing and not (governing.of and figure.draft.group not in governing.of):
        _take(figure, governing, "verb of the list")
        figure.carried = True
        return governing
    if place.behind:
        _take_behind(tokens, place)
    return None


def _chained(tokens: Tokens, place: _Place, last: Verb) -> Verb:
    """The first verb of a list, with the role of the one that seized: "kiểm tra, tịch thu"."""
    head = chain_head(tokens, place.verbs, last)
    if last.role == "seize" and place.figure.draft.group in _IN_LISTS - {"person"}:
        return msgspec.structs.replace(head, role=last.role)
    return head


def _take(figure: Figured, verb: Verb, step: str) -> None:
    figure.verb, figure.action, figure.carried = verb, verb.action or None, False
    figure.steps.append(f"action: {step}")


def _give_predicates_back(tokens: Tokens, figures: list[Figured]) -> None:
    """The subject of one predicate may be a list: "4 tập thể, 6 cá nhân được tặng"."""
    for first, second in zip(reversed(figures[:-1]), reversed(figures[1:]), strict=True):
        if first.verb or first.change or first.sentence != second.sentence:
            continue
        verb = second.verb
        if verb is None or verb.start < second.end:
            continue
        if all(_links(tokens, i) for i in range(first.end, second.start)):
            _take(first, verb, "predicate of the list")
            first.carried, first.victims = True, second.victims


def _links(tokens: Tokens, index: int) -> bool:
    return tokens.has(index, "punct") or cell(tokens, index, "np_end", "role") == "join"
