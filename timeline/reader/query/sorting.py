"""Lists as a reader looks things up in them."""

from timeline.text import names

_ARTICLES = {"the", "a", "an"}


def alphabetical(name: str) -> tuple[list[str], str]:
    """What a name is sorted by: without accents, case and its first article, English or Arabic.

    So “al-Qaeda” stands under Q, “The Courier” under C, and “Éric” beside “Eric”.
    """
    words = [token.folded for token in names.tokens(name)]
    if len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    return words, name
