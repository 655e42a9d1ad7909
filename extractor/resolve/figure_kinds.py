"""Kinds of figures: what is counted, and what the governing verb does to it."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from extractor.resolve.figured import Figured

_TAKING = frozenset(("seize", "handin", "recover", "detect", "smuggle", "arrest"))
_HAVING = frozenset(("possess", "receive"))
_ARRESTING = frozenset(("arrest", "punish", "fine", "sentence"))
_FINDING = frozenset(("detect", "seize"))
_HARMING = frozenset(("hurt", "steal", "victim"))
_BREAKING = frozenset(("handle", "arrest", "punish"))
_BREAKING_UP = frozenset(("handle", "punish", "seize", "sentence", "detect", "arrest"))
_TURNING_UP = frozenset(("deploy", "join", "arrest", "handle", "inspect"))
_AT_WORK = frozenset(("deploy", "join", "rescue", "inspect", "exchange", "arrest", "handle"))
_SERVING = frozenset(("teach", "give"))
_OUTRIGHT = frozenset(("drug", "evidence"))
_GIVING = frozenset(("give", "deploy"))
_WILD = frozenset(("wildlife", "timber", "unlawful"))
_SIZED = frozenset(("mass", "volume", "gold"))
_BESIDE = 3
_HANDLING = frozenset(("arrest", "detect", "handle", "punish", "sentence", "seize"))
_JUST_PERSONS = "người"
_OF_SUMS = {
    "fine": "fines",
    "recover": "fines",
    "handin": "fines",
    "award": "awards",
    "seize": "seizures",
    "detect": "seizures",
}
"""Kind of a sum by the verb that governs it; any other sum is money."""


class _Case(msgspec.Struct):
    """A figure with what its article tells.

    Attributes:
        before: The figure before it.
        smuggling: Whether the article tells of goods seized.
        raiding: Whether it tells of goods seized or people arrested.
        awarding: Whether it tells of rewards.
    """

    figure: Figured
    before: Figured | None
    smuggling: bool
    raiding: bool
    awarding: bool


def settle_kinds(figures: list[Figured]) -> None:
    """Give each figure its kind."""
    smuggling = any(f.role == "seize" for f in figures)
    raiding = smuggling or any(f.role == "arrest" for f in figures)
    awarding = any(f.role == "award" or _is_reward(f) for f in figures)
    before: Figured | None = None
    for figure in figures:
        case = _Case(figure, before, smuggling, raiding, awarding)
        kind = _BY_GROUP.get(figure.draft.group, _plain)(case)
        if kind != figure.kind:
            figure.steps.append(f"kind: {figure.kind} by its verb and item")
            figure.kind = kind
        before = figure


def _is_reward(figure: Figured) -> bool:
    return figure.kind == "awards" and figure.draft.group != "person"


def _plain(case: _Case) -> str:
    return case.figure.kind


def _money(case: _Case) -> str:
    figure = case.figure
    if figure.worth:
        return "money"
    taken = figure.role == "take" and case.raiding
    return "seizures" if taken else _OF_SUMS.get(figure.role, "money")


def _term(_: _Case) -> str:
    return "penalties"


def _times(case: _Case) -> str:
    """Occasions are counted by "tuần tra 12 lần", not by "gấp 2 lần"."""
    figure = case.figure
    return "measures" if figure.role == "measure" or figure.change else figure.kind


def _instance(case: _Case) -> str:
    figure = case.figure
    suffered = figure.role == "victim" and "offence" not in figure.marks
    return "victims" if suffered else figure.kind


def _site(case: _Case) -> str:
    return "cases" if "offence" in case.figure.marks else "entities"


def _gang(case: _Case) -> str:
    return "cases" if case.figure.role in _BREAKING else _site(case)


def _measure(case: _Case) -> str:
    dimension = case.figure.draft.dimension
    if dimension in _SIZED and _taken(case):
        return "seizures"
    return "entities" if dimension == "gold" else "measures"


def _thing(case: _Case) -> str:
    figure, before = case.figure, case.before
    if figure.kind not in ("entities", "seizures"):
        return figure.kind
    beside = before is not None and figure.start - before.end <= 1
    if before and beside and before.draft.household and not figure.item_goods:
        return before.kind  # "23 hộ/112 khẩu"
    return "seizures" if _taken(case) else "entities"


def _taken(case: _Case) -> bool:
    """Whether goods were seized, found, handed in or carried unlawfully."""
    figure, marks, role = case.figure, case.figure.marks, case.figure.role
    outright = bool(marks & _OUTRIGHT) or ("weapon" in marks and _by_the_piece(figure))
    if figure.located or outright or role == "steal":
        return outright and not figure.located
    if role == "take" or figure.evidence:
        return case.smuggling or figure.evidence or bool(marks)
    if "unlawful" in marks and case.raiding and role not in _GIVING:
        return True
    if role in _TAKING:
        return not (role == "arrest" and figure.passive and not figure.led)
    if role in _HAVING and marks and (case.smuggling or figure.raid or marks & _WILD):
        return True
    return _beside_seized(case)


def _by_the_piece(figure: Figured) -> bool:
    """Whether weapons are counted by the piece or by weight, and not as systems of an army."""
    return figure.draft.group != "goods" or figure.draft.kind == "seizures"


def _beside_seized(case: _Case) -> bool:
    """Whether goods stand beside seized ones: carried by them, or their weight."""
    figure, before = case.figure, case.before
    if before is None or before.kind != "seizures" or before.sentence != figure.sentence:
        return False
    return figure.role == "possess" or (
        figure.role in ("", "measure") and figure.kind != "entities"
    )


def _turn(case: _Case) -> str:
    """Turns are taken by members of forces, by an audience, or by what is sent out."""
    figure, counted = case.figure, case.figure.draft.counted
    if "offence" in figure.marks:
        return "cases"
    if counted in ("personnel", "tips"):
        return counted
    if counted not in ("people", "suspects"):
        return "activities"
    if counted == "suspects" and figure.role in _BREAKING_UP:
        return counted
    checked = figure.role == "inspect" and figure.item != _JUST_PERSONS
    served = figure.benefits or figure.role in _SERVING or checked
    return "personnel" if figure.role in _TURNING_UP and not served else "people"


def _person(case: _Case) -> str:
    figure = case.figure
    kind, role, offending = figure.kind, figure.role, "offence" in figure.marks
    if kind == "suspects":
        aided = role == "teach" or (role == "give" and figure.benefits)
        return "people" if aided and not offending else kind
    if (
        kind == "people"
        and role in _HARMING
        and (figure.agents or (figure.acts and role == "hurt"))
    ):
        return "suspects"
    if kind == "victims" or figure.victims or role == "hurt":
        return "victims"
    if offending and kind != "personnel":
        return "suspects"
    if role == "award":
        return "awards"
    if figure.draft.household and kind != "awards":
        return kind
    kind = _person_by_verb(case)
    return "people" if kind == "awards" and not case.awarding else kind


def _person_by_verb(case: _Case) -> str:
    figure = case.figure
    kind, role = figure.kind, figure.role
    if kind == "people" and (figure.team or _beside_members(case)):
        return "personnel"
    if kind == "people" and role == "steal" and figure.wronged:
        return "victims"  # cheated or robbed
    if kind == "personnel" and figure.acts:
        return kind
    if role in _ARRESTING or (role in _FINDING and kind == "people" and case.raiding):
        return "suspects"
    if kind == "people" and _of_cases(case):
        return "suspects"
    return "victims" if role == "victim" and kind != "awards" else kind


def _of_cases(case: _Case) -> bool:
    """As in "17 vụ với 16 người": those of cases that forces found or handled."""
    figure, before = case.figure, case.before
    if before is None or before.kind != "cases" or before.sentence != figure.sentence:
        return False
    worked_on = before.role in _HANDLING or (not before.role and "offence" in before.marks)
    return worked_on and figure.start - before.end <= _BESIDE


def _beside_members(case: _Case) -> bool:
    """Whether those counted are told together with members of forces at work."""
    figure, before = case.figure, case.before
    if before is None or before.kind != "personnel" or before.sentence != figure.sentence:
        return False
    return figure.role in _AT_WORK and figure.start - before.end <= _BESIDE


_BY_GROUP: dict[str, Callable[[_Case], str]] = {
    "money": _money,
    "measure": _measure,
    "term": _term,
    "times": _times,
    "turn": _turn,
    "person": _person,
    "site": _site,
    "gang": _gang,
    "instance": _instance,
    "classifier": _thing,
    "goods": _thing,
}
"""How the kind is settled, by the group of the unit."""
