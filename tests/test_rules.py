"""Every rule finds its own examples, exactly, and nothing in its counter-examples."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.checking import check_rules
from extractor.errors import PatternError
from extractor.pipeline import Extractor


def test_examples_of_all_rules() -> None:
    assert [str(problem) for problem in check_rules(Extractor(explain=True))] == []


def rule_file(folder: Path, text: str, kind: str = "date") -> Path:
    (folder / "rules").mkdir()
    (folder / "rules" / f"{kind}.toml").write_text(text, encoding="utf-8")
    return folder


RULE = """kind = "date"
[[rule]]
id = "date-ram"
match = "rằm tháng <month:int2>"
set = { shape = "birth" }
examples = [{ text = "đêm {rằm tháng 7}" }]
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"rằm tháng <month:int2>"', '"rằm <month:nothing>"', "no token ever has the tag"),
        ('"rằm tháng <month:int2>"', '"rằm (tháng"', "'(' is not closed"),
        ('"rằm tháng <month:int2>"', '"rằm tháng]"', "']' closes nothing"),
        ('"rằm tháng <month:int2>"', '"+ tháng"', "repeats nothing"),
        ('"rằm tháng <month:int2>"', '"{nothing} tháng"', "unknown sub-pattern {nothing}"),
        ('"rằm tháng <month:int2>"', '"[rằm]"', "every part of it is optional"),
        ('kind = "date"', 'kind = "dates"', "unknown kind 'dates'"),
        ('kind = "date"', 'kinds = "date"', "unknown key 'kinds'"),
        ("examples = [", "example = [", "unknown key 'example'"),
        ('[{ text = "đêm {rằm tháng 7}" }]', "[]", "has no example"),
        ("{rằm tháng 7}", "rằm tháng 7", "marks no span"),
        ('id = "date-ram"', 'id = ""', "needs 'id' and 'match'"),
        ("[[rule]]", "[[rule", "is no TOML"),
    ],
)
def test_a_wrong_rule_is_named_with_its_file_and_cause(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    with pytest.raises(PatternError) as caught:
        Extractor(rule_file(tmp_path, RULE.replace(old, new)))
    assert said in str(caught.value)
    assert "date.toml" in str(caught.value)


def test_an_error_names_the_line_of_the_rule(tmp_path: Path) -> None:
    with pytest.raises(PatternError, match="line 3, rule date-ram"):
        Extractor(rule_file(tmp_path, RULE.replace("rằm tháng <month:int2>", "rằm <x:nothing>")))


def test_two_rules_of_one_id_are_refused(tmp_path: Path) -> None:
    twice = RULE + RULE.partition("\n")[2]
    with pytest.raises(PatternError, match=r"the id stands in date\.toml too"):
        Extractor(rule_file(tmp_path, twice))


def test_a_folder_of_the_users_lies_on_top(tmp_path: Path) -> None:
    """A rule with a known id replaces it; a table with a known name adds its rows."""
    (tmp_path / "lexicon").mkdir()
    table = "phrase\tpart\ncanh ba\tnight\n"
    (tmp_path / "lexicon" / "day_part.tsv").write_text(table, encoding="utf-8")
    article = Extractor(tmp_path).extract("Canh ba 24/4, tại bến sông", date="2025-04-30")
    assert [(d.text, d.value, d.part) for d in article.dates] == [
        ("Canh ba 24/4", "2025-04-24", "night")
    ]


def test_a_wrong_example_is_reported(tmp_path: Path) -> None:
    text = RULE.replace('"birth" }', '"point" }').replace("<month:int2>", "<p:calendar>")
    text = text.replace("rằm tháng <p", "rằm <p").replace("{rằm tháng 7}", "rằm {tháng 7}")
    checked = Extractor(rule_file(tmp_path, text), explain=True)
    problems = [str(p) for p in check_rules(checked) if "date-ram" in str(p)]
    assert len(problems) == 1
    assert "the rule finds 'rằm tháng 7'" in problems[0]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("word\tpart\n", "the first column is 'word'"),
        ("phrase\na\tb\n", "line 2: has 2 cells, the header 1"),
        ("# case: loud\nphrase\na\n", "unknown case 'loud'"),
        ("# nothing\n", "has no header"),
    ],
)
def test_a_wrong_table_is_named_with_its_file_and_cause(
    tmp_path: Path, table: str, said: str
) -> None:
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "mine.tsv").write_text(table, encoding="utf-8")
    with pytest.raises(PatternError) as caught:
        Extractor(tmp_path)
    assert said in str(caught.value)
    assert "mine.tsv" in str(caught.value)
