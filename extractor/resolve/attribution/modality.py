"""Whether a figure is told as fact: planned, alleged or denied otherwise."""

from __future__ import annotations

from extractor.model import Figure
from extractor.model import Modality as Said
from extractor.resolve.attribution.scene import Cue, Scene
from extractor.resolve.attribution.story import Story

_SAID: dict[str, Said] = {
    "plan": "planned",
    "ask": "planned",
    "rule": "planned",
    "claim": "alleged",
    "deny": "denied",
}
_FOUND = frozenset(
    (
        "seize",
        "take",
        "handin",
        "recover",
        "detect",
        "arrest",
        "possess",
        "smuggle",
        "punish",
        "weak",
    )
)
_RIGHT_BEHIND = 16


class Modality:
    """What the words before a figure make of it."""

    def __init__(self, story: Story) -> None:
        self._story = story

    def of(self, scene: Scene, figure: Figure) -> Said | None:
        """The modality of a figure in its sentence; the last cue before it wins."""
        if figure.kind == "fines" and figure.max is not None:
            return "planned"  # What the law threatens with: nobody pays a range.
        found: Said | None = None
        for cue in scene.cues:
            if cue.start >= figure.start:
                behind = cue.start < min(figure.end, figure.start + _RIGHT_BEHIND)
                # What somebody found or took is a fact, whatever it is suspected to be.
                fact = self._story.role_of(figure) in _FOUND
                suspected = cue.role == "suspicion" and behind and not fact
                return "alleged" if suspected else found
            if cue.role == "fact" and found == "planned":
                found = None
            elif cue.role in _SAID and _applies(cue.role, figure) and not _official(cue, scene):
                found = found if self._aside(cue, figure) else _SAID[cue.role]
        return found

    def _aside(self, cue: Cue, figure: Figure) -> bool:
        """Whether a bracket that holds the cue ends before the figure."""
        text = self._story.tokens.text
        close = text.find(")", cue.end, figure.start)
        return close >= 0 and text.find("(", cue.end, close) < 0


def _applies(role: str, figure: Figure) -> bool:
    """What the law provides for plans no cases; a sum that somebody asks for is no target."""
    if role == "rule":
        return figure.kind in ("fines", "penalties")
    return role != "ask" or figure.kind != "money"


def _official(cue: Cue, scene: Scene) -> bool:
    """As in "Chỉ huy trưởng BĐBP tỉnh thừa nhận": the word of an official is no suspect's."""
    return cue.role == "claim" and any(
        run.role == "position" and run.end <= cue.start for run in scene.runs
    )
