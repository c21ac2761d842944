"""Script keys: consonants with the vowels around the last of them.

A key is an initial-vowel flag, then the consonants, each followed by the long vowels written after
it. Only the last three places for a vowel are kept: they tell short names apart (Jamal, Jamil),
while the consonants do it for long ones, and a romanised word, which does not say which of its
vowels are long, then stands for a handful of keys and not for hundreds.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, product

LIMIT = 24
"""Keys kept for one word; the rest are rare readings of long words."""

_KEPT = 3
_PERSIAN_PAIRS = frozenset(("st", "xt", "ft", "ct", "rs", "rd", "rt", "rk", "nd", "rz"))


def spell(
    readings: Sequence[Sequence[str]], starts_open: bool, *, short_written: bool
) -> tuple[str, ...]:
    """Every key of a word given the readings of each of its letters or places, in order.

    A reading is any run of consonants (lower case) and vowels (``A``, ``I``, ``U``, and ``E`` for a
    short one that is not written), or nothing.
    ``short_written`` says that the script of the word shows short vowels.
    """
    keys: dict[str, None] = {}
    for reading in islice(product(*readings), 8 * LIMIT):
        key = _key("".join(reading), starts_open, short_written)
        if key:
            keys[key] = None
        if len(keys) == LIMIT:
            break
    return tuple(keys)


def _key(sounds: str, starts_open: bool, short_written: bool) -> str:
    consonants: list[str] = []
    vowels = [""]
    for sound in sounds:
        if sound.isupper():
            vowels[-1] += sound.lower()
        elif not (consonants and consonants[-1] == sound and not vowels[-1]):
            consonants.append(sound)
            vowels.append("")
    if len(consonants) < 2:
        return ""
    _settle_short(vowels, "".join(consonants[-2:]), short_written)
    dropped = max(0, len(vowels) - _KEPT)
    parts = ["e" if starts_open else "o"]
    for i, vowel in enumerate(vowels):
        if i:
            parts.append(consonants[i - 1])
        if i >= dropped:
            parts.append(vowel)
    return "".join(parts)


def _settle_short(vowels: list[str], pair: str, short_written: bool) -> None:
    """Keep a short vowel only where the script betrays it.

    Arabic has no long vowel before two final consonants, so that ناصر must have a short vowel
    before its r: it is Naser and cannot be Nasr. Persian has, before some pairs (دوست, Doost).
    Elsewhere a short vowel leaves no trace.
    """
    told = (
        len(vowels) > 2
        and not vowels[-1]
        and vowels[-3].strip("e") != ""
        and pair not in _PERSIAN_PAIRS
    )
    short = vowels[-2] == "e" if short_written else vowels[-2] == ""
    vowels[:] = [vowel.replace("e", "") for vowel in vowels]
    if told and short:
        vowels[-2] = "e"
