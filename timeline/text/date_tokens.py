"""The words, numbers and signs of a date in English, put into one form before anything is read.

A row of words that mean one thing becomes one word (“no later than” is “by”), hyphens become
ranges or nothing by what they stand between, and what says nothing (“the”, “of”) is left out.
"""

import re
from typing import Final, Literal, NamedTuple

from timeline.text.date_words import MONTH_OF

__all__ = ["RANGE", "SEASONS", "WEEKDAYS", "DateToken", "is_month", "is_year", "tokens_of"]

Kind = Literal["word", "number", "iso", "numeric", "sign"]

SEASONS: Final = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
WEEKDAYS: Final = {
    name[:size]: number
    for number, (name, sizes) in enumerate(
        (
            ("monday", (3, 6)),
            ("tuesday", (3, 4, 7)),
            ("wednesday", (3, 4, 6, 9)),
            ("thursday", (3, 4, 5, 8)),
            ("friday", (3, 6)),
            ("saturday", (3, 8)),
            ("sunday", (3, 6)),
        )
    )
    for size in sizes
} | {"weds": 2}
_MONTHS: Final = {
    short: name
    for name, (calendar, _) in MONTH_OF.items()
    if not calendar
    for short in (name, name[:3])
} | {"sept": "september", "janu": "january", "febr": "february"}
_ORDINALS: Final = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth",
    "eighteenth", "nineteenth", "twentieth",
)  # fmt: skip
# Rows of words with one meaning; where rows begin alike, the longest counts.
_ROWS: Final = {
    **dict.fromkeys(
        ("no later than", "not later than", "not after", "on or before", "in or before",
         "at or before", "by at latest"), "by",
    ),
    **dict.fromkeys(
        ("no earlier than", "not earlier than", "not before", "on or after", "in or after",
         "at or after"), "not-before",
    ),
    **dict.fromkeys(
        ("on or about", "in or about", "on or around", "in or around", "at about", "in about",
         "on about", "on around", "in around", "around about"), "about",
    ),
    **dict.fromkeys(("prior to", "earlier than"), "before"),
    "later than": "after",
    **dict.fromkeys(
        ("up to", "up until", "up till", "up to and including", "until and including"), "until",
    ),
    **dict.fromkeys(
        ("or earlier", "and earlier", "at latest", "or before that"), "or-before",
    ),
    **dict.fromkeys(("or later", "and later", "at earliest"), "or-after"),
    **dict.fromkeys(("or so", "or thereabouts"), "or-so"),
}  # fmt: skip
_ROWS_BY_FIRST: Final = {
    first: sorted(
        ((row.split(), word) for row, word in _ROWS.items() if row.split()[0] == first),
        key=lambda pair: -len(pair[0]),
    )
    for first in {row.split()[0] for row in _ROWS}
}
_SILENT: Final = frozenset(("the", "of", "sometime"))
_UNITS: Final = frozenset(("day", "month", "year", "years"))  # silent but in "a day in 2020"
_ABOUT: Final = dict.fromkeys(
    ("around", "circa", "approximately", "approx", "roughly", "ca", "c", "cca", "abt"), "about"
)
_POSSIBLY: Final = dict.fromkeys(("perhaps", "probably", "maybe", "prob", "poss"), "possibly")
_ERAS: Final = {"bce": "bc", "ce": "ad", "sh": "solar", "ah": "lunar"}
_SAME: Final = {
    **_ABOUT, **_POSSIBLY, **_ERAS, **_MONTHS, "till": "until", "through": "to", "thru": "to",
    "onward": "onwards", "centuries": "century", "cent": "century",
}  # fmt: skip
_TOKEN: Final = re.compile(
    r"(?P<numeric>(?<![\w./-])[0-9]{1,4}(?:[/.][0-9]{1,4})+(?![\w/-])"
    r"|(?<![\w./-])[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}(?![\w-]))"
    r"|(?P<iso>(?<![\w./-])[0-9]{4}-(?:[0-9]{1,2}|xx)(?:-(?:[0-9]{1,2}|xx))?(?![\w-])"
    r"|(?<![\w./-])(?:[0-9]{3}x|[0-9]{2}xx)(?![\w-]))"
    r"|(?P<number>[0-9]+)"
    r"|(?P<word>(?:solar|lunar)-[a-l](?![a-z])|[a-z]+)"
    r"|(?P<sign>\S)"
)
_INITIALS: Final = re.compile(r"\b(?:b\. ?c(?:\. ?e)?|c\. ?e|a\. ?d|a\. ?h|s\. ?h)\.?(?![a-z])")
_DASHES: Final = ("–", "—")


class DateToken(NamedTuple):
    """One piece of a date; ``tight`` when no space stands before it."""

    kind: Kind
    text: str
    tight: bool = False


RANGE: Final = DateToken("word", "to")


def tokens_of(line: str) -> list[DateToken]:
    """The tokens of a line in lower case, in the one form that `date_english` reads."""
    return _commas(_hyphens(_rows(_words(_scanned(line)))))


def is_month(token: DateToken) -> bool:
    """Whether a token is the name of a month, of any calendar."""
    return token.kind == "word" and token.text in MONTH_OF


def is_year(token: DateToken) -> bool:
    """Whether a token can only be a year of four digits."""
    return token.kind == "number" and len(token.text) == 4


def _scanned(line: str) -> list[DateToken]:
    """The line cut up: initials without their dots, no dot behind a word."""
    line = _INITIALS.sub(lambda match: re.sub(r"[. ]", "", match[0]) + " ", line)
    found: list[DateToken] = []
    end = 0
    for match in _TOKEN.finditer(line):
        tight = match.start() == end and end > 0
        end = match.end()
        text = match[0]
        if text == "." and tight and found and found[-1].kind == "word":
            end = -1  # what follows the dot of an abbreviation is not tight
            continue
        kind: Kind = match.lastgroup  # type: ignore[assignment]
        found.append(DateToken(kind, text, tight))
    return found


def _words(tokens: list[DateToken]) -> list[DateToken]:
    """One word for each meaning; ordinals and decades as words of their own."""
    found: list[DateToken] = []
    for index, token in enumerate(tokens):
        rest = tokens[index + 1 : index + 3]
        if token.kind == "word":
            _add_word(found, token, rest)
        elif token.text in ("'", "’") and rest and rest[0].text == "s" and _is_number(found):
            tokens[index + 1] = rest[0]._replace(tight=True)  # the 2010's
        elif token.text in _DASHES:
            found.append(RANGE)
        else:
            found.append(DateToken("word", "about") if token.text == "~" else token)
    return found


def _add_word(found: list[DateToken], token: DateToken, rest: list[DateToken]) -> None:
    """Add a word to those found: by its one name, joined to the number before, or not at all."""
    if token.tight and _is_number(found) and token.text in ("st", "nd", "rd", "th"):
        if any(one.text in ("century", "cent", "quarter", "half") for one in rest):
            found[-1] = DateToken("word", f"#{int(found[-1].text[:9])}", found[-1].tight)
    elif token.tight and token.text == "s" and _is_number(found) and _is_round(found[-1].text):
        found[-1] = DateToken("word", f"{found[-1].text}s", found[-1].tight)
    elif token.text in _ORDINALS:
        found.append(DateToken("word", f"#{_ORDINALS.index(token.text) + 1}", token.tight))
    elif token.text not in _SILENT and not (token.text in _UNITS and not _is_some(found)):
        found.append(token._replace(text=_SAME.get(token.text, token.text)))


def _is_number(found: list[DateToken]) -> bool:
    return bool(found) and found[-1].kind == "number"


def _is_round(digits: str) -> bool:
    return len(digits) in (3, 4) and digits[-1] == "0"


def _is_some(found: list[DateToken]) -> bool:
    return bool(found) and found[-1].text in ("a", "one", "some")


def _rows(tokens: list[DateToken]) -> list[DateToken]:
    """Rows of words that mean one thing as one word."""
    found: list[DateToken] = []
    index = 0
    while index < len(tokens):
        for row, word in _ROWS_BY_FIRST.get(tokens[index].text, ()):
            if [token.text for token in tokens[index : index + len(row)]] == row:
                found.append(DateToken("word", word))
                index += len(row)
                break
        else:
            found.append(tokens[index])
            index += 1
    return [_ending(found, index) for index in range(len(found)) if not _joined(found, index)]


def _joined(tokens: list[DateToken], index: int) -> bool:
    """Whether a word is the second of “or before”, “or after” at the end of a date."""
    return (
        index > 0
        and tokens[index - 1].text in ("or", "and")
        and tokens[index].text in ("before", "after")
        and (index + 1 == len(tokens) or tokens[index + 1].text in (",", "or"))
    )


def _ending(tokens: list[DateToken], index: int) -> DateToken:
    if index + 1 < len(tokens) and _joined(tokens, index + 1):
        return DateToken("word", f"or-{tokens[index + 1].text}")
    return tokens[index]


def _hyphens(tokens: list[DateToken]) -> list[DateToken]:
    """Hyphens, dots and slashes between words and numbers: a range, or nothing at all."""
    found: list[DateToken] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.text not in ("-", "/", ".") or token.kind != "sign" or not found:
            found.append(token)
            index += 1
            continue
        after = tokens[index + 1] if index + 1 < len(tokens) else DateToken("sign", "")
        meant = _between(found, token, after, tokens[index + 2 : index + 4])
        if meant == "same":
            index += 2
            continue
        found += {"range": [RANGE], "nothing": [], "sign": [token]}[meant]
        index += 1
    return found


def _between(
    before: list[DateToken], sign: DateToken, after: DateToken, rest: list[DateToken]
) -> Literal["range", "nothing", "sign", "same"]:
    """What a sign between two tokens means."""
    left = before[-1]
    if is_month(left) and left.text == after.text:
        return "same"
    if sign.text == "-" and not sign.tight:
        return "range"
    if left.text in ("early", "mid", "late") or left.text[:1] == "#":
        return "nothing"
    if not after.tight:
        return "sign"
    range_or_sign: Literal["range", "sign"] = "range" if sign.text == "-" else "sign"
    if (is_month(left) or left.text in SEASONS) and (is_month(after) or after.text in SEASONS):
        return range_or_sign
    if is_month(left) or is_month(after):
        return "range" if sign.text == "-" and _ends_a_day(before, after, rest) else "nothing"
    if left.kind == after.kind == "number":
        if len(before) > 1 and is_month(before[-2]) and len(after.text) == 4:
            return "nothing"  # Nov-22-2006
        return range_or_sign if (len(left.text) == 4) == (len(after.text) == 4) else "sign"
    return "sign"


def _ends_a_day(before: list[DateToken], after: DateToken, rest: list[DateToken]) -> bool:
    """Whether a day and its month end here and others begin: 7 Jun-14 Jul, June 7-July 14."""
    if len(before) < 2 or before[-1].kind == after.kind or is_year(after):
        return False
    day_first = is_month(before[-1]) and before[-2].kind == "number" and not is_year(before[-2])
    if day_first:
        return not rest or rest[0].text != "-"
    return is_month(before[-2]) and before[-1].kind == "number"


def _commas(tokens: list[DateToken]) -> list[DateToken]:
    """Without the commas that part no two dates: behind a weekday, before a year, after a year."""
    return [token for index, token in enumerate(tokens) if not _is_silent(tokens, index)]


def _is_silent(tokens: list[DateToken], index: int) -> bool:
    if tokens[index].text != "," or not 0 < index < len(tokens) - 1:
        return False
    before, after = tokens[index - 1], tokens[index + 1]
    if before.text in WEEKDAYS:
        return True
    following = tokens[index + 2 : index + 4]
    if is_year(before):  # 2006, 22 November
        day_and_month = [after, *following[:1]]
        numbers = [token.kind == "number" and len(token.text) <= 2 for token in day_and_month]
        months = [is_month(token) for token in day_and_month]
        named = any(months) and (any(numbers) or not following)
        years = (
            one.kind == "number" or one.text in ("ad", "solar", "lunar") for one in following[1:]
        )
        return named and not any(years)
    era = after.text in ("ad", "solar", "lunar") or (following and following[0].text == "bc")
    if not is_year(after) and not era:
        return False
    if is_month(before) or before.text in SEASONS:
        return True
    numbered = before.kind == "number" and len(before.text) <= 2
    return numbered and (index < 2 or tokens[index - 2].text != "ad")
