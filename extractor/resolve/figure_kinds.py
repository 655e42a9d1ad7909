"""Kinds of figures: what is counted, and what the governing verb does to it."""

from __future__ import annotations

from extractor.resolve.figured import Figured

_ALWAYS_SEIZED = frozenset(("drug", "weapon"))
_TAKING = frozenset(("seize", "handin", "recover", "detect", "smuggle", "arrest"))
_TAKING_SUMS = frozenset(("seize", "smuggle", "detect"))
_UNLAWFUL_TRADE = frozenset(("possess", "receive", "steal"))
_ARRESTING = frozenset(("arrest", "punish", "fine", "sentence"))
_BREAKING = frozenset(("handle", "arrest", "punish"))
_FORCES_AT_WORK = frozenset(("deploy", "join", "rescue", "inspect", "exchange", "arrest", "handle"))
_SIZED = frozenset(("mass", "volume", "gold"))


def settle_kinds(figures: list[Figured]) -> None:
    """Give each figure its kind."""
    smuggling = any(f.role == "seize" for f in figures)
    raiding = smuggling or any(f.role == "arrest" for f in figures)
    before: Figured | None = None
    for figure in figures:
        figure.kind = _kind(figure, before, smuggling=smuggling, raiding=raiding)
        before = figure


def _kind(figure: Figured, before: Figured | None, *, smuggling: bool, raiding: bool) -> str:
    kind, group = figure.kind, figure.draft.group
    if group == "money":
        return _money(figure, raiding=raiding)
    if group == "measure":
        return _measure(figure, before, smuggling=smuggling)
    if group == "term":
        return "penalties"
    if group == "turn":
        return _turn(figure)
    if group == "person":
        return _person(figure)
    if group in ("site", "gang"):
        broken = group == "gang" and figure.role in _BREAKING
        return "cases" if "offence" in figure.marks or broken else "entities"
    if group == "instance" and figure.role == "victim" and "offence" not in figure.marks:
        return "victims"
    if kind in ("entities", "seizures") and group in ("classifier", "goods"):
        if before and before.household and figure.start - before.end <= 1 and not figure.item_goods:
            return before.kind
        return _thing(figure, before, smuggling=smuggling)
    if figure.times and (figure.role == "measure" or figure.change):
        return "measures"
    return kind


def _money(figure: Figured, *, raiding: bool) -> str:
    role = "seize" if figure.role == "take" and raiding else figure.role
    if figure.worth:
        return "money"
    if role in ("fine", "recover"):
        return "fines"
    if role == "handin":
        return "fines"
    if role == "award":
        return "awards"
    return "seizures" if role in ("seize", "detect") else "money"


def _measure(figure: Figured, before: Figured | None, *, smuggling: bool) -> str:
    if figure.draft.dimension not in _SIZED:
        return "measures"
    if _taken(figure, before, smuggling=smuggling):
        return "seizures"
    return "entities" if figure.draft.dimension == "gold" else "measures"


def _thing(figure: Figured, before: Figured | None, *, smuggling: bool) -> str:
    return "seizures" if _taken(figure, before, smuggling=smuggling) else "entities"


def _taken(figure: Figured, before: Figured | None, *, smuggling: bool) -> bool:
    """Whether goods were seized, found, handed in or carried unlawfully."""
    marks, role = figure.marks, figure.role
    role = "seize" if role == "take" and (smuggling or marks) else role
    outright = "drug" in marks or ("weapon" in marks and _piece(figure))
    if role == "steal":
        return outright
    if outright or (role in _TAKING and not (role == "arrest" and figure.passive)):
        return True
    if role in _UNLAWFUL_TRADE and marks:
        return (
            smuggling or figure.raid or "unlawful" in marks or bool(marks & {"wildlife", "timber"})
        )
    carried = (
        before is not None and before.kind == "seizures" and before.sentence == figure.sentence
    )
    return (
        carried and (role in ("possess", "") or role == "measure") and figure.kind != "entities"
    ) or (carried and role == "possess")


def _piece(figure: Figured) -> bool:
    """Whether weapons are counted by the piece or by weight, and not as systems of an army."""
    return figure.draft.group != "goods" or figure.draft.kind == "seizures"


def _turn(figure: Figured) -> str:
    """ "N lượt X": members of forces, an audience, or what is sent out."""
    counted = figure.counted
    if "offence" in figure.marks:
        return "cases"
    if counted is None or counted == "activities":
        return "activities"
    if counted in ("personnel", "tips"):
        return counted
    if counted not in ("people", "suspects"):
        return "activities"
    if figure.benefits or figure.role in ("teach", "give"):
        return "people"
    return "personnel" if figure.role in _FORCES_AT_WORK else "people"


def _person(figure: Figured) -> str:
    kind, role = figure.kind, figure.role
    if kind == "suspects":
        aided = role == "teach" or (role == "give" and figure.benefits)
        return "people" if aided and "offence" not in figure.marks else kind
    if kind == "victims":
        return kind
    if figure.victims or role == "hurt":
        return "victims"
    if "offence" in figure.marks and kind != "personnel":
        return "suspects"
    if role == "award":
        return "awards"
    if kind == "awards":
        return "suspects" if role in _ARRESTING else kind
    if figure.household:
        return kind
    if figure.team and kind == "people":
        return "personnel"
    if role in _ARRESTING:
        return "suspects"
    if role == "victim":
        return "victims"
    if role == "detect" and kind == "people":
        return "suspects"
    return kind
