"""Which excerpts their source's text does not prove, and where the others stand in it.

Nothing of this is stored: an excerpt is to be re-checked as long as the text does not hold it word
for word exactly once, so a list of them can be neither out of date nor ticked off by mistake.
"""

from collections.abc import Iterable
from itertools import groupby

from timeline.curation import proof
from timeline.curation.models import Excerpt, Source


def standing(excerpt: Excerpt, text: str) -> tuple[int, int] | None:
    """Where an excerpt stands in a text, as start and end in code points.

    None exactly when `proof.excerpt_problem` has something to say of that text.
    """
    return proof.standing(excerpt.quote, text, prefix=excerpt.prefix, suffix=excerpt.suffix)


def fallen(excerpts: Iterable[Excerpt], text: str) -> list[Excerpt]:
    """Those of a source's excerpts which `text` does not prove; none when there is no text."""
    if not text:
        return []
    return [excerpt for excerpt in excerpts if standing(excerpt, text) is None]


def to_recheck() -> list[Excerpt]:
    """Every excerpt that its source's text does not prove, by source, with event and source.

    Two queries; reads each text once.
    """
    quoted = Excerpt.objects.exclude(source__text="").order_by("source__slug", "position", "pk")
    excerpts = list(quoted.select_related("event", "said_by"))
    sources = Source.objects.select_related("publisher").in_bulk(
        {excerpt.source_id for excerpt in excerpts}
    )
    found: list[Excerpt] = []
    for key, group in groupby(excerpts, key=lambda excerpt: excerpt.source_id):
        source = sources[key]
        for excerpt in fallen(group, source.text):
            excerpt.source = source
            found.append(excerpt)
    return found
