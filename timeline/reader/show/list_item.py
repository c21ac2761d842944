"""An event of a list, as HTML.

Written here and not by a template: a page has thirty of them, and they were most of what it took.
"""

from functools import lru_cache
from html import escape
from typing import Protocol

from django.utils.safestring import SafeString, mark_safe

from timeline.reader.show.why import Why
from timeline.text import dates
from timeline.written.running import shown as said

DATES = 16_384  # kept as HTML, some 200 bytes each: many events share a date
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
    def edtf(self) -> str: ...
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
    slug, number, local = escape(event.slug), event.phase_number, event.local_time
    text = (
        f'<li class="event p{number}" id="{slug}"><p class="when data"><span class="phase">'
        f'<svg class="mark" aria-hidden="true"><use href="#m{number}"/></svg>'
        f'{escape(event.phase_name)}</span> <span class="date">{_date(event.edtf)}'
        f"{f', {escape(local)}' if local else ''}"
        f'</span></p><h4><a href="{escape(event.url)}">{said(event.title)}</a></h4>\n'
        f'<p class="summary">{said(event.summary)}</p>\n{_reasons(event.why) if event.why else ""}'
        f'<details class="evidence" id="e-{slug}"><summary class="data">{_evidence(event)}'
        f'</summary><p class="data"><a class="unfold" href="{escape(event.excerpts_url)}">'
        "Read what the sources say</a></p></details></li>"
    )
    return mark_safe(text)  # noqa: S308  whatever is put in is escaped


def _reasons(reasons: tuple[Why, ...]) -> str:
    return "".join(
        f'<p class="why data">{said(why.said)}: <span dir="auto">{said(why.text)}</span></p>\n'
        for why in reasons
        if why.text and not why.shown
    )


@lru_cache(maxsize=DATES)
def _date(edtf: str) -> str:
    when = dates.parse(edtf)
    phrase = escape(when.phrase)
    return f'<time datetime="{escape(when.iso)}">{phrase}</time>' if when.iso else phrase


def _evidence(event: Listed) -> str:
    count = event.excerpt_count
    origins = f" · <b>{event.origin_count} independent origins</b>" * (event.origin_count > 1)
    plural = "" if count == 1 else "s"
    return f"<u>{count} excerpt{plural}</u>{origins}{_DIFFER * event.disputed}"
