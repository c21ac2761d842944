"""What can be cited, as items of CSL-JSON (Citation Style Language 1.0.2).

No item has a date of access: an address with an edition shows the same for ever, and on which day a
reader has read a source, the reader alone knows.
"""

from typing import Any, Final

from django.utils.text import slugify

from timeline.editions.documents import EventDocument, SourceDocument
from timeline.editions.index import Index
from timeline.editions.models import Edition
from timeline.reader.cite.csl_dates import csl_date, is_told_whole
from timeline.reader.query import labels
from timeline.text import dates

Item = dict[str, Any]

_TYPES: Final = {
    "article": ("article-newspaper", ""),
    "interview": ("article-newspaper", "Interview"),
    "statement": ("webpage", "Statement"),
    "caption": ("webpage", "Photo caption"),
    "blog-post": ("post-weblog", ""),
    "repost": ("webpage", ""),
}


def of_source(source: SourceDocument, index: Index) -> Item:
    """The bibliographic record of a source.

    Whether a byline is a person's name is not known, so that names are never split into parts.
    """
    kind, genre = _TYPES.get(source["kind"], ("webpage", ""))
    item: Item = {
        "id": index.identity("source", source["slug"]),
        "type": kind,
        "title": source["title"],
        "author": [{"literal": source["byline"]}] if source["byline"] else [],
        "container-title": labels.of(index, "publisher", source["publisher"]),
        "issued": csl_date(dates.parse(source["published"])) if source["published"] else {},
        "genre": genre,
        "URL": source["url"] or source["archived_url"],
        "language": source["language"],
        "note": " ".join(_notes(source, index)),
    }
    return {name: value for name, value in item.items() if value}


def _notes(source: SourceDocument, index: Index) -> list[str]:
    notes = []
    if source["published"]:
        when = dates.parse(source["published"])
        if not is_told_whole(when):
            notes.append(f"Published {when.phrase} (EDTF {when.edtf}).")
    if source["origin"] != source["publisher"]:
        notes.append(f"A copy of a text of {labels.of(index, 'publisher', source['origin'])}.")
    if source["archived_url"] and source["url"]:
        notes.append(f"Archived at {source['archived_url']}")
    return notes


def of_view(title: str, url: str, edition: Edition, key: str, site: str) -> Item:
    """A view of the timeline in an edition of `site`; `url` is the permanent one."""
    return _ours(title, url, edition, key, site)


def of_event(event: EventDocument, url: str, edition: Edition, site: str, index: Index) -> Item:
    """The page of an event in an edition of `site`; `url` is the permanent one."""
    return _ours(event["title"], url, edition, index.identity("event", event["slug"]), site)


def _ours(title: str, url: str, edition: Edition, key: str, site: str) -> Item:
    day = edition.published_at.date()
    return {
        "id": f"{slugify(site) or 'timeline'}-{key}-edition-{edition.number}",
        "type": "webpage",
        "title": title,
        "author": [{"literal": site}],
        "container-title": site,
        "publisher": site,
        "version": str(edition.number),
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "URL": url,
        "language": "en-GB",
    }
