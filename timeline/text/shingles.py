"""How much two texts have in common, word for word, by their shingles (runs of five words).

    >>> compared("The bridge was closed at noon.", "The bridge was closed at noon!").resemblance
    1.0

Shingles and their resemblance are those of Broder ("On the resemblance and containment of
documents", 1997). `marks` are the few of them by which a text is found again among many: chosen by
winnowing (Schleimer, Wilkerson and Aiken, 2003), so that any run of words that two texts share and
that is longer than a window gives both at least one mark.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

SIZE: Final = 5  # words of a shingle
WINDOW: Final = 16  # shingles of which one is a mark
MOST_MARKS: Final = 2_000  # of one text; of a longer one those of the lowest numbers

# A sign of a script that is written without spaces is a word; else letters and figures in a row.
_WORD: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_]+")
_ALIKE: Final = str.maketrans(
    {"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ۀ": "ه", "أ": "ا", "إ": "ا", "آ": "ا", "ـ": ""}
)


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two texts against each other, each share from 0 to 1.

    `resemblance` is how many of all their shingles both have; `held` is how many of those of the
    shorter one the longer one has, too; `words` is how long the shorter one is.
    """

    resemblance: float
    held: float
    words: int


def words(text: str) -> list[str]:
    """The words of a text without case, accents, or the ways in which Arabic letters are keyed."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in plain if not unicodedata.combining(char))
    return _WORD.findall(unicodedata.normalize("NFC", bare).translate(_ALIKE))


def text_key(text: str) -> str:
    """SHA-256 in hexadecimal of the words alone: the same for texts that differ in white space,
    punctuation or case. Empty for a text without words."""
    found = words(text)
    return hashlib.sha256(" ".join(found).encode()).hexdigest() if found else ""


def shingles(text: str) -> list[int]:
    """The shingles of a text in order, as numbers of 63 bits; one of all words for a short text."""
    found = words(text)
    if not found:
        return []
    return list(_numbered(found))


def _numbered(found: list[str]) -> Iterator[int]:
    for at in range(max(1, len(found) - SIZE + 1)):
        digest = hashlib.blake2b(" ".join(found[at : at + SIZE]).encode(), digest_size=8).digest()
        yield int.from_bytes(digest) >> 1


def marks(text: str) -> list[int]:
    """The shingles by which a text is found among others: the lowest of each window, once each."""
    numbers = shingles(text)
    found = {
        min(numbers[at : at + WINDOW]) for at in range(max(1, len(numbers) - WINDOW + 1))
    } if numbers else set()  # fmt: skip
    return sorted(found)[:MOST_MARKS]


def compared(one: str, other: str) -> Likeness:
    """How alike two texts are; nothing is like a text without words."""
    first, second = set(shingles(one)), set(shingles(other))
    if not first or not second:
        return Likeness(0.0, 0.0, 0)
    both = len(first & second)
    fewer = min(len(first), len(second))
    return Likeness(both / len(first | second), both / fewer, fewer + SIZE - 1)
