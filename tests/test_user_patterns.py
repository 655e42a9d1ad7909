"""A folder of patterns that is broken, slow, huge or hostile: named, stopped, kept to itself."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.checking import check_rules
from extractor.errors import PatternError
from extractor.matching import limits
from extractor.pipeline import Extractor

RULE = """kind = "figure"
[let]
a = "vụ"
[[rule]]
id = "figure-x"
match = "<quantity:number> {a}"
examples = [{ text = "có {5 vụ}" }]
never = ["năm vụ"]
"""


def folder_of(tmp_path: Path, rules: str = "", **tables: str) -> Path:
    for name in ("rules", "lexicon"):
        (tmp_path / name).mkdir(exist_ok=True)
    if rules:
        (tmp_path / "rules" / "x.toml").write_text(rules, encoding="utf-8")
    for name, text in tables.items():
        (tmp_path / "lexicon" / f"{name}.tsv").write_text(text, encoding="utf-8")
    return tmp_path


def refused(folder: Path) -> PatternError:
    with pytest.raises(PatternError) as caught:
        Extractor(folder)
    assert "\n" not in str(caught.value)
    return caught.value


@pytest.mark.parametrize("what", ["rules/x.toml", "lexicon/x.tsv", "outlets.tsv"])
def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path, what: str) -> None:
    secret = tmp_path / "secret"
    secret.write_text("password: 12345\n", encoding="utf-8")
    (tmp_path / "own").mkdir()
    folder = folder_of(tmp_path / "own")
    (folder / what).symlink_to(secret)
    error = refused(folder)
    assert error.source == str(folder / what)
    assert error.cause == "is a link out of its folder"
    assert "12345" not in str(error)


def test_a_folder_that_is_a_link_out_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "x.toml").write_text(RULE, encoding="utf-8")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "rules").symlink_to(elsewhere)
    assert refused(tmp_path / "own").cause == "is a link out of its folder"


def test_a_link_within_the_folder_and_to_it_is_followed(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    folder = folder_of(tmp_path / "own", RULE.replace("figure-x", "figure-y"))
    (tmp_path / "link").symlink_to(folder)
    (folder / "rules" / "y.toml").symlink_to(folder / "rules" / "x.toml")
    assert "stands in x.toml too" in refused(tmp_path / "link").cause


def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    os.mkfifo(folder / "rules" / "x.toml")
    assert refused(folder).cause == "is no file"


def test_sizes_are_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = folder_of(tmp_path, RULE, qualifier="phrase\tqualifier\n" + "chừng\tabout\n" * 10)
    Extractor(folder)
    for limit, most, said in (
        ("MAX_FILES", 1, "more than 1 pattern files"),
        ("MAX_FILE_BYTES", 10, "is larger than"),
        ("MAX_RULES", 0, "1 rules, and no more than 0 can be"),
        ("MAX_PHRASES", 9, "10 phrases, and no more than 9 can be"),
    ):
        with monkeypatch.context() as patched:
            patched.setattr(limits, limit, most)
            assert said in refused(folder).cause


def doubling(levels: int) -> str:
    lets = "".join(
        f'a{chr(98 + i)} = "{{a{chr(97 + i)}}} {{a{chr(97 + i)}}}"\n' for i in range(levels)
    )
    return RULE.replace('a = "vụ"\n', f'aa = "vụ"\n{lets}').replace(
        "{a}", f"{{a{chr(97 + levels)}}}"
    )


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        (RULE.replace("{a}", "(" * 5000 + "a" + ")" * 5000), "brackets inside of each other"),
        (RULE.replace("{a}", "[" * 31 + "a" + "]" * 31), "more than 30 brackets"),
        (doubling(20), "parts, and no more than 2,000 can be"),
        (RULE.replace('a = "vụ"', 'a = "{a}"'), "go in circles"),
        (
            RULE.replace(
                'a = "vụ"', "\n".join(f'{"a" * i} = "{{{"a" * (i + 1)}}}"' for i in range(1, 60))
            ),
            "more than 30 sub-patterns",
        ),
        (RULE.replace("{a}", "a{1,999}"), "cannot repeat"),
        (RULE.replace('"<quantity:number> {a}"', r"'\ {1,3}'"), "is no word"),
        ("a = " + "[" * 100_000, "is no TOML"),
        ("a = " + "9" * 10_000, "is no TOML"),
        (RULE.replace('a = "vụ"', "a = 5"), "[let] is no table of texts"),
        (RULE.replace('[{ text = "có {5 vụ}" }]', "[1]"), "marks no span"),
        (RULE.replace('[{ text = "có {5 vụ}" }]', '[{ text = "có }5 vụ{" }]'), "marks no span"),
        (RULE.replace('["năm vụ"]', "[1]"), "a counter-example is no text"),
        (RULE.replace("never =", "set = 5\nnever ="), "'set' is no table"),
        ('kind = "figure"\nrule = 5\n', "'rule' is no list"),
    ],
)
def test_hostile_rules_are_named_at_once(tmp_path: Path, rules: str, said: str) -> None:
    folder = folder_of(tmp_path, rules)
    began = time.process_time()
    error = refused(folder)
    assert said in str(error)
    assert "x.toml" in error.source
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("name", "table", "said"),
    [
        ("x", "", "has no header"),
        ("x", "phrase\n\tb\n", "cells, the header 1"),
        ("x", "phrase\tb\n\tb\n", "empty phrase"),
        ("x", "phrase\n" + "a" * 300 + "\n", "longer than 200"),
        ("x", "word\na\n", "first column"),
        ("x", "# case: odd\nphrase\na\n", "unknown case"),
        ("X Y", "phrase\na\n", "can be no tag"),
        ("x", "phrase\n\0\n", "control character"),
    ],
)
def test_broken_tables_are_named(tmp_path: Path, name: str, table: str, said: str) -> None:
    assert said in str(refused(folder_of(tmp_path, **{name: table})))


WORDS = "((xyz|<word>|<lower>){1,12}){1,12}"
SLOW = RULE.replace("<quantity:number> {a}", f"<quantity:number> {WORDS} hết")


def test_a_slow_rule_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There are millions of ways to deal the words out to the repetitions, and not to match."""
    monkeypatch.setattr(limits, "MAX_SECONDS", 0.5)
    extractor = Extractor(folder_of(tmp_path, SLOW))
    began = time.monotonic()
    with pytest.raises(PatternError, match="rule figure-x: takes more than") as caught:
        extractor.extract("có 5 " + "xyz " * 200 + "hết")
    assert time.monotonic() - began < 60
    assert caught.value.place == "line 5, rule figure-x"
    assert extractor.extract("Không có gì.").figures == ()


def test_slots_that_make_nothing_are_named(tmp_path: Path) -> None:
    extractor = Extractor(
        folder_of(tmp_path, RULE.replace("<quantity:number> {a}", "<odd:word> {a}"))
    )
    with pytest.raises(PatternError, match="rule figure-x: its slots and constants make no figure"):
        extractor.extract("vài vụ án")


def test_nothing_in_a_pattern_is_run(tmp_path: Path) -> None:
    """What looks like code is text: of a rule, of a table, of a constant."""
    mark = tmp_path / "ran"
    code = f"__import__('pathlib').Path({str(mark)!r}).touch()"
    rules = RULE.replace("never =", f'set = {{ kind = "{code}" }}\nnever =')
    table = f"phrase\tqualifier\n{code}\t{code}\n"
    folder = folder_of(tmp_path, rules, qualifier=table)
    (folder / "rules" / "x.py").write_text(code, encoding="utf-8")
    with suppress(PatternError):
        Extractor(folder, explain=True).extract(f"có 5 vụ {code}")
    assert not mark.exists()


PIECES = [
    *"[](){}|*+<>!?^\\",
    *("<a:number>", "<word>", "<!cap>", "<^word>", "<?a:punct>", "{a}", "{1,3}", "{0,48}"),
    *("vụ", "ngày", " ", "<quantity:number>", "<unit:counter>", "\u0301"),
]


@settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join))
def test_any_pattern_is_a_rule_or_an_error(tmp_path: Path, match: str) -> None:
    folder = folder_of(tmp_path, RULE.replace('"<quantity:number> {a}"', f"'{match}'"))
    with suppress(PatternError):
        list(check_rules(Extractor(folder, explain=True)))
