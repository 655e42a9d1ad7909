"""Coverage-guided fuzzing with atheris: `python tests/fuzz/fuzz.py TARGET FOLDER [OPTIONS]`.

Targets: `text` (the whole way of a text, and every writer), `bytes` (the readers of files),
`rules` (the reader of a user's pattern files). FOLDER takes the corpus and what was found: one file
for each place in the code at which something went wrong, and the run goes on. OPTIONS are those of
libFuzzer. See README.md beside this file.
"""

from __future__ import annotations

import contextlib
import io
import sys
import tempfile
import time
import traceback
import unicodedata
from collections.abc import Callable
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

with atheris.instrument_imports(include=["extractor"]):
    from extractor.checking import check_rules
    from extractor.errors import ExtractError
    from extractor.kinds import BUILDERS
    from extractor.matching.grammar import Phase, parse_rules
    from extractor.matching.lexicon import index_phrases
    from extractor.matching.patterns import load_patterns
    from extractor.pipeline import Extractor
    from extractor.reading.article import SourceArticle
    from extractor.reading.inputs import read_inputs
    from extractor.writing.formats import FORMATS, Options

from hostile_text import text_of
from invariants import check, check_same

EXTRACTOR = Extractor()
EXPLAINING = Extractor(explain=True)
FOLDER = Path(tempfile.mkdtemp())
NOTHING = Path(tempfile.mkdtemp())
MEANT_FOR_ALL = 255
ORDINARY = (
    "Sáng 12/3/2024, tại xã Vũ Lễ, huyện Bắc Sơn, Thiếu tá Nguyễn Văn Mẫu, Trưởng Công an huyện, "
    "cho biết: trong quý I-2024, lực lượng chức năng bắt 14 vụ, 23 đối tượng, thu giữ 6,4 kg ma "
    "túy, 2 tỷ 500 triệu đồng (tăng 5 vụ so với cùng kỳ). Căn cứ Nghị định 03/2019/NĐ-CP.\n"
)
SUFFIXES = (".txt", ".jsonl", ".txt.gz", ".jsonl.gz", ".html", ".html.gz")
ENCODINGS = (None, "utf-16", "windows-1258", "utf-8", "utf-7", "utf-32-be")


def fuzz_text(data: bytes) -> None:
    """One text through the pipeline in three compositions, and through every writer."""
    date = (None, "2017-06-15", "2024", "2020-02-29", "1000-01", "9000-12-31")[
        data[0] % 6 if data else 0
    ]
    text = text_of(data[1:])
    article = EXPLAINING.extract(text, date=date)
    check(article, text)
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    first, second = (EXTRACTOR.extract(form, date=date) for form in (composed, decomposed))
    check(first, composed)
    check(second, decomposed)
    check_same(first, second)
    for name in ("table", "json", "jsonl"):
        stream = io.BytesIO()
        make = FORMATS[name].make
        assert make
        writer = make(stream, Options(explain=True))
        writer.write(article, text)
        writer.close()
        written = stream.getvalue().decode()
        assert "\x1b" not in written
        assert "\0" not in written


def fuzz_bytes(data: bytes) -> None:
    """Any bytes as a file of any kind: an article or an error, never an exception."""
    if len(data) < 2:
        return
    path = FOLDER / f"a{SUFFIXES[data[0] % len(SUFFIXES)]}"
    path.write_bytes(data[2:])
    for item in read_inputs([str(path)], ENCODINGS[data[1] % len(ENCODINGS)]):
        if isinstance(item, SourceArticle):
            item.text.encode()
        else:
            assert isinstance(item, ExtractError)
            assert "\n" not in str(item)


def fuzz_rules(data: bytes) -> None:
    """Any bytes as a rule file or a table of the user's: rules, or an error that names it.

    To lay it on top of all built-in patterns takes half a second, so that this is done only now and
    then; else its rules are tried with the built-in words, and its words are indexed.
    """
    if not data:
        return
    for name in ("rules", "lexicon"):
        (FOLDER / name).mkdir(exist_ok=True)
    rules, table = FOLDER / "rules" / "a.toml", FOLDER / "lexicon" / "a.tsv"
    rules.unlink(missing_ok=True)
    table.unlink(missing_ok=True)
    if data[0] % 4:
        match = data[1:].decode("utf-8", "replace").replace("'", "").replace("\n", " ")
        rules.write_text(
            "kind = 'figure'\n[[rule]]\nid = 'a'\nmatch = '" + match + "'\n"
            "examples = [{ text = '{a}' }]\n",
            encoding="utf-8",
            errors="replace",
        )
    elif data[0] % 8:
        rules.write_bytes(data[1:])
    else:
        table.write_bytes(data[1:])
    with contextlib.suppress(ExtractError):
        if data[0] == MEANT_FOR_ALL:
            for problem in check_rules(Extractor(FOLDER, explain=True)):
                assert str(problem)
                break
            return
        patterns = load_patterns([NOTHING, FOLDER])
        index_phrases(patterns.tables)
        known = [rule for rule in patterns.rules if rule.kind in BUILDERS]
        for rule, node in parse_rules(known):
            tokens = EXTRACTOR.grammar.tagger.tag(ORDINARY)
            phase = Phase([(rule, node)], EXTRACTOR.grammar.tagger.alphabet)
            EXTRACTOR.grammar.run(phase, tokens)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "text": fuzz_text,
    "bytes": fuzz_bytes,
    "rules": fuzz_rules,
}

SLOW_SECONDS = 2.0
"""An ordinary text as long as the longest here takes less than a tenth of a second."""


def keeping_on(target: Callable[[bytes], None], folder: Path) -> Callable[[bytes], None]:
    """The target, with what goes wrong saved, once for each place in the code."""
    folder.mkdir(parents=True, exist_ok=True)
    seen: set[str] = set()

    def save(name: str, data: bytes, said: str) -> None:
        if name not in seen:
            seen.add(name)
            (folder / name).write_bytes(data)
            (folder / f"{name}.said").write_text(said, encoding="utf-8", errors="replace")

    def run(data: bytes) -> None:
        began = time.process_time()
        try:
            target(data)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
            at = traceback.extract_tb(error.__traceback__)[-1]
            name = f"{type(error).__name__}-{Path(at.filename).stem}-{at.lineno}"
            save(name, data, traceback.format_exc())
        seconds = time.process_time() - began
        if seconds > SLOW_SECONDS:
            save(f"slow-{seconds:.0f}", data, f"{seconds} s")

    return run


if __name__ == "__main__":
    chosen, place = sys.argv.pop(1), Path(sys.argv.pop(1))
    (place / "corpus").mkdir(parents=True, exist_ok=True)
    atheris.Setup(
        [sys.argv[0], str(place / "corpus"), *sys.argv[1:]],
        keeping_on(TARGETS[chosen], place / "found"),
    )
    atheris.Fuzz()
