"""From a page to a source, an excerpt and an event, in one act."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction

from timeline.curation.actions.copying import keep_snapshot
from timeline.curation.actions.editing import record_new
from timeline.curation.actions.guessing import keep_guesses
from timeline.curation.actions.review import submit_for_review
from timeline.curation.actions.source_desk import mark, mark_new
from timeline.curation.errors import ActionRefusedError
from timeline.curation.models import Actor, Event, Excerpt, PageCopy, Place, Publisher, Source


@dataclass(frozen=True, slots=True)
class NewPage:
    """A page that becomes a source: as it is to be saved, and the bytes it came as (or none)."""

    source: Source
    publisher: Publisher
    page: bytes = b""
    content_type: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    guessed: tuple[tuple[str, str, str], ...] = ()  # as `keep_guesses` takes them


@dataclass(frozen=True, slots=True)
class EventOfPage:
    """The event that a page is evidence of: one that is there, or a new one with what it has."""

    event: Event
    actors: tuple[tuple[Actor, str], ...] = ()
    places: tuple[Place, ...] = ()
    guessed: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class AddedPage:
    """What was made of a page."""

    source: Source
    excerpt: Excerpt | None
    snapshot: PageCopy | None


@transaction.atomic
def add_page(
    new: NewPage,
    *,
    by: AbstractBaseUser,
    excerpt: Excerpt | None = None,
    of: EventOfPage | None = None,
    submit: bool = False,
) -> AddedPage:
    """Save a page as a source, with a snapshot, and mark its first excerpt; all of it or nothing.

    With `submit` the event goes to review, and with it all drafts that it names, or the source
    where no excerpt is given. Refused where anything is not valid, or the quote is not proven.
    """
    publisher: Any = new.publisher
    if publisher.pk is None:
        _refuse_invalid(publisher)
        publisher._change_reason = f"With the page {new.source.slug}"[:100]
        record_new(publisher, by=by)
    source: Any = new.source
    source.publisher = publisher
    _refuse_invalid(source)
    source._change_reason = "From a page"
    record_new(source, by=by)
    keep_guesses(source, new.guessed)
    snapshot = None
    if new.page:
        snapshot = keep_snapshot(
            source, page=new.page, content_type=new.content_type, by=by, headers=new.headers
        )
    if excerpt is not None and of is not None:
        _marked(source, excerpt, of, by=by)
    if submit:
        thing = excerpt.event if excerpt is not None else source
        submit_for_review(type(thing)._default_manager.get(pk=thing.pk), by=by)
    return AddedPage(source, excerpt, snapshot)


def _marked(source: Source, excerpt: Excerpt, of: EventOfPage, *, by: AbstractBaseUser) -> None:
    excerpt.source = source
    if of.event._state.adding:
        mark_new(excerpt, of.event, actors=of.actors, places=of.places, guessed=of.guessed, by=by)
    else:
        excerpt.event = of.event
        mark(excerpt, by=by)


def _refuse_invalid(thing: Any) -> None:
    try:
        thing.full_clean()
    except ValidationError as error:
        said = [
            f"{thing._meta.verbose_name.capitalize()}, {name.replace('_', ' ')}: {message}"
            for name, messages in error.message_dict.items()
            for message in messages
        ]
        raise ActionRefusedError(said) from error
