"""As part of what: the whole that a figure is a part of, so that sums do not count twice.

A part stands in brackets behind its whole, after a word such as "trong đó", or tells a later stage
of the cases that were counted before ("xảy ra 214 vụ …; khởi tố 12 vụ").
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from extractor.model import Figure
from extractor.resolve.attribution.repeats import count_key
from extractor.resolve.attribution.scene import Scene
from extractor.resolve.attribution.story import CUE, Story
from extractor.resolve.attribution.sums import add_up, fits, pair_up

_BEHIND_BRACKET = 60
_RATE = "/"
_LOOKED_BACK = 16
_PARAGRAPHS = 1
_RIGHT_BEHIND = 2
_RIGHT_BEFORE = 3


def part_of(story: Story, figures: Sequence[Figure]) -> dict[int, int]:
    """For each figure that is a part: the index of its whole.

    Args:
        story: The article.
        figures: The figures, attributed.
    """
    wholes = _Wholes(story, figures)
    for scene in story.scenes:
        for index in scene.figures:
            wholes.find(scene, index)
    add_up(story, figures, wholes.found)
    pair_up(figures, wholes.found)
    return _without_circles(_repeated(figures, wholes.found))


class _Wholes:
    def __init__(self, story: Story, figures: Sequence[Figure]) -> None:
        self._story = story
        self._figures = figures
        self._paragraph = {i: scene.paragraph for scene in story.scenes for i in scene.figures}
        self.found: dict[int, int] = {}

    def find(self, scene: Scene, index: int) -> None:
        figure = self._figures[index]
        if figure.change or figure.modality == "planned" or _RATE in figure.text:
            return
        ways = (
            self._share,
            self._over,
            self._out_of,
            self._rest,
            self._in_brackets,
            self._after_cue,
            self._later_stage,
        )
        found = (way(scene, index) for way in ways)
        whole = next((one for one in found if one is not None), None)
        if whole is not None:
            self.found[index] = whole

    def _before(self, scene: Scene, index: int) -> Iterator[int]:
        """Earlier figures, nearest first, of this paragraph and the one before."""
        for other in range(index - 1, max(-1, index - 1 - _LOOKED_BACK), -1):
            if scene.paragraph - self._paragraph.get(other, -_LOOKED_BACK) > _PARAGRAPHS:
                return
            yield other

    def _share(self, scene: Scene, index: int) -> int | None:
        """As in "Chiếm 94,1%": a share of the whole of the figure before it, but of no share."""
        figure = self._figures[index]
        if figure.unit != "%" or not figure.action or figure.item:
            return None
        if not self._story.tokens.listed(figure.action, "share"):
            return None
        before = next(self._before(scene, index), None)
        if before is None:
            return None
        alone = None if self._figures[before].unit == "%" else before
        return self.found.get(before, alone)

    def _over(self, scene: Scene, index: int) -> int | None:
        """As in "88/92 tin": the nearest mention of the whole, else the second."""
        figure, after = self._figures[index], index + 1
        if after >= len(self._figures) or not (figure.action or figure.kind == "entities"):
            return None
        whole = self._figures[after]
        between = self._story.tokens.text[figure.end : whole.start].strip()
        if between != "/" or figure.unit != whole.unit or not fits(figure, whole):
            return None
        if self._compares(scene, index):
            return None
        for other in self._before(scene, index):
            if (
                self._figures[other].value == whole.value
                and self._figures[other].kind == whole.kind
            ):
                return other
        return after

    def _compares(self, scene: Scene, index: int) -> bool:
        """As in "giảm 42 vụ (158/200 vụ)": this year's number over that of the year before."""
        opened = self._open_bracket(scene, self._figures[index].start)
        before = (self._figures[i] for i in scene.figures if i < index)
        return opened >= 0 and any(one.change and one.end <= opened for one in before)

    def _out_of(self, scene: Scene, index: int) -> int | None:
        """As in "2 trong 8 xe": the number behind the word is the whole."""
        figure, after = self._figures[index], index + 1
        if after not in scene.figures:
            return None
        whole = self._figures[after]
        if figure.kind != whole.kind or figure.value >= whole.value:
            return None
        tokens = self._story.tokens
        between = tokens.text[figure.end : whole.start].strip()
        return after if tokens.look_up(between, CUE).get("role") == "of" else None

    def _rest(self, scene: Scene, index: int) -> int | None:
        """As in "2 đối tượng còn lại": the rest of what was counted before."""
        figure = self._figures[index]
        if not scene.has_cue(("rest",), figure.start, figure.end + _RIGHT_BEHIND):
            return None
        for other in self._before(scene, index):
            whole = self._figures[other]
            if whole.change or whole.kind != figure.kind:
                continue
            above = self.found.get(other)
            if above is not None and fits(figure, self._figures[above]):
                return above
            if fits(figure, whole) and whole.value > figure.value:
                return other
        return None

    def _in_brackets(self, scene: Scene, index: int) -> int | None:
        figure = self._figures[index]
        opened = self._open_bracket(scene, figure.start)
        if opened < 0:
            return None
        for other in self._before(scene, index):
            whole = self._figures[other]
            if whole.end <= opened:
                between = self._story.tokens.text[whole.end : opened]
                near = len(between) <= _BEHIND_BRACKET and "," not in between
                return other if near and self._fits_in_brackets(figure, whole) else None
        return None

    def _fits_in_brackets(self, part: Figure, whole: Figure) -> bool:
        """As in "63 khẩu súng (41 súng hơi, …)", but not "20 gói (khoảng 20kg)"."""
        if fits(part, whole):
            return True
        measured = any(self._story.tokens.listed(f.unit, "measure") for f in (part, whole))
        return part.kind == whole.kind and part.value < whole.value and not measured

    def _open_bracket(self, scene: Scene, offset: int) -> int:
        """Offset of a bracket that is open at an offset of the sentence; -1 if none is."""
        text = self._story.tokens.text[scene.start : offset]
        opened = text.rfind("(")
        return scene.start + opened if opened > text.rfind(")") else -1

    def _after_cue(self, scene: Scene, index: int) -> int | None:
        figure = self._figures[index]
        roles = ("part", "list", "last", "highlight")
        cues = [
            c
            for c in scene.cues
            if c.role in roles
            and c.end <= figure.start
            and self._open_bracket(scene, c.start) in (-1, self._open_bracket(scene, figure.start))
        ]
        if not cues:
            return None
        cue = cues[-1].start
        if index - 1 in scene.figures:
            named = self._figures[index - 1]
            if 0 <= cue - named.end <= _RIGHT_BEFORE and self._fits_in_brackets(figure, named):
                return index - 1
        before = list(self._before(scene, index))
        for other in sorted(before, key=lambda i: self._figures[i].unit != figure.unit):
            whole = self._figures[other]
            if self._is_year_before(other) or (whole.unit == "%" != figure.unit):
                continue
            if whole.change:
                continue
            if cues[-1].role == "last" and whole.end <= cue and fits(figure, whole):
                return other
            above = self.found.get(other)
            if above is not None and above < other and fits(figure, self._figures[above]):
                return above
            if whole.end <= cue and fits(figure, whole):
                return other
        return None

    def _is_year_before(self, index: int) -> bool:
        """As in "(158/200 vụ)": the second number is that of the year before."""
        if not index:
            return False
        before, figure = self._figures[index - 1], self._figures[index]
        between = self._story.tokens.text[before.end : figure.start].strip()
        return between == "/" and before.unit == figure.unit and self.found.get(index - 1) != index

    def _later_stage(self, scene: Scene, index: int) -> int | None:
        """Cases prosecuted are of those found, cases found are of those that happened."""
        figure = self._figures[index]
        stage = self._stage(figure)
        if figure.kind not in ("cases", "suspects", "tips") or not stage:
            return None
        for other in self._before(scene, index):
            whole = self._figures[other]
            if (
                whole.kind != figure.kind
                or whole.change
                or self._paragraph[other] != scene.paragraph
            ):
                continue
            if (
                0 < self._stage(whole) < stage
                and whole.value > figure.value
                and (whole.by == figure.by or not whole.by)
                and (not figure.item or figure.item == whole.item)
            ):
                return other
        return None

    def _stage(self, figure: Figure) -> int:
        if not figure.action:
            return 0
        return int(self._story.tokens.look_up(figure.action, "case_stage").get("stage", 0))


def _repeated(figures: Sequence[Figure], found: dict[int, int]) -> dict[int, int]:
    """The parts with those that repeat them, as of the nearest mention of the same whole."""
    told: dict[object, int] = {}
    for part, whole in found.items():
        told.setdefault(count_key(figures[part]), whole)
    mentions: dict[object, list[int]] = {}
    for index, figure in enumerate(figures):
        mentions.setdefault(count_key(figure), []).append(index)
    whole_of = dict(found)
    for index, figure in enumerate(figures):
        above = told.get(count_key(figure))
        if above is not None and index not in found:
            same = mentions[count_key(figures[above])]
            at = bisect_left(same, index)
            others = same[at - 1 : at] or [i for i in same[:2] if i != index]
            if others:
                whole_of[index] = others[0]
    return whole_of


def _without_circles(whole_of: dict[int, int]) -> dict[int, int]:
    """The wholes without the link that would close a circle of parts."""
    sound: set[int] = set()
    for part in list(whole_of):
        path: set[int] = set()
        at = part
        while at in whole_of and at not in sound:
            if at in path:
                del whole_of[at]
                break
            path.add(at)
            at = whole_of[at]
        sound |= path
    return whole_of
