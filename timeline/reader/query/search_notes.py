"""What to tell a reader about a search: similar spellings used, and what a word may have meant."""

from dataclasses import dataclass

from timeline.reader.query.view import TimelineView
from timeline.text import names


@dataclass(frozen=True, slots=True)
class Meant:
    """A word that nothing was found for, or only a similar spelling, and what it may have been."""

    word: str
    suggestions: list[tuple[str, str]]  # word, address of the view with it instead


@dataclass(frozen=True, slots=True)
class SearchNotes:
    """`similar` words were found by a similar spelling only; `unmatched` were not found at all."""

    similar: list[str]
    unmatched: list[Meant]


def search_notes(view: TimelineView) -> SearchNotes | None:
    """The notes on a search that was made; None when there was none."""
    if view.found is None:
        return None
    vocabulary = view.reading.index.catalogue["words"]
    unmatched = [
        Meant(
            word.text,
            [
                (other, view.query.changed(q=view.query.q.replace(word.text, other)).url())
                for other in names.did_you_mean(word.text, vocabulary, limit=3)
            ],
        )
        for word in [*view.found.unmatched, *([] if view.selection else view.found.loose)]
    ]
    return SearchNotes([word.text for word in view.found.loose], unmatched)
