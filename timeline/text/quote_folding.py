"""Text as browsers compare it when they look for a passage, and the way back to the original.

Browsers that search by the Unicode Collation Algorithm (Chromium, Safari) compare at its primary
level: without case, accents, invisible characters, forms of width and position, and with digits of
all scripts equal; others ignore less. `fold` ignores at least as much as any of them, and where
languages differ, as much as the most generous. So what differs here is different in every browser,
while a few things that are equal here are not equal there.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

__all__ = ["Folded", "fold", "fold_text"]

# Equal at the primary level, or treated as equal by the browsers' own rules for searching.
_ALIKE: Final = {
    "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ŧ": "t",
    "ة": "ه", "ى": "ي", "ٱ": "ا", "ٴ": "ء", "ـ": "",
    "ך": "כ", "ם": "מ", "ן": "נ", "ף": "פ", "ץ": "צ",
    "〇": "0", "ґ": "г", "ϲ": "σ", "ς": "σ",
    **dict.fromkeys("‘’‚‛׳", "'"), **dict.fromkeys("“”„‟״〝〞〟", '"'),
}  # fmt: skip
_SMALL_KANA: Final = dict(zip("ぁぃぅぇぉっゃゅょゎゕゖ", "あいうえおつやゆよわかけ", strict=True))
_KATAKANA: Final = range(0x30A1, 0x30F7)
_TO_HIRAGANA: Final = 0x60
# Katakana of Ainu, which are small forms of others.
_SMALL_AINU: Final = dict(
    zip("ㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ", "くしすとぬはひふへほむらりるれろ", strict=True)
)


@lru_cache(maxsize=65536)
def fold(char: str) -> str:
    """What one character is compared as: nothing, one character, or several."""
    if char.isspace():
        return " "
    bare = _bare(_bare(char).casefold())
    return "".join(map(_alike, bare))


def _bare(text: str) -> str:
    """Without marks, invisible and control characters, and in compatibility form."""
    return "".join(
        char
        for char in unicodedata.normalize("NFKD", text)
        if unicodedata.category(char) not in ("Mn", "Mc", "Me", "Cf", "Cc")
    )


def _alike(char: str) -> str:
    if char.isspace():
        return " "
    number = unicodedata.numeric(char, None) if unicodedata.category(char) in ("Nd", "No") else None
    if number is not None and number == int(number):
        return str(int(number))
    if ord(char) in _KATAKANA:
        char = chr(ord(char) - _TO_HIRAGANA)
    return (
        _ALIKE.get(char) or _SMALL_KANA.get(char) or _SMALL_AINU.get(char, _ALIKE.get(char, char))
    )


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text: its character ``i`` comes from character ``at[i]`` of the source.

    Every run of white space, line breaks among them, is one space.
    """

    text: str
    at: list[int]


def fold_text(source: str) -> Folded:
    """Fold a whole text. Takes time linear in its length."""
    pieces: list[str] = []
    at: list[int] = []
    space = True
    for index, char in enumerate(source):
        for folded in fold(char):
            if folded != " " or not space:
                pieces.append(folded)
                at.append(index)
            space = folded == " "
    return Folded("".join(pieces), at)
