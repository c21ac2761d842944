"""Why a text is no date of ours, as exactly as can be told, and what to write instead."""

import re
from typing import Final

from timeline.text.date_error import DateError, DateHint

__all__ = ["EXAMPLES", "EXAMPLES_HINT", "edtf_error", "typed_error"]

EXAMPLES: Final = (
    "5 March 2021", "January 2020", "2020", "about 2015", "late June 2020", "summer 2015",
    "before 22 July 2020", "from May 2018 to June 2020", "2021-03-05",
)  # fmt: skip
EXAMPLES_HINT: Final = f"write it like {', '.join(EXAMPLES[:-1])} or {EXAMPLES[-1]}"
_Reason = tuple[str, str, str, tuple[DateHint | str, ...]]

# Looked for in this order in a text that is no date of ours: what is wrong, what would be right,
# and the dates that this names.
_EDTF: Final[tuple[_Reason, ...]] = (
    (r"^$", "a date is missing", "write one on either side of the sign", ()),
    (r"[^\x21-\x7e]", "it has a character that is not used in EDTF", "", ()),
    (r"^Y-?[0-9]+E", "a year with an exponent is EDTF level 2", "write out its digits", ()),
    (
        r"^Y-?0",
        "a year after Y has no leading zero",
        "write a year of four digits without the Y",
        (),
    ),
    (r"^Y-?[0-9]{1,4}$", "a year after Y has five digits or more", "leave out the Y", ()),
    (r"^Y-?[0-9]+-", "a year of more than four digits has no months", "give the year alone", ()),
    (
        r"^-[0-9]{1,3}(?![0-9X?])",
        "a year has four digits",
        "write -0043 for 44 BC",
        (DateHint("-0043", "44 BC"),),
    ),
    (
        r"S[0-9]+$",
        "significant digits are EDTF level 2",
        "write 201X for a year in the 2010s",
        (DateHint("201X", "a year in the 2010s"),),
    ),
    (r"[0-9]T[0-9]", "a time of day is no part of the date", "give the day alone", ()),
    (
        r"^-?[0-9]{5,}",
        "a year has exactly four digits",
        "use YYYY, YYYY-MM or YYYY-MM-DD, and Y before a year with more digits",
        (),
    ),
    (
        r"[?]{2}",
        "an unknown digit is not written as a question mark",
        "write X for it, as in 1908-XX-XX",
        ("1908-XX-XX",),
    ),
    (
        r"^[0-9X]*x",
        "an unknown digit is a capital X",
        "write 201X or 2020-XX",
        ("201X", "2020-XX"),
    ),
    (
        r"^[0-9]{1,3}(?![0-9X?])",
        "a year has exactly four digits",
        "write 0045 for AD 45",
        (DateHint("0045", "AD 45"),),
    ),
    (
        r"[~?%]{2}",
        "there are two qualifiers",
        "use % for both approximate and uncertain, as in 2020%",
        ("2020%",),
    ),
    (
        r"[~?%].",
        "a qualifier inside a date is EDTF level 2",
        "put it at the very end: 2020-01~",
        ("2020-01~",),
    ),
    (
        r"X",
        "these unknown digits are EDTF level 2",
        "use 201X, 20XX, 2020-XX, 2020-01-XX",
        ("201X", "20XX", "2020-XX", "2020-01-XX"),
    ),
    (
        r"^[0-9]{4}(-[0-9]{2})?-[0-9](?![0-9])",
        "a month and a day have two digits",
        "write 01 for 1",
        (),
    ),
)


def edtf_error(text: str, whole: str) -> DateError:
    """The reason why ``text``, a part of ``whole``, is no EDTF date; the first that applies."""
    for pattern, problem, hint, suggestions in _EDTF:
        if re.search(pattern, text):
            return DateError(whole, problem, hint, suggestions)
    return DateError(whole, "it is not written as a date")


_TYPED: Final[tuple[_Reason, ...]] = (
    (
        (
            r"\b(?:early|mid|late|beginning|start|end|middle)[ -](?:(?:in|of) )?(?:the )?(?:year )?"
            r"[0-9]{4}$"
        ),
        "which months it means is not fixed",
        "name them, as in between January and April 2020",
        ("between January and April 2020",),
    ),
    (
        r"\b(?:today|yesterday|tomorrow|now|ago|last|next|this)\b",
        "it depends on the day it is read",
        "write the date itself, such as 5 March 2021",
        ("5 March 2021",),
    ),
    (
        (
            r"[0-9]T[0-9]|\b[0-9]{1,2}[:h][0-9]{2}\b|\b[0-9]{1,2}(?:[.:][0-9]{2})? ?[ap]\.?m\b"
            r"|\b(?:noon|midnight|o['’]clock)\b"
        ),
        "a time of day is no part of the date",
        "give the day alone, such as 5 March 2021, and the time in a field of its own",
        ("5 March 2021",),
    ),
    (
        r"\b[0-9]{4}-?w[0-9]",
        "a week is not a date we can hold",
        "write its days, such as 2020-01-06/2020-01-12",
        ("2020-01-06/2020-01-12",),
    ),
    (
        r"[a-z] ?/ ?[a-z]",
        "a slash between two words can mean “or” and “to”",
        "write June or July 2020 for one of them, June to July 2020 for both",
        ("June or July 2020", "June to July 2020"),
    ),
    (r"^(?!.*[0-9]{4})", "it has no year of four digits", EXAMPLES_HINT, EXAMPLES),
)


def typed_error(line: str, edtf: DateError | None = None) -> DateError:
    """Why what was typed is not understood; ``edtf`` is why it is no EDTF, if it looks like it."""
    for pattern, problem, hint, suggestions in _TYPED[: -1 if edtf else None]:
        if re.search(pattern, line, re.IGNORECASE):
            return DateError(line, problem, hint, suggestions)
    if edtf:
        return edtf
    return DateError(line, "it is not understood as a date", EXAMPLES_HINT, EXAMPLES)
