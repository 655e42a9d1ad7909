"""Text from outside as plain text: nothing in it moves a cursor or turns writing round."""

from __future__ import annotations

import re
import unicodedata

# General categories Cc, Cf, Cs, Zl and Zp of the Unicode Character Database.
_CONTROLS = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0001\U000e0020-\U000e007f]"
)
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_INSIDE_WORDS = "\u00ad\u200c\u200d\u2060\ufeff"
"""Soft hyphen, joiners, byte order mark: a blank in their place would cut a word in two."""


def plain(text: str, *, keep: str = "", instead: str = " ") -> str:
    """Text that a terminal can be given.

    Args:
        text: Any string; half a surrogate pair counts as a control.
        keep: Controls that stay.
        instead: What stands for a control; those inside words are dropped.

    Returns:
        The text, composed (NFC).
    """

    def replace(found: re.Match[str]) -> str:
        control = found.group()
        if control in keep:
            return control
        return "" if control in _INSIDE_WORDS else instead

    return _CONTROLS.sub(replace, unicodedata.normalize("NFC", text))


def plain_lines(text: str) -> str:
    """As `plain`, with every kind of line end as a newline."""
    return plain(_LINE_ENDS.sub("\n", text), keep="\n")
