"""Corrections as an Atom feed (RFC 4287): an entry for each change, for ever at its own address.

The identifier of an entry is where the change stands word by word, between two editions: it never
changes, and so neither does the entry. `updated` of the feed is when the latest edition that
corrected something was published, which never goes back.
"""

from datetime import datetime

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from timeline.editions import archive
from timeline.editions.site import rights
from timeline.reader.formats.atom import NOT_XML, Feed
from timeline.reader.query.describe import describe
from timeline.reader.query.reading import Reading
from timeline.reader.query.timeline_query import TimelineQuery
from timeline.reader.show.corrections import CorrectionsPage, ShownCorrections
from timeline.reader.show.differences import ShownDifference
from timeline.site_url import absolute


def render(
    reading: Reading,
    query: TimelineQuery,
    page: CorrectionsPage,
    *,
    url: str,
    next_url: str,
    page_url: str,
) -> HttpResponse:
    """A page of the feed; `next_url` goes on to earlier editions, and is empty on the last."""
    about = f": {describe(query, reading.index)}" if query.filters else ""
    feed = Feed(
        title=f"Corrections{about} | {reading.site.name}",
        link=absolute(page_url),
        description=None,
        language="en-GB",
        author_name=reading.site.name,
        subtitle="What was public and was changed, merged or withdrawn, and why.",
        feed_url=absolute(url),
        feed_guid=absolute(query.changed(sort="").url(reverse("corrections-feed"))),
        feed_copyright=rights(reading.site),
        updated=_updated(page),
        pages={"next": absolute(next_url)} if next_url else {},
    )
    for step in page.steps:
        for entry in step.entries:
            _add(feed, step, entry)
    text = NOT_XML.sub("\ufffd", feed.writeString("utf-8"))
    return HttpResponse(text, "application/atom+xml; charset=utf-8")


def _updated(page: CorrectionsPage) -> datetime:
    if page.steps:
        return page.steps[0].edition.published_at
    return archive.editions_by_number([1])[1].published_at


def _add(feed: Feed, step: ShownCorrections, entry: ShownDifference) -> None:
    numbers = [step.earlier.number, step.edition.number]
    address = f"{reverse('comparison', args=numbers)}?kind={entry.kind}&slug={entry.slug}"
    why = " ".join(text for _, text in entry.reasons) or step.edition.note
    context = {"entry": entry, "step": step, "base": absolute("/").rstrip("/"), "why": why}
    feed.add_item(
        title=f"{entry.how.capitalize()}: {entry.title}",
        link=absolute(address),
        description="",
        unique_id=absolute(address),
        updateddate=step.edition.published_at,
        pubdate=step.edition.published_at,
        summary=why,
        content=render_to_string("reader/formats/_correction.html", context),
    )
