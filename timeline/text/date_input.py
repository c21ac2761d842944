"""What people type as a date, turned into EDTF.

Understood: EDTF itself; numbers where they have one reading; English dates in any usual order and
abbreviation; "late June 2020", "summer 2015", "the 2010s", "early 12th century"; "about",
"possibly"; "before", "after", "since", "until", "on or before", "or earlier"; "from X to Y",
"X to Y", "between X and Y"; "X or Y"; dates of the Solar and the Lunar Hijri calendar; the months
of Arabic, Persian and Urdu; every phrase that `timeline.text.date_phrases` writes. Nothing is
guessed: what has two readings is refused, and both are offered.
"""

import re
import unicodedata
from typing import Final

from timeline.text.date_english import english
from timeline.text.date_error import DateError, ask
from timeline.text.date_grammar import parse_form
from timeline.text.date_numbers import Script, named_year, numeric
from timeline.text.date_reasons import EXAMPLES, EXAMPLES_HINT, typed_error
from timeline.text.date_words import english as in_english

__all__ = ["MAX_TYPED", "to_edtf"]

MAX_TYPED: Final = 2000
_HYPHENS: Final[dict[int, str | None]] = {0x2010: "-", 0x2011: "-", 0x2212: "-"}
# Invisible marks that come along with right-to-left text, and other zero-width characters; but
# the non-joiner, which stands for a space in Persian.
_MARKS: Final[dict[int, str | None]] = dict.fromkeys(
    [0x061C, 0x200B, *range(0x200D, 0x2010), *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A),
     0xFEFF]
)  # fmt: skip
_IN_NUMBERS: Final = re.compile(r"[0-9XxTZYES:?~%/.,{}\[\] -]*")
_UNKNOWN: Final = re.compile(r"[0-9]{2}(?:[0-9]{2}|\?\?)(?:-(?:[0-9]{2}|\?\?)){0,2}")
_UNKNOWN_DIGIT: Final = re.compile(r"([0-9]{3})\?")


def to_edtf(text: str) -> str:
    """Turn what was typed into EDTF text, which may still name a day that does not exist.

    Raises DateError when it is not understood or can be read in more than one way.
    """
    if len(text) > MAX_TYPED:
        raise DateError(
            text, f"it has {len(text)} characters", f"use at most {MAX_TYPED} characters"
        )
    line = " ".join(text.translate(_MARKS | _HYPHENS).split())
    if not line.replace("\u200c", "").strip():
        raise DateError(text, "it is empty", EXAMPLES_HINT, EXAMPLES)
    if not line.replace("\u200c", "").isprintable():
        raise DateError(text, "it has control characters", "remove them")
    script = _script(line)
    plain = "".join(_digit(char) for char in line)
    edtf_error = None
    if _IN_NUMBERS.fullmatch(plain):
        found, edtf_error = _numbers(plain, script)
        if found:
            return found
    words = "".join(_digit(char) for char in in_english(line))
    found = english(words, script)
    if found:
        return found
    # Of numbers with spaces between them the standard says no more than that.
    raise typed_error(plain, None if " " in plain else edtf_error)


def _script(line: str) -> Script:
    if re.search("[۰-۹]", line):
        return "persian"
    return "arabic" if re.search("[٠-٩]", line) else ""


def _digit(char: str) -> str:
    """A digit of any script as one of ours, anything else as it is."""
    return str(unicodedata.decimal(char)) if char.isdecimal() else char


def _numbers(line: str, script: Script) -> tuple[str | None, DateError | None]:
    """A date without words as EDTF; or why it is none in EDTF."""
    tight = re.sub(r" ?(\.\.|[\[\]{}/,]) ?", r"\1", line).replace("x", "X")
    error = None
    if not script:
        try:
            parse_form(tight)
        except DateError as refused:
            error = refused
        else:
            return tight, None
    if _UNKNOWN.fullmatch(tight) and "?" in tight:
        return tight.replace("??", "XX"), None
    if match := _UNKNOWN_DIGIT.fullmatch(tight):
        first, last = named_year(int(match[1]) * 10), named_year(int(match[1]) * 10 + 9)
        if match[1] != "000":
            problem = "an unknown digit is not written as a question mark"
            raise ask(line, problem, [(f"{match[1]}X", f"a year from {first} to {last}")])
    body = tight.rstrip("?~%")
    found = numeric(body, script)
    return (found + tight[len(body) :] if found else None), error
