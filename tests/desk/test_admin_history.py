"""The history pages: what they show, and going back to a version."""

from datetime import time

import pytest
from django.urls import reverse

from tests import factories
from tests.desk.pages import add_row, change_url, messages_of, opened
from timeline.curation import actions
from timeline.curation.models import Event
from timeline.text.word_changes import FieldChange

pytestmark = pytest.mark.django_db


def history_url(thing, row=None):
    name = thing._meta.model_name
    if row is None:
        return reverse(f"admin:curation_{name}_history", args=(thing.pk,))
    return reverse(f"admin:curation_{name}_simple_history", args=(thing.pk, row.pk))


@pytest.fixture
def changed(curator):
    """An event whose title was changed from “First” to “Second”, and the row of the first."""
    event = factories.event(title="First", by=curator)
    first = event.history.get()
    event.title = "Second"
    actions.record_change(event, by=curator)
    return event, first


def go_back(client, thing, row, **values):
    url = history_url(thing, row)
    version = client.get(url).context["version"]
    return client.post(url, {"version": version} | values, follow=True)


def test_the_history_names_who_changed_what(curator_client, changed):
    event, _ = changed
    page = curator_client.get(history_url(event)).content.decode()
    assert (
        '<strong>Title:</strong> <span class="desk-text">'
        '<del><span class="visually-hidden">removed: </span>First'
        '<span class="visually-hidden">, end of removed. </span></del>'
        '<ins><span class="visually-hidden">added: </span>Second'
    ) in page
    assert "cora" in page
    assert "style=" not in page


def test_the_history_of_an_event_has_that_of_its_parts(curator_client):
    event = factories.event()
    excerpt = factories.excerpt(event, translation="Before")
    factories.participation(event)
    data = opened(curator_client, change_url(event))
    data["excerpts-0-translation"] = "After"
    data["participations-0-DELETE"] = "on"
    add_row(data, "links", kind="continues", target=str(factories.event().pk), note="")
    curator_client.post(change_url(event), data)
    response = curator_client.get(history_url(event))
    assert sorted(change.what for change in response.context["part_changes"]) == [
        "Actor in this event added",
        "Actor in this event removed",
        "Excerpt added",
        "Excerpt changed",
        "Link to another event added",
    ]
    [changed] = [change for change in response.context["part_changes"] if change.changes]
    assert [(c.label, c.old, c.new) for c in changed.changes] == [
        ("Translation", "Before", "After"),
    ]  # fmt: skip
    page = response.content.decode()
    assert history_url(excerpt, excerpt.history.first()) in page
    assert f'<a href="{history_url(excerpt)}">Its own history</a>' in page


def test_the_history_of_an_excerpt_that_is_gone_is_still_to_be_read(curator_client, curator):
    event = factories.event()
    excerpt = factories.excerpt(event, translation="Before")
    key = excerpt.pk
    data = opened(curator_client, change_url(event)) | {"excerpts-0-DELETE": "on"}
    curator_client.post(change_url(event), data)
    page = curator_client.get(history_url(event)).content.decode()
    address = reverse("admin:curation_excerpt_history", args=(key,))
    assert f'<a href="{address}">Its own history</a>' in page
    rows = curator_client.get(address).context["page_obj"].object_list
    assert [(row.history_type, row.history_user) for row in rows] == [("-", curator), ("+", None)]


def test_a_difference_is_of_words_and_says_every_field(curator_client, curator, editor):
    event = factories.event(summary="The comittee met, a newspaper reports.", by=curator)
    factories.excerpt(event)
    event.places.add(factories.place(name="Baghdad"))
    event.summary = "The committee met, a newspaper reports."
    event.kind = "legal-step"
    event.former_slugs = ["older", "old"]
    actions.record_change(event, by=curator)
    actions.submit_for_review(event, by=curator)
    response = curator_client.get(history_url(event))
    rows = response.context["page_obj"].object_list
    shown = [[(c.label, c.old, c.new) for c in row.desk_changes] for row in rows]
    assert shown[0] == [("Stage", "Draft", "In review")]
    assert shown[1] == [
        ("Former slugs", "", "older, old"),
        ("Summary", "The comittee met, a newspaper reports.",
         "The committee met, a newspaper reports."),
        ("Kind", "Meeting", "Legal step"),
    ]  # fmt: skip
    assert shown[-1] == []
    page = response.content.decode()
    assert "The <del><span" in page
    assert "</ins> met, a newspaper reports.</span>" in page


def test_traits_of_a_publisher_are_named_and_go_back(editor_client, editor):
    publisher = factories.publisher(traits=["reposts", "personal"], stage="draft")
    first = publisher.history.get()
    publisher.traits = ["agency"]
    actions.record_change(publisher, by=editor)
    [newest, _] = editor_client.get(history_url(publisher)).context["page_obj"].object_list
    assert [(c.label, c.old, c.new) for c in newest.desk_changes] == [
        ("Traits", "Repeats what others have written, kept by one person", "News agency"),
    ]  # fmt: skip
    go_back(editor_client, publisher, first)
    publisher.refresh_from_db()
    assert (publisher.traits, publisher.version) == (["reposts", "personal"], 3)


def test_places_of_an_event_and_excerpts_of_an_answer_are_named(curator_client, curator):
    event = factories.event(by=curator)
    first, second = factories.excerpt(event), factories.excerpt(event, quote="Nobody answered")
    dispute = factories.dispute(first, first)
    data = opened(curator_client, change_url(event))
    data["places"] = [str(factories.place(name="Baghdad").pk)]
    curator_client.post(change_url(event), data)
    rows = curator_client.get(history_url(event)).context["page_obj"].object_list
    assert [(c.label, c.old, c.new) for c in rows[0].desk_changes] == [("Places", "", "Baghdad")]
    data = opened(curator_client, change_url(dispute))
    data["positions-0-excerpts"] = [str(second.pk)]
    curator_client.post(change_url(dispute), data)
    changes = curator_client.get(history_url(dispute)).context["part_changes"]
    shown = [(c.label, c.old, c.new) for change in changes for c in change.changes]
    assert shown[:2] == [("Excerpts", "", str(second)), ("Excerpts", str(first), "")]


def test_what_a_version_named_may_be_gone(curator_client, editor):
    place, event = factories.place(stage="draft"), factories.event()
    event.places.add(place)
    inner = factories.place(within=place)
    inner.within = None
    actions.record_change(inner, by=editor)
    event.places.clear()
    key = place.pk
    actions.delete(place, by=editor)
    page = curator_client.get(history_url(inner)).content.decode()
    assert f"(number {key}, which is gone)" in page
    assert curator_client.get(history_url(event)).status_code == 200


def test_the_first_version_of_a_page_is_compared_with_the_next_page(curator_client, editor):
    actor = factories.actor(name="Name 0", stage="draft")
    for number in range(1, 101):
        actor.name = f"Name {number}"
        actions.record_change(actor, by=editor)
    rows = curator_client.get(history_url(actor)).context["page_obj"].object_list
    assert (len(rows), rows[99].desk_changes[0].old) == (100, "Name 0")


def test_long_texts_are_shown_by_what_changed(curator_client, editor):
    words = " ".join(f"word{number}" for number in range(600))
    source = factories.source(text=words)
    source.text = words.replace("word300 ", "")
    source.full_clean()
    actions.record_change(source, by=editor)
    page = curator_client.get(history_url(source)).content.decode()
    assert "removed: </span>word300" in page
    assert "[…]" in page
    assert "word100 " not in page


def test_a_version_is_compared_with_what_is_stored(curator_client, changed):
    event, first = changed
    response = curator_client.get(history_url(event, first))
    assert response.context["changes"] == [FieldChange("Title", "Second", "First")]
    assert Event.objects.get(pk=event.pk).title == "Second"


def test_a_version_says_its_values_as_people_read_them(curator_client, curator):
    event = factories.event(kind="meeting", by=curator)
    event.places.add(factories.place(name="Baghdad"))
    first = event.history.first()
    event.kind = "legal-step"
    event.places.clear()
    actions.record_change(event, by=curator)
    assert curator_client.get(history_url(event, first)).context["changes"] == [
        FieldChange("Kind", "Legal step", "Meeting"),
        FieldChange("Places", "", "Baghdad"),
    ]


def test_who_decided_and_when_is_no_change_on_a_history_page(curator_client, curator, editor):
    event = factories.event(by=curator)
    factories.excerpt(event)
    actions.submit_for_review(event, by=curator)
    actions.approve(event, by=editor)
    actions.take_back_approval(event, by=editor, reason="Look again.")
    response = curator_client.get(history_url(event))
    shown = [row.desk_changes for row in response.context["page_obj"].object_list]
    assert shown[:3] == [
        [FieldChange("Stage", "Approved", "In review")],
        [FieldChange("Stage", "In review", "Approved")],
        [FieldChange("Stage", "Draft", "In review")],
    ]
    page = response.content.decode()
    assert "Decided" not in page
    version = event.history.get(stage="approved")
    assert "Decided" not in curator_client.get(history_url(event, version)).content.decode()


def test_going_back_is_an_edit(editor_client, editor, changed):
    event, first = changed
    response = go_back(editor_client, event, first)
    assert messages_of(response) == ["“Second” went back to that version. It is a draft."]
    now = Event.objects.get(pk=event.pk)
    assert (now.title, now.version, now.stage, now.edited_by) == ("First", 3, "draft", editor)


@pytest.mark.parametrize("make", ["source", "actor", "place", "publisher", "phase", "dispute"])
def test_everything_goes_back(editor_client, editor, make):
    thing = getattr(factories, make)()
    name = {"source": "title", "dispute": "question"}.get(make, "name")
    before = getattr(thing, name)
    first = thing.history.first()
    setattr(thing, name, "Changed")
    actions.record_change(thing, by=editor)
    go_back(editor_client, thing, first)
    thing.refresh_from_db()
    assert (getattr(thing, name), thing.version) == (before, 3)
    assert thing.history.first().history_user == editor


def test_an_excerpt_goes_back_with_its_event(curator_client, curator):
    event = factories.approved()
    excerpt = event.excerpts.get()
    first = excerpt.history.get()
    data = opened(curator_client, change_url(event)) | {"excerpts-0-translation": "After"}
    curator_client.post(change_url(event), data)
    go_back(curator_client, excerpt, first)
    excerpt.refresh_from_db()
    assert (excerpt.translation, excerpt.event.version, excerpt.event.stage) == ("", 5, "draft")
    assert excerpt.history.first().history_user == curator


def at_an_hour(editor, day, fold=""):
    """An event at 01:30 of a day on which clocks were put back, or of another."""
    event = factories.event(date="2020-11-02", local_time=time(1, 30), zone="America/New_York")
    event.date, event.fold = day, fold
    actions.record_change(event, by=editor)
    return event


def test_which_of_two_hours_goes_back_with_the_day(editor_client, editor):
    event = at_an_hour(editor, "2020-11-01", "second")
    twice, once = event.history.all()
    go_back(editor_client, event, once)
    event.refresh_from_db()
    assert (event.date, event.fold) == ("2020-11-02", "")
    go_back(editor_client, event, twice)
    event.refresh_from_db()
    assert (event.date, event.fold) == ("2020-11-01", "second")


@pytest.mark.parametrize(
    ("day", "fold", "why"),
    [
        ("2020-11-01", "", "“01:30” was twice in America/New_York"),
        ("2020-11-02", "first", "no clock showed this time twice"),
    ],
)
def test_going_back_does_not_bring_a_time_that_is_two_or_none(
    editor_client, editor, day, fold, why
):
    event = at_an_hour(editor, "2020-11-01", "second")
    old = event.history.last()
    event.history.filter(pk=old.pk).update(date=day, fold=fold)
    [said] = messages_of(go_back(editor_client, event, old))
    assert said.startswith("Not reverted: ")
    assert why in said
    event.refresh_from_db()
    assert (event.date, event.fold) == ("2020-11-01", "second")


def test_going_back_to_what_is_stored_says_so(curator_client, changed):
    event, _ = changed
    response = go_back(curator_client, event, event.history.first())
    assert messages_of(response) == ["“Second” already is as it was then."]
    assert Event.objects.get(pk=event.pk).version == 2


def test_going_back_after_somebody_saved_is_refused(curator_client, editor, changed):
    event, first = changed
    response = go_back(curator_client, event, first, version="1")
    assert messages_of(response) == [
        "Not reverted: somebody saved this since you opened the page. Compare again."
    ]
    assert Event.objects.get(pk=event.pk).title == "Second"


def test_going_back_to_what_is_not_valid_is_refused(curator_client):
    excerpt = factories.excerpt(factories.event())
    first = excerpt.history.get()
    source = excerpt.source
    source.text, source.text_sha256 = "Rewritten.", ""
    source.full_clean()
    source.save()
    excerpt.quote = "Rewritten."
    excerpt.save()
    response = go_back(curator_client, excerpt, first)
    [said] = messages_of(response)
    assert said.startswith("Not reverted: The excerpt “")
    excerpt.refresh_from_db()
    assert excerpt.quote == "Rewritten."


def test_anonymous_and_wrong_role(reader_client, curator_client, changed):
    event, first = changed
    for url in (history_url(event), history_url(event, first)):
        assert reader_client.get(url).url.startswith("/admin/login/")
    assert reader_client.post(history_url(event, first)).url.startswith("/admin/login/")
    phase = factories.phase()  # curators may look at phases, not change them
    url = history_url(phase, phase.history.first())
    response = curator_client.get(url)
    assert (response.status_code, response.context["may_change"]) == (200, False)
    assert curator_client.post(url, {"version": 1}).status_code == 403
    stranger = factories.client_of(factories.user("stefan", is_staff=True))
    assert stranger.get(history_url(event)).status_code == 403
    assert stranger.get(history_url(event, first)).status_code == 403


@pytest.mark.parametrize("key", ["banana", "9" * 30, "%00", "999999"])
def test_bad_ids(curator_client, changed, key):
    event, first = changed
    response = curator_client.get(f"/admin/curation/event/{key}/history/")
    assert response.status_code in (302, 404)
    assert curator_client.get(f"/admin/curation/event/{key}/history/{first.pk}/").status_code == 404
    assert curator_client.get(f"/admin/curation/event/{event.pk}/history/{key}/").status_code == 404


def test_a_version_of_another_event(curator_client, changed):
    _, first = changed
    assert curator_client.get(history_url(factories.event(), first)).status_code == 404
