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
                return "alleged" if cue.role == "suspicion" and behind else found
            if cue.role == "fact" and found == "planned":
                found = None
            elif cue.role in _SAID and _applies(cue.role, figure) and not _official(cue, scene):
                found = _SAID[cue.role]
        return found


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
