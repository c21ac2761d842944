"""The documents of things of the desk, as they are published."""

from collections.abc import Collection
from typing import Any, Final

from timeline.curation.models import (
    Actor,
    ActorName,
    Event,
    Excerpt,
    Gap,
    Phase,
    Place,
    PlaceName,
    Publisher,
    Site,
    Source,
    Story,
    Term,
)
from timeline.curation.models.base import Curated, NameKind
from timeline.curation.models.lexicon import lines_of
from timeline.curation.models.site import STEPS_MIN
from timeline.curation.proof import fragment_of
from timeline.editions.documents import (
    ActorDocument,
    Approval,
    Concerns,
    EventDocument,
    ExcerptDocument,
    FirstPublished,
    GapDocument,
    LocalTime,
    NameDocument,
    Parted,
    PhaseDocument,
    PlaceDocument,
    PublisherDocument,
    Renamable,
    SiteDocument,
    SourceDocument,
    StepDocument,
    StoryDocument,
    TermDocument,
    Traits,
)
from timeline.editions.kinds import Kind
from timeline.text.degrees import degrees


def _renamed(thing: Curated) -> Renamable:
    return {"former_slugs": thing.former_slugs} if thing.former_slugs else {}


def event_document(event: Event) -> EventDocument:
    """An event as it is published; expects `Event.objects.with_all()`.

    Without how it was approved, which the plan of an edition adds.
    """
    approval: Approval = {}
    return {
        **_renamed(event),
        **_concerns(event),
        **_local_time(event),
        **approval,
        "slug": event.slug,
        "title": event.title,
        "summary": event.summary,
        "date": event.date,
        "date_basis": event.date_basis,
        "date_note": event.date_note,
        "time": event.local_time.strftime("%H:%M") if event.local_time else None,
        "zone": event.zone,
        "phase": event.phase.slug,
        "kind": event.kind,
        "importance": event.importance,
        "position": event.position,
        "actors": [{"actor": p.actor.slug, "role": p.role} for p in event.participations.all()],
        "places": sorted(place.slug for place in event.places.all()),
        "excerpts": [_excerpt_document(excerpt, event) for excerpt in event.evidence()],
        "links": [
            {"event": link.target.slug, "kind": link.kind, "note": link.note}
            for link in event.links.all()
        ],
    }


def _local_time(event: Event) -> LocalTime:
    return {"fold": event.fold} if event.fold else {}


def _concerns(event: Event) -> Concerns:
    concerns: Concerns = {}
    if about := sorted(place.slug for place in event.about.all()):
        concerns["about"] = about
    if event.wording:
        concerns["wording"] = event.wording
    return concerns


def _excerpt_document(excerpt: Excerpt, event: Event) -> ExcerptDocument:
    document: ExcerptDocument = {
        "slug": excerpt.slug,
        "source": excerpt.source.slug,
        "quote": excerpt.quote,
        "prefix": excerpt.prefix,
        "suffix": excerpt.suffix,
        "stance": excerpt.stance,
        "said_by": excerpt.said_by.slug if excerpt.said_by else None,
        "language": excerpt.language,
        "translation": excerpt.translation,
        "locator": excerpt.locator,
    }
    if (fragment := fragment_of(excerpt)) is not None:
        document["fragment"] = fragment
    if excerpt.event_id != event.pk:
        document["tied"] = True
    return document


def source_document(source: Source) -> SourceDocument:
    return {
        **_renamed(source),
        **_first_published(source),
        "slug": source.slug,
        "title": source.title,
        "publisher": source.publisher.slug,
        "byline": source.byline,
        "published": source.published,
        "published_note": source.published_note,
        "url": source.url,
        "archived_url": source.archived_url,
        "language": source.language,
        "kind": source.kind,
        "rights": source.rights,
        "republishes": source.republishes.slug if source.republishes else None,
        "origin": source.origin.publisher.slug,
        "note": source.note,
        "text_sha256": source.text_sha256,
    }


def _first_published(source: Source) -> FirstPublished:
    """When the text of a copy was published first, as far along the chain as a date is known."""
    first, step = "", source.republishes
    while step is not None:
        first, step = step.published or first, step.republishes
    return {"first_published": first} if first else {}


def _name_document(name: ActorName | PlaceName) -> NameDocument:
    document: NameDocument = {"name": name.name, "language": name.language, "note": name.note}
    if name.kind != NameKind.NAME:
        document["kind"] = name.kind
    return document


def _part_of(actor: Actor) -> Parted:
    return {"part_of": actor.part_of.slug} if actor.part_of else {}


def actor_document(actor: Actor) -> ActorDocument:
    return {
        **_renamed(actor),
        **_part_of(actor),
        "slug": actor.slug,
        "name": actor.name,
        "kind": actor.kind,
        "description": actor.description,
        "names": [_name_document(name) for name in actor.names.all()],
    }


def place_document(place: Place) -> PlaceDocument:
    return {
        **_renamed(place),
        "slug": place.slug,
        "name": place.name,
        "kind": place.kind,
        "within": place.within.slug if place.within else None,
        "latitude": degrees(place.latitude) or None,
        "longitude": degrees(place.longitude) or None,
        "description": place.description,
        "names": [_name_document(name) for name in place.names.all()],
    }


def _traits(publisher: Publisher) -> Traits:
    return {"traits": publisher.traits} if publisher.traits else {}


def publisher_document(publisher: Publisher) -> PublisherDocument:
    return {
        **_renamed(publisher),
        **_traits(publisher),
        "slug": publisher.slug,
        "name": publisher.name,
        "nature": publisher.nature,
        "country": publisher.country,
        "homepage": publisher.homepage,
        "description": publisher.description,
    }


def term_document(term: Term, actors: Collection[str], places: Collection[str]) -> TermDocument:
    """A term as it is published, with those of its actors and places that are public."""
    return {
        **_renamed(term),
        "slug": term.slug,
        "name": term.name,
        "words": lines_of(term.words),
        "equal": lines_of(term.equal),
        "broader": lines_of(term.broader),
        "actors": sorted(a.slug for a in term.actors.all() if a.slug in actors),
        "places": sorted(p.slug for p in term.places.all() if p.slug in places),
        "note": term.note,
    }


def phase_document(phase: Phase) -> PhaseDocument:
    return {
        **_renamed(phase),
        "slug": phase.slug,
        "name": phase.name,
        "description": phase.description,
        "position": phase.position,
    }


def site_document(site: Site) -> SiteDocument:
    return {
        "slug": site.slug,
        "name": site.name,
        "title": site.title,
        "heading": site.heading,
        "standfirst": site.standfirst,
        "introduction": site.introduction,
        "method": site.method,
        "coverage": site.coverage,
        "clocks": [{"name": clock.name, "zone": clock.zone} for clock in site.clocks.all()],
        "languages": site.languages.split(", ") if site.languages else [],
        "licence": site.licence,
        "licence_url": site.licence_url,
        "contact": site.contact,
    }


def story_document(story: Story, public: Collection[str]) -> StoryDocument | None:
    """The story with those of its steps whose events are public; None when these are too few.

    `public` are the slugs of the public events: a renamed one may be public under its old slug.
    """
    steps: list[StepDocument] = []
    for step in story.steps.all():
        slugs = [step.event.slug, *step.event.former_slugs]
        slug = next((one for one in slugs if one in public), None)
        if slug is not None:
            steps.append({"event": slug, "caption": step.caption})
    if len(steps) < STEPS_MIN:
        return None
    return {"slug": story.slug, "heading": story.heading, "steps": steps}


def gap_document(gap: Gap) -> GapDocument:
    return {
        "slug": gap.slug,
        "line": gap.line,
        "date": gap.date,
        "phase": gap.phase.slug if gap.phase else None,
        "reason": gap.reason,
        "checked": gap.checked.isoformat() if gap.checked else None,
        "addresses": [
            {
                "publisher": address.publisher,
                "kind": address.kind,
                "published": address.published,
                "url": address.url,
            }
            for address in gap.addresses.all()
        ],
    }


# The documents of those kinds of things whose document needs nothing but the thing.
DOCUMENTS: Final[dict[str, Any]] = {
    Kind.PUBLISHER.value: publisher_document,
    Kind.SOURCE.value: source_document,
    Kind.ACTOR.value: actor_document,
    Kind.PLACE.value: place_document,
    Kind.PHASE.value: phase_document,
    Kind.SITE.value: site_document,
    Kind.GAP.value: gap_document,
}
