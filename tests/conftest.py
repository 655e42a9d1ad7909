"""One extractor for all tests: it takes longer to make than to use.

Tests by properties draw the same texts in each run, so that a check says the same of the same tree;
`pytest --hypothesis-profile explore` draws others each time.
"""

from __future__ import annotations

import signal

import pytest
from hypothesis import settings

from extractor.pipeline import Extractor

settings.register_profile("repeatable", derandomize=True)
settings.register_profile("explore", derandomize=False)
settings.load_profile("repeatable")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # In the background of a shell's script Ctrl-C is ignored, also by what the tests start.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return Extractor()
