"""English stems, so that strikes, strike and struck meet.

The stemmer is Porter's second, "english" of the Snowball project (snowballstemmer). Before it come
the strong verbs of news reports, which it does not know, and words that it would cut wrongly.
"""

from __future__ import annotations

from functools import lru_cache

import snowballstemmer

_STRONG = {
    form: base
    for base, forms in {
        "strike": "struck stricken striking",
        "flee": "fled",
        "fight": "fought",
        "shoot": "shot",
        "say": "said",
        "seek": "sought",
        "bring": "brought",
        "buy": "bought",
        "teach": "taught",
        "catch": "caught",
        "think": "thought",
        "begin": "began begun",
        "break": "broke broken",
        "speak": "spoke spoken",
        "choose": "chose chosen",
        "drive": "drove driven",
        "fly": "flew flown",
        "forbid": "forbade forbidden",
        "give": "gave given",
        "go": "went gone",
        "grow": "grew grown",
        "hide": "hid hidden",
        "hold": "held",
        "keep": "kept",
        "know": "knew known",
        "lead": "led",
        "lose": "lost",
        "make": "made",
        "mean": "meant",
        "meet": "met",
        "overthrow": "overthrew overthrown",
        "pay": "paid",
        "send": "sent",
        "spend": "spent",
        "stand": "stood",
        "steal": "stole stolen",
        "swear": "swore sworn",
        "take": "took taken",
        "tell": "told",
        "throw": "threw thrown",
        "understand": "understood",
        "withdraw": "withdrew withdrawn",
        "write": "wrote written",
        "man": "men",
        "woman": "women",
        "child": "children",
    }.items()
    for form in forms.split()
}

_NO_ENDING = """
    abbas anis elias fars firas hamas idris ilyas organ paris qais texas younes younis yunis yunus
"""
# Names and words whose last letters are no ending.
_WHOLE = frozenset(_NO_ENDING.split())


@lru_cache(maxsize=65536)
def stem(folded: str) -> str:
    """The stem of a folded Latin word; the word itself if it is short, a number or a name."""
    if len(folded) < 3 or not folded.isalpha():
        return folded
    word = _STRONG.get(folded, folded)
    if word in _WHOLE:
        return word
    if word.startswith("organiz"):
        return "organiz"
    # A stemmer holds the word it works on, and so must not be shared between threads.
    return str(snowballstemmer.stemmer("english").stemWord(word))
