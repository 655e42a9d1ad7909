"""Runs: the units and forces of a sentence that act together."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from extractor.matching import Tokens
from extractor.model import Unit
from extractor.resolve.attribution.forces import COUNTED, FOREIGN, Force
from extractor.resolve.attribution.scene import AGENTS, VENUE, Run, Scene
from extractor.resolve.spans import Spans

RECIPIENT = "recipient"
"""Role of a unit that is told or given something, or whose order or paper it is."""
HELPED = "helped"
"""Role of the words before a unit that somebody helps to do something."""
JOINT = frozenset(("joint", "with"))
"""Roles of the words between units that act together."""
_JOINING = frozenset(",;-–—/()&+")
_LONGEST_JOINT = 8
_BODIES = ("team", "counts_actors", "generic_force")
_ACTOR_CUE = "actor_cue"
_NATION = "national"
_TITLES = ("title_after", "title", "title_before")
_DOES = ("aux", "act", "number", "figure")


def find_runs(
    tokens: Tokens, units: Sequence[Unit | Force], held: Spans, scene: Scene
) -> list[Run]:
    """Put together the units and forces of a sentence that act together.

    Args:
        tokens: The parsed text.
        units: Units and forces of the sentence, in order.
        held: Stretches of officials with their positions: a unit there does not act.
        scene: The sentence, with its cues and breaks.
    """
    groups: list[list[Unit | Force]] = []
    for unit, after in zip_longest(units, units[1:]):
        if isinstance(unit, Force) and after is not None and _owned(unit, after):
            continue
        joined = bool(groups) and _joined(tokens, groups[-1][-1].end, unit.start)
        if (
            joined
            and not _is_venue(tokens, groups[-1][0])
            and not _is_ordering(tokens, groups[-1][0])
        ):
            groups[-1].append(unit)
        else:
            groups.append([unit])
    return [_run(tokens, group, held, scene) for group in groups if _acts(tokens, group)]


def _is_venue(tokens: Tokens, unit: Unit | Force) -> bool:
    """As in "tại Bộ CHQS tỉnh, Công an tỉnh …": where it took place."""
    return tokens.row_before(tokens.at(unit.start), _ACTOR_CUE).get("role") == VENUE


def _is_ordering(tokens: Tokens, unit: Unit | Force) -> bool:
    """As in "theo chỉ đạo của Thủ tướng Chính phủ, Công an tỉnh …": whose head gave the order."""
    return _role_of_head(tokens, tokens.at(unit.start)) == RECIPIENT


def _owned(force: Force, after: Unit | Force) -> bool:
    """As in "lực lượng chức năng Công an tỉnh A": the words behind a force say whose it is."""
    return isinstance(after, Unit) and after.start - force.end <= 1


def _acts(tokens: Tokens, group: Sequence[Unit | Force]) -> bool:
    """Whether forces without any unit are told as those who do something, or did."""
    if any(isinstance(one, Unit) for one in group):
        return True
    if tokens.has(tokens.at(group[-1].start), COUNTED):
        return True
    after = tokens.before(group[-1].end)
    done = any(tokens.has(after, tag) for tag in _DOES)
    helped = tokens.row(after, _ACTOR_CUE).get("role") in JOINT if after < len(tokens) else False
    return done or helped or _role_before(tokens, tokens.at(group[0].start)) in AGENTS


def _joined(tokens: Tokens, low: int, high: int) -> bool:
    """Whether nothing but joints stands between two offsets."""
    index, last = tokens.at(low), tokens.before(high)
    if last - index > _LONGEST_JOINT:
        return False
    while index < last:
        if tokens.word(index) in _JOINING:
            index += 1
        elif tokens.row(index, _ACTOR_CUE).get("role") in JOINT:
            index = tokens.phrase_end(index)
        else:
            return False
    return index == last


def _role_before(tokens: Tokens, index: int) -> str:
    """What the words before a unit say of it; "tổ công tác của" it is itself."""
    role = tokens.row_before(index, _ACTOR_CUE).get("role", "")
    if not role:
        return _role_of_head(tokens, index)
    if role != "owner":
        return role
    owned = any(tokens.preceded_by(index - 1, table) for table in _BODIES)
    return "" if owned else RECIPIENT


def _role_of_head(tokens: Tokens, index: int) -> str:
    """As in "được Chỉ huy trưởng BĐBP tỉnh tặng": who heads a unit acts for it."""
    for table in _TITLES:
        phrase = tokens.row_before(index, table).get("phrase", "")
        index -= len(phrase.split())
    role = tokens.row_before(index, _ACTOR_CUE).get("role", "")
    if role == "owner":
        return RECIPIENT
    return role if role in AGENTS else ""


def _run(tokens: Tokens, units: Sequence[Unit | Force], held: Spans, scene: Scene) -> Run:
    start, end = units[0].start, units[-1].end
    role = ""
    if held.hold(start, end):
        role = "position"
    else:
        role = _role_before(tokens, tokens.at(start))
        if role == HELPED:
            role = "" if tokens.has(tokens.before(end), "act") else RECIPIENT
        if role == "between" and (scene.paper > start or not _of_the_nation(units)):
            role = ""
        if not role and scene.has_cue(("part",), scene.clause(start)[0], start):
            role = "part"
        if not role and scene.has_cue(("highlight",), scene.start, start):
            role = "highlight"
    if any(unit.branch == FOREIGN for unit in units):
        role = _role_of_foreigners(tokens, role, scene.clause(start)[0], start)
    names = tuple(dict.fromkeys(unit.name for unit in units))
    branches = frozenset(unit.branch for unit in units)
    closed = _end_of_bracket(tokens.text, scene, start, end)
    return Run(start, end, names, branches, role, tuple(units), closed)


def _role_of_foreigners(tokens: Tokens, role: str, low: int, start: int) -> str:
    """Those of another country act as a subject alone: who is handed over was received by ours.

    So too where ours worked with them: "phối hợp với lực lượng cửa khẩu phía Lào tuần tra 3 lần".
    """
    clause = range(tokens.at(low), tokens.at(start))
    helped = any(tokens.row(index, _ACTOR_CUE).get("role") == "with" for index in clause)
    return RECIPIENT if role == "agent" or (role == "" and helped) else role


def _of_the_nation(units: Sequence[Unit | Force]) -> bool:
    """Whether a document brings ministries together, and not those who carry it out."""
    return any(isinstance(unit, Unit) and unit.level == _NATION for unit in units)


def _end_of_bracket(text: str, scene: Scene, start: int, end: int) -> int:
    """Offset of the bracket that closes around a stretch of a sentence; 0 if none does."""
    if text.rfind("(", scene.start, start) <= text.rfind(")", scene.start, start):
        return 0
    return max(0, text.find(")", end, scene.end))
