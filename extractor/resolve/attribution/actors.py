"""Who did it: the units that act in the clause, else the sentence, else the passage.

The figures of a coordination report belong to the forces that the article names together; "3 lực
lượng" and "các đơn vị" stand for them. Those who suffered or committed something are never actors.
"""

from __future__ import annotations

from extractor.model import Figure
from extractor.resolve.attribution.cast import (
    BOTH,
    COURT,
    NOT_GOVERNING,
    NOT_GROUP,
    broken_down,
    first_court,
    first_group,
    first_named,
    units_of,
)
from extractor.resolve.attribution.deeds import Deeds
from extractor.resolve.attribution.meant import Meant
from extractor.resolve.attribution.runs import JOINT
from extractor.resolve.attribution.scene import NOT_ACTING, Cue, Run, Scene
from extractor.resolve.attribution.story import Story

_AFTER = frozenset(("agent", "passive"))
CLAUSE, SENTENCE, PASSAGE, ARTICLE = 3, 2, 1, 0
_DEEDS = frozenset(("suspects", "seizures", "cases"))
"""Kinds of what awards are given for."""
_NEAR = 60


class Actors:
    """The actors that govern the passage, as the story goes on."""

    def __init__(self, story: Story, *, is_report: bool) -> None:
        self._story = story
        self._is_report = is_report
        self._group, self._group_of = first_group(story)
        self._parties: tuple[str, ...] = ()
        self._main: tuple[str, ...] = ()
        self._main_of: frozenset[str] = frozenset()
        self._court = first_court(story)
        self._meant = Meant(story)
        self._first = first_named(story)
        self._paragraph = {i: scene.paragraph for scene in story.scenes for i in scene.figures}
        self._said: dict[int, tuple[str, ...]] = {}
        self._deeds = Deeds(story, self._said)
        self.governing: tuple[str, ...] = ()
        """Units that the passage is about."""

    def enter(self, scene: Scene) -> None:
        """Begin a sentence: "các lực lượng", and a report's new paragraph, are about all forces."""
        for run in scene.runs:
            names, branches = units_of(run)
            joint = len(branches) >= BOTH and run.role not in NOT_GROUP
            if joint and self._group_of <= branches and len(names) >= len(self._group):
                self._group, self._group_of = names, branches
        anew = scene.first and (self._is_report or not self.governing)
        if self._group and (anew or scene.has_cue(("group",), scene.start, scene.end)):
            self.governing = self._group
        elif self._is_report and scene.first and self._main:
            self.governing = self._main
        scene.runs = self._meant.runs(scene, self.governing, self._group)
        self._parties = broken_down(scene)

    def leave(self, scene: Scene) -> None:
        """End a sentence: who acted last governs what follows; a caption governs nothing."""
        if scene.aside:
            return
        acting = [run for run in scene.runs if run.role not in NOT_GOVERNING and run.governs]
        acting = [run for run in acting if not run.closed or not self.governing]
        if acting:
            self.governing = self._together(acting, scene)
        elif not self.governing:
            told = [run for run in scene.runs if not _is_named_by_paper(run, scene)]
            self.governing = told[-1].names if told else ()
        of = acting[-1].branches if acting else frozenset[str]()
        named = self._is_unnamed(self._main) and self._main_of & of
        if not self._main or named or _is_in_full(self.governing, self._main):
            self._main, self._main_of = self.governing, of

    def of(self, scene: Scene, index: int, said: str | None) -> tuple[tuple[str, ...], int]:
        """The actors of a figure and how near they stand; none where nobody of a body acts.

        Args:
            scene: The sentence.
            index: The figure.
            said: Its modality.

        Returns:
            Names, and `CLAUSE`, `SENTENCE`, `PASSAGE` or `ARTICLE`.
        """
        found, near = self._find(scene, index, said)
        if self._is_unnamed(found):
            near = min(near, SENTENCE)  # A mention that names a unit tells more.
        self._said[index] = found
        return found, near

    def _is_unnamed(self, names: tuple[str, ...]) -> bool:
        """Whether a force among them has only the words of the article."""
        return any(name not in self._story.bodies for name in names)

    def _find(self, scene: Scene, index: int, said: str | None) -> tuple[tuple[str, ...], int]:
        figure = self._story.figures[index]
        low, high = scene.clause(figure.start)
        after = self._after(scene, figure, index, high)
        if self._deeds.follows(figure) and not after and scene.tells(index - 1):
            return self._said[index - 1], SENTENCE
        told = self._told_on(scene, figure, index)
        if told is not None and not after:
            return self._said[told], SENTENCE
        if said == "alleged" or not self._acts(scene, index, low, said):
            return (), CLAUSE
        if self._deeds.has_civil_subject(scene, figure):
            return (), CLAUSE
        if self._deeds.attends(scene, figure, index, low):
            return self._said[index - 1], SENTENCE
        if self._deeds.counts_actors(figure):
            return self._spelled_out(scene, figure) or self._group or self.governing, CLAUSE
        near = after or self._sentencing(scene, figure, said) or self._before(scene, figure, low)
        if near and self._is_rewarded(scene, index):
            return near, ARTICLE
        if near:
            return near, CLAUSE
        near = self._before(scene, figure, scene.start) or self._whose_post(scene, figure)
        if near:
            return near, SENTENCE
        return self._of_passage(figure, said)

    def _of_passage(self, figure: Figure, said: str | None) -> tuple[tuple[str, ...], int]:
        """Who governs the passage; nobody what the law threatens with, and what is just there."""
        threatened = said == "planned" and figure.kind in ("fines", "penalties")
        if threatened or (figure.kind == "entities" and not self._is_report):
            return (), CLAUSE
        if self._parties and not threatened:
            return self._parties, SENTENCE
        return (self.governing, PASSAGE) if self.governing else (self._first, ARTICLE)

    def _is_rewarded(self, scene: Scene, index: int) -> bool:
        """As in "thưởng 10 triệu đồng cho Ban chuyên án bắt 2 người": who gives did not arrest."""
        if self._story.figures[index].kind not in _DEEDS:
            return False
        before = (self._story.figures[i] for i in scene.figures if i < index)
        return any(one.kind == "awards" for one in before)

    def _sentencing(self, scene: Scene, figure: Figure, said: str | None) -> tuple[str, ...]:
        """The court that passes a sentence: the one named before it, else that of the article."""
        passed = figure.kind == "penalties" and said is None and figure.action
        if not self._court or not (passed or self._story.role_of(figure) == "sentence"):
            return ()
        courts = [r for r in scene.runs if COURT in r.branches and r.start < figure.start]
        return courts[-1].names if courts else self._court

    def _told_on(self, scene: Scene, figure: Figure, index: int) -> int | None:
        """The count of which a new sentence, without a verb or an actor of its own, says more."""
        before = index - 1
        if figure.kind != "cases" or figure.action or before not in self._said:
            return None
        acting = any(run.start < figure.start for run in scene.runs)
        same = self._paragraph.get(before) == scene.paragraph
        return before if same and not acting else None

    def _whose_post(self, scene: Scene, figure: Figure) -> tuple[str, ...]:
        """As in "Theo Trung tá …, Chỉ huy trưởng Ban CHPTKV 4, đơn vị đã giúp"."""
        posts = [r for r in scene.runs if r.role == "position" and r.end <= figure.start]
        told = scene.has_cue(("report", "one"), scene.start, figure.start)
        return posts[-1].names if posts and told else ()

    def _spelled_out(self, scene: Scene, figure: Figure) -> tuple[str, ...]:
        """As in "3 lực lượng (Quân sự thị xã, …)", "3 lực lượng gồm …"."""
        for run in scene.runs:
            if figure.end <= run.start <= figure.end + _NEAR and len(run.names) >= BOTH:
                return run.names
        return ()

    def _acts(self, scene: Scene, index: int, low: int, said: str | None) -> bool:
        """Whether somebody of a body acts at all; in an offence only who is named before it."""
        figure = self._story.figures[index]
        if not self._deeds.is_deed(figure):
            return self._deeds.acts(scene, index, low, said)
        if self._deeds.offends(scene, figure):
            return False
        return not self._deeds.is_offence(figure) or bool(self._before(scene, figure, low))

    def _after(self, scene: Scene, figure: Figure, index: int, high: int) -> tuple[str, ...]:
        """As in "67 tin do các đồn biên phòng nắm", "4 tập thể được UBND tỉnh tặng bằng khen"."""
        following = (
            self._story.figures[index + 1].start if index + 1 < len(self._story.figures) else high
        )
        for run in scene.runs:
            if figure.kind == "awards" and run.role != "passive":
                continue  # As in "thưởng 30 triệu đồng cho Ban chuyên án do Công an tỉnh lập".
            near = run.role == "passive" or run.start <= min(following, figure.end + _NEAR)
            if run.role in _AFTER and near and figure.end <= run.start < high:
                return run.names
        return ()

    def _before(self, scene: Scene, figure: Figure, low: int) -> tuple[str, ...]:
        """The last run before the figure; "các lực lượng" after it stands for the group."""
        until = self._deeds.verb_of_award(scene, figure)
        acting = [
            run
            for run in scene.runs
            if low <= run.start < until
            and (run.role not in NOT_ACTING or (run.role == "asked" and figure.kind == "awards"))
            and not 0 < run.closed < figure.start
            and not self._told_of_another(scene, run, figure)
        ]
        group = [
            cue.start
            for cue in scene.cues
            if cue.role == "group"
            and low <= cue.start < figure.start
            and not (acting and self._only_joins(cue))
        ]
        group += [
            self._story.figures[i].start
            for i in scene.figures
            if low <= self._story.figures[i].start < figure.start
            and self._deeds.counts_actors(self._story.figures[i])
        ]
        if not group or not self._group:
            return self._together(acting, scene) if acting else ()
        if acting and self._joins(max(group)):
            return tuple(dict.fromkeys(acting[-1].names + self._group))
        if not acting or acting[-1].end < max(group):
            return self._group
        if acting[-1].role in JOINT and acting[-1].start > max(group):
            return tuple(dict.fromkeys(self._group + acting[-1].names))
        return self._together(acting, scene)

    def _told_of_another(self, scene: Scene, run: Run, figure: Figure) -> bool:
        """As in "67 tin do các đồn biên phòng nắm, 4 vụ": they acted on the count before them."""
        if run.role not in _AFTER:
            return False
        before = (self._story.figures[i] for i in scene.figures)
        return any(0 <= run.start - one.end <= _NEAR for one in before if one is not figure)

    def _only_joins(self, cue: Cue) -> bool:
        """As in "Công an tỉnh phối hợp với các lực lượng": others helped who are not named."""
        return self._joins(cue.start)

    def _joins(self, offset: int) -> bool:
        """Whether a word for joint work stands right before: "UBND huyện cùng 3 lực lượng"."""
        tokens = self._story.tokens
        return tokens.row_before(tokens.at(offset), "actor_cue").get("role") in JOINT

    def _helped(self, scene: Scene, helper: Run) -> tuple[str, ...]:
        """As in "…, Chỉ huy trưởng BĐBP tỉnh: đơn vị phối hợp với Công an xã A": who is helped."""
        posts = [r for r in scene.runs if r.role == "position" and r.end <= helper.start]
        return posts[-1].names if posts else self.governing

    def _together(self, acting: list[Run], scene: Scene) -> tuple[str, ...]:
        """The last run with those before it that it only joins ("…, phối hợp với Công an xã A")."""
        last = acting[-1]
        if last.role == "with" and len(acting) == 1:
            return tuple(dict.fromkeys(self._helped(scene, last) + last.names))
        if last.role not in JOINT or len(acting) == 1:
            return last.names
        before = acting[-2]
        between = (self._story.figures[i].start for i in scene.figures)
        if any(before.end <= start < last.start for start in between):
            return last.names
        return tuple(dict.fromkeys(self._together(acting[:-1], scene) + last.names))


def _is_named_by_paper(run: Run, scene: Scene) -> bool:
    """As in "Nghị định số 3 của Chính phủ": who issued a document, or is brought together by it."""
    return run.role == "between" or (run.role == "recipient" and run.start > scene.paper)


def _is_in_full(names: tuple[str, ...], short: tuple[str, ...]) -> bool:
    """Whether one name is the other in full: a title says "Vùng 4" and the text "Bộ Tư lệnh …"."""
    return len(names) == len(short) == 1 and names[0].endswith(f" {short[0]}")
