"""Words that say nothing of what is looked for: they have no weight beside words that do."""

from __future__ import annotations

from typing import Final

from timeline.text import names
from timeline.text.names_words import SCRIPT_STOP_WORDS, STOP_WORDS


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Function words by the list of `names`, which tell one event from another all the same.
_TELLING: Final = _words(
    """
    above after against alone before behind below between despite down during early first former
    last later less might mine most never no none nobody nothing off out outside over own same
    second several since third through under until up us within without yes
    """
)
# What people ask with, beside them.
_ASKING: Final = _words(
    """
    please tell show find list happen happened happening happens timeline event events am im ive
    whats whos wheres hows much long regarding concerning re vs etc like s t
    """
)
# The commonest function words of German, French, Spanish, Italian, Turkish, Russian, and of Arabic
# and Persian beyond those that `names` has.
_FOREIGN: Final = _words(
    """
    der die das den dem des ein eine einen einem einer und oder von vom zu zum zur im mit für auf
    ist war wer wie wann warum
    le la les une des du de et ou dans sur pour par avec est qui que quand
    el los las del al y o en con por para es
    il lo gli di e della nel
    ve ile bir için mi ne kim
    и в на с о по за из кто что где когда
    و أو هل آیا متى کی
    """
)
_ALL: Final = (STOP_WORDS | _ASKING) - _TELLING
_OTHERS: Final = frozenset(names.fold(word) for word in _FOREIGN | SCRIPT_STOP_WORDS)


def is_function_word(folded: str) -> bool:
    """Whether a folded word of any script carries no weight in a search."""
    return folded in _ALL or folded in _OTHERS
