"""Who did it: the units that act in the clause, else the sentence, else the passage.

The figures of a coordination report belong to the forces that the article names together; "3 lực
lượng" and "các đơn vị" stand for them. Those who suffered or committed something are never actors.
"""

from __future__ import annotations

from extractor.model import Figure
from extractor.resolve.attribution.story import Run, Scene, Story

_NOT_ACTING = frozenset(("recipient", "position", "between"))
_NOT_GOVERNING = _NOT_ACTING | {"part", "passive"}
_AFTER = frozenset(("agent", "passive"))
CLAUSE, SENTENCE, PASSAGE = 3, 2, 1
_NEVER = frozenset(("victims",))
_ALWAYS = frozenset(("seizures", "suspects", "awards", "tips", "activities"))
_ONLY_WHEN_DONE = frozenset(("people", "money", "entities", "measures"))
_NOBODY_ACTS = frozenset(("victim", "hurt", "occur", "steal", "possess", "smuggle", "teach"))
_DONE_BY_FORCES = frozenset(
    ("seize", "handin", "arrest", "detect", "break", "handle", "fine", "award", "exchange")
    + ("deploy", "rescue", "receive", "inspect", "sentence", "punish", "give")
)
_NEAR = 60
_BOTH = 2


class Actors:
    """The actors that govern the passage, as the story goes on."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._group: tuple[str, ...] = _first_group(story)
        self.governing: tuple[str, ...] = ()
        """Units that the passage is about."""

    def enter(self, scene: Scene) -> None:
        """Begin a sentence: "các lực lượng", and a report's new paragraph, are about all forces."""
        for run in scene.runs:
            if len(run.branches) >= _BOTH and run.role not in _NOT_GOVERNING:
                if len(run.names) >= len(self._group):
                    self._group = run.names
        if self._group and (scene.first or scene.has_cue(("group",), scene.start, scene.end)):
            self.governing = self._group

    def leave(self, scene: Scene) -> None:
        """End a sentence: who acted last governs what follows."""
        acting = [run for run in scene.runs if run.role not in _NOT_GOVERNING]
        if acting:
            self.governing = self._together(acting, scene)
        elif not self.governing:
            told = [run for run in scene.runs if run.role != "between"]
            self.governing = told[-1].names if told else ()

    def of(self, scene: Scene, index: int, said: str | None) -> tuple[tuple[str, ...], int]:
        """The actors of a figure and how near they stand; none where nobody of a body acts.

        Args:
            scene: The sentence.
            index: The figure.
            said: Its modality.

        Returns:
            Names, and `CLAUSE`, `SENTENCE` or `PASSAGE`.
        """
        figure = self._story.figures[index]
        if not self._acts(figure, scene, index):
            return (), CLAUSE
        low, high = scene.clause(figure.start)
        if self._counts_actors(figure):
            return self._spelled_out(scene, figure) or self._group or self.governing, CLAUSE
        near = self._after(scene, figure, index, high) or self._before(scene, figure, low)
        if near:
            return near, CLAUSE
        near = self._before(scene, figure, scene.start)
        if near:
            return near, SENTENCE
        if said == "planned" and figure.kind in ("fines", "penalties"):
            return (), CLAUSE
        return self.governing or self._first_named(), PASSAGE

    def _counts_actors(self, figure: Figure) -> bool:
        """"3 lực lượng": the figure counts those who act."""
        role = self._story.tokens.listed(figure.unit, "counts_actors")
        return figure.kind == "entities" and role

    def _spelled_out(self, scene: Scene, figure: Figure) -> tuple[str, ...]:
        """"3 lực lượng (Quân sự thị xã, …)", "3 lực lượng gồm …"."""
        for run in scene.runs:
            if figure.end <= run.start <= figure.end + _NEAR and len(run.names) >= _BOTH:
                return run.names
        return ()

    def _first_named(self) -> tuple[str, ...]:
        """The first units that the article names: a title speaks of those of its text."""
        for scene in self._story.scenes:
            for run in scene.runs:
                if run.role not in ("recipient", "between"):
                    return run.names
        return ()

    def _acts(self, figure: Figure, scene: Scene, index: int) -> bool:  # noqa: PLR0911 - a case a line
        if figure.kind in _NEVER:
            return False
        if figure.kind in _ALWAYS:
            return True
        role = self._story.role_of(figure)
        if role in _NOBODY_ACTS:
            return False
        if figure.kind == "personnel":
            return bool(figure.action)
        if figure.kind == "cases" and not figure.action:
            return not self._nobody_acted_before(scene, index)
        if figure.kind not in _ONLY_WHEN_DONE or self._counts_actors(figure):
            return True
        if scene.has_cue(("attend",), scene.start, figure.start):
            return False
        if figure.kind == "money":
            seized = any(
                self._story.figures[i].kind == "seizures" for i in scene.figures if i < index
            )
            return role in ("award", "fine", "seize") or (role == "worth" and seized)
        if figure.kind == "measures":
            return figure.unit == "%" or role in ("deploy", "handle", "give", "do")
        return role in _DONE_BY_FORCES

    def _nobody_acted_before(self, scene: Scene, index: int) -> bool:
        """"Xảy ra 51 vụ, trong đó có 23 vụ trộm": a part of what nobody did."""
        told = [i for i in scene.figures if i < index and self._story.figures[i].kind == "cases"]
        return any(self._story.role_of(self._story.figures[i]) in _NOBODY_ACTS for i in told)

    def _after(self, scene: Scene, figure: Figure, index: int, high: int) -> tuple[str, ...]:
        """"67 tin do các đồn biên phòng nắm", "4 tập thể được UBND tỉnh tặng bằng khen"."""
        following = self._story.figures[index + 1].start if index + 1 < len(self._story.figures) else high
        for run in scene.runs:
            if run.role in _AFTER and figure.end <= run.start < high:
                if run.role == "passive" or run.start <= min(following, figure.end + _NEAR):
                    return run.names
        return ()

    def _before(self, scene: Scene, figure: Figure, low: int) -> tuple[str, ...]:
        """The last run before the figure; "các lực lượng" after it stands for the group."""
        acting = [
            run
            for run in scene.runs
            if low <= run.start < figure.start and run.role not in _NOT_ACTING and run.role != "passive"
        ]
        group = [c for c in scene.cues if c.role == "group" and low <= c.start < figure.start]
        if group and self._group and (not acting or acting[-1].end < group[-1].start):
            return self._group
        return self._together(acting, scene) if acting else ()

    def _together(self, acting: list[Run], scene: Scene) -> tuple[str, ...]:
        """The last run with those before it that it only joins ("…, phối hợp với Công an xã A")."""
        last = acting[-1]
        if last.role != "joint" or len(acting) == 1:
            return last.names
        before = acting[-2]
        between = (self._story.figures[i].start for i in scene.figures)
        if any(before.end <= start < last.start for start in between):
            return last.names
        return tuple(dict.fromkeys(self._together(acting[:-1], scene) + last.names))


def _first_group(story: Story) -> tuple[str, ...]:
    """The forces that the article names together first."""
    for scene in story.scenes:
        for run in scene.runs:
            if len(run.branches) >= _BOTH and run.role not in _NOT_GOVERNING:
                return run.names
    return ()
