"""Nothing of a draft is at any public address: every route that there is, every format, every word.

The routes are taken from the resolver. A new one is crawled by itself where it takes no argument or
only arguments that are known here; any other fails this test until somebody says how to reach it.
"""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests import factories
from tests.corpora import corpus, make
from tests.crawl import crawl
from tests.search_terms import stored_terms
from tests.timeline_data import Desk
from timeline.curation import actions
from timeline.curation.models import (
    ActorName,
    Comment,
    Decision,
    Dispute,
    Event,
    EventLink,
    Excerpt,
    PlaceName,
    Position,
    Presence,
    Publisher,
    Source,
)
from timeline.editions.models import EditionIndex, Reason, Record
from timeline.reader.formats import FORMATS

pytestmark = pytest.mark.django_db

SENTINEL = "quixotic"  # in every text of a draft
FOLDED = re.compile(r"q[\W_]*u[\W_]*i[\W_]*x[\W_]*o[\W_]*t", re.IGNORECASE)
SLUGS = {
    "event": "quixotic-event", "source": "quixotic-source", "actor": "quixotic-actor",
    "place": "quixotic-place", "publisher": "quixotic-paper", "dispute": "quixotic-question",
}  # fmt: skip
PUBLIC = {
    "event": "closing", "source": "courier-bridge", "actor": "ada", "place": "old-bridge",
    "publisher": "courier", "dispute": "how-many",
}  # fmt: skip
# What else stands in an address, by the name of the argument: values that exist.
ARGUMENTS: dict[str, list[str]] = {
    "suffix": list(FORMATS),
    "number": ["1", "2"],
    "edition": ["1", "2"],
    "a": ["1"],
    "b": ["2"],
    "old": ["1"],
    "new": ["2"],
    "key": ["closing"],
    "name": ["closing"],
    "kind": list(PUBLIC),
    "reference": ["AAAA-AAAA"],
    "form": ["1"],
}
# Queries that ask for everything that an address can be made to tell.
QUERIES = (
    "", "q=quixotic", "q=quix*", "term=quix", "q=bridge", "from=1999&to=1999", "edition=1",
    "edition=2", "known_by=2030", "sort=newest", "actor=quixotic-actor", "place=quixotic-place",
    "publisher=quixotic-paper", "said_by=quixotic-actor", "phase=quixotic", "language=tlh",
    "kind=visit", "evidence=single", "url=http%3A%2F%2Ftestserver%2Fevents%2Fquixotic-event%2F",
)  # fmt: skip


def write_drafts() -> None:
    """A draft with the sentinel in every text that a person can write, and drafts of all else."""
    curator, editor = factories.curator(), factories.editor()
    word = SENTINEL.capitalize()
    publisher = Publisher.objects.create(
        slug=SLUGS["publisher"], name=f"{word} Paper", nature=f"{word} nature",
        country="QX", homepage="https://quixotic.example/", description=f"{word} is.",
        **factories.approved_so(),
    )  # fmt: skip
    source = Source.objects.create(
        slug=SLUGS["source"], title=f"{word} title", publisher=publisher, byline=f"{word} byline",
        published="1999-09-09", published_note=f"{word} note", language="tlh",
        url="https://quixotic.example/page", archived_url="https://archive.example/quixotic",
        rights=f"{word} rights", note=f"{word} note", text=f"{word} text.", text_sha256="c" * 64,
        **factories.approved_so(),
    )  # fmt: skip
    actor = factories.actor(
        slug=SLUGS["actor"], name=f"{word} Person", description=f"{word} clerk."
    )
    ActorName.objects.create(actor=actor, name=f"{word} alias", note=f"{word} note")
    place = factories.place(
        slug=SLUGS["place"], name=f"{word} Place", description=f"{word}.", latitude="1.00000",
        longitude="2.00000",
    )  # fmt: skip
    PlaceName.objects.create(place=place, name=f"{word} place", note=f"{word} note")
    for number, stage in enumerate(("draft", "in-review", "withdrawn")):
        event = factories.event(
            slug=SLUGS["event"] + ("" if not number else f"-{number}"), title=f"{word} title",
            summary=f"{word} summary.", date="1999-09-09", date_basis=f"{word} basis",
            date_note=f"{word} note", kind="visit", by=curator,
        )  # fmt: skip
        event.places.add(place)
        factories.participation(event, actor=actor, role="speaker")
        factories.link(event, Event.objects.get(slug="closing"), note=f"{word} note")
        for stance in ("supports", "disputes", "context"):
            factories.excerpt(
                event, source=source, quote=f"{word} quote", prefix=word, suffix=word,
                stance=stance, said_by=actor, language="tlh", translation=f"{word} words",
            )  # fmt: skip
        actions.comment(event, by=editor, text=f"{word} comment.")
        if stage != "draft":
            actions.submit_for_review(event, by=curator, note=f"{word} submitted.")
        if stage == "withdrawn":
            # Approved once, while there was no text to prove it by.
            Source.objects.filter(pk=source.pk).update(text="")
            actions.approve(event, by=editor, note=f"{word} approved.")
            Source.objects.filter(pk=source.pk).update(text=source.text)
            actions.withdraw(event, by=editor, reason=f"{word} reason.")
    dispute = Dispute.objects.create(
        slug=SLUGS["dispute"],
        question=f"{word} question?",
        note=f"{word} note",
        **factories.approved_so(),
    )
    for excerpt in Excerpt.objects.filter(event__slug=SLUGS["event"])[:2]:
        answer = Position.objects.create(
            dispute=dispute, answer=f"{word} answer {excerpt.pk}", note=f"{word} note"
        )
        answer.excerpts.add(excerpt)


def edit_public_events(desk: Desk) -> None:
    """What is public and being edited says the sentinel at the desk, too."""
    event = Event.objects.get(slug="review")
    event.title, event.summary, event.date_note = (f"{SENTINEL} {n}" for n in range(3))
    actions.record_change(event, by=factories.curator())
    factories.participation(event, actor=Event.objects.get(slug="closing").actors.first(),
                            role="mediator")  # fmt: skip
    actions.comment(event, by=factories.curator(), text=f"{SENTINEL}?")


@corpus
def drafts() -> Desk:
    """The bridge as editions 1 and 2, with the index of each, beside every kind of draft."""
    desk = make("published")
    write_drafts()
    edit_public_events(desk)
    desk.change(desk.events["traffic"], summary="Approved anew.")
    desk.publish("With drafts at the desk.")
    return desk


def routes(patterns: Any, prefix: str = "", names: tuple[str, ...] = ()) -> Any:
    """Every public route: its pattern as text, and its converters by the name of the argument."""
    for pattern in patterns:
        text = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            if not text.startswith("admin/"):
                yield from routes(pattern.url_patterns, text)
        else:
            assert isinstance(pattern, URLPattern)
            if not text.startswith("admin/"):
                yield text, pattern


def addresses() -> set[str]:
    """An address for each public route, for each value that is known for its arguments."""
    found: set[str] = set()
    for text, pattern in routes(get_resolver().url_patterns):
        arguments = re.findall(r"<(?:\w+:)?(\w+)>", text)
        values: dict[str, list[str]] = {}
        for argument in arguments:
            if argument == "slug":
                kind = str(pattern.name or "").partition("-")[0]
                parts = [part.removesuffix("s") for part in text.split("/")]
                known = (
                    kind if kind in PUBLIC else next(p for p in [*parts, ""] if p in [*PUBLIC, ""])
                )
                assert known in PUBLIC, f"Say in PUBLIC what the slug in “{text}” is of."
                values[argument] = [PUBLIC[known], SLUGS[known]]
            else:
                assert argument in ARGUMENTS, f"Say in ARGUMENTS what {argument} in “{text}” is."
                values[argument] = ARGUMENTS[argument]
        assert "(?P" not in text, f"Say how to reach “{text}”."
        made = ["/" + text]
        for argument in arguments:
            made = [
                re.sub(rf"<(?:\w+:)?{argument}>", value, one)
                for one in made
                for value in values[argument]
            ]
        found |= set(made)
    return found


def said(client: Client, address: str, **headers: str) -> str:
    """Everything that an answer says: its body in any format, and its headers."""
    response = client.get(address, headers=headers)
    body = (
        b"".join(response.streaming_content)  # type: ignore[arg-type]
        if response.streaming
        else response.content
    )
    assert response.status_code < 500, address
    own = address.partition("?")[2] + address  # what the visitor has sent may be sent back
    text = unescape(body.decode("utf-8", "replace")) + "\n".join(map(str, response.items()))
    return without_the_question(text, own)


def without_the_question(text: str, asked: str) -> str:
    """An answer may repeat the address and the words that it was asked with, and nothing else."""
    for value in sorted({"quixotic-event", *re.findall(r"quix[\w-]*", asked)}, key=len)[::-1]:
        if value in asked:
            text = text.replace(value, "")
    return text


def test_every_public_route_is_known(drafts):
    found = addresses()
    assert found >= {
        "/", "/timeline.json", "/suggest", "/about/", "/sources/", "/healthz",
        "/events/closing/", "/events/quixotic-event/", "/actors/quixotic-actor/",
    }  # fmt: skip


def test_nothing_of_a_draft_is_at_any_public_address(client, drafts):
    leaks = []
    for address in sorted(addresses()):
        for query in QUERIES:
            path = f"{address}?{query}" if query else address
            if FOLDED.search(said(client, path)):
                leaks.append(path)
            if address in ("/",) and FOLDED.search(said(client, path, HX_Request="true")):
                leaks.append(f"{path} as a fragment")
    assert leaks == []


def test_nothing_of_a_draft_is_where_links_lead(client, drafts):
    """From every route, one link further: feeds, formats, pages of filters."""

    def links(text: str) -> list[str]:
        found = re.findall(r"(?:href|src|action|data-\w+)=\"(/[^\"#]*)", text)
        return found + re.findall(r"http://testserver(/[^\s\"'<>#]*)", text)

    start = {path for path in addresses() if "quix" not in path}
    texts, linked = crawl(start, lambda path: said(client, path), links)
    assert [path for path, text in texts.items() if FOLDED.search(text)] == []
    assert [path for path in linked if FOLDED.search(path)] == []
    assert len(texts) > 60


def test_nor_after_somebody_has_looked_at_previews(client, drafts):
    """What a preview holds in memory stays in the answer to the one who asked for it."""
    desk = factories.client_of(factories.curator())
    for scope in ("next", "drafts"):
        for path in ("", "events/review/", "actors/", "sources/", "?q=bridge"):
            assert desk.get(f"/admin/preview/{scope}/{path}").status_code == 200
    shown = desk.get("/admin/preview/drafts/").content.decode()
    assert FOLDED.search(shown)
    for path in ("/", "/events/review/", "/actors/", "/sources/", "/timeline.json"):
        assert not FOLDED.search(said(client, path)), path


def test_no_public_table_holds_a_word_of_it(drafts):
    """Records, indexes and search terms are all that the public pages can reach."""
    for record in Record.objects.all():
        assert not FOLDED.search(f"{record.slug} {record.document}"), record
    assert not FOLDED.search(" ".join(stored_terms()))
    for data in EditionIndex.objects.values_list("data", flat=True):
        assert b"quix" not in bytes(data).lower()
    assert not Reason.objects.exists()


def test_the_drafts_are_there(drafts):
    """Else the tests above would prove nothing: each model of the desk has a row that says it."""
    assert Event.objects.filter(title__icontains=SENTINEL).count() == 4
    assert set(Event.objects.filter(slug__startswith=SENTINEL).values_list("stage", flat=True)) == {
        "draft", "in-review", "withdrawn",
    }  # fmt: skip
    for model, field in (
        (Excerpt, "quote"), (Source, "text"), (Publisher, "name"), (ActorName, "name"),
        (PlaceName, "name"), (Dispute, "question"), (Position, "answer"), (EventLink, "note"),
        (Comment, "text"), (Decision, "note"),
    ):  # fmt: skip
        assert model.objects.filter(**{f"{field}__icontains": SENTINEL}).exists(), model
    assert Presence.objects.count() == 0
