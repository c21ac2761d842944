"""Days and years spelled out in English words, as digits: “the third of January twenty twenty”.

Only what can be nothing else is taken for a date: an ordinal beside the name of a month, and the
words of a year from 1700 to 2099.

>>> in_digits("the fourth of May nineteen eighty-four")
'the 4 May 1984'
>>> in_digits("the nineties"), in_digits("third anniversary")
('the 1990s', 'third anniversary')
"""

import re
from collections.abc import Iterable
from typing import Final

__all__ = ["in_digits"]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _any(words: Iterable[str]) -> str:
    """An expression for any of some words, the longest first, hyphens also as spaces."""
    found = sorted(words, key=len, reverse=True)
    return "|".join(word.replace("-", "[- ]") for word in found)


_UNITS: Final = _words(
    """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen
    """
)
_TENS: Final = _words("twenty thirty forty fifty sixty seventy eighty ninety")
_ORDINALS: Final = _words(
    """
    first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
    fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first
    twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh
    twenty-eighth twenty-ninth thirtieth thirty-first
    """
)
_WORTH: Final = {
    **{word: number for number, word in enumerate(_UNITS, 1)},
    **{word: 10 * number for number, word in enumerate(_TENS, 2)},
}
_DAYS: Final = {word: day for day, word in enumerate(_ORDINALS, 1)}
_MONTH: Final = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    "oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_DAY: Final = _any(_DAYS)
_UNIT: Final = _any(_UNITS[:9])
_BELOW_20: Final = _any(_UNITS[9:])
_FROM_20: Final = rf"(?:{_any(_TENS)})(?:[- ](?:{_UNIT}))?"
# The third of January; January the third.
_BEFORE: Final = re.compile(rf"\b({_DAY})(?: day)?(?: of)? (?=(?:{_MONTH})\b)", re.IGNORECASE)
_BEHIND: Final = re.compile(rf"\b({_MONTH})\.? (?:the )?({_DAY})\b", re.IGNORECASE)
_YEAR: Final = re.compile(
    rf"\b(?:(?P<nineteen>nineteen[- ]hundred)"
    rf"|(?P<century>(?:seven|eigh|nine)teen|twenty)[- ]"
    rf"(?:oh?[- ](?P<unit>{_UNIT})|(?P<rest>{_FROM_20}|{_BELOW_20}))"
    rf"|two thousand(?:(?: and)? (?P<above>{_FROM_20}|{_BELOW_20}|{_UNIT}))?)\b",
    re.IGNORECASE,
)
_DECADE: Final = re.compile(
    rf"\b(?:nineteen[- ])?({_any(word.removesuffix('y') for word in _TENS)})ies\b", re.IGNORECASE
)
_SPELLED: Final = re.compile(
    rf"\b(?:{_DAY}|{_BELOW_20}|twenty|two thousand)\b|ties\b", re.IGNORECASE
)


def in_digits(text: str) -> str:
    """A text with the days and years that it spells out as numbers; anything else as it stands."""
    if not _SPELLED.search(text):
        return text
    text = _BEFORE.sub(lambda found: f"{_day(found[1])} ", text)
    text = _BEHIND.sub(lambda found: f"{found[1]} {_day(found[2])}", text)
    text = _YEAR.sub(_year, text)
    return _DECADE.sub(lambda found: f"19{_WORTH[found[1].lower() + 'y']}s", text)


def _day(words: str) -> int:
    return _DAYS[words.lower().replace(" ", "-")]


def _year(found: re.Match[str]) -> str:
    if found["nineteen"]:
        return "1900"
    if not found["century"]:
        return str(2000 + _number(found["above"] or ""))
    return str(100 * _number(found["century"]) + _number(found["unit"] or found["rest"]))


def _number(words: str) -> int:
    return sum(_WORTH[word] for word in re.findall("[a-z]+", words.lower()))
