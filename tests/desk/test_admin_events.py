"""The event pages: the list, the form, and that every change goes through the actions."""

import json
from datetime import date

import pytest
from django.urls import reverse

from tests import factories
from tests.desk.pages import (
    add_row,
    change_url,
    data_of,
    errors_of,
    messages_of,
    opened,
)
from timeline.curation.models import Event, Excerpt, Tie
from timeline.desk import queues

pytestmark = pytest.mark.django_db
LIST = reverse("admin:curation_event_changelist")
ADD = reverse("admin:curation_event_add")


def titles(client, query=""):
    response = client.get(f"{LIST}?{query}")
    assert response.status_code == 200, response
    return sorted(event.title for event in response.context["cl"].result_list)


# -- the list -------------------------------------------------------------------------------------


def test_the_list_shows_what_one_works_by(curator_client):
    event = factories.submitted(title="The meeting", date="[2020-06-21..2020-06-30]")
    response = curator_client.get(LIST)
    page = response.content.decode()
    for text in ("late Jun 2020", "The meeting", event.phase.name, "in review", "minor", "cora"):
        assert text in page, text
    assert [e.excerpts_there for e in response.context["cl"].result_list] == [1]


def test_the_list_takes_as_many_queries_for_many_events(curator_client, django_assert_num_queries):
    phase = factories.phase()
    place = factories.place()
    for _ in range(2):
        factories.submitted(phase=phase).places.add(place)
    curator_client.get(LIST)  # content types are looked up once a process
    with django_assert_num_queries(12):
        assert curator_client.get(LIST).status_code == 200
    for _ in range(20):
        factories.submitted(phase=phase).places.add(place)
    with django_assert_num_queries(12):
        assert curator_client.get(LIST).status_code == 200


def test_search_reads_titles_summaries_quotes_and_all_names_of_actors(curator_client):
    factories.event(title="Unrelated")
    factories.event(title="By title needle")
    factories.event(title="By summary", summary="A needle in the summary.")
    factories.excerpt(factories.event(title="By quote"), quote="a needle quoted")
    by_name = factories.event(title="By name")
    factories.participation(by_name, actor=factories.actor(name="Needle, N."))
    by_alias = factories.event(title="By alias")
    alias = factories.participation(by_alias).actor
    alias.names.create(name="The Needle")
    alias.names.create(name="Needle again")
    assert titles(curator_client, "q=needle") == [
        "By alias",
        "By name",
        "By quote",
        "By summary",
        "By title needle",
    ]
    assert titles(curator_client, "q=zebra") == []


def test_the_filters(curator_client):
    place, other = factories.place(), factories.place()
    first = factories.submitted(title="First", importance="major", kind="threat")
    first.places.add(place)
    second = factories.event(title="Second", phase=factories.phase(), date="2022-02-01")
    second.places.add(other)
    publisher = first.excerpts.get().source.publisher
    factories.excerpt(factories.event(title="Third"))
    assert titles(curator_client) == ["First", "Second", "Third"]
    for query, expected in (
        ("stage__exact=in-review", ["First"]),
        (f"phase__id__exact={second.phase_id}", ["Second"]),
        ("kind__exact=threat", ["First"]),
        ("importance__exact=major", ["First"]),
        (f"excerpts__source__publisher__id__exact={publisher.pk}", ["First"]),
        (f"places__id__exact={place.pk}", ["First"]),
        ("excerpts=none", ["Second"]),
        ("excerpts=some", ["First", "Third"]),
        ("earliest__year=2022", ["Second"]),
        ("earliest__year=2020&earliest__month=1&earliest__day=7", ["First", "Third"]),
    ):
        assert titles(curator_client, query) == expected, query


def test_events_without_a_start_come_first(curator_client):
    factories.event(title="Later", date="2020-02-01")
    factories.event(title="Open", date="../2020-03-01")
    factories.event(title="Earlier", date="2020-01-01")
    listed = curator_client.get(LIST).context["cl"].result_list
    assert [event.title for event in listed] == ["Open", "Earlier", "Later"]


# -- adding ---------------------------------------------------------------------------------------


def filled_in(client, **values):
    """A new event as a curator types it, with one excerpt."""
    data = opened(client, ADD)
    source = factories.source()
    data |= {
        "title": "The committee met",
        "slug": "the-committee-met",
        "summary": "It met, a newspaper reports.",
        "date": "7 January 2020",
        "phase": str(factories.phase().pk),
        "kind": "meeting",
        "excerpts-0-source": str(source.pk),
        "excerpts-0-quote": factories.QUOTE,
    }
    return data | values


def test_a_curator_adds_an_event_with_all_that_belongs_to_it(curator_client, curator):
    place, actor, target = factories.place(), factories.actor(), factories.event()
    data = filled_in(curator_client, places=[str(place.pk)])
    add_row(data, "participations", actor=str(actor.pk), role="host")
    add_row(data, "links", kind="responds-to", target=str(target.pk), note="")
    response = curator_client.post(ADD, data)
    assert response.status_code == 302, errors_of(response)

    event = Event.objects.get(slug="the-committee-met")
    assert (event.date, event.earliest, event.latest) == (
        "2020-01-07",
        date(2020, 1, 7),
        date(2020, 1, 7),
    )
    assert (event.stage, event.version, event.edited_by) == ("draft", 1, curator)
    assert list(event.places.all()) == [place]
    assert [(p.actor, p.role) for p in event.participations.all()] == [(actor, "host")]
    assert [(x.kind, x.target) for x in event.links.all()] == [("responds-to", target)]
    excerpt = event.excerpts.get()
    assert (excerpt.slug, excerpt.quote) == ("the-committee-met-1", factories.QUOTE)
    for thing in (event, excerpt, event.participations.get(), event.links.get()):
        assert thing.history.last().history_user == curator


def test_the_slug_is_made_from_the_title_while_adding_and_fixed_afterwards(curator_client):
    page = curator_client.get(ADD)
    assert page.context["adminform"].prepopulated_fields[0]["field"].name == "slug"
    event = factories.event(slug="as-it-was")
    data = opened(curator_client, change_url(event))
    assert "slug" not in data
    curator_client.post(change_url(event), data | {"title": "New", "slug": "forged"})
    event.refresh_from_db()
    assert (event.title, event.slug) == ("New", "as-it-was")


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("date", "last Tuesday", "“last Tuesday” is not a date we can use: "),
        ("date", "", "This field is required."),
        ("title", "t" * 161, "Ensure this value has at most 160 characters (it has 161)."),
        ("slug", "not a slug", "Enter a valid “slug” consisting of letters, numbers"),
        ("summary", "a\tb", "Character 2 is the control character U+0009."),
        ("phase", "999999", "Select a valid choice."),
        ("phase", "banana", "Select a valid choice."),
        ("zone", "Asia/Baghdad", None),
        ("kind", "party", "Select a valid choice."),
        ("position", "-1", "Ensure this value is greater than or equal to 0."),
        ("position", "99999999999999999999", "Ensure this value is less than or equal to"),
        ("places", ["banana"], "“banana” is not a valid value."),
        ("excerpts-0-source", "banana", "Select a valid choice."),
        ("excerpts-0-said_by", "9" * 30, "Select a valid choice."),
        (
            "excerpts-0-quote",
            "q" * 401,
            "Ensure this value has at most 400 characters (it has 401)",
        ),
        ("excerpts-0-quote", f" {factories.QUOTE}", "The quote starts with white space (U+0020)."),
        ("excerpts-0-quote", "Zebras!", "This is not in the text of “Source"),
        ("excerpts-0-quote", "The committee met again.", "This is 2 times in the text of “Source"),
        ("excerpts-0-language", "English!", "“English!” is not a language tag."),
    ],
)
def test_bad_input_is_named_beside_its_field_and_everything_typed_is_kept(
    curator_client, name, typed, said
):
    data = filled_in(curator_client, **{name: typed})
    response = curator_client.post(ADD, data)
    assert response.status_code == 200
    errors = errors_of(response)
    if said is None:
        assert errors == {"local_time": ["Give a local time and its time zone, or neither."]}
    else:
        assert list(errors) == [name]
        assert errors[name][0].startswith(said)
    again = data_of(response)
    kept = {key: value for key, value in data.items() if key in again}
    assert kept == {key: again[key] for key in kept}
    assert not Event.objects.exists()
    assert not Excerpt.objects.exists()


def test_the_nearest_passage_and_the_contexts_are_shown(curator_client):
    quote = "We will answer in our own good time,"
    response = curator_client.post(ADD, filled_in(curator_client, **{"excerpts-0-quote": quote}))
    said = errors_of(response)["excerpts-0-quote"][0]
    assert "The nearest passage is “We will answer in our own time" in said
    data = filled_in(curator_client, **{"excerpts-0-quote": "The committee met again."})
    said = errors_of(curator_client.post(ADD, data))["excerpts-0-quote"][0]
    assert "[...] Nobody answered questions." in said
    data["excerpts-0-suffix"] = " Nobody answered"
    assert curator_client.post(ADD, data).status_code == 302
    assert Excerpt.objects.get().suffix == " Nobody answered"


def test_a_quote_that_cuts_a_word_is_refused(curator_client):
    data = filled_in(curator_client, **{"excerpts-0-quote": "We will answer in our ow"})
    said = errors_of(curator_client.post(ADD, data))["excerpts-0-quote"][0]
    assert "ends inside of the word “own” of the text" in said
    assert "Quote whole words: “We will answer in our own”." in said
    assert not Excerpt.objects.exists()


def test_a_no_break_space_in_a_quote_is_stored_unchanged(curator_client):
    text = "On 3\u00a0January the  “raid\u2009took place”, it said."
    quote = "3\u00a0January the  “raid\u2009took place”,"
    source = factories.source(text=text)
    data = filled_in(
        curator_client, **{"excerpts-0-source": str(source.pk), "excerpts-0-quote": quote}
    )
    assert curator_client.post(ADD, data).status_code == 302
    assert Excerpt.objects.get().quote == quote


# -- changing -------------------------------------------------------------------------------------


def test_saving_without_a_change_does_nothing(curator_client, editor):
    event = factories.approved(summary="Two\nlines.")
    event.places.add(factories.place(), factories.place())
    factories.participation(event)
    factories.link(event, factories.event())
    rows, excerpt_rows = event.history.count(), event.excerpts.get().history.count()
    data = opened(curator_client, change_url(event))
    data["summary"] = "Two\r\nlines."  # as a browser sends it
    data["date"] = "7 January 2020"  # the same date
    response = curator_client.post(change_url(event), data, follow=True)
    assert messages_of(response) == [f"Nothing was changed, so nothing was saved: {event.title}"]
    now = Event.objects.get(pk=event.pk)
    assert (now.stage, now.version, now.decided_by) == ("approved", 3, editor)
    assert event.history.count() == rows
    assert event.excerpts.get().history.count() == excerpt_rows


@pytest.mark.parametrize(
    "change",
    ["title", "places", "excerpt", "new excerpt", "participation", "removed link"],
)
def test_any_change_is_a_new_version_and_a_draft_again(editor_client, editor, change):
    event = factories.approved()
    factories.participation(event)
    factories.link(event, factories.event())
    rows = event.history.count()
    data = opened(editor_client, change_url(event))
    if change == "title":
        data["title"] = "Another title"
    elif change == "places":
        data["places"] = [str(factories.place().pk)]
    elif change == "excerpt":
        data["excerpts-0-translation"] = "Other words"
    elif change == "new excerpt":
        source = factories.source()
        add_row(
            data,
            "excerpts",
            source=str(source.pk),
            quote="Nobody answered questions.",
            stance="context",
            language="en",
            position="0",
        )
    elif change == "participation":
        data["participations-0-role"] = "target"
    else:
        data["links-0-DELETE"] = "on"
    response = editor_client.post(change_url(event), data)
    assert response.status_code == 302, errors_of(response)
    now = Event.objects.get(pk=event.pk)
    assert (now.stage, now.version, now.edited_by) == ("draft", 4, editor)
    assert (now.decided_by, now.decided_at) == (None, None)
    assert event.history.count() == rows + 1
    assert event.history.first().history_user == editor
    if change == "places":
        assert [p.place_id for p in event.history.first().places.all()] == [int(data["places"][0])]


def test_the_form_says_how_it_understood_the_date(curator_client):
    event = factories.event(date="[2020-06-21..2020-06-30]")
    page = curator_client.get(change_url(event)).content.decode()
    assert "late June 2020 (earliest 21 June 2020, latest 30 June 2020)" in page
    event = factories.event(date="2022-09-24/..")
    page = curator_client.get(change_url(event)).content.decode()
    assert "since 24 September 2022 (earliest 24 September 2022, latest open)" in page


def test_one_actor_in_one_role_twice_is_refused_in_the_form(curator_client):
    event = factories.event()
    actor = factories.participation(event, role="host").actor
    data = opened(curator_client, change_url(event))
    add_row(data, "participations", actor=str(actor.pk), role="host")
    response = curator_client.post(change_url(event), data)
    assert response.status_code == 200
    assert "participations" in errors_of(response)
    assert event.participations.count() == 1


def test_an_event_that_links_to_itself_is_refused_in_the_form(curator_client):
    event = factories.event()
    data = opened(curator_client, change_url(event))
    add_row(data, "links", kind="continues", target=str(event.pk), note="")
    response = curator_client.post(change_url(event), data)
    assert errors_of(response) == {"links-0-target": ["An event cannot link to itself."]}


def test_an_excerpt_that_answers_a_dispute_is_not_removed(curator_client):
    event = factories.event()
    excerpt = factories.excerpt(event)
    factories.dispute(excerpt, question="When was it?", slug="when")
    data = opened(curator_client, change_url(event)) | {"excerpts-0-DELETE": "on"}
    response = curator_client.post(change_url(event), data)
    assert response.status_code == 200
    [said] = errors_of(response)["excerpts"]
    assert "in the dispute “When was it?” (when). Take it out of that dispute first." in said
    assert Excerpt.objects.filter(pk=excerpt.pk).exists()
    assert Event.objects.get(pk=event.pk).version == 1


def test_every_relation_is_chosen_by_typing(curator_client):
    event = factories.event()
    factories.excerpt(event, said_by=factories.actor())
    page = curator_client.get(change_url(event))
    form = page.context["adminform"].form
    fields = {name: form.fields[name] for name in ("phase", "places")}
    for inline in page.context["inline_admin_formsets"]:
        empty = inline.formset.empty_form.fields
        fields |= {n: empty[n] for n in ("source", "said_by", "actor", "target") if n in empty}
    assert sorted(fields) == ["actor", "phase", "places", "said_by", "source", "target"]
    for name, field in fields.items():
        widget = getattr(field.widget, "widget", field.widget)
        assert "admin-autocomplete" in widget.build_attrs({})["class"], name


@pytest.mark.parametrize(
    ("model", "field", "term", "found"),
    [
        ("excerpt", "said_by", "spelled otherwise", "Actor Kim"),
        ("participation", "actor", "Kim", "Actor Kim"),
        ("event", "places", "otherwise", "Place Kim"),
    ],
)
def test_suggestions_know_other_spellings(curator_client, model, field, term, found):
    factories.actor(name="Actor Kim").names.create(name="Spelled Otherwise")
    factories.place(name="Place Kim").names.create(name="Spelled Otherwise")
    query = {"app_label": "curation", "model_name": model, "field_name": field, "term": term}
    response = curator_client.get(reverse("admin:autocomplete"), query)
    assert [one["text"] for one in json.loads(response.content)["results"]] == [found]


@pytest.mark.parametrize("key", ["999999", "banana", "9" * 30, "%00"])
def test_an_event_that_is_not_there(curator_client, key):
    for page in ("change", "delete"):
        response = curator_client.get(f"/admin/curation/event/{key}/{page}/")
        # Who may not delete is told so before it is looked for.
        assert response.status_code == (302 if page == "change" else 403)


# -- excerpts of other events ---------------------------------------------------------------------


def test_an_excerpt_of_another_event_is_tied_in_the_form(curator_client, curator):
    home = factories.event(title="Home")
    excerpt = factories.excerpt(home, quote="We will answer in our own time,")
    event = factories.submitted(title="Further")
    url = change_url(event)
    data = opened(curator_client, url)
    add_row(data, "ties", excerpt=str(excerpt.pk), stance="context", position="0")
    assert curator_client.post(url, data).status_code == 302
    tie = event.ties.get()
    assert (tie.excerpt, tie.stance, tie.position) == (excerpt, "context", 1)
    assert tie.history.get().history_user == curator
    event.refresh_from_db()
    assert (event.stage, event.history.first().history_change_reason) == (
        "draft", "Edited: excerpts of other events that carry this one too",
    )  # fmt: skip


@pytest.mark.parametrize("which", ["own", "twice"])
def test_what_cannot_be_tied_is_named_beside_its_field(curator_client, which):
    event = factories.event()
    excerpt = factories.excerpt(event if which == "own" else factories.event(), slug="said-1")
    url = change_url(event)
    data = opened(curator_client, url)
    add_row(data, "ties", excerpt=str(excerpt.pk), stance="context", position="0")
    if which == "twice":
        add_row(data, "ties", excerpt=str(excerpt.pk), stance="supports", position="0")
    response = curator_client.post(url, data)
    assert response.status_code == 200
    said = " ".join(text for texts in errors_of(response).values() for text in texts)
    expected = {
        "own": "“said-1” is an excerpt of this event itself.",
        "twice": "Please correct the duplicate",
    }
    assert expected[which] in said + response.content.decode()
    assert not event.ties.exists()


def test_editing_an_excerpt_in_the_form_makes_all_that_it_carries_drafts(curator_client):
    home, further = factories.approved(), factories.approved()
    Tie.objects.create(event=further, excerpt=home.excerpts.get())
    url = change_url(home)
    data = opened(curator_client, url) | {"excerpts-0-stance": "context"}
    assert curator_client.post(url, data).status_code == 302
    further.refresh_from_db()
    assert further.stage == "approved"  # what its own event makes of it is that one's alone
    data = opened(curator_client, url) | {"excerpts-0-translation": "Other words"}
    assert curator_client.post(url, data).status_code == 302
    further.refresh_from_db()
    assert further.stage == "draft"


def test_an_excerpt_that_carries_another_event_cannot_be_taken_off(curator_client):
    home, further = factories.event(), factories.event(title="Further", slug="further")
    excerpt = factories.excerpt(home, slug="kept")
    Tie.objects.create(event=further, excerpt=excerpt)
    url = change_url(home)
    data = opened(curator_client, url) | {"excerpts-0-DELETE": "on"}
    response = curator_client.post(url, data)
    (said,) = errors_of(response)["excerpts"]
    assert said.endswith(
        "protected related objects: excerpt of another event “We will answer in our own time,” for "
        "“Further” (Supports)"
    )
    assert Excerpt.objects.filter(slug="kept").exists()


def test_tied_excerpts_count(curator_client):
    home = factories.event(title="Home")
    event = factories.event(title="Further")
    Tie.objects.create(event=event, excerpt=factories.excerpt(home))
    factories.event(title="Bare")
    assert titles(curator_client, "excerpts=some") == ["Further", "Home"]
    assert titles(curator_client, "excerpts=none") == ["Bare"]
    listed = curator_client.get(LIST).context["cl"].result_list
    assert {e.title: e.excerpts_there for e in listed} == {"Home": 1, "Further": 1, "Bare": 0}
    assert [e.title for e in queues.unsourced()] == ["Bare"]
    assert sorted(queues.origins().single()) == sorted([home.pk, event.pk])


def test_the_review_shows_what_is_tied(editor_client):
    home = factories.approved(title="Home")
    event = factories.event(title="Further")
    Tie.objects.create(event=event, excerpt=home.excerpts.get(), stance="supports")
    page = editor_client.get(reverse("desk:review", args=[event.pk])).content.decode()
    assert "We will answer in our own time," in page
    assert "It has no excerpt" not in page


def test_the_page_of_an_excerpt_names_what_it_carries(curator_client):
    event = factories.event(title="Further")
    excerpt = factories.excerpt(factories.event())
    assert "Further" not in curator_client.get(change_url(excerpt)).content.decode()
    Tie.objects.create(event=event, excerpt=excerpt)
    assert "Further" in curator_client.get(change_url(excerpt)).content.decode()


# -- where an excerpt stands ----------------------------------------------------------------------


def test_where_an_excerpt_stands_is_shown_and_not_typed(curator_client):
    event = factories.approved()
    excerpt = event.excerpts.get()
    response = curator_client.get(change_url(event))
    assert "paragraph 1" in response.content.decode()
    data = opened(curator_client, change_url(event)) | {"title": "Another title"}
    assert not [name for name in data if name.endswith("locator")]
    data |= {"excerpts-0-locator": "page 3", "locator": "page 3"}
    assert curator_client.post(change_url(event), data).status_code == 302
    data = opened(curator_client, change_url(excerpt))
    assert not [name for name in data if name.endswith("locator")]
    data |= {"locator": "page 3", "translation": "Words"}
    assert curator_client.post(change_url(excerpt), data).status_code == 302
    excerpt.refresh_from_db()
    assert (excerpt.translation, excerpt.locator) == ("Words", "paragraph 1")


def test_places_that_it_concerns_are_a_field_of_their_own(curator_client):
    event, river = factories.event(), factories.place(name="River")
    data = opened(curator_client, change_url(event)) | {"about": [str(river.pk)]}
    assert curator_client.post(change_url(event), data).status_code == 302
    assert ([*event.places.all()], [*event.about.all()]) == ([], [river])
    row = event.history.first()
    assert [one.place for one in row.about.all()] == [river]
