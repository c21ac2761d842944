"""All that is needed to decide on an event, on one page."""

from dataclasses import dataclass

from timeline.curation.models import Event, Excerpt
from timeline.curation.twins import count_as_one
from timeline.desk.contexts import Context, context_of
from timeline.desk.review.checks import ReviewCheck, review_checks
from timeline.desk.review.reading import public_of
from timeline.editions import build
from timeline.editions.diff import field_changes
from timeline.editions.facts import origins
from timeline.editions.models import Record
from timeline.text import dates
from timeline.text.word_changes import FieldChange


@dataclass(frozen=True, slots=True)
class ExcerptInContext:
    """An excerpt with its context in the source, and whose words it carries."""

    excerpt: Excerpt
    context: Context
    origin: str  # name of the publisher whose words they are
    published: dates.HistoricalDate | None


@dataclass(frozen=True, slots=True)
class OriginRow:
    """An independent origin, and the publishers that put its words out."""

    name: str
    nature: str
    read_at: list[str]


@dataclass(frozen=True, slots=True)
class Review:
    """An event as an editor reads it."""

    event: Event
    passages: list[ExcerptInContext]
    origins: list[OriginRow]
    checks: list[ReviewCheck]
    public: Record | None
    changes: list[FieldChange]  # between what is public and what is at the desk


def review_of(event: Event) -> Review:
    """Gather everything about an event; expects `Event.objects.with_all()`."""
    excerpts = event.evidence()
    document = build.event_document(event)
    twins = count_as_one(e.source for e in excerpts)
    sources = {e.source.slug: e.source for e in excerpts}
    documents = {slug: build.source_document(source) for slug, source in sources.items()}
    supporting = origins(document, documents)
    public = public_of(event)
    return Review(
        event=event,
        passages=[
            ExcerptInContext(
                excerpt,
                context_of(excerpt),
                excerpt.source.origin.publisher.name,
                dates.parse(excerpt.source.published) if excerpt.source.published else None,
            )
            for excerpt in excerpts
        ],
        origins=[_origin(slug, excerpts) for slug in supporting],
        checks=review_checks(event, excerpts, len(supporting), twins),
        public=public,
        changes=field_changes(public.document, document) if public else [],
    )


def _origin(slug: str, excerpts: list[Excerpt]) -> OriginRow:
    of_it = [
        e
        for e in excerpts
        if e.stance == Excerpt.Stance.SUPPORTS and e.source.origin.publisher.slug == slug
    ]
    publisher = of_it[0].source.origin.publisher
    copies = {e.source.publisher.name for e in of_it if e.source.publisher_id != publisher.pk}
    return OriginRow(publisher.name, publisher.nature, sorted(copies))
