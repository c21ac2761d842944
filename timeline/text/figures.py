"""Figures in braces: what a text says of a number that something else counts.

>>> fill("{events} events of {origins} origins", {"events": "97", "origins": "three"})
'97 events of three origins'
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

# Those that the texts of a timeline may name (`timeline.editions.site.figures` counts them).
FIGURES: Final = (
    "events", "documents", "origins", "publishers", "languages", "disagreements", "single",
    "corroborated", "gaps",
)  # fmt: skip
_FIGURE = re.compile(r"\{([a-z]+)\}")
_BRACES = re.compile(r"[{}]")
_WORDS: Final = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def fill(text: str, told: Mapping[str, str]) -> str:
    """The text with what is told in place of its figures; an unknown one stays as it is."""
    return _FIGURE.sub(lambda found: told.get(found[1], found[0]), text)


def figures_problem(text: str) -> str:
    """What is wrong with the braces of a text, as a sentence; empty when nothing is."""
    known = ", ".join(f"{{{name}}}" for name in FIGURES)
    for name in _FIGURE.findall(text):
        if name not in FIGURES:
            return f"“{{{name}}}” is not a figure of an edition. Known are: {known}."
    if _BRACES.search(_FIGURE.sub("", text)):
        return f"Braces hold a figure of the edition, and nothing else. Known are: {known}."
    return ""


def in_words(number: int) -> str:
    """A number as a sentence says it: “five”, “97”, “10,000”."""
    return _WORDS[number] if number < len(_WORDS) else f"{number:,}"


def listed(names: Sequence[str]) -> str:
    """Names as a sentence lists them: “one, two and three”."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
