"""The pages of what events refer to: sources, actors, places, publishers and disagreements."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.urls import reverse

from timeline.editions.documents import (
    ActorDocument,
    PlaceDocument,
    PublisherDocument,
    SourceDocument,
)
from timeline.reader.metadata import citation
from timeline.reader.metadata.base import (
    Metadata,
    Node,
    actor_type,
    page_node,
    place_type,
    present,
)
from timeline.reader.query import labels
from timeline.reader.query.describe import describe
from timeline.reader.query.reading import Reading
from timeline.reader.query.timeline_query import TimelineQuery
from timeline.reader.show.questions import Question
from timeline.site_url import absolute
from timeline.text import dates

_SOURCE_TYPES = {
    "article": "NewsArticle",
    "interview": "Article",
    "blog-post": "BlogPosting",
}


def of_source(source: SourceDocument, reading: Reading) -> Metadata:
    """The metadata of a source's page: its bibliographic record."""
    name = labels.of(reading.index, "publisher", source["publisher"])
    published = dates.parse(source["published"]) if source["published"] else None
    work = present(
        {
            "@type": _SOURCE_TYPES.get(source["kind"], "CreativeWork"),
            "headline": source["title"],
            "url": source["url"],
            "archivedAt": source["archived_url"],
            "inLanguage": source["language"],
            "publisher": {"@type": "Organization", "name": name},
            "creditText": source["byline"],  # of persons or an agency, which it does not tell
            "datePublished": published.edtf if published and published.is_day else None,
            "isBasedOn": source["republishes"]
            and absolute(_path("source", source["republishes"], reading)),
        }
    )
    description = f"{source['title']}, published by {name}, and the excerpts taken from it."
    made = _metadata(reading, "source", source["slug"], source["title"], description, work)
    return replace(made, citation=citation.of_record(reading, source))


def of_actor(actor: ActorDocument, reading: Reading) -> Metadata:
    """The metadata of an actor's page: who it is, by every name."""
    slug = actor["slug"]
    node = present(
        {
            "@type": actor_type(reading.index, slug),
            "name": actor["name"],
            "alternateName": _names(actor["names"]),
            "description": actor["description"],
            "parentOrganization": _body(actor, reading),
        }
    )
    description = actor["description"] or f"{actor['name']} on the timeline."
    return _metadata(reading, "actor", slug, actor["name"], description, node)


def _body(actor: ActorDocument, reading: Reading) -> dict[str, str] | None:
    """What the actor is part of."""
    slug = actor.get("part_of", "")
    if slug not in reading.index.catalogue["actor"]:
        return None
    name = labels.of(reading.index, "actor", slug)
    return {
        "@type": actor_type(reading.index, slug),
        "name": name,
        "url": absolute(_path("actor", slug, reading)),
    }


def of_place(place: PlaceDocument, reading: Reading) -> Metadata:
    """The metadata of a place's page: where it is, by every name."""
    within = place["within"]
    inside = reading.index.catalogue["place"].get(within or "")
    container = inside and {
        "@type": place_type(inside["kind"]),
        "name": inside["name"],
        "url": absolute(_path("place", str(within), reading)),
    }
    node = present(
        {
            "@type": place_type(place["kind"]),
            "name": place["name"],
            "alternateName": _names(place["names"]),
            "description": place["description"],
            "containedInPlace": container,
            "geo": place["latitude"]
            and {
                "@type": "GeoCoordinates",
                "latitude": place["latitude"],
                "longitude": place["longitude"],
            },
        }
    )
    description = place["description"] or f"What happened at {place['name']} or within it."
    return _metadata(reading, "place", place["slug"], place["name"], description, node)


def of_publisher(publisher: PublisherDocument, reading: Reading) -> Metadata:
    """The metadata of a publisher's page."""
    node = present(
        {
            "@type": "Organization",
            "name": publisher["name"],
            "description": publisher["description"] or publisher["nature"],
            "url": publisher["homepage"],
        }
    )
    description = f"{publisher['name']}, {publisher['nature']}: what the timeline takes from it."
    return _metadata(reading, "publisher", publisher["slug"], publisher["name"], description, node)


def of_dispute(one: Question, reading: Reading) -> Metadata:
    """The metadata of a disagreement's page: a question with suggested answers, none accepted."""
    node = present(
        {
            "@type": "Question",
            "name": one.question,
            "answerCount": len(one.answers),
            "suggestedAnswer": [
                present(
                    {
                        "@type": "Answer",
                        "text": answer.answer,
                        "citation": list(
                            dict.fromkeys(excerpt.source.name for excerpt, _ in answer.excerpts)
                        ),
                    }
                )
                for answer in one.answers
            ],
        }
    )
    description = f"{one.question} The answers that sources give, side by side."
    return _metadata(reading, "dispute", one.slug, one.question, description, node)


def of_list(reading: Reading, path: str, name: str, description: str, count: int) -> Metadata:
    """The metadata of a page that lists everything of a kind."""
    listed = {"@type": "ItemList", "numberOfItems": count}
    return _of_page(reading, path, name, description, "CollectionPage", mainEntity=listed)


def of_about(reading: Reading) -> Metadata:
    """The metadata of the method page."""
    description = "How events are chosen, what an excerpt proves, and how to report an error."
    return _of_page(reading, reverse("about"), "Method", description, "AboutPage")


def _of_page(
    reading: Reading,
    path: str,
    name: str,
    description: str,
    kind: str,
    **more: Any,
) -> Metadata:
    """A page about the whole of the edition; its picture is that of the whole timeline."""
    url = absolute(reading.at(path))
    whole = TimelineQuery(edition=reading.edition.number)
    return Metadata(
        picture=absolute(whole.url(reverse("card"))),
        alt=f"{describe(whole, reading.index)}: a chart of when they were.",
        node=page_node(reading, url, name, description, **{"@type": kind}, **more),
        citation=citation.of_pinned(reading, name, url),
    )


def of_edition(reading: Reading) -> Metadata:
    """The metadata of an edition's page: a dataset with its version, digest and records."""
    number = reading.edition.number
    url = absolute(reverse("edition", args=[number]))
    records = absolute(reverse("edition-records", args=[number]))
    whole = TimelineQuery(edition=number)
    return Metadata(
        picture=absolute(whole.url(reverse("card"))),
        alt=f"{describe(whole, reading.index)}: a chart of when they were.",
        node=page_node(
            reading,
            url,
            f"{reading.site.name}, edition {number}",
            reading.edition.note,
            **{"@type": ["WebPage", "Dataset"]},
            datePublished=reading.edition.published_at.date().isoformat(),
            identifier=f"sha256:{reading.edition.sha256}",
            distribution={
                "@type": "DataDownload",
                "encodingFormat": "application/jsonl",
                "contentUrl": records,
            },
        ),
        citation=citation.of_page(reading, f"Edition {number}", url),
    )


def _path(kind: str, slug: str, reading: Reading) -> str:
    return reading.at(reverse(kind, args=[slug]))


def _names(names: Iterable[Any]) -> list[Node]:
    """Other names as JSON-LD's strings with a language."""
    return [present({"@value": one["name"], "@language": one.get("language", "")}) for one in names]


def _metadata(
    reading: Reading,
    kind: str,
    slug: str,
    name: str,
    description: str,
    node: Node,
) -> Metadata:
    """A page about one thing; its picture is that of the view of the thing's events."""
    url = absolute(_path(kind, slug, reading))
    view = TimelineQuery(edition=reading.edition.number)
    if kind != "source":  # a view can be asked for by actor or place
        view = view.choosing(kind, slug)
    main = {"@id": f"{url}#{kind}"} | node
    return Metadata(
        picture=absolute(view.url(reverse("card"))),
        alt=f"{describe(view, reading.index)}: a chart of when they were.",
        node=page_node(reading, url, name, description, mainEntity=main),
        citation=citation.of_pinned(reading, name, url),
    )
