"""Reading a source and marking its passages: who may, what is found, what is saved."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from tests import factories
from tests.desk.pages import change_url, messages_of, opened
from tests.html import read
from timeline.curation import actions
from timeline.curation.models import Event, Excerpt
from timeline.text.word_changes import FieldChange

pytestmark = pytest.mark.django_db

TEXT = (
    "On 7 January 2020 the committee met.\n\n"
    "“We will answer in our own time,” Hassan Rouhani said. It rained.\n\n"
    "Nobody answered questions. It rained."
)
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def source():
    return factories.source(slug="paper", title="The paper", text=TEXT)


def read_url(source):
    return reverse("admin:curation_source_read", args=(source.pk,))


def place(source, words):
    start = source.text.index(words)
    return {"start": start, "end": start + len(words), "text": source.text_sha256}


def form_data(response):
    """What the open form would send, as it stands."""
    panel = response.context["panel"]
    data = {}
    for form in (panel.form, panel.new):
        for bound in form or ():
            value = bound.value()
            data[bound.html_name] = "" if value is None else str(value)
    return data


def opened_form(client, source, words):
    response = client.get(read_url(source), place(source, words))
    assert response.status_code == 200
    return form_data(response)


def errors(response):
    panel = response.context["panel"]
    found = {}
    for form in (panel.form, panel.new):
        if form is not None and form.is_bound:
            found |= {form.add_prefix(name): list(said) for name, said in form.errors.items()}
    return found


# -- who may ---------------------------------------------------------------------------------------


def pages(source):
    return [
        read_url(source),
        reverse("admin:curation_source_text", args=(source.pk,)),
        reverse("admin:curation_source_suggest", args=("event",)),
    ]


def test_anonymous_is_asked_to_log_in(reader_client, source):
    for address in pages(source):
        response = reader_client.get(address)
        assert response.status_code == 302
        assert response.url == f"/admin/login/?next={address}"


def test_staff_without_a_group_sees_nothing(source):
    client = factories.client_of(factories.user("stefan", is_staff=True))
    assert [client.get(address).status_code for address in pages(source)] == [403] * 3
    assert client.post(read_url(source), {}).status_code == 403


def test_curators_and_editors_read_and_mark(curator_client, editor_client, source):
    for client in (curator_client, editor_client):
        assert [client.get(address).status_code for address in pages(source)] == [200] * 3


def test_who_may_only_view_sources_reads_and_marks_nothing(source):
    viewer = factories.user("vera", is_staff=True)
    viewer.user_permissions.add(Permission.objects.get(codename="view_source"))
    client = factories.client_of(viewer)
    page = client.get(read_url(source), place(source, "Nobody answered"))
    assert page.status_code == 200
    assert "mark-form" not in page.content.decode()
    assert "Paste a passage" not in page.content.decode()
    assert client.post(read_url(source), {"quote": "x"}).status_code == 403
    assert client.get(reverse("admin:curation_source_text", args=(source.pk,))).status_code == 403


def test_who_may_not_add_events_is_not_offered_a_new_one(source):
    person = factories.user("mark", is_staff=True)
    for name in ("view_source", "add_excerpt", "change_event"):
        person.user_permissions.add(Permission.objects.get(codename=name))
    client = factories.client_of(person)
    response = client.get(read_url(source), place(source, "It rained.\n\nN"))
    assert response.context["panel"].new is None
    data = {"target": "new", "new-title": "Forged", "quote": "Nobody answered questions."}
    response = client.post(read_url(source), data | {"language": "en", "stance": "supports"})
    assert response.status_code == 200
    assert Event.objects.count() == 0


@pytest.mark.parametrize("key", ["0", "999999", "x", "1_0", "9" * 30, "%00"])
def test_a_source_that_is_none(curator_client, key):
    assert curator_client.get(f"/admin/curation/source/{key}/read/").status_code == 404
    assert curator_client.get(f"/admin/curation/source/{key}/text/").status_code == 404


def test_other_methods_are_refused(curator_client, source):
    assert curator_client.delete(read_url(source)).status_code == 405


# -- reading ---------------------------------------------------------------------------------------


def test_excerpts_are_marked_in_place_and_listed_beside(curator_client, source):
    event = factories.event(slug="met", title="The committee meets")
    factories.excerpt(event, source=source, quote="Nobody answered questions.")
    factories.excerpt(event, source=source, quote="the committee met", stance="disputes")
    factories.excerpt(event, source=source, quote="7 January 2020 the committee")
    page = read(curator_client.get(read_url(source)).content.decode())
    column = page.one("div", id="desk-text")
    assert column._text() == TEXT
    assert [mark.text for mark in column.all("mark")] == [
        "7 January 2020",
        "the committee",
        "met",
        "Nobody answered questions.",
    ]
    both = column.all("mark")[1]
    assert (both["data-excerpts"], both["class"]) == (
        "met-3 met-2",
        "depth-2 is-supports is-disputes",
    )
    assert [(a["id"], a["href"], a["aria-label"]) for a in column.all("a")] == [
        ("passage-met-3", "#excerpt-met-3", "Excerpt 1: The committee meets"),
        ("passage-met-2", "#excerpt-met-2", "Excerpt 2: The committee meets"),
        ("passage-met-1", "#excerpt-met-1", "Excerpt 3: The committee meets"),
    ]
    listed = page.one("section", class_="desk-excerpts").all("li")
    assert [li["id"] for li in listed] == ["excerpt-met-3", "excerpt-met-2", "excerpt-met-1"]
    assert listed[2].links()["In the text: paragraph 3"] == "#passage-met-1"


def test_the_text_is_escaped_and_each_paragraph_has_its_direction(curator_client):
    source = factories.source(text="<script>alert(1)</script>\nاو گفت: «نه»", language="fa")
    page = curator_client.get(read_url(source)).content.decode()
    assert "<script>alert" not in page
    column = read(page).one("div", id="desk-text")
    assert column["lang"] == "fa"
    assert [p["dir"] for p in column.all("p")] == ["auto", "auto"]


def test_the_page_takes_a_fixed_number_of_queries(
    curator_client, source, django_assert_num_queries
):
    def add(number):
        event = factories.event()
        for quote in ("Nobody answered questions.", "the committee met")[:number]:
            factories.excerpt(event, source=source, quote=quote)

    add(1)
    curator_client.get(read_url(source))
    with django_assert_num_queries(12):
        curator_client.get(read_url(source))
    for _ in range(3):
        add(2)
    with django_assert_num_queries(12):
        curator_client.get(read_url(source))


def test_a_source_without_a_text(curator_client):
    source = factories.source(text="")
    factories.excerpt(factories.event(title="A meeting"), source=source, quote="Unproven.")
    page = read(curator_client.get(read_url(source)).content.decode())
    assert page.one("div", class_="desk-side").links() == {
        "A meeting": change_url(Event.objects.get())
    }
    assert "Add its text" in page.links()
    assert curator_client.get(read_url(source), {"quote": "x"}).context["panel"].problem == (
        "This source has no text to look in."
    )


def test_the_form_and_the_list_of_sources_link_to_it(curator_client, source):
    page = read(curator_client.get(change_url(source)).content.decode())
    assert page.links()["Read and mark"] == read_url(source)
    page = read(curator_client.get("/admin/curation/source/").content.decode())
    assert page.links()["Read and mark"] == read_url(source)
    assert page.links()["Excerpts to check again"] == "/admin/work/recheck/"


def test_nothing_is_inline(curator_client, source):
    factories.excerpt(factories.event(), source=source, quote="Nobody answered questions.")
    for address, data in [(a, {}) for a in pages(source)] + [
        (read_url(source), place(source, "the committee met")),
        (read_url(source), {"quote": "It rained."}),
        (read_url(source), {"quote": "It reined twice."}),
    ]:
        response = curator_client.get(address, data)
        page = response.content.decode()
        for inline in (" style=", "<style", "<script>", " onclick=", "javascript:", "hx-on"):
            assert inline not in page, (address, inline)


# -- which passage ---------------------------------------------------------------------------------


def test_a_selection_opens_its_form_filled_in(curator_client, source):
    data = opened_form(curator_client, source, " It rained.\n\nNobody answered")
    assert data["quote"] == "It rained.\n\nNobody answered"
    assert (data["prefix"], data["suffix"]) == (
        "own time,” Hassan Rouhani said. ",
        " questions. It rained.",
    )
    assert (data["language"], data["stance"]) == ("en", "supports")
    assert "locator" not in data  # worked out, never typed
    response = curator_client.get(read_url(source), place(source, "Nobody answered"))
    assert "Characters 105 to 120 of 142, paragraph 3." in read(response.content.decode()).text


def test_for_htmx_only_the_panel_is_sent(curator_client, source):
    response = curator_client.get(read_url(source), place(source, "Nobody answered"), **HTMX)
    page = response.content.decode()
    assert page.lstrip().startswith('<h2 id="panel-heading"')
    assert "<html" not in page
    assert "HX-Request" in response["Vary"]


def test_a_pasted_quote_that_is_there_once_opens_the_form(curator_client, source):
    response = curator_client.get(
        read_url(source), {"quote": ' "We will answer in our own time,"\n'}
    )
    assert form_data(response)["quote"] == "“We will answer in our own time,”"
    page = read(response.content.decode())
    assert "What you pasted differs in white space or typography" in page.text
    assert "<html" in response.content.decode()


def test_what_is_chosen_inside_of_words_is_grown_and_that_is_said(curator_client, source):
    start = source.text.index("ill answer")
    response = curator_client.get(read_url(source), {"start": start, "end": start + 8})
    assert form_data(response)["quote"] == "will answer"
    page = read(response.content.decode())
    assert "What you chose began or ended inside of a word; it was grown" in page.text
    assert "Readers get no link" not in page.text


def test_a_passage_that_no_link_leads_to_says_so(curator_client):
    text = "It Rained.\nIt rained.\nIt RAINED."
    source = factories.source(text=text, url="https://paper.example/1")
    response = curator_client.get(read_url(source), {"quote": "It RAINED."})
    page = read(response.content.decode())
    assert "Readers get no link to this passage: browsers, which know neither case" in page.text
    source.url = ""
    source.save()
    response = curator_client.get(read_url(source), {"quote": "It RAINED."})
    assert "Readers get no link" not in read(response.content.decode()).text


def test_a_quote_that_was_cut_by_hand_is_refused(curator_client, source):
    data = form_data(curator_client.get(read_url(source), {"quote": "We will answer"}))
    event = factories.event(title="The meeting")
    data |= {"quote": "We will ans", "prefix": "", "suffix": "", "event": event.title}
    response = curator_client.post(read_url(source), data)
    assert "This ends inside of the word “answer” of" in response.content.decode()
    assert not event.excerpts.exists()


def test_a_long_quote_is_pasted_by_post(curator_client):
    source = factories.source(text="One two three four. " * 400)
    data = {"find": "1", "quote": "One two three fore. " * 150}
    response = curator_client.post(read_url(source), data)
    assert response.status_code == 200
    assert response.context["panel"].pasted == data["quote"]
    response = curator_client.post(read_url(source), data | {"quote": "x" * 5001}, **HTMX)
    assert response.status_code == 400
    assert Excerpt.objects.count() == 0


def test_a_pasted_quote_that_is_there_twice_asks_which(curator_client, source):
    response = curator_client.get(read_url(source), {"quote": "It rained."})
    page = read(response.content.decode())
    assert "Which of 2 places?" in page.texts("h2")
    first, second = page.one("ol", class_="desk-choices").all("a")
    assert first.text == "own time,” Hassan Rouhani said. It rained. Nobody answered questions. It"
    assert second.text == "Nobody answered questions. It rained."
    response = curator_client.get(read_url(source) + second["href"])
    data = form_data(response)
    assert (data["quote"], data["prefix"]) == ("It rained.", "Nobody answered questions. ")


def test_a_pasted_quote_that_is_not_there_shows_the_nearest_and_the_difference(
    curator_client, source
):
    response = curator_client.get(read_url(source), {"quote": "Nobody answered the question."})
    page = read(response.content.decode())
    assert "Not in the text" in page.texts("h2")
    assert page.one("p", class_="desk-difference").texts("del") == ["you have the question"]
    assert page.one("p", class_="desk-difference").texts("ins") == ["the text has questions"]
    assert page.one("textarea", id="paste-quote").text == "Nobody answered the question."
    take = page.links()["Take the passage of the text"]
    assert form_data(curator_client.get(read_url(source) + take))["quote"] == (
        "Nobody answered questions."
    )
    response = curator_client.get(read_url(source), {"quote": "Zebras!"})
    assert "This is not in the text, nor anything like it." in response.content.decode()


@pytest.mark.parametrize(
    ("data", "status", "said"),
    [
        ({"start": "x", "end": "3"}, 400, "Write a number of at most 7 digits."),
        ({"start": "1_0", "end": "30"}, 400, "Write a number of at most 7 digits."),
        ({"start": "3"}, 400, "Give both the start and the end of a passage, or neither."),
        ({"start": "30", "end": "20"}, 200, "There is no passage from 30 to 20"),
        ({"start": "0", "end": "99999"}, 200, "in a text of 142 characters"),
        ({"start": "36", "end": "38"}, 200, "Only white space is selected."),
        ({"start": "0", "end": "3", "text": "0" * 64}, 200, "The text was replaced since"),
        ({"quote": " "}, 200, "Paste the passage that you want to mark."),
        ({"quote": "a\x00"}, 400, "Null characters are not allowed."),
        ({"quote": "x" * 5001}, 400, "at most 5000 characters"),
    ],
)  # fmt: skip
def test_a_passage_that_is_none_is_named(curator_client, source, data, status, said):
    response = curator_client.get(read_url(source), data)
    assert response.status_code == status
    assert said in response.context["panel"].problem


def test_a_stale_place_is_looked_up_by_its_words(curator_client, source):
    data = {"start": "0", "end": "3", "text": "0" * 64, "quote": "Nobody answered"}
    assert form_data(curator_client.get(read_url(source), data))["quote"] == "Nobody answered"


def test_a_passage_that_is_too_long_says_so(curator_client):
    source = factories.source(text="One two three. " * 40 + "\n" + "Four five six. " * 100)
    response = curator_client.get(read_url(source), {"start": 0, "end": 434})
    assert "This passage has 434 characters; an excerpt has at most 400." in (
        response.content.decode()
    )
    response = curator_client.get(read_url(source), {"start": 0, "end": 2000})
    assert response.context["panel"].form is None
    assert response.context["panel"].problem.startswith("This passage has 2,000 characters")


# -- saving ----------------------------------------------------------------------------------------


def test_a_passage_becomes_an_excerpt_of_an_event(curator_client, source, curator):
    event = factories.approved(slug="met", title="The committee meets")
    actor = factories.actor(slug="rouhani", name="Hassan Rouhani")
    data = opened_form(curator_client, source, "Nobody answered questions.")
    data |= {"event": "The committee meets", "said_by": "hassan rouhani", "stance": "context"}
    response = curator_client.post(read_url(source), data, follow=True)
    [said] = messages_of(response)
    assert said.startswith("Saved as an excerpt of “The committee meets”. It was approved and is a")
    assert response.redirect_chain == [(f"{read_url(source)}#passage-met-2", 302)]
    assert "Nobody answered questions." in read(response.content.decode()).texts("mark")
    excerpt = Excerpt.objects.get(slug="met-2")
    assert (excerpt.event, excerpt.source, excerpt.said_by, excerpt.stance) == (
        event, source, actor, "context",
    )  # fmt: skip
    assert excerpt.history.get().history_user == curator
    changed = Event.objects.get(pk=event.pk)
    assert (changed.version, changed.stage, changed.edited_by) == (4, "draft", curator)
    assert changed.history.first().history_change_reason == "Excerpt met-2 marked in paper"


def test_for_htmx_the_whole_desk_comes_back(curator_client, source):
    factories.event(slug="met", title="The committee meets")
    data = opened_form(curator_client, source, "Nobody answered questions.") | {"event": "met"}
    response = curator_client.post(read_url(source), data, **HTMX)
    assert (response["HX-Retarget"], response["HX-Reswap"]) == ("#source-desk", "outerHTML")
    page = read(response.content.decode())
    assert page.one("p", class_="desk-saved")["data-passage"] == "passage-met-1"
    assert page.texts("mark") == ["Nobody answered questions."]


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"event": ""}, "event", "Write the title of the event, or choose “A new event”."),
        ({"event": "Zeppelin"}, "event", "No event is called “Zeppelin”, or anything"),
        ({"event": "The comittee"}, "event", "Perhaps you mean “The committee meets”;"),
        ({"event": "committee"}, "event", "Perhaps you mean “The committee meets”."),
        ({"event": "Twin"}, "event", "called “Twin”. Write the slug of one: twin-1, twin-2."),
        ({"event": "a\x00b"}, "event", "Null characters are not allowed."),
        ({"said_by": "Nobody at all"}, "said_by", "No actor is called “Nobody at all”"),
        ({"quote": "Nobody answers."}, "quote", "This is not in the text of “The paper”."),
        ({"quote": "It rained.", "prefix": "", "suffix": ""}, "quote", "This is 2 times in"),
        ({"quote": " It rained."}, "quote", "The quote starts with white space"),
        ({"quote": "x" * 401}, "quote", "at most 400 characters"),
        ({"language": "klingon!"}, "language", "“klingon!” is not a language tag."),
        ({"stance": "maybe"}, "stance", "maybe is not one of the available choices."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_and_what_was_typed_stays(
    curator_client, source, values, field, said
):
    factories.event(slug="met", title="The committee meets")
    factories.event(slug="twin-1", title="Twin")
    factories.event(slug="twin-2", title="Twin")
    data = opened_form(curator_client, source, "Nobody answered questions.")
    data |= {"event": "met", "translation": "My words"} | values
    response = curator_client.post(read_url(source), data)
    assert response.status_code == 200
    assert said in " ".join(errors(response)[field])
    again = form_data(response)
    assert {name: again[name] for name in ("translation", *values)} == (
        {"translation": "My words"} | values
    )
    assert Excerpt.objects.count() == 0
    assert Event.objects.get(slug="met").version == 1


def test_an_excerpt_is_not_made_twice(curator_client, source):
    factories.event(slug="met")
    data = opened_form(curator_client, source, "Nobody answered questions.") | {"event": "met"}
    curator_client.post(read_url(source), data)
    data |= {"opened": opened_form(curator_client, source, "It rained.\n\nNobody")["opened"]}
    response = curator_client.post(read_url(source), data)
    assert errors(response) == {
        "event": ["This passage is an excerpt of that event already: met-1."]
    }


def test_an_actor_is_found_by_any_of_its_names(curator_client, source):
    factories.event(slug="met")
    actor = factories.actor(name="Hassan Rouhani")
    actor.names.create(name="Rohani")
    data = opened_form(curator_client, source, "It rained.\n\nNobody")
    curator_client.post(read_url(source), data | {"event": "met", "said_by": "ROHANI"})
    assert Excerpt.objects.get().said_by == actor


def test_a_new_event_from_a_passage_with_guesses_marked_as_such(curator_client, source, curator):
    phase = factories.phase()
    rouhani = factories.actor(name="Hassan Rouhani")
    cousin = factories.actor(name="Ali Rouhani")
    words = (
        "On 7 January 2020 the committee met.\n\n“We will answer in our own time,” Hassan Rouhani"
    )
    response = curator_client.get(read_url(source), place(source, words))
    page = read(response.content.decode())
    said = page.texts("p", class_="desk-guess")
    choose = "Choose what it did, if it has a part in this event."
    loose = "less than the whole name or only alike"
    assert said == [
        "Guess 2020-01-07 from “7 January 2020” in the passage.",
        f"Guess from “Hassan Rouhani” in the passage. {choose}",
        f"Guess from “Rouhani” in the passage, which is {loose}. {choose}",
    ]
    data = form_data(response)
    assert (data["new-date"], data["new-date_basis"]) == ("2020-01-07", "")
    assert not data["new-date_checked"]  # a guess, until somebody confirms it
    assert data[f"new-actor_{rouhani.pk}"] == ""
    assert data[f"new-actor_{cousin.pk}"] == ""
    assert (data["new-title"], data["new-slug"]) == ("", "")

    data |= {
        "target": "new",
        "new-title": "The committee meets in Baghdad",
        "new-summary": "A newspaper reports that it met.",
        "new-phase": str(phase.pk),
        "new-kind": "meeting",
        f"new-actor_{rouhani.pk}": "speaker",
    }
    response = curator_client.post(read_url(source), data)
    assert response.status_code == 302, errors(response)
    event = Event.objects.get()
    assert (event.slug, event.stage, event.version, event.date) == (
        "the-committee-meets-in-baghdad", "draft", 1, "2020-01-07",
    )  # fmt: skip
    assert [(p.actor, p.role) for p in event.participations.all()] == [(rouhani, "speaker")]
    assert event.excerpts.get().quote == words
    assert event.edited_by == curator
    for row in (event.history.get(), event.participations.get().history.get()):
        assert row.history_user == curator
    assert event.history.get().history_change_reason == "New from a passage of paper"


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"new-title": ""}, "new-title", "This field is required."),
        ({"new-summary": ""}, "new-summary", "This field is required."),
        ({"new-date": "3/4/2020"}, "new-date", "it can be read in two ways"),
        ({"new-kind": ""}, "new-kind", "This field is required."),
        ({"new-slug": "taken"}, "new-slug", "“taken” is or was the slug of the event “taken”."),
        ({"new-slug": "Upper"}, "new-slug", "“Upper” must be in lower case."),
        ({"new-title": "؟", "new-slug": ""}, "new-slug", "Write a slug"),
        ({"quote": "Not there."}, "quote", "This is not in the text of “The paper”."),
    ],
)  # fmt: skip
def test_a_new_event_that_is_not_right_is_not_made(curator_client, source, values, field, said):
    factories.event(slug="taken")
    data = opened_form(curator_client, source, "Nobody answered questions.") | {
        "target": "new",
        "new-title": "A title",
        "new-summary": "A summary.",
        "new-date": "2020-01-07",
        "new-phase": str(Event.objects.get().phase_id),
        "new-kind": "meeting",
    }
    response = curator_client.post(read_url(source), data | values)
    assert response.status_code == 200
    assert said in " ".join(errors(response)[field])
    assert form_data(response)["new-summary"] == values.get("new-summary", "A summary.")
    assert (Event.objects.count(), Excerpt.objects.count()) == (1, 0)


def test_what_was_typed_for_a_new_event_stays_when_another_is_chosen(curator_client, source):
    data = opened_form(curator_client, source, "Nobody answered questions.")
    data |= {"new-title": "Half a title", "event": ""}
    response = curator_client.post(read_url(source), data)
    assert form_data(response)["new-title"] == "Half a title"


# -- two people at once ----------------------------------------------------------------------------


def test_an_event_saved_meanwhile_refuses_the_excerpt_once(curator_client, editor_client, source):
    event = factories.event(slug="met", title="As opened")
    mine = opened_form(curator_client, source, "Nobody answered questions.")
    theirs = opened(editor_client, change_url(event))
    editor_client.post(change_url(event), theirs | {"title": "Their title"})

    mine |= {"event": "met", "translation": "My words"}
    response = curator_client.post(read_url(source), mine)
    (said,) = errors(response)["event"]
    assert said.startswith("Not saved: edith saved this event since you opened this form.")
    page = read(response.content.decode())
    rows = [
        [cell.text for cell in row.all("td")]
        for row in page.one("div", class_="desk-conflict").all("tr")[1:]
    ]
    assert rows == [["As opened", "Their title"]]
    assert Excerpt.objects.count() == 0
    again = form_data(response)
    assert (again["event"], again["translation"]) == ("met", "My words")

    assert curator_client.post(read_url(source), again).status_code == 302
    stored = Event.objects.get(pk=event.pk)
    assert (stored.title, stored.version) == ("Their title", 3)
    assert Excerpt.objects.get().translation == "My words"


def test_a_decision_meanwhile_counts_as_a_change_of_stage_alone(curator_client, editor, source):
    event = factories.submitted(slug="met")
    mine = opened_form(curator_client, source, "Nobody answered questions.") | {"event": "met"}
    actions.approve(event, by=editor)
    response = curator_client.post(read_url(source), mine)
    assert response.context["panel"].changed.changes == [
        FieldChange("Stage", "In review", "Approved")
    ]


def test_an_excerpt_that_another_added_counts_as_a_change(curator_client, editor_client, source):
    factories.event(slug="met")
    mine = opened_form(curator_client, source, "Nobody answered questions.") | {"event": "met"}
    theirs = opened_form(editor_client, source, "the committee met") | {"event": "met"}
    assert editor_client.post(read_url(source), theirs).status_code == 302
    response = curator_client.post(read_url(source), mine)
    table = read(response.content.decode()).one("div", class_="desk-conflict")
    rows = [row.text for row in table.all("tr")[1:]]
    assert rows == ["Excerpt added (empty) the committee met"]


def test_other_events_may_change_meanwhile(curator_client, editor_client, source):
    factories.event(slug="met")
    mine = opened_form(curator_client, source, "Nobody answered questions.") | {"event": "met"}
    actions.record_change(factories.event(), by=factories.editor())
    assert curator_client.post(read_url(source), mine).status_code == 302


@pytest.mark.parametrize("mark", ["", "x", "-1", "٣", "9" * 40])
def test_a_form_that_does_not_say_when_it_was_opened_is_refused_once(curator_client, source, mark):
    factories.event(slug="met")
    data = opened_form(curator_client, source, "Nobody answered questions.")
    response = curator_client.post(read_url(source), data | {"event": "met", "opened": mark})
    assert "Not saved" in errors(response)["event"][0]
    assert curator_client.post(read_url(source), form_data(response)).status_code == 302


def test_an_event_made_meanwhile_may_be_chosen(curator_client, source):
    factories.event()
    data = opened_form(curator_client, source, "Nobody answered questions.")
    actions.record_change(factories.event(slug="new"), by=factories.editor())
    assert curator_client.post(read_url(source), data | {"event": "new"}).status_code == 302


def test_a_text_replaced_meanwhile_refuses_what_does_not_stand(curator_client, source, editor):
    factories.event(slug="met")
    data = opened_form(curator_client, source, "Nobody answered questions.") | {"event": "met"}
    actions.replace_text(source, text="Another text.", by=editor)
    response = curator_client.post(read_url(source), data)
    assert errors(response)["quote"][0].startswith("This is not in the text of “The paper”.")


# -- an excerpt that is to stand elsewhere ---------------------------------------------------------


@pytest.fixture
def fallen(source):
    event = factories.event(slug="met", title="They met")
    actor = factories.actor(name="The minister")
    return factories.excerpt(
        event, source=source, quote="Nobody answered the questions.", said_by=actor,
        translation="Kept",
    )  # fmt: skip


def test_a_fallen_excerpt_is_given_its_new_place(curator_client, curator, source, fallen):
    page = read(curator_client.get(read_url(source)).content.decode())
    look = page.one("section", id="recheck").links()["Look for it"]
    assert look == "?excerpt=met-1&quote=Nobody%20answered%20the%20questions.#mark-panel"
    page = read(curator_client.get(read_url(source) + look.partition("#")[0]).content.decode())
    take = page.links()["Take the passage of the text"]
    response = curator_client.get(read_url(source) + take.partition("#")[0])
    assert "Correct an excerpt" in read(response.content.decode()).texts("h2")
    data = form_data(response) | {"excerpt": "met-1"}
    assert (data["quote"], data["said_by"], data["translation"]) == (
        "Nobody answered questions.",
        "The minister",
        "Kept",
    )
    assert fallen.locator == ""
    response = curator_client.post(read_url(source), data)
    assert response.status_code == 302
    excerpt = Excerpt.objects.get()
    assert (excerpt.pk, excerpt.slug, excerpt.quote, excerpt.locator) == (
        fallen.pk, "met-1", "Nobody answered questions.", "paragraph 3",
    )  # fmt: skip
    assert excerpt.said_by == fallen.said_by
    assert [row.history_type for row in excerpt.history.all()] == ["~", "+"]
    event = Event.objects.get()
    assert (event.version, event.edited_by) == (2, curator)
    assert event.history.first().history_change_reason == "Excerpt met-1 corrected in paper"
    page = curator_client.get(read_url(source)).content.decode()
    assert "To re-check" not in page


def test_correcting_is_refused_once_when_the_event_was_saved_meanwhile(
    curator_client, editor, source, fallen
):
    query = place(source, "Nobody answered questions.") | {"excerpt": "met-1"}
    data = form_data(curator_client.get(read_url(source), query)) | {"excerpt": "met-1"}
    actions.record_change(Event.objects.get(), by=editor)
    response = curator_client.post(read_url(source), data)
    assert errors(response)["__all__"][0].startswith("Not saved: edith saved this event since")
    assert Excerpt.objects.get().quote == fallen.quote
    again = form_data(response) | {"excerpt": "met-1"}
    assert curator_client.post(read_url(source), again).status_code == 302


def test_correcting_an_excerpt_that_is_gone_keeps_what_was_typed(curator_client, source, fallen):
    query = place(source, "Nobody answered questions.") | {"excerpt": "met-1"}
    data = form_data(curator_client.get(read_url(source), query)) | {"excerpt": "met-1"}
    fallen.delete()
    response = curator_client.post(read_url(source), data | {"translation": "Mine"})
    assert "is not there any more" in errors(response)["__all__"][0]
    again = form_data(response) | {"event": "met"}
    assert again["translation"] == "Mine"
    assert curator_client.post(read_url(source), again).status_code == 302
    assert Excerpt.objects.get().translation == "Mine"


def test_an_excerpt_of_another_source_is_not_corrected_here(curator_client, source):
    factories.excerpt(factories.event(slug="else"))
    query = place(source, "Nobody answered questions.") | {"excerpt": "else-1"}
    assert curator_client.get(read_url(source), query).context["panel"].corrects is None
    query["excerpt"] = "no slug!"
    assert curator_client.get(read_url(source), query).status_code == 400


# -- suggestions -----------------------------------------------------------------------------------


def test_suggestions(curator_client, source):
    factories.event(title="The committee meets", date="2020-01-07")
    factories.event(title="Twin", slug="twin-1")
    factories.event(title="Twin", slug="twin-2")
    factories.actor(name="Hassan Rouhani", slug="rouhani").names.create(name="Rohani")
    events = reverse("admin:curation_source_suggest", args=("event",))
    actors = reverse("admin:curation_source_suggest", args=("actor",))

    def options(address, data):
        page = curator_client.get(address, data).content.decode()
        return re.findall(r'<option value="(.*?)">(.*?)</option>', page)

    assert options(events, {"event": "meets comm"}) == [
        ("The committee meets", "7 Jan 2020 · Draft")
    ]
    assert [value for value, _ in options(events, {"event": "twin"})] == ["twin-1", "twin-2"]
    assert options(actors, {"said_by": "rohani"}) == [("Hassan Rouhani", "Person · rouhani")]
    assert options(actors, {"said_by": "nobody"}) == []
    long = "The committee meets " + "and meets " * 20
    for typed in (long, "x" * 300, "a\x00", ""):
        assert curator_client.get(events, {"event": typed}).status_code == 200
    assert curator_client.get(f"{events[:-6]}user/").status_code == 404


def test_what_the_source_has_already_is_suggested_first(curator_client, source):
    factories.event(title="Early", date="2019-01-01")
    quoting = factories.event(title="Quoting", date="2021-01-01")
    factories.excerpt(quoting, source=source, quote="the committee met")
    page = read(curator_client.get(read_url(source)).content.decode())
    options = page.one("datalist", id="desk-events").all("option")
    assert [option["value"] for option in options] == ["Quoting", "Early"]
