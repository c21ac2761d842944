"""What readers look for and no event has, told to whoever wants to know of it.

The public pages only tell; what listens, keeps words and counts (`timeline.reports.sought`).
"""

from typing import Final

from django.dispatch import Signal

from timeline.editions.search.clauses import Means
from timeline.editions.search.find import Result

sought_in_vain: Final = Signal()  # `words`: what a search looked for, and is in no event

_MEANS: Final = (Means.WORD, Means.TERM, Means.NAME)


def tell_of_vain_words(found: Result) -> None:
    """Send the words of a search that are in no event, if there are any. Never raises."""
    words = [
        part.clause.text.casefold()
        for part in found.parts
        if part.dropped and not part.clause.excluded and part.clause.means in _MEANS
    ]
    if words:
        sought_in_vain.send_robust(sender=Result, words=words)
