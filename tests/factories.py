"""A small cast and the things they curate, for tests.

Each function saves one thing and answers it; what is not named has a plain value that is valid. The
cast is a reader, who has no account, a curator, an editor and an admin.
"""

import itertools
from typing import Any

from django.contrib.auth.models import Group, User
from django.test import Client
from django.utils import timezone

from timeline.curation import actions
from timeline.curation.models import (
    Actor,
    Dispute,
    Event,
    EventLink,
    Excerpt,
    Gap,
    Participation,
    Phase,
    Place,
    Position,
    Publisher,
    Site,
    Source,
    Story,
    Term,
)

PASSWORD = "not-secret-in-a-test"
TEXT = (
    "The committee met on Tuesday. “We will answer in our own time,” the minister said. "
    "The committee met again. Nobody answered questions. The committee met again."
)
DECIDED = timezone.now()
QUOTE = "We will answer in our own time,"

_number = itertools.count(1)


def approved_so(**values: Any) -> dict[str, Any]:
    """The fields of a thing that an editor has approved, unless `values` name a stage."""
    if "stage" in values:
        return {}
    return {"stage": "approved", "decided_by": editor(), "decided_at": DECIDED}


def user(name: str, *groups: str, **values: Any) -> User:
    found = User.objects.filter(username=name).first()
    if found is None:
        found = User.objects.create_user(name, **values)  # hashing a password takes its time
        found.groups.set(Group.objects.filter(name__in=groups))
    return found


def curator(name: str = "cora") -> User:
    return user(name, "Curators", is_staff=True)


def editor(name: str = "edith") -> User:
    return user(name, "Editors", is_staff=True)


def admin(name: str = "ada") -> User:
    return user(name, is_staff=True, is_superuser=True)


def with_password(person: User) -> User:
    """Let `person` sign in by a form, with PASSWORD."""
    person.set_password(PASSWORD)
    person.save()
    return person


def client_of(person: User | None) -> Client:
    """A browser in which `person` is signed in; None is a reader."""
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def publisher(**values: Any) -> Publisher:
    number = next(_number)
    plain = {"slug": f"publisher-{number}", "name": f"Publisher {number}", "nature": "newspaper"}
    return Publisher.objects.create(**approved_so(**values) | plain | values)


def source(**values: Any) -> Source:
    """A source with a text of its own, in which QUOTE stands once and “The committee met again.”
    twice."""
    number = next(_number)
    text = f"{TEXT} Report {number}."
    plain = {"slug": f"source-{number}", "title": f"Source {number}", "text": text}
    made = Source(**approved_so(**values) | plain | values)
    if not made.publisher_id:
        made.publisher = publisher()
    made.full_clean()  # which fills in the digest of the text
    made.save()
    return made


def actor(**values: Any) -> Actor:
    number = next(_number)
    plain = {"slug": f"actor-{number}", "name": f"Actor {number}", "kind": "person"}
    return Actor.objects.create(**approved_so(**values) | plain | values)


def place(**values: Any) -> Place:
    number = next(_number)
    plain = {"slug": f"place-{number}", "name": f"Place {number}", "kind": "city"}
    return Place.objects.create(**approved_so(**values) | plain | values)


def phase(**values: Any) -> Phase:
    number = next(_number)
    plain = {"slug": f"phase-{number}", "name": f"Phase {number}", "position": number}
    return Phase.objects.create(**approved_so(**values) | plain | values)


def term(**values: Any) -> Term:
    number = next(_number)
    plain = {"slug": f"term-{number}", "name": f"Term {number}"}
    return Term.objects.create(**approved_so(**values) | plain | values)


def event(*, by: User | None = None, **values: Any) -> Event:
    """A draft, edited last by `by`, a curator."""
    number = next(_number)
    plain = {
        "slug": f"event-{number}",
        "title": f"Event {number}",
        "summary": "The committee met, a newspaper reports.",
        "date": "2020-01-07",
        "kind": "meeting",
    }
    made = Event(**plain | values)
    if not made.phase_id:
        made.phase = Phase.objects.first() or phase()
    actions.record_new(made, by=by or curator())
    return made


def excerpt(event: Event, **values: Any) -> Excerpt:
    plain: dict[str, Any] = {"quote": QUOTE}
    made = Excerpt(event=event, **plain | values)
    if not made.source_id:
        made.source = source()
    made.save()
    return made


def participation(event: Event, **values: Any) -> Participation:
    made = Participation(event=event, **values)
    if not made.actor_id:
        made.actor = actor()
    made.save()
    return made


def link(event: Event, target: Event, **values: Any) -> EventLink:
    plain = {"kind": "responds-to"}
    return EventLink.objects.create(event=event, target=target, **plain | values)


def dispute(*excerpts: Excerpt, **values: Any) -> Dispute:
    """A question with one answer for each excerpt."""
    number = next(_number)
    plain = {"slug": f"dispute-{number}", "question": f"What happened in {number}?"}
    made = Dispute.objects.create(**approved_so(**values) | plain | values)
    for one in excerpts:
        answer = Position.objects.create(dispute=made, answer=f"Answer {next(_number)}")
        answer.excerpts.add(one)
    return made


def site(*, approve: bool = True, **values: Any) -> Site:
    """What a timeline says of itself, approved by an editor."""
    plain = {
        "name": "Harbour News",
        "title": "The closing of the Old Bridge",
        "heading": "The Old Bridge was closed on 3 January 2020.",
        "standfirst": "{events} events, of which {single} rest on one origin.",
        "licence": "CC BY 4.0",
        "licence_url": "https://licence.example/by/",
    }
    return _text(Site(**plain | values), approve)


def story(*events: Event, approve: bool = True, **values: Any) -> Story:
    """A story of these events, a step each, approved by an editor."""
    made = _text(Story(**{"heading": "What happened, in steps"} | values), False)
    for number, event in enumerate(events, start=1):
        caption = f"Step {number}: {event.title}"
        made.steps.create(event=event, caption=caption, position=number)
    if approve:
        reviewed(made)
    return made


def gap(*, approve: bool = True, **values: Any) -> Gap:
    """A happening that is known to be missing, with one address, approved by an editor."""
    number = next(_number)
    plain = {
        "slug": f"gap-{number}",
        "line": f"Something else happens, number {number}",
        "date": "2020-02",
        "reason": "None of the documents read tells it.",
    }
    made = _text(Gap(**plain | values), False)
    made.addresses.create(publisher="Far Gazette", url=f"https://far.example/{number}")
    if approve:
        reviewed(made)
    return made


def _text(made: Any, approve: bool) -> Any:
    """Save a text of the timeline's own, edited last by a curator."""
    made.full_clean()
    actions.record_new(made, by=curator())
    if approve:
        reviewed(made)
    return made


def reviewed(thing: Any) -> Any:
    """Have a draft reviewed: submitted by a curator, approved by an editor."""
    actions.submit_for_review(thing, by=curator())
    actions.approve(thing, by=editor())
    thing.refresh_from_db()
    return thing


def submitted_text(thing: Any) -> Any:
    """A draft of anything that a curator has submitted for review."""
    return actions.submit_for_review(thing, by=curator())


def submitted(**values: Any) -> Event:
    """An event with an excerpt, in review."""
    made = event(**values)
    excerpt(made)
    return actions.submit_for_review(made, by=values.get("by") or curator())


def approved(**values: Any) -> Event:
    """An event with an excerpt, approved by an editor."""
    return actions.approve(submitted(**values), by=editor())
