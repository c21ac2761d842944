"""An event of a list, as HTML.

Written here and not by a template: a page has thirty of them, and they were most of what it took.
"""

from collections.abc import Iterator
from typing import Protocol

from django.utils.html import conditional_escape as said
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from timeline.reader.show.why import Why
from timeline.text.dates import HistoricalDate

_DIFFER = (
    ' · <b><svg class="mark differ" aria-hidden="true"><use href="#m-differ"/></svg>'
    " sources differ</b>"
)


class Listed(Protocol):
    """What a list shows of an event (`EventCard`, or `ListedCard` which is that and no more)."""

    @property
    def slug(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def excerpts_url(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def summary(self) -> str: ...
    @property
    def when(self) -> HistoricalDate: ...
    @property
    def local_time(self) -> str: ...
    @property
    def phase_name(self) -> str: ...
    @property
    def phase_number(self) -> int: ...
    @property
    def excerpt_count(self) -> int: ...
    @property
    def origin_count(self) -> int: ...
    @property
    def disputed(self) -> bool: ...
    @property
    def why(self) -> tuple[Why, ...]: ...


def html_of(event: Listed) -> SafeString:
    """The event as an item of a list."""
    return mark_safe("".join(_parts(event)))  # noqa: S308  whatever is put in is escaped


def _parts(event: Listed) -> Iterator[str]:
    slug, number = escape(event.slug), event.phase_number
    yield (
        f'<li class="event p{number}" id="{slug}"><p class="when data"><span class="phase">'
        f'<svg class="mark" aria-hidden="true"><use href="#m{number}"/></svg>'
        f'{escape(event.phase_name)}</span> <span class="date">{_date(event.when)}'
    )
    if event.local_time:
        yield f", {escape(event.local_time)}"
    yield (
        f'</span></p><h4><a href="{escape(event.url)}">{said(event.title)}</a></h4>\n'
        f'<p class="summary">{said(event.summary)}</p>\n'
    )
    for why in event.why:
        if why.text and not why.shown:
            text = f'<span dir="auto">{said(why.text)}</span>'
            yield f'<p class="why data">{said(why.said)}: {text}</p>\n'
    yield f'<details class="evidence" id="e-{slug}"><summary class="data">{_evidence(event)}'
    yield (
        f'</summary><p class="data"><a class="unfold" href="{escape(event.excerpts_url)}">'
        "Read what the sources say</a></p></details></li>"
    )


def _date(when: HistoricalDate) -> str:
    phrase = escape(when.phrase)
    return f'<time datetime="{escape(when.iso)}">{phrase}</time>' if when.iso else phrase


def _evidence(event: Listed) -> str:
    count = event.excerpt_count
    origins = f" · <b>{event.origin_count} independent origins</b>" * (event.origin_count > 1)
    plural = "" if count == 1 else "s"
    return f"<u>{count} excerpt{plural}</u>{origins}{_DIFFER * event.disputed}"
