"""Curated things as the values that their dataset entry has, every field in its place.

The loader compares these with what a file says, the dumper writes them out: one reading for both.
"""

from typing import Any

from timeline.curation.models import (
    Actor,
    ActorName,
    Dispute,
    Event,
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
from timeline.curation.models.lexicon import lines_of
from timeline.text.degrees import degrees

Values = dict[str, Any]


def publisher_values(publisher: Publisher) -> Values:
    return {
        "slug": publisher.slug,
        "former_slugs": publisher.former_slugs,
        "stage": publisher.stage,
        "name": publisher.name,
        "nature": publisher.nature,
        "traits": publisher.traits,
        "country": publisher.country,
        "homepage": publisher.homepage,
        "description": publisher.description,
    }


def source_values(source: Source) -> Values:
    return {
        "slug": source.slug,
        "former_slugs": source.former_slugs,
        "stage": source.stage,
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
        "republishes": source.republishes.slug if source.republishes else "",
        "text_sha256": source.text_sha256,
        "note": source.note,
    }


def _names(names: list[ActorName] | list[PlaceName]) -> list[Values]:
    return [{"name": n.name, "language": n.language, "kind": n.kind, "note": n.note} for n in names]


def actor_values(actor: Actor) -> Values:
    return {
        "slug": actor.slug,
        "former_slugs": actor.former_slugs,
        "stage": actor.stage,
        "name": actor.name,
        "kind": actor.kind,
        "part_of": actor.part_of.slug if actor.part_of else "",
        "description": actor.description,
        "names": _names(list(actor.names.all())),
    }


def place_values(place: Place) -> Values:
    return {
        "slug": place.slug,
        "former_slugs": place.former_slugs,
        "stage": place.stage,
        "name": place.name,
        "kind": place.kind,
        "within": place.within.slug if place.within else "",
        "latitude": degrees(place.latitude),
        "longitude": degrees(place.longitude),
        "description": place.description,
        "names": _names(list(place.names.all())),
    }


def phase_values(phase: Phase) -> Values:
    return {
        "slug": phase.slug,
        "former_slugs": phase.former_slugs,
        "stage": phase.stage,
        "name": phase.name,
        "description": phase.description,
    }


def event_values(event: Event) -> Values:
    """All but the phase, which is said by the name of the file."""
    return {
        "slug": event.slug,
        "former_slugs": event.former_slugs,
        "title": event.title,
        "summary": event.summary,
        "date": event.date,
        "date_basis": event.date_basis,
        "date_note": event.date_note,
        "wording": event.wording,
        "time": event.local_time.strftime("%H:%M") if event.local_time else "",
        "zone": event.zone,
        "fold": event.fold,
        "kind": event.kind,
        "importance": event.importance,
        "position": event.position,
        "stage": event.stage,
        "actors": [{"actor": p.actor.slug, "role": p.role} for p in event.participations.all()],
        "places": sorted(place.slug for place in event.places.all()),
        "about": sorted(place.slug for place in event.about.all()),
        "excerpts": [
            {
                "slug": excerpt.slug,
                "source": excerpt.source.slug,
                "quote": excerpt.quote,
                "prefix": excerpt.prefix,
                "suffix": excerpt.suffix,
                "stance": excerpt.stance,
                "said_by": excerpt.said_by.slug if excerpt.said_by else "",
                "language": excerpt.language,
                "translation": excerpt.translation,
                "locator": excerpt.locator,
            }
            for excerpt in event.excerpts.all()
        ],
        "ties": [{"excerpt": tie.excerpt.slug, "stance": tie.stance} for tie in event.ties.all()],
        "links": [
            {"event": link.target.slug, "kind": link.kind, "note": link.note}
            for link in event.links.all()
        ],
    }


def dispute_values(dispute: Dispute) -> Values:
    return {
        "slug": dispute.slug,
        "stage": dispute.stage,
        "question": dispute.question,
        "note": dispute.note,
        "events": sorted(event.slug for event in dispute.events.all()),
        "positions": [
            {
                "answer": position.answer,
                "note": position.note,
                "excerpts": sorted(excerpt.slug for excerpt in position.excerpts.all()),
            }
            for position in dispute.positions.all()
        ],
    }


def site_values(site: Site) -> Values:
    return {
        "slug": site.slug,
        "stage": site.stage,
        "name": site.name,
        "title": site.title,
        "heading": site.heading,
        "standfirst": site.standfirst,
        "introduction": site.introduction,
        "method": site.method,
        "coverage": site.coverage,
        "clocks": [{"name": clock.name, "zone": clock.zone} for clock in site.clocks.all()],
        "languages": site.languages,
        "licence": site.licence,
        "licence_url": site.licence_url,
        "contact": site.contact,
    }


def story_values(story: Story) -> Values:
    return {
        "slug": story.slug,
        "stage": story.stage,
        "heading": story.heading,
        "steps": [
            {"event": step.event.slug, "caption": step.caption} for step in story.steps.all()
        ],
    }


def gap_values(gap: Gap) -> Values:
    return {
        "slug": gap.slug,
        "stage": gap.stage,
        "line": gap.line,
        "date": gap.date,
        "phase": gap.phase.slug if gap.phase else "",
        "reason": gap.reason,
        "checked": gap.checked.isoformat() if gap.checked else "",
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


def term_values(term: Term) -> Values:
    return {
        "slug": term.slug,
        "former_slugs": term.former_slugs,
        "stage": term.stage,
        "name": term.name,
        "words": lines_of(term.words),
        "equal": lines_of(term.equal),
        "broader": lines_of(term.broader),
        "actors": sorted(actor.slug for actor in term.actors.all()),
        "places": sorted(place.slug for place in term.places.all()),
        "note": term.note,
    }
