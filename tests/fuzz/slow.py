"""Looks for texts that are slow: `python tests/fuzz/slow.py MINUTES [SEED]`.

Pieces of the pattern files are put together and repeated. What takes more than three times as long
by the character as ordinary news, or longer by the character the longer the text is, is printed
with its ratios at two lengths. It is for a machine that does nothing else.
"""

from __future__ import annotations

import gc
import json
import random
import sys
import time
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS))

from hostile_text import tables, text_of  # noqa: E402 - lies beside this folder

from extractor.batch.work import OBJECTS_BEFORE_COLLECTION  # noqa: E402 - behind it
from extractor.pipeline import Extractor  # noqa: E402 - as the line before

SHORT, LONG, LONGEST = 8_000, 40_000, 160_000
MOST = 3.0
GROWN = 1.7
"""Times as long by the character in a text that is several times as long."""
LONGEST_PIECE = 300
SEPARATORS = (" ", ", ", "\n", ". ", "", "; ", " và ", " (")
EXTRACTOR = Extractor()


def seconds(text: str, tries: int = 1) -> float:
    """Processor time for a character, the best of some tries."""
    best = float("inf")
    for _ in range(tries):
        began = time.process_time()
        EXTRACTOR.extract(text, date="2017-06-15")
        best = min(best, time.process_time() - began)
    return best / len(text)


def piece_of(chance: random.Random) -> str:
    """A few phrases, marks, numbers and stretches of examples."""
    phrases = [chance.choice(chance.choice(tables())) for _ in range(chance.randint(0, 3))]
    made = [*phrases, text_of(chance.randbytes(2 * chance.randint(1, 3)))]
    chance.shuffle(made)
    between = chance.choice(SEPARATORS)
    return (between.join(made) + between)[:LONGEST_PIECE]


def filled(piece: str, length: int) -> str:
    """A piece, again and again."""
    return (piece * (length // len(piece) + 1))[:length]


def main() -> None:
    """Look for so many minutes, and print what was found."""
    until = time.monotonic() + 60 * float(sys.argv[1])
    chance = random.Random(sys.argv[2] if len(sys.argv) > 2 else None)
    samples = sorted((TESTS.parent / "samples").glob("*.txt"))
    news = "\n".join(path.read_text(encoding="utf-8") for path in samples)
    EXTRACTOR.extract(news)
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_BEFORE_COLLECTION)
    ordinary = seconds(news, 5)
    tried = 0
    while time.monotonic() < until:
        piece = piece_of(chance)
        if not piece.strip():
            continue
        tried += 1
        short, long = (seconds(filled(piece, length)) for length in (SHORT, LONG))
        if long <= MOST * ordinary and (long <= GROWN * short or long <= ordinary):
            continue
        # Again, by turns with ordinary news, in case that the machine was busy.
        ordinary = seconds(news, 3)
        long, longest = seconds(filled(piece, LONG), 3), seconds(filled(piece, LONGEST))
        if long > MOST * ordinary or longest > GROWN * long:
            ratios = [round(one / ordinary, 1) for one in (long, longest)]
            sys.stdout.write(json.dumps({"ratios": ratios, "piece": piece}) + "\n")
            sys.stdout.flush()
    sys.stdout.write(f"{tried} texts tried\n")


if __name__ == "__main__":
    main()
