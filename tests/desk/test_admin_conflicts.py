"""Two people edit one thing: the second save is refused, tells what differs, and loses no word."""

import json
import re
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tests import factories
from tests.desk.pages import add_row, change_url, data_of, errors_of, opened
from timeline.curation import actions
from timeline.curation.models import Event, Excerpt

pytestmark = pytest.mark.django_db
HIDDEN = re.compile(r'<(span|legend) class="visually-hidden">.*?</\1>', re.S)


def differences(response):
    """The table of the page, a row each, as it reads."""
    page = response.content.decode()
    section = re.search(r'<section class="desk-conflict".*?</section>', page, re.S)
    assert section, "there is no table of differences"
    rows = re.findall(r"<tr>(.*?)</tr>", section[0], re.S)[1:]
    return [
        tuple(
            re.sub(r"\s+", " ", re.sub(r"<.*?>", "", HIDDEN.sub("", cell))).strip()
            for cell in re.findall(r"<t[hd].*?>.*?</t[hd]>", row, re.S)
        )
        for row in rows
    ]


@pytest.fixture
def event(curator):
    event = factories.event(title="As opened", summary="As opened.", by=curator)
    factories.excerpt(event)
    return event


def save(client, thing, data, **values):
    return client.post(change_url(thing), data | values)


def test_the_second_save_is_refused_and_keeps_every_word(curator_client, editor_client, event):
    theirs = opened(editor_client, change_url(event))
    mine = opened(curator_client, change_url(event))
    assert save(editor_client, event, theirs, title="Their title").status_code == 302

    response = save(curator_client, event, mine, title="My title", summary="My\r\nsummary.")
    assert response.status_code == 200
    assert errors_of(response) == {
        "__all__": [
            (
                "Not saved: edith saved this since you opened it. Everything you typed is still "
                "here. Read above what differs, then save again."
            )
        ]
    }
    assert differences(response) == [
        (
            "Title",
            "As opened",
            "Their title",
            "My title",
            "Keep mine Take theirs",
        )
    ]
    again = data_of(response)
    assert (again["title"], again["summary"]) == ("My title", "My\nsummary.")
    stored = Event.objects.get(pk=event.pk)
    assert (stored.title, stored.summary, stored.version) == ("Their title", "As opened.", 2)

    assert save(curator_client, event, again).status_code == 302
    stored = Event.objects.get(pk=event.pk)
    assert (stored.title, stored.summary, stored.version) == ("My title", "My\nsummary.", 3)


def test_what_only_the_other_changed_is_taken_over(curator_client, editor_client, event):
    place = factories.place(name="Their place")
    theirs = opened(editor_client, change_url(event))
    mine = opened(curator_client, change_url(event))
    save(editor_client, event, theirs, summary="Their summary.", places=[str(place.pk)])
    response = save(curator_client, event, mine, title="My title")
    taken = "You had not changed this: theirs is taken over."
    assert differences(response) == [
        ("Summary", "As opened.", "Their summary.", "As opened.", taken),
        ("Places", "(empty)", "Their place", "(empty)", taken),
    ]
    assert save(curator_client, event, data_of(response)).status_code == 302
    stored = Event.objects.get(pk=event.pk)
    assert (stored.title, stored.summary) == ("My title", "Their summary.")
    assert list(stored.places.all()) == [place]


def test_excerpts_that_the_other_changed_added_or_removed(curator_client, editor_client, event):
    source = factories.source(title="Paper")
    removed = factories.excerpt(event, source=source, translation="Before")
    theirs = opened(editor_client, change_url(event))
    mine = opened(curator_client, change_url(event))
    theirs["excerpts-0-language"] = "fa"
    theirs["excerpts-1-DELETE"] = "on"
    add_row(
        theirs,
        "excerpts",
        source=str(source.pk),
        quote="Nobody answered questions.",
        stance="context",
        language="en",
    )
    assert save(editor_client, event, theirs).status_code == 302

    mine["excerpts-0-translation"] = "My translation"
    mine["excerpts-1-translation"] = "My words"
    add_row(
        mine,
        "excerpts",
        source=str(source.pk),
        quote="The committee met on Tuesday.",
        stance="supports",
        language="en",
    )
    response = save(curator_client, event, mine)
    assert response.status_code == 200
    found = differences(response)
    assert [(row[0], row[4]) for row in found] == [
        (
            "Excerpt “We will answer in our own time,”: Language",
            "You had not changed this: theirs is taken over.",
        ),
        ("Excerpt “Nobody answered questions.”", "They added it."),
        (
            f"Excerpt {removed.pk}",
            "They removed it, but you had changed it: yours is added anew when you save.",
        ),
    ]
    assert "quote: Nobody answered questions." in found[1][2]
    assert "source: Paper (" in found[1][2]

    again = data_of(response)
    assert save(curator_client, event, again).status_code == 302, errors_of(
        save(curator_client, event, again)
    )
    assert [(e.quote, e.language, e.translation) for e in Excerpt.objects.filter(event=event)] == [
        ("We will answer in our own time,", "fa", "My translation"),
        ("Nobody answered questions.", "en", ""),
        ("We will answer in our own time,", "en", "My words"),
        ("The committee met on Tuesday.", "en", ""),
    ]


def test_a_row_that_the_other_removed_and_i_left_alone_stays_removed(
    curator_client, editor_client, event
):
    factories.participation(event)
    theirs = opened(editor_client, change_url(event))
    mine = opened(curator_client, change_url(event))
    save(editor_client, event, theirs, **{"participations-0-DELETE": "on"})
    response = save(curator_client, event, mine, title="My title")
    assert [row[4] for row in differences(response)] == ["They removed it."]
    assert save(curator_client, event, data_of(response)).status_code == 302
    assert event.participations.count() == 0


def test_a_row_that_both_removed_stays_removed_though_i_had_changed_it(
    curator_client, editor_client, event
):
    theirs = opened(editor_client, change_url(event))
    mine = opened(curator_client, change_url(event))
    save(editor_client, event, theirs, **{"excerpts-0-DELETE": "on"})
    changed = {"excerpts-0-translation": "mine", "excerpts-0-DELETE": "on"}
    response = save(curator_client, event, mine, title="My title", **changed)
    assert [row[4] for row in differences(response)] == ["They removed it."]
    assert save(curator_client, event, data_of(response)).status_code == 302
    assert (event.excerpts.count(), Event.objects.get(pk=event.pk).title) == (0, "My title")


def test_my_mark_for_removal_stays(curator_client, editor_client, event):
    theirs = opened(editor_client, change_url(event))
    mine = opened(curator_client, change_url(event))
    save(editor_client, event, theirs, **{"excerpts-0-translation": "theirs"})
    response = save(curator_client, event, mine, **{"excerpts-0-DELETE": "on"})
    assert [row[4] for row in differences(response)] == [
        "You marked this for removal: it is removed when you save."
    ]
    assert save(curator_client, event, data_of(response)).status_code == 302
    assert event.excerpts.count() == 0


def test_a_change_of_stage_counts_as_a_change(curator_client, editor, event):
    actions.submit_for_review(event, by=factories.curator())
    mine = opened(curator_client, change_url(event))
    actions.approve(event, by=editor)
    response = save(curator_client, event, mine, title="My title")
    assert differences(response) == [
        ("Stage", "In review", "Approved", "", "It has the new stage now.")
    ]
    assert Event.objects.get(pk=event.pk).stage == "approved"


def test_theirs_is_taken_where_that_is_chosen(curator_client, editor_client, event):
    """Of each field that both changed: of the event, and of a row of a table."""
    theirs = opened(editor_client, change_url(event))
    mine = opened(curator_client, change_url(event))
    row = "excerpts-0-translation"
    save(editor_client, event, theirs, title="Their title", summary="Theirs.", **{row: "Theirs"})
    response = save(curator_client, event, mine, title="Mine", summary="Mine.", **{row: "Mine"})
    page = response.content.decode()
    for name in ("title", "summary", row):
        assert f'name="_choose-{name}" value="theirs"' in page
    chosen = {"_choose-title": "theirs", "_choose-summary": "mine", f"_choose-{row}": "theirs"}
    assert save(curator_client, event, data_of(response), **chosen).status_code == 302
    stored = Event.objects.get(pk=event.pk)
    assert (stored.title, stored.summary) == ("Their title", "Mine.")
    assert stored.excerpts.get().translation == "Theirs"


def test_a_fallen_excerpt_locks_nothing_else(curator_client, event):
    """The title is mended and the event submitted; the excerpt itself is looked up when touched."""
    Excerpt.objects.update(quote="Nobody said this.")
    mine = opened(curator_client, change_url(event))
    assert save(curator_client, event, mine, title="Mended").status_code == 302
    assert Event.objects.get(pk=event.pk).title == "Mended"
    mine = opened(curator_client, change_url(event))
    response = save(curator_client, event, mine, **{"excerpts-0-prefix": "Before"})
    assert list(errors_of(response)) == ["excerpts-0-quote"]
    excerpt = event.excerpts.get()
    mine = opened(curator_client, change_url(excerpt))
    assert save(curator_client, excerpt, mine, translation="Words").status_code == 302


def test_a_third_person_in_between_is_noticed_too(curator_client, editor_client, event):
    mine = opened(curator_client, change_url(event))
    for title in ("Once", "Twice"):
        theirs = opened(editor_client, change_url(event))
        save(editor_client, event, theirs, title=title)
        response = save(curator_client, event, mine, title="Mine")
        assert response.status_code == 200
        assert differences(response)[0][2] == title
        mine = data_of(response)
    assert save(curator_client, event, mine).status_code == 302
    assert Event.objects.get(pk=event.pk).title == "Mine"


def test_other_errors_of_the_refused_form_are_shown_as_well(curator_client, editor_client, event):
    theirs = opened(editor_client, change_url(event))
    mine = opened(curator_client, change_url(event))
    save(editor_client, event, theirs, title="Theirs")
    response = save(curator_client, event, mine, date="banana")
    assert sorted(errors_of(response)) == ["__all__", "date"]
    assert data_of(response)["date"] == "banana"


@pytest.mark.parametrize(
    "sent",
    ["", "banana", "[]", "{}", '{"version": "x"}', '{"version": 1, "stage": "", "fields": 3}'],
)
def test_a_form_that_does_not_say_what_it_was_opened_with_is_refused(curator_client, event, sent):
    mine = opened(curator_client, change_url(event)) | {"_opened": sent}
    response = save(curator_client, event, mine, title="My title")
    assert response.status_code == 200
    assert differences(response) == [
        (
            "Title",
            "(not known)",
            "As opened",
            "My title",
            "Keep mine Take theirs",
        )
    ]
    assert save(curator_client, event, data_of(response)).status_code == 302


def test_an_error_keeps_the_version_that_the_form_was_opened_at(
    curator_client, editor_client, event
):
    mine = opened(curator_client, change_url(event))
    theirs = opened(editor_client, change_url(event))
    response = save(curator_client, event, mine, date="banana")
    assert json.loads(data_of(response)["_opened"])["version"] == 1
    save(editor_client, event, theirs, title="Theirs")
    response = save(curator_client, event, data_of(response), date="2020-01-09")
    assert differences(response)[0][:3] == ("Title", "As opened", "Theirs")


@pytest.mark.parametrize(
    ("make", "name", "label"),
    [
        ("source", "note", "Note"),
        ("actor", "description", "Description"),
        ("place", "description", "Description"),
        ("publisher", "description", "Description"),
        ("dispute", "note", "Note"),
        ("phase", "description", "Description"),
    ],
)
def test_everything_else_is_guarded_too(editor_client, make, name, label):
    first, second = editor_client, factories.client_of(factories.editor("emil"))
    if make == "dispute":
        excerpts = [factories.excerpt(factories.event()) for _ in range(2)]
        thing = factories.dispute(*excerpts, stage="draft")
    else:
        thing = getattr(factories, make)(stage="draft")
    mine, theirs = opened(first, change_url(thing)), opened(second, change_url(thing))
    assert save(second, thing, theirs, **{name: "Theirs"}).status_code == 302
    response = save(first, thing, mine, **{name: "Mine"})
    assert [row[:4] for row in differences(response)] == [(label, "(empty)", "Theirs", "Mine")]
    assert "emil saved this since you opened it" in errors_of(response)["__all__"][0]
    assert save(first, thing, data_of(response)).status_code == 302
    stored = type(thing).objects.get(pk=thing.pk)
    assert (getattr(stored, name), stored.version) == ("Mine", 3)


def test_traits_of_a_publisher_are_named_in_a_conflict(curator_client, editor_client):
    publisher = factories.publisher(traits=["agency"], stage="draft")
    mine = opened(curator_client, change_url(publisher))
    theirs = opened(editor_client, change_url(publisher))
    save(editor_client, publisher, theirs, traits=["state-owned", "agency"])
    response = save(curator_client, publisher, mine, traits=[], name="Mine")
    assert differences(response) == [
        (
            "Traits",
            "news agency",
            "news agency, owned or financed by a state",
            "(empty)",
            "Keep mine Take theirs",
        )
    ]
    assert save(curator_client, publisher, data_of(response)).status_code == 302
    publisher.refresh_from_db()
    assert (publisher.name, publisher.traits) == ("Mine", [])


def test_names_of_an_actor_count_as_the_actor(curator_client, editor_client):
    actor = factories.actor(stage="draft")
    mine = opened(curator_client, change_url(actor))
    theirs = opened(editor_client, change_url(actor))
    add_row(theirs, "names", name="Their spelling", language="en", kind="name")
    assert save(editor_client, actor, theirs).status_code == 302
    response = save(curator_client, actor, mine, name="My name")
    [row] = differences(response)
    assert row[0] == "Actor name Their spelling"
    assert save(curator_client, actor, data_of(response)).status_code == 302
    actor.refresh_from_db()
    assert (actor.name, actor.version) == ("My name", 3)
    assert [n.name for n in actor.names.all()] == ["Their spelling"]


def test_a_long_text_is_told_apart_by_its_digest(curator_client, editor_client):
    source = factories.source(text="word " * 1000 + "end", stage="draft")
    mine = opened(curator_client, change_url(source))
    assert "word word" not in mine["_opened"]
    theirs = opened(editor_client, change_url(source))
    save(editor_client, source, theirs, text="new " * 1000 + "end")
    response = save(curator_client, source, mine, title="My title")
    assert [row[0] for row in differences(response)] == ["Text", "SHA-256 of the text"]
    assert save(curator_client, source, data_of(response)).status_code == 302
    source.refresh_from_db()
    assert (source.title, source.text) == ("My title", "new " * 1000 + "end")


def test_an_excerpt_by_itself_is_guarded_by_its_event(curator_client, editor_client, event):
    excerpt = event.excerpts.get()
    mine = opened(curator_client, change_url(excerpt))
    theirs = opened(editor_client, change_url(event))
    save(editor_client, event, theirs, **{"excerpts-0-translation": "theirs"})
    response = save(curator_client, excerpt, mine, translation="mine")
    assert [row[:4] for row in differences(response)] == [
        ("Translation", "(empty)", "theirs", "mine")
    ]
    assert save(curator_client, excerpt, data_of(response)).status_code == 302
    excerpt.refresh_from_db()
    assert (excerpt.translation, excerpt.event.version) == ("mine", 3)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_saves_at_the_same_moment_one_is_refused():
    event = factories.event(title="As opened")
    clients = [factories.client_of(factories.curator(name)) for name in ("cora", "carl")]
    forms = [opened(client, change_url(event)) for client in clients]
    together = threading.Barrier(2)

    def press(number):
        together.wait()
        response = save(clients[number], event, forms[number], title=f"Title {number}")
        connection.close()
        return response.status_code

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(press, range(2))) == [200, 302]
    stored = Event.objects.get(pk=event.pk)
    assert stored.version == 2
    assert stored.title in ("Title 0", "Title 1")
