"""Folding: one key for all spellings of a Vietnamese syllable that mean the same.

Letter case, composition (NFC or NFD), the place of the tone mark (*hoà*, *hòa*) and the choice
between *i* and *y* in open syllables (*quí*, *quý*; *sĩ*, *sỹ*) do not count. The text itself is
never rewritten: folding gives keys for look-ups only.

Orthography: the two conventions of tone placement and of i/y are those of Decision 240/QĐ (1984)
of the Ministry of Education on Vietnamese spelling in textbooks, and of older print.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_TONES = {
    "\N{COMBINING GRAVE ACCENT}": "2",
    "\N{COMBINING ACUTE ACCENT}": "3",
    "\N{COMBINING TILDE}": "4",
    "\N{COMBINING HOOK ABOVE}": "5",
    "\N{COMBINING DOT BELOW}": "6",
}
_ONSETS_BEFORE_Y = frozenset(("h", "k", "l", "m", "s", "t", "qu"))
_STRAY_ETH = str.maketrans(
    {"\N{LATIN SMALL LETTER ETH}": "đ", "\N{LATIN SMALL LETTER D WITH TAIL}": "đ"}
)


@lru_cache(maxsize=1 << 14)
def fold(word: str) -> str:
    """Key of one token: its letters without tone, lower case, then the tone as a digit.

    Args:
        word: One syllable, number or punctuation mark; any normalisation form.

    Returns:
        A key for look-ups, such as ``hoa2`` for *hòa*, *hoà* and *HÒA*. A word without a tone
        mark is its own key, in lower case.
    """
    tone = ""
    letters = []
    for char in unicodedata.normalize("NFD", word.lower().translate(_STRAY_ETH)):
        if char in _TONES:
            tone = _TONES[char]
        else:
            letters.append(char)
    base = unicodedata.normalize("NFC", "".join(letters))
    if base.endswith("y") and base[:-1] in _ONSETS_BEFORE_Y:
        base = base[:-1] + "i"
    return base + tone
