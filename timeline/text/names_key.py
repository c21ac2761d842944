"""The phonetic keys of a romanised word: its consonants, and the vowels that tell names apart.

Arabic and Persian names reach Latin letters by many roads: q is q, gh, k or g; short vowels are
a or e, o or u, i or e; consonants are doubled or not. A key keeps what all of them keep:

- whether the word starts with a vowel, and a class of the first vowel (``u``, ``y`` for a
  diphthong, ``i`` at the start of a word, else ``a``);
- the consonants, reduced to one letter a sound;
- the vowel before the last consonant, and the final vowel.

A letter that may be read in two ways gives two keys; two words meet when they share one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice, product

from timeline.text.names_slots import spell

_LIMIT = 24

_SOUNDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("(?<=..)[aeou](?:llah|lla$|lah$)", "allah"),
        ("tch|ch|sh", "C"),
        ("Ch", "C"),
        ("kh", "X"),
        ("x", "ks"),
        ("gh|q|ck", "k"),
        ("g(?=[aou])", "k"),
        ("dj|zh", "j"),
        ("ddh|dhdh|dh", "D"),
        ("th", "s"),
        ("ph", "f"),
        ("c(?=[eiy])", "s"),
        ("c", "k"),
        ("([b-df-hj-np-tvxzCDXy])\\1+", "\\1"),
        ("(^|(?<=[aeiou]))y(?=[aeiouw])", "Y"),
        ("y", "i"),
        ("(^|(?<=[aeiou]))w(?=[aei])|^w", "v"),
        ("(?<=[b-df-hj-np-tvxzCDXY])w(?=[aei])", "v"),
        ("w", "u"),
        ("i(?=[aou])", "iY"),
        ("aa+(?=[eiou])", "a"),
    )
)
_PART = re.compile("[aeiou]+|[^aeiou]")
_NUCLEUS = re.compile("aei|aee|aii|ou|oo|uu|au|aa|ee|ii|ai|ei|ae|ie|[aeiou]")

_FIRST = {
    **dict.fromkeys(("o", "u", "ou", "oo", "uu", "au"), "u"),
    **dict.fromkeys(("ai", "ei", "ae", "aei", "aii"), "y"),
    **dict.fromkeys(("i", "ii", "ee", "ie", "aee"), "ay"),
    **dict.fromkeys(("a", "e", "aa"), "a"),
}
_FIRST_OPEN = {**_FIRST, **dict.fromkeys(("i", "e", "ee", "ii", "ie"), "i"), "ei": "iy"}
_BEFORE_LAST = {
    **dict.fromkeys(("ou", "oo", "uu", "au"), "u"),
    **dict.fromkeys(("o", "u"), "ue"),
    **dict.fromkeys(("ai", "ei", "ae"), "y"),
    **dict.fromkeys(("aei", "aee", "aii", "ie"), "yi"),
    **dict.fromkeys(("i", "ii", "ee"), "i"),
    **dict.fromkeys(("a", "aa"), "a"),
    "e": "aie",
    "": "0",
}
_FINAL = {
    **dict.fromkeys(("o", "u", "ou", "oo", "uu", "au"), "u"),
    **dict.fromkeys(("i", "ii", "ee", "ie", "ai", "ei", "ae", "aei", "aee", "aii"), "i"),
    **dict.fromkeys(("a", "aa"), "a"),
    "e": "ai0",
    "": "0",
}

# How the script may write the vowels of one nucleus, inside a word and at its end.
_WRITTEN: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("ii", "ee"), ("I",)),
    **dict.fromkeys(("ou", "oo", "uu"), ("U",)),
    **dict.fromkeys(("ai", "ei", "aee", "aei", "aii"), ("I", "AI")),
    **dict.fromkeys(("o", "u"), ("E", "U")),
    "a": ("E", "A"),
    "aa": ("A", "E"),
    "ae": ("I", "AI", "A"),
    "au": ("U", "AU"),
    "e": ("E",),
    "i": ("E", "I"),
    "ie": ("I", "E"),
}
_WRITTEN_LAST: dict[str, tuple[str, ...]] = {
    **_WRITTEN,
    **dict.fromkeys(("i", "ie", "ei"), ("I",)),
    **dict.fromkeys(("o", "u"), ("U",)),
    "a": ("E", "A", "I"),  # ه, ا, ى
    "aa": ("A",),
}


@lru_cache(maxsize=32768)
def _parts(folded: str) -> tuple[tuple[str, ...], ...]:
    """The word's readings as runs of vowels and single consonants: with and without a final h."""
    sounds = folded
    for pattern, sound in _SOUNDS:
        sounds = pattern.sub(sound, sounds)
    forms = [sounds]
    if sounds.endswith("h") and len(sounds) > 2:
        silent = sounds[:-1]
        # -ah and -eh may be a mere ending (Fatimah) or hold a sounded h (Saleh); -ih, -uh hold one.
        forms = [silent, sounds] if sounds[-2] not in "iuo" else [sounds]
    return tuple(tuple(_PART.findall(form)) for form in forms)


def consonants(folded: str) -> int:
    """How many consonant sounds a folded Latin word has, a silent final h not among them."""
    return sum(part[0] not in "aeiou" for part in _parts(folded)[0])


@lru_cache(maxsize=32768)
def latin_keys(folded: str) -> tuple[str, ...]:
    """The keys of a folded Latin word, ``[a-z0-9]+`` each; none under two consonants."""
    keys: dict[str, None] = {}
    if folded.isalpha() and folded.isascii():
        for parts in _parts(folded):
            keys.update(dict.fromkeys(_keys(parts)))
    return tuple(keys)[:_LIMIT]


def _keys(parts: tuple[str, ...]) -> list[str]:
    sounds = [part for part in parts if part[0] not in "aeiou"]
    if len(sounds) < 2:
        return []
    starts_open = parts[0][0] in "aeiou"
    ends_open = parts[-1][0] in "aeiou"
    vowels = [part for part in parts if part[0] in "aeiou"]
    first = _NUCLEUS.findall(vowels[0])[0] if vowels else "a"
    final = _NUCLEUS.findall(parts[-1])[-1] if ends_open else ""
    before = parts[-3 if ends_open else -2]
    last = _NUCLEUS.findall(before)[-1] if before[0] in "aeiou" else ""
    readings = product(
        (_FIRST_OPEN if starts_open else _FIRST)[first],
        *({"D": "dz"}.get(sound, sound).lower() for sound in sounds),
        _BEFORE_LAST[last],
        _FINAL[final],
    )
    flag = "e" if starts_open else "o"
    return [flag + "".join(reading) for reading in islice(readings, _LIMIT)]


@lru_cache(maxsize=32768)
def written_keys(folded: str) -> tuple[str, ...]:
    """The script keys of a folded Latin word: how the Arabic script may write it."""
    keys: dict[str, None] = {}
    if folded.isalpha() and folded.isascii():
        for parts in _parts(folded):
            starts_open = parts[0][0] in "aeiou"
            keys.update(dict.fromkeys(spell(_written(parts), starts_open, short_written=True)))
    return tuple(keys)


_LETTER = {"p": "b", "D": "dz", "g": "k", "X": "x", "C": "c", "Y": "y"}


def _written(parts: tuple[str, ...]) -> list[tuple[str, ...]]:
    """What each part may be in the script; the vowels that a key leaves out are left out here."""
    total = sum(part[0] not in "aeiou" for part in parts)
    readings: list[tuple[str, ...]] = []
    seen = 0
    for i, part in enumerate(parts):
        if part[0] not in "aeiou":
            seen += 1
            readings.append(tuple(_LETTER.get(part, part)))
        elif seen >= total - 2:
            following = parts[i + 1] if i + 1 < len(parts) else ""
            readings.extend(_written_vowels(part, last=not following, before_y=following == "Y"))
    return readings


def _written_vowels(run: str, *, last: bool, before_y: bool) -> list[tuple[str, ...]]:
    nuclei = _NUCLEUS.findall(run)
    written = [_WRITTEN[nucleus] for nucleus in nuclei]
    if last:
        written[-1] = _WRITTEN_LAST[nuclei[-1]]
    elif before_y and nuclei[-1] in ("i", "ii", "ee"):
        written[-1] = ("E",)
    return written
