"""Items that go without saying: in pairs and lists, before the verb, at the head of a sentence."""

from __future__ import annotations

from extractor.kinds.figure_words import cell, opens_line
from extractor.matching import Tokens
from extractor.resolve.figure_pairs import CRIME, pair_items
from extractor.resolve.figure_sums import of_activity, of_money, of_share, of_size
from extractor.resolve.figured import Figured

_CRIME_GROUPS = frozenset(("event", "instance", "person", "gang"))
_LEADING = frozenset(
    ("arrest", "handle", "detect", "punish", "inspect", "sentence", "seize", "take", "exchange")
)
_TOPICS = ("offence", "contraband", "unit_field")
_OFFENCE = frozenset(("offence",))
_QUOTES = "\"“”«'‘"
_FAR = 90
_MOST_BACK = 14
_LONGEST = 24
_CLOSE = 3
_PAST = 10
_STOPPING = frozenset(("stop", "use"))
_CLOSING = frozenset(("stop", "use", "point", "with"))


def share_items(tokens: Tokens, figures: list[Figured]) -> None:
    """Give figures the items that their sentence tells elsewhere."""
    pair_items(tokens, figures)
    for position, figure in enumerate(figures):
        if figure.item is None:
            _from_context(tokens, figures, position)
    pair_items(tokens, figures)


def _from_context(tokens: Tokens, figures: list[Figured], position: int) -> None:
    figure = figures[position]
    group = figure.draft.group
    if figure.change:
        _compared(tokens, figures, position)
    elif group in _CRIME_GROUPS and figure.kind in CRIME:
        _crime(tokens, figures, position)
    elif group == "term":
        _offence_after(tokens, figure)
    elif group == "money":
        of_money(tokens, figures, position)
    elif figure.unit == "%":
        of_share(tokens, figures, position)
    elif group == "measure":
        of_size(tokens, figures, position)
    elif group in ("event", "turn"):
        of_activity(tokens, figure)
        if figure.item is None and group == "event":
            _inherited(figures, position)


def _crime(tokens: Tokens, figures: list[Figured], position: int) -> None:
    figure = figures[position]
    _object_named(tokens, figure, figures, position)
    for source in (_named_in_verb, _offence_before, _lead_topic, _offence_after):
        if figure.item is None:
            source(tokens, figure)
    if figure.item is None:
        _inherited(figures, position)


def _object_named(tokens: Tokens, figure: Figured, figures: list[Figured], position: int) -> None:
    """The offence has its object in the next figure: "3 đối tượng mua bán 2 bánh heroin"."""
    following = figures[position + 1] if position + 1 < len(figures) else None
    if following is None or following.sentence != figure.sentence or not following.item:
        return
    verb_end = tokens.phrase_end(figure.end)
    if (
        not following.item_goods
        or following.draft.one
        or following.start - verb_end > _CLOSE
        or figure.kind != "suspects"
    ):
        return
    if tokens.has(figure.end, "offence") and not any(
        tokens.has(i, "punct") or tokens.has(i, "np_end") for i in range(verb_end, following.start)
    ):
        verb = tokens.slice(figure.end, verb_end)
        goods = following.item
        third = figures[position + 2] if position + 2 < len(figures) else None
        if third and third.item and third.item_goods and _joined(tokens, following, third):
            goods = f"{goods} và {third.item}"
        figure.give(f"{verb} {goods}".lower(), _OFFENCE, "object of the offence")


def _joined(tokens: Tokens, first: Figured, second: Figured) -> bool:
    """Whether two goods are told in one: "40 bánh heroin và 120.000 viên ma túy"."""
    gap = (first.end, second.start)
    return cell(tokens, gap[0], "np_end", "role") == "join" and tokens.phrase_end(gap[0]) == gap[1]


def _named_in_verb(tokens: Tokens, figure: Figured) -> None:
    """The verb names the matter: "xử phạt vi phạm hành chính 12 vụ"."""
    if figure.verb and figure.verb.start < figure.start:
        item = cell(tokens, figure.verb.start, "act", "item")
        if item:
            figure.give(item, _OFFENCE, "named in the verb")


def _compared(tokens: Tokens, figures: list[Figured], position: int) -> None:
    """A difference has the item of the total that it compares."""
    figure = figures[position]
    for other in reversed(figures[max(position - _PAST, 0) : position]):
        if figure.unit == "%" and other.unit != "%" and other.sentence == figure.sentence:
            figure.give(_whole_item(other), other.marks, "item of what is compared")
            return
        if other.unit == figure.unit and (other.item or not other.change):
            if other.sentence != figure.sentence and _names_another(tokens, figure):
                break
            figure.give(other.item, other.marks, "item of what is compared")
            return
    if figure.unit == "%" or figure.kind in CRIME:
        _offence_before(tokens, figure)


def _names_another(tokens: Tokens, figure: Figured) -> bool:
    """Whether the sentence names a body or a place of its own before the figure."""
    return any(
        tokens.has(i, "unit") or tokens.has(i, "location")
        for i in range(figure.first, figure.start)
    )


def _whole_item(figure: Figured) -> str | None:
    """What a share is a share of: the item, with the unit where that says more."""
    if figure.draft.group in ("instance", "turn") and figure.item:
        return f"{figure.unit} {figure.item}"
    return figure.item


def _inherited(figures: list[Figured], position: int) -> None:
    """A part of a whole has its item: "92 tin báo về tội phạm, gồm 60 tin …"."""
    figure = figures[position]
    for other in reversed(figures[max(position - 5, 0) : position]):
        if other.sentence != figure.sentence:
            return
        if other.item and other.kind == figure.kind and other.unit.startswith(figure.unit):
            if figure.verb is other.verb or figure.kind == "tips":
                figure.give(other.item, other.marks, "item of the whole")
            return


def _offence_before(tokens: Tokens, figure: Figured) -> None:
    """An offence right before the number: "trộm cắp tài sản 97 vụ", also over "xảy ra"."""
    end = figure.start
    loose = (figure.verb is not None and figure.role in ("occur", "change")) or bool(figure.change)
    if figure.role == "occur" and figure.verb and figure.verb.start < figure.start:
        end = figure.verb.start
    found = _offence_start(tokens, figure, end)
    if found is None:
        return
    stop = found
    while stop < end and not _ends_offence(tokens, stop) and not _turns(tokens, stop):
        stop = tokens.phrase_end(stop)
    if stop < end and not loose and cell(tokens, stop, "np_end", "role") != "point":
        return
    figure.give(_text(tokens, found, min(stop, end)).strip(","), _OFFENCE, "offence before it")


def _offence_start(tokens: Tokens, figure: Figured, end: int) -> int | None:
    found: int | None = None
    for start in range(end - 1, max(figure.gap, end - _MOST_BACK) - 1, -1):
        tags = tokens.tags(start)
        if "offence" in tags and cell(tokens, start, "offence", "broad") != "verb":
            found = start
        elif "date" in tags:
            continue
        elif (
            ("word" not in tags and "+" not in tags and not (found and tokens.word(start) == ","))
            or ("act" in tags and "+" not in tags and found is None)
            or (found is not None and cell(tokens, start, "np_end", "role") in _STOPPING)
        ):
            break
    return found


def _turns(tokens: Tokens, index: int) -> bool:
    """Whether "and" leads on to a verb of the forces: "mua bán hàng giả và khởi tố"."""
    if cell(tokens, index, "np_end", "role") != "join":
        return False
    after = tokens.phrase_end(index)
    return tokens.has(after, "act") and not tokens.has(after, "offence")


def _ends_offence(tokens: Tokens, index: int) -> bool:
    if tokens.has(index, "offence") or not tokens.has(index, "np_end"):
        return tokens.has(index, "date") or tokens.has(index, "calendar")
    return cell(tokens, index, "np_end", "role") not in ("join", "loose")


def _lead_topic(tokens: Tokens, figure: Figured) -> None:
    """The topic that opens the sentence: "Về ma túy, các đơn vị bắt 12 vụ"."""
    if not tokens.has(figure.first, "lead") or figure.role not in _LEADING:
        return
    index = figure.first
    found: int | None = None
    while index < min(figure.start, figure.first + _MOST_BACK):
        if any(tokens.has(index, tag) for tag in _TOPICS) and not tokens.has(index, "compound"):
            if cell(tokens, index, "offence", "broad") != "yes":
                found = index
                break
        elif tokens.has(index, "figure") or tokens.has(index, "unit"):
            return
        index = tokens.phrase_end(index)
    if found is None:
        return
    end = found
    while end < figure.start and not tokens.has(end, "unit"):
        if tokens.word(end) == "," and not tokens.has(end + 1, "offence"):
            break
        if _ends_offence(tokens, end) or tokens.has(end, "newline"):
            break
        end = tokens.phrase_end(end)
    figure.give(_text(tokens, found, end), _OFFENCE, "topic of the sentence")


def _offence_after(tokens: Tokens, figure: Figured) -> None:
    """An offence that the sentence names later: "về tội …"."""
    for index in range(figure.end, min(figure.last, figure.end + _FAR)):
        tags = tokens.tags(index)
        if "figure" in tags and figure.draft.group != "term":
            return
        if "accused" in tags and tokens.has(index - 1, "np_end"):
            start = tokens.phrase_end(index)
            if start < len(tokens) and tokens.word(start) in _QUOTES:
                start += 1
            end = _phrase_end(tokens, start, figure.last)
            if end > start:
                figure.give(_text(tokens, start, end), _OFFENCE, "offence told later")
            return


def _phrase_end(tokens: Tokens, start: int, last: int) -> int:
    index = start
    while index < min(last, start + _LONGEST):
        tags = tokens.tags(index)
        if "word" not in tags and not (
            tokens.word(index) == "," and tokens.has(index + 1, "offence")
        ):
            break
        ends = cell(tokens, index, "np_end", "role") in _CLOSING
        if ends and "offence" not in tags:
            break
        index = tokens.phrase_end(index)
    while index > start and tokens.has(index - 1, "np_end"):
        index -= 1
    return index


def _text(tokens: Tokens, start: int, end: int) -> str:
    text = " ".join(tokens.slice(start, end).split())
    capital = opens_line(tokens, start) and text[1:2].islower()
    return text[0].lower() + text[1:] if capital else text
