"""Words that say nothing of what is looked for: they have no weight beside words that do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from timeline.text import names
from timeline.text.names_words import SCRIPT_STOP_WORDS, STOP_WORDS


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Function words by the list of `names`, which tell one event from another all the same.
_TELLING: Final = _words(
    """
    alone early first former last later never no none nobody nothing own same second several
    third us yes
    """
)
# What people ask with, beside them.
_ASKING: Final = _words(
    """
    please tell show find list say says know knows going again happen happened happening happens
    timeline event events am im ive whats whos wheres hows much long regarding concerning re vs etc
    like s t
    """
)
# The commonest function words of German, French, Spanish, Italian, Turkish, Russian, and of Arabic
# and Persian beyond those that `names` has.
_FOREIGN: Final = _words(
    """
    der die das den dem des ein eine einen einem einer und oder von vom zu zum zur im am beim mit
    für auf aus bei nach vor seit über unter gegen durch ohne um zwischen ist war sind waren wurde
    wurden wird hat haben wer wie was wo wann warum wieso welche welcher welches nicht
    le la les une des du de et ou se dans sur pour par avec sans sous contre après avant entre
    depuis est sont était a été qui que quoi quand où pourquoi comment quel quelle quels
    quelles au aux el los las del al y o en con por para sin sobre contra tras desde entre hasta
    es son fue fueron ha quién quien qué dónde donde cuándo cuando cómo como
    il lo gli di e della del dello nel nella con per su tra chi che dove quando come è
    ve veya ile bir için mi mı ne kim nerede nasıl neden sonra önce karşı göre
    и или в во на с со о об по за из от до для при против после перед между под над не кто что где
    когда как почему был была было были
    و أو هل آیا متى کی أين كيف لماذا ضد بين بعد قبل حول تحت خلال منذ
    علیه درباره چه کجا چرا چگونه چطور پیش پس
    """
)
# Of these, what an English reader types as a word too: weightless only beside others of them.
_ENGLISH_TOO: Final = _words("war die son sin hat per am was sind era come via pour sur au")
_ALL: Final = (STOP_WORDS | _ASKING) - _TELLING
_OTHERS: Final = frozenset(names.fold(word) for word in _FOREIGN | SCRIPT_STOP_WORDS)
_FOREIGN_ONLY: Final = _OTHERS - _ENGLISH_TOO - STOP_WORDS


def is_function_word(folded: str, among: Iterable[str] = ()) -> bool:
    """Whether a folded word of any script carries no weight in a search.

    `among` are all words of the search: a few are function words of one language and telling words
    of another, and count as the first only where another of the first language stands.
    """
    if folded in _ALL:
        return True
    if folded not in _OTHERS:
        return False
    return folded not in _ENGLISH_TOO or any(word in _FOREIGN_ONLY for word in among)
